"""Two items ask the same question with the same options.

Why: A copy doubles the weight of one idea, and an edit to one leaves the other wrong (house rule).

Bad:
    Two items with other ids whose stems and options differ only in case and spacing.

Good:
    One of them, or a second that asks for the same idea in another dress under the same objective.

Fix: Retire one of the two.
"""

from collections.abc import Iterator, Sequence

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules.rule import LibraryRule, RuleMemory
from ipt_train.vocabulary import Severity

CODE = "B003"


def check(items: Sequence[Outline], _: RuleMemory) -> Iterator[Finding]:
    """Yield items of any bank that repeat an earlier one."""
    first: dict[tuple[bytes, str], Outline] = {}
    for item in items:
        plain = (item.wording, item.setting)
        if item.wording and plain in first:
            other = first[plain]
            message = f"the same item as {other.id} at {other.file}:{other.place[0]}"
            yield item.at(CODE, message, help="retire one of the two")
        first.setdefault(plain, item)


RULE = LibraryRule(
    code=CODE,
    severity=Severity.ERROR,
    explanation=__doc__,
    check=check,
)
