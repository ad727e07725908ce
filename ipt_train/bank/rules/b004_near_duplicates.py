"""Two items are alike in nearly all their words.

Why: A near copy trains its wording and not the idea (house rule). Items count as near copies when the sets of
their content words, stem and options together, overlap by at least 85 % (Jaccard), a convention of this project.
An item is compared with the first 500 earlier ones that share its rarest words, so that a bank of nothing but
copies is checked in seconds too.

Bad:
    Two items that differ in one word of the stem.

Good:
    Two items of one objective, one asking for the fact and one for its use in a case.

Fix: Retire one of the two, or let it ask in another way.
"""

from collections.abc import Iterator, Sequence

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules.compared import NONE, ComparedItems, packed, unpacked
from ipt_train.bank.rules.near_copies import NearCopies
from ipt_train.bank.rules.rule import LibraryRule, RuleMemory
from ipt_train.vocabulary import Severity

CODE = "B004"

WORTH_KEEPING = 2_000
"""From this many items on it pays to read what was compared before; fewer are compared in 50 ms."""
_BEHIND = 32
"""What was compared is kept anew when one item in so many came or went since."""


def check(items: Sequence[Outline], memory: RuleMemory) -> Iterator[Finding]:
    """Yield items of any bank that are nearly the same as an earlier one."""
    keeps = len(items) >= WORTH_KEEPING
    comparison = NearCopies(items, _before(memory) if keeps else ComparedItems())
    for item, place in zip(items, comparison.near, strict=True):
        if place != NONE:
            message = f"nearly the same words as {items[place].id}"
            yield item.at(CODE, message, help="let one ask in another way")
    if keeps and comparison.differences * _BEHIND > len(items):
        memory.keep(CODE, lambda: packed(comparison.compared()))


def _before(memory: RuleMemory) -> ComparedItems:
    try:
        return unpacked(memory.recall(CODE))
    except (ValueError, KeyError, TypeError):  # nothing, or nothing that can be used
        return ComparedItems()


RULE = LibraryRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
