"""The key is the longest, or the shortest, option in too many items of a bank.

Why: A learner who always picks the longest option gains marks over the whole bank even where no single item
shows it (Haladyna, Downing and Rodriguez 2002, guideline 28d). The share may be chance plus five points; a bank
needs 40 single-best-answer items before it is judged. Both limits are conventions of this project.

Bad:
    A bank of 60 items with three options each, where the key is the longest option of 35.

Good:
    The same bank where it is the longest of 21.

Fix: Shorten keys, or write distractors as full as they are; begin with the items that W003 reports.
"""

from collections.abc import Iterator, Sequence

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import BankRule
from ipt_train.vocabulary import Severity

CODE = "B002"

FEWEST = 40
ALLOWANCE = 0.05


def check(items: Sequence[ItemView]) -> Iterator[Finding]:
    """Yield a finding for each extreme of length that points to the key too often."""
    singles = [item for item in items if item.single and len(item.options) > 1]
    if len(singles) < FEWEST:
        return
    chance = sum(1 / len(item.options) for item in singles) / len(singles)
    for word, sign in (("longest", 1), ("shortest", -1)):
        hits = sum(_is_extreme(item, sign) for item in singles)
        if hits / len(singles) > chance + ALLOWANCE:
            yield singles[0].at(
                "options",
                CODE,
                f"the key is the {word} option in {hits} of {len(singles)} items, by chance {chance:.0%}",
                help="begin with the items that W003 reports",
            )


def _is_extreme(item: ItemView, sign: int) -> bool:
    """Whether the key alone is the longest (sign 1) or shortest (sign -1) option."""
    key = sign * len(item.keys[0].text)
    return all(key > sign * len(option.text) for option in item.distractors)


RULE = BankRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
