"""The keys of unshuffled items stand in one position too often.

Why: A learner who always picks that position gains marks (Haladyna, Downing and Rodriguez 2002, guideline 20).
Only items with `shuffle: false` count, at least ten of one length: the others are shuffled for each learner.
The finding needs a chi-square test at the 1 % level, a convention of this project.

Bad:
    A bank of twelve unshuffled items with three options each, where option 3 is the key of eleven.

Good:
    The same bank with four keys in each position.

Fix: Reorder options where their order is free, or let them be shuffled.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import BankRule
from ipt_train.vocabulary import Severity

CODE = "B001"

FEWEST = 10
_CRITICAL = {1: 6.635, 2: 9.210, 3: 11.345, 4: 13.277, 5: 15.086, 6: 16.812, 7: 18.475}
"""Chi-square at 1 % by degrees of freedom (any table of the distribution)."""


def check(items: Sequence[ItemView]) -> Iterator[Finding]:
    """Yield one finding for each number of options whose keys are out of balance."""
    groups: dict[int, list[ItemView]] = defaultdict(list)
    for item in items:
        if item.single and item.item.get("shuffle", True) is False:
            groups[len(item.options)].append(item)
    for options, group in sorted(groups.items()):
        if len(group) < FEWEST or options - 1 not in _CRITICAL:
            continue
        counts = Counter(item.keys[0].index for item in group)
        expected = len(group) / options
        statistic = sum((counts[index] - expected) ** 2 / expected for index in range(options))
        if statistic > _CRITICAL[options - 1]:
            position, count = counts.most_common(1)[0]
            yield group[0].at(
                "options",
                CODE,
                f"option {position + 1} is the key of {count} of {len(group)} unshuffled items with {options} options",
                help="reorder options where their order is free",
            )


RULE = BankRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
