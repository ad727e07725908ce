"""How the items of a paper did with a cohort: every figure, and what stands out in plain words.

A flag is raised only where an interval, not only a figure, lies beyond its limit, so that chance
alone seldom raises one. The limits are conventions; nobody has validated them for this program.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ipt_train.bank.model import Choice, Item, Library, TrueFalse
from ipt_train.cohort import item as figures
from ipt_train.cohort import reliability, score
from ipt_train.cohort.answer import Answered
from ipt_train.cohort.dif import GroupDifference, group_difference, strata
from ipt_train.cohort.estimate import Estimate, Least, proportion, scaled
from ipt_train.cohort.option import OptionUse, option_table
from ipt_train.cohort.tally import ItemTally, PaperTally, tally
from ipt_train.operation.item_flags import Flag, flags_of
from ipt_train.study.presentation import TRUE_FALSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Two groups to compare item by item.

    Attributes:
        of: The group of each person, by pseudonym; people of neither are left out.
        reference: The group to compare with.
        focal: The group that the question is about.
    """

    of: Mapping[str, str]
    reference: str
    focal: str


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
        options: How each option was used; empty where there is none to choose.
        difference: Comparison of two groups, if it was asked for.
        flags: What stands out, most urgent first.
        codes: Codes of item-writing rules that the item breaks.
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
    options: tuple[OptionUse, ...]
    difference: GroupDifference | None
    flags: tuple[Flag, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnalysis:
    """Figures of one paper and of its items; totals are in marks.

    Attributes:
        paper: Its id.
        sittings: Sittings that were counted.
        full: Full marks of the paper.
        mean: Mean total.
        median: Median total.
        sd: Standard deviation of totals.
        skewness: Their skewness.
        kurtosis: Their excess kurtosis.
        alpha: Coefficient alpha.
        alpha_name: "KR-20" if every answer earned nothing or all, else "alpha".
        sem: Standard error of measurement of a total.
        error_ratio: The same over the standard deviation.
        items: Figures of its items, in order of id.
        rules: What was counted and how, a sentence each, to be shown with the figures.
    """

    paper: str
    sittings: int
    full: float
    mean: Estimate
    median: Estimate
    sd: Estimate
    skewness: Estimate
    kurtosis: Estimate
    alpha: Estimate
    alpha_name: str
    sem: Estimate
    error_ratio: Estimate
    items: tuple[ItemFigures, ...]
    rules: tuple[str, ...] = field(default_factory=tuple)


def analyse_answers(
    answers: Iterable[Answered],
    library: Library,
    *,
    first_only: bool = True,
    codes: Mapping[str, Sequence[str]] | None = None,
    groups: Groups | None = None,
    least: Least | None = None,
) -> tuple[ItemAnalysis, ...]:
    """Analyse answers, paper by paper, in order of paper.

    Args:
        answers: The rows, in any order.
        library: The banks that the items come from.
        first_only: Whether to leave out every attempt but the first.
        codes: Codes of findings of item-writing rules, by item.
        groups: Two groups to compare (first attempts only), if wanted.
        least: Below how many answers figures are withheld.

    Raises:
        ResponsesError: The answers contradict themselves.
    """
    rows = list(answers)
    found = []
    for paper in tally(rows, first_only=first_only):
        differences = {}
        if groups:
            own = [one for one in rows if one.paper == paper.paper]
            parts = strata(own, groups.of, reference=groups.reference, focal=groups.focal)
            for one in paper.items:
                differences[one.item] = group_difference(
                    parts.get(one.item, ()), least=(least or Least()).group
                )
        found.append(
            analyse_paper(
                paper, library, first_only=first_only, codes=codes,
                differences=differences, least=least,
            )
        )  # fmt: skip
    return tuple(found)


def analyse_paper(
    paper: PaperTally,
    library: Library,
    *,
    first_only: bool = True,
    codes: Mapping[str, Sequence[str]] | None = None,
    differences: Mapping[str, GroupDifference] | None = None,
    least: Least | None = None,
) -> ItemAnalysis:
    """Analyse one tallied paper, whoever tallied it.

    Args:
        paper: The tally.
        library: The banks that the items come from.
        first_only: What the tally was told, so that the rules can say so.
        codes: Codes of findings of item-writing rules, by item.
        differences: Comparisons of groups, by item.
        least: Below how many answers figures are withheld.
    """
    limits = least or Least()
    known = {str(one.id): one for one in library.items()}
    weights = figures.effective_weights(paper)
    deleted = reliability.alphas_if_deleted(paper, least=limits.reliability)
    enough = {"least": limits.reliability}
    whole = all(cell.units in (0, one.full) for one in paper.items for cell in one.cells)
    return ItemAnalysis(
        paper=paper.paper,
        sittings=paper.sittings,
        full=sum({one.item: one.full for one in paper.items}.values()) / 1000,
        mean=scaled(score.mean(paper, least=limits.facility), 0.001),
        median=scaled(score.median(paper, least=limits.facility), 0.001),
        sd=scaled(score.sd(paper, **enough), 0.001),
        skewness=score.skewness(paper, **enough),
        kurtosis=score.kurtosis(paper, **enough),
        alpha=reliability.alpha(paper, **enough),
        alpha_name="KR-20" if whole else "alpha",
        sem=scaled(reliability.sem(paper, **enough), 0.001),
        error_ratio=reliability.error_ratio(paper, **enough),
        items=tuple(
            _item(
                one, paper, known.get(one.item), weight, without,
                (differences or {}).get(one.item), tuple((codes or {}).get(one.item, ())), limits,
            )
            for one, weight, without in zip(paper.items, weights, deleted, strict=True)
        ),
        rules=_rules(first_only, limits),
    )  # fmt: skip


def _item(
    one: ItemTally,
    paper: PaperTally,
    known: Item | None,
    weight: Estimate,
    without: Estimate,
    difference: GroupDifference | None,
    codes: tuple[str, ...],
    limits: Least,
) -> ItemFigures:
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
        options=options,
        difference=difference,
        flags=flags_of(known, one.revision, facility, item_rest, share, options, difference),
        codes=codes,
    )


def _options(known: Item | None) -> list[tuple[str, bool]]:
    match known.interaction if known else None:
        case Choice(options=options):
            return [(option.id, option.key) for option in options]
        case TrueFalse(key=key):
            return [(option.id, (option.id == "true") == key) for option in TRUE_FALSE]
    return []


def _rules(first_only: bool, limits: Least) -> tuple[str, ...]:
    return (
        "Only first attempts are counted."
        if first_only
        else "All attempts are counted. Repeated attempts make items look easier, and"
        " intervals too narrow, since one person's answers belong together.",
        "A blank answer earns nothing and is counted; an item that was not asked is not.",
        "Intervals hold what they estimate 95 times in 100.",
        "D compares the upper and lower 27 % of totals; people who tie at an edge count in part.",
        "A distractor functions if 5 % of answers hold it: a convention.",
        f"Figures are withheld below {limits.facility} answers (facility),"
        f" {limits.correlation} (discrimination), {limits.reliability} (reliability) and"
        f" {limits.group} in a group. Nobody has validated these limits.",
    )
