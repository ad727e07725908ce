"""Where to pass: judgements read from a table, a method, and whom its cut leaves in doubt."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_train.cohort.estimate import Least
from ipt_train.cohort.reliability import sem
from ipt_train.cohort.standard.borderline import borderline_regression
from ipt_train.cohort.standard.compromise import HofsteeBounds, cohen, hofstee
from ipt_train.cohort.standard.cut import CutScore, PassBand, no_cut, pass_band
from ipt_train.cohort.standard.judged import EbelCell, angoff, ebel
from ipt_train.cohort.tally import PaperTally
from ipt_train.errors import ResponsesError
from ipt_train.vocabulary import Standard

COLUMNS: Mapping[Standard, tuple[str, ...]] = {
    Standard.ANGOFF: ("judge", "item", "share"),
    Standard.EBEL: ("judge", "relevance", "difficulty", "items", "share"),
    Standard.BORDERLINE: ("grade", "score"),
    Standard.COHEN: (),
    Standard.HOFSTEE: ("judge", "least_cut", "most_cut", "least_failed", "most_failed"),
}
"""Columns of the table of judgements of each method; Cohen's needs none."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSet:
    """A cut by one method, in marks.

    Attributes:
        cut: The cut with its standard error and interval.
        share: The cut as a share of the paper's marks, 0-1; None without a cut.
        band: Who passes and who is within one SEM of the cut; None where there is no SEM.
        note: What else the method says.
    """

    cut: CutScore
    share: float | None
    band: PassBand | None
    note: str = ""


def set_standard(
    method: Standard,
    rows: Sequence[Row],
    paper: PaperTally,
    *,
    borderline: float = 2.0,
    share: float = 0.6,
    best: float = 0.95,
) -> StandardSet:
    """Return the cut that a method gives.

    Args:
        method: The method.
        rows: The judgements, by the columns of ``COLUMNS``.
        paper: The paper that was sat; its totals are used by Cohen and Hofstee.
        borderline: The grade that stands for borderline.
        share: Of Cohen: the share of what the best attain.
        best: Of Cohen: the percentile that stands for the best, 0-1.

    Raises:
        ResponsesError: A judgement is no number or out of its range.
    """
    totals = [(total / 1000, count) for total, count in paper.totals]
    note, least = "", Least().reliability
    match method:
        case Standard.ANGOFF:
            cut = angoff(_angoff(rows))
        case Standard.EBEL:
            cut = ebel(_ebel(rows))
        case Standard.BORDERLINE:
            grades = [_number(row, "grade") for row in rows]
            scores = [_number(row, "score") for row in rows]
            line = borderline_regression(grades, scores, borderline)
            cut = line.cut
            if line.determination is not None:
                note = f"R squared {line.determination:.2f}"
        case Standard.COHEN | Standard.HOFSTEE if paper.sittings < least:
            cut = no_cut(
                method, paper.sittings, f"too few sittings: {paper.sittings} of {least} needed"
            )
        case Standard.COHEN:
            cut = cohen(totals, share=share, best=best)
        case Standard.HOFSTEE:
            found = hofstee(totals, [_bounds(row) for row in rows])
            cut = found.cut
            if found.failed is not None:
                note = f"{found.failed:.1%} fall below it"
    full = sum({one.item: one.full for one in paper.items}.values()) / 1000
    value, error = cut.cut.value, sem(paper, least=least).value
    return StandardSet(
        cut=cut,
        share=value / full if value is not None and full else None,
        band=pass_band(paper, value * 1000, error) if value is not None and error else None,
        note=note,
    )


def _angoff(rows: Sequence[Row]) -> list[list[float]]:
    judges: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        judges[row["judge"]][row["item"]] = _number(row, "share", most=1)
    items = sorted({item for said in judges.values() for item in said})
    return [[said[item] for item in items if item in said] for said in judges.values()]


def _ebel(rows: Sequence[Row]) -> list[dict[tuple[str, str], EbelCell]]:
    judges: dict[str, dict[tuple[str, str], EbelCell]] = defaultdict(dict)
    for row in rows:
        cell = EbelCell(items=int(_number(row, "items")), share=_number(row, "share", most=1))
        judges[row["judge"]][row["relevance"], row["difficulty"]] = cell
    return list(judges.values())


def _bounds(row: Row) -> HofsteeBounds:
    return HofsteeBounds(
        least_cut=_number(row, "least_cut"),
        most_cut=_number(row, "most_cut"),
        least_failed=_number(row, "least_failed", most=1),
        most_failed=_number(row, "most_failed", most=1),
    )


def _number(row: Row, name: str, *, most: float = 1e6) -> float:
    try:
        value = float(row[name])
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise ResponsesError(
            f"line {row.get('line', '?')}: `{row[name]}` under {name} is no number from 0 to {most:g}",
            hint="correct the line; nothing was written",
        )
    return value
