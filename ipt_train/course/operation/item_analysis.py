"""How the items of a paper did with a cohort: every figure, and what stands out in plain words.

A flag is raised only where an interval, not only a figure, lies beyond its limit, so that chance
alone seldom raises one. The limits are conventions; nobody has validated them for this program.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ipt_train.bank.core.model import Library
from ipt_train.course.cohort import item as figures
from ipt_train.course.cohort import reliability, score
from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.dif import GroupDifference, group_difference, strata
from ipt_train.course.cohort.estimate import Estimate, Least, scaled
from ipt_train.course.cohort.rasch import RaschFit, rasch
from ipt_train.course.cohort.right import RightTally, rights
from ipt_train.course.cohort.tally import PaperTally, tally
from ipt_train.course.operation.item_figures import ItemFigures, item_figures
from ipt_train.plural import counted


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
        rasch: How a Rasch model of the paper was fitted; locations stand with the items.
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
    rasch: RaschFit
    items: tuple[ItemFigures, ...]
    rules: tuple[str, ...] = field(default_factory=tuple)


def analyse_answers(
    answers: Iterable[ItemResponse],
    library: Library,
    *,
    first_only: bool = True,
    codes: Mapping[str, Sequence[str]] | None = None,
    groups: Groups | None = None,
    least: Least | None = None,
    places: Mapping[str, Mapping[str, int]] | None = None,
) -> tuple[ItemAnalysis, ...]:
    """Analyse answers, paper by paper, in order of paper.

    Args:
        answers: The rows, in any order.
        library: The banks that the items come from.
        first_only: Whether to leave out every attempt but the first.
        codes: Codes of findings of item-writing rules, by item.
        groups: Two groups to compare (first attempts only), if wanted.
        least: Below how many answers figures are withheld.
        places: The number of each item on its paper, by paper.

    Raises:
        ResponsesError: The answers contradict themselves.
    """
    rows = list(answers)
    right = {one.paper: one for one in rights(rows, first_only=first_only)}
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
        later = {
            (one.person, one.attempt)
            for one in rows
            if first_only and one.attempt > 1 and one.paper == paper.paper
        }
        found.append(
            analyse_paper(
                paper,
                right[paper.paper],
                library,
                first_only=first_only,
                left_out=len(later),
                codes=codes,
                differences=differences,
                least=least,
                places=(places or {}).get(paper.paper),
            )
        )
    return tuple(found)


def analyse_paper(
    paper: PaperTally,
    right: RightTally,
    library: Library,
    *,
    first_only: bool = True,
    left_out: int = 0,
    codes: Mapping[str, Sequence[str]] | None = None,
    differences: Mapping[str, GroupDifference] | None = None,
    least: Least | None = None,
    places: Mapping[str, int] | None = None,
) -> ItemAnalysis:
    """Analyse one tallied paper, whoever tallied it.

    Args:
        paper: The tally.
        right: Its right answers by score.
        library: The banks that the items come from.
        first_only: What the tally was told, so that the rules can say so.
        left_out: How many later attempts it left out.
        codes: Codes of findings of item-writing rules, by item.
        differences: Comparisons of groups, by item.
        least: Below how many answers figures are withheld.
        places: The number of each item on the paper.
    """
    limits = least or Least()
    known = {str(one.id): one for one in library.items()}
    weights = figures.effective_weights(paper)
    deleted = reliability.alphas_if_deleted(paper, least=limits.reliability)
    enough = {"least": limits.reliability}
    model, locations = rasch(right, least=limits.rasch)
    location = dict(zip(right.items, locations, strict=True))
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
        rasch=model,
        items=tuple(
            item_figures(
                one,
                paper,
                known.get(one.item),
                weight,
                without,
                location[one.item, one.revision],
                (differences or {}).get(one.item),
                tuple((codes or {}).get(one.item, ())),
                limits,
                (places or {}).get(one.item),
            )
            for one, weight, without in zip(paper.items, weights, deleted, strict=True)
        ),
        rules=_rules(first_only, left_out, limits, paper),
    )


def _rules(first_only: bool, left_out: int, limits: Least, paper: PaperTally) -> tuple[str, ...]:
    """Return what was counted and how, of the figures that so many sittings can have."""
    later = ""
    if left_out:
        words = counted(left_out, "later one is", "later ones are")
        later = f"; of paper {paper.paper} {words} left out"
    rules = (
        (
            0,
            f"Only first attempts are counted{later}."
            if first_only
            else "All attempts are counted. Repeated attempts make items look easier, and"
            " intervals too narrow, since one person's answers are not independent.",
        ),
        (0, "A blank answer earns nothing and is counted; an item that was not asked is not."),
        (limits.facility, "Intervals contain the true value 95 times in 100."),
        (
            limits.correlation,
            "D compares the upper and lower 27% of totals; people who tie at an edge count in part.",
        ),
        (limits.facility, "A distractor functions if 5% of answers choose it: a convention."),
        (
            limits.rasch,
            "A Rasch model counts full marks as right and anything else as not; its locations are"
            " in logits, add up to 0, and higher is harder. Sittings with none or all right are"
            " left out.",
        ),
        (0, f"{needed(limits)} Nobody has validated these limits."),
    )
    return tuple(rule for least, rule in rules if paper.sittings >= least)


def needed(limits: Least) -> str:
    """Say which figures need how many people, in one sentence."""
    return (
        f"Facility needs {limits.facility} people per form, reliability {limits.reliability},"
        f" discrimination {limits.correlation}, a Rasch model {limits.rasch} (Linacre 1994),"
        f" and a comparison of groups {limits.group} in each."
    )
