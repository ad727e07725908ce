"""How the options of an item were chosen, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.course.cohort.estimate import Estimate, correlation, proportion
from ipt_train.course.cohort.item import sums
from ipt_train.course.cohort.tally import ItemTally, TallyCell

FUNCTIONING = 0.05
"""Share of answers from which a distractor counts as functioning: a convention (Haladyna and
Downing 1993), which nobody derived from anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionUse:
    """How one option was used.

    Attributes:
        option: Its id; "" stands for blank answers.
        key: Whether it is a key.
        n: How many answers hold it.
        share: Their share of all answers, blank ones too.
        item_rest: Correlation of choosing it with the rest; of a distractor it should be negative.
        functioning: Whether a distractor reaches ``FUNCTIONING``; None for a key, for blanks and
            where there are too few answers.
        sure: Whether the whole interval of the share lies on that side of ``FUNCTIONING``.
    """

    option: str
    key: bool
    n: int
    share: Estimate
    item_rest: Estimate
    functioning: bool | None
    sure: bool


def option_table(
    item: ItemTally,
    options: Sequence[tuple[str, bool]],
    *,
    least_share: int = 1,
    least_correlation: int = 1,
) -> tuple[OptionUse, ...]:
    """Return how each option was used, those that nobody chose too; blank answers come last.

    An answer that holds several options counts for each of them. The rest is the total without
    the item's own marks, for distractors too; R's CTT takes the option's own 0 or 1 off instead,
    so that its figures for distractors are lower.

    Args:
        item: The tally of a choice.
        options: Each option's id and whether it is a key, in written order.
        least_share: Fewest answers that a share is given for.
        least_correlation: Fewest answers that a correlation is given for.
    """
    whole = sums(item)
    table = []
    for option, key in [*options, ("", False)]:
        cells = [cell for cell in item.cells if _holds(cell, option)]
        if not option and not cells:
            continue
        n, rest = sum(cell.n for cell in cells), sum(cell.rest for cell in cells)
        share = proportion(n / whole.n if whole.n else 0.0, whole.n, least_share)
        functioning, sure = None, False
        if option and not key and share.value is not None:
            functioning = n >= FUNCTIONING * whole.n
            sure = (
                share.low is not None
                and share.high is not None
                and (share.low >= FUNCTIONING if functioning else share.high < FUNCTIONING)
            )
        table.append(
            OptionUse(
                option=option,
                key=key,
                n=n,
                share=share,
                item_rest=correlation(
                    whole.n,
                    whole.n * rest - n * whole.r,
                    whole.n * n - n * n,
                    whole.spread_rest(),
                    least_correlation,
                ),
                functioning=functioning,
                sure=sure,
            )
        )
    return tuple(table)


def _holds(cell: TallyCell, option: str) -> bool:
    return option in cell.response.split("+") if option else cell.blank
