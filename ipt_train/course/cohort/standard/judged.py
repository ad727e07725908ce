"""Standards from judges who read the items: modified Angoff and Ebel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_train.course.cohort.standard.cut import CutScore, from_judges, no_cut


def angoff(judgements: Sequence[Sequence[float]]) -> CutScore:
    """Return the modified Angoff cut, in items (Angoff 1971).

    Each judge says for each item what share of borderline candidates would answer it rightly;
    a judge's cut is the sum, the cut is the mean over judges.

    Args:
        judgements: A row a judge with a share, 0-1, for every item in the same order.
    """
    if len({len(row) for row in judgements}) > 1:
        return no_cut("modified Angoff", len(judgements), "not every judge judged every item")
    return from_judges("modified Angoff", [sum(row) for row in judgements])


@dataclass(frozen=True, slots=True, kw_only=True)
class EbelCell:
    """Items that a judge holds equally relevant and equally difficult.

    Attributes:
        items: How many they are.
        share: Share of them that a borderline candidate would answer rightly, 0-1.
    """

    items: int
    share: float


def ebel(judgements: Sequence[Mapping[tuple[str, str], EbelCell]]) -> CutScore:
    """Return Ebel's cut, in items (Ebel 1972).

    Each judge sorts the items by relevance and difficulty and gives each cell of that table the
    share that borderline candidates would answer rightly; a judge's cut is the sum of items
    times share, the cut is the mean over judges. A panel that agreed on one table counts as
    one judge and has no standard error.

    Args:
        judgements: A table a judge: (relevance, difficulty) to its cell.
    """
    if len({sum(cell.items for cell in table.values()) for table in judgements}) > 1:
        return no_cut("Ebel", len(judgements), "the judges sorted different numbers of items")
    return from_judges(
        "Ebel", [sum(cell.items * cell.share for cell in table.values()) for table in judgements]
    )
