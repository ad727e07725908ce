"""Every figure of one item of a paper."""

from dataclasses import dataclass

from ipt_train.bank.core.model import Choice, Item, TrueFalse
from ipt_train.course.cohort import item as figures
from ipt_train.course.cohort.dif import GroupDifference
from ipt_train.course.cohort.estimate import Estimate, Least, proportion
from ipt_train.course.cohort.option import OptionUse, option_table
from ipt_train.course.cohort.rasch import ItemLocation
from ipt_train.course.cohort.tally import ItemTally, PaperTally
from ipt_train.course.operation.item_flags import Flag, flags_of
from ipt_train.study.core.presentation import TRUE_FALSE


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """Figures of one item.

    Attributes:
        item: Its id.
        revision: The revision that was answered.
        stem: Its stem; "" if the banks do not hold it.
        full: Full marks.
        n: Answers, blank ones too.
        blank: Share of blank answers.
        facility: Mean share of the marks, 0-1.
        item_rest: Correlation with the rest of the paper.
        upper_lower: D, between the upper and the lower 27 % of totals.
        efficiency: Discriminative efficiency.
        weight: Share in the spread of totals, 0-1.
        alpha_if_deleted: Alpha of the paper without it.
        rasch: Location, its error and infit under a Rasch model of the paper.
        options: How each option was used; empty where there is none to choose.
        difference: Comparison of two groups, if it was asked for.
        flags: What stands out, most urgent first.
        codes: Codes of item-writing rules that the item breaks.
        right: Answers that earned full marks.
        partly: Answers that earned some.
        blanks: Answers left blank.
        place: Its number on the paper, from 1; None where the paper is not there.
    """

    item: str
    revision: int
    stem: str
    full: float
    n: int
    blank: Estimate
    facility: Estimate
    item_rest: Estimate
    upper_lower: Estimate
    efficiency: Estimate
    weight: Estimate
    alpha_if_deleted: Estimate
    rasch: ItemLocation
    options: tuple[OptionUse, ...]
    difference: GroupDifference | None
    flags: tuple[Flag, ...]
    codes: tuple[str, ...]
    right: int = 0
    partly: int = 0
    blanks: int = 0
    place: int | None = None


def item_figures(
    one: ItemTally,
    paper: PaperTally,
    known: Item | None,
    weight: Estimate,
    without: Estimate,
    rasch: ItemLocation,
    difference: GroupDifference | None,
    codes: tuple[str, ...],
    limits: Least,
    place: int | None = None,
) -> ItemFigures:
    """Return the figures of one item and what stands out.

    Args:
        one: Its tally.
        paper: The tally of its paper.
        known: The item, if the banks hold it.
        weight: Its share in the spread of totals.
        without: Alpha of the paper without it.
        rasch: Its figures under a Rasch model.
        difference: A comparison of groups, if there is one.
        codes: Codes of item-writing rules that it breaks.
        limits: Below how many answers figures are withheld.
        place: Its number on the paper, if that is there.
    """
    n = sum(cell.n for cell in one.cells)
    blank = sum(cell.n for cell in one.cells if cell.blank)
    share = proportion(blank / n, n, limits.facility)
    facility = figures.facility(one, least=limits.facility)
    item_rest = figures.item_rest(one, least=limits.correlation)
    options = option_table(
        one,
        _options(known),
        least_share=limits.facility,
        least_correlation=limits.correlation,
    )
    return ItemFigures(
        item=one.item,
        revision=one.revision,
        stem=known.stem if known else "",
        full=one.full / 1000,
        n=n,
        blank=share,
        facility=facility,
        item_rest=item_rest,
        upper_lower=figures.upper_lower(one, paper, least=limits.correlation),
        efficiency=figures.efficiency(one, least=limits.correlation),
        weight=weight,
        alpha_if_deleted=without,
        rasch=rasch,
        options=options,
        difference=difference,
        flags=flags_of(known, one.revision, facility, item_rest, share, options, difference),
        codes=codes,
        right=sum(cell.n for cell in one.cells if cell.units == one.full),
        partly=sum(cell.n for cell in one.cells if 0 < cell.units < one.full),
        blanks=blank,
        place=place,
    )


def _options(known: Item | None) -> list[tuple[str, bool]]:
    match known.interaction if known else None:
        case Choice(options=options):
            return [(option.id, option.key) for option in options]
        case TrueFalse(key=key):
            return [(option.id, (option.id == "true") == key) for option in TRUE_FALSE]
    return []
