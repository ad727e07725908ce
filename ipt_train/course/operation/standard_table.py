"""Cuts as a table: a row a paper."""

from collections.abc import Mapping
from typing import NamedTuple

from ipt_train.course.operation.standard import StandardSet
from ipt_train.figure.rounding import share_cell as rounded


class CutRow(NamedTuple):
    """The cut of one paper: ``cut``, its interval, error and ``full`` in marks, ``share`` from 0 to 1."""

    paper: str
    method: str
    cut: float | None
    cut_low: float | None
    cut_high: float | None
    standard_error: float | None
    full: float
    share: float | None
    sources: int
    passed: int | None
    failed: int | None
    in_doubt: int | None
    left_out: str
    note: str


def standard_table(papers: Mapping[str, StandardSet]) -> tuple[tuple[str, ...], list[CutRow]]:
    """Return cuts as columns and rows of a table; where there is no cut, ``note`` says why."""
    return CutRow._fields, [_row(paper, standard) for paper, standard in papers.items()]


def _row(paper: str, standard: StandardSet) -> CutRow:
    score, band = standard.cut, standard.band
    cut = score.cut
    why = cut.why if cut.value is None else ""
    return CutRow(
        paper=paper,
        method=score.method,
        cut=rounded(cut.value),
        cut_low=rounded(cut.low),
        cut_high=rounded(cut.high),
        standard_error=rounded(score.error),
        full=standard.full,
        share=rounded(standard.share),
        sources=score.sources,
        passed=band.passed if band else None,
        failed=band.failed if band else None,
        in_doubt=band.in_doubt if band else None,
        left_out=" ".join(standard.left_out),
        note="; ".join(filter(None, (why, standard.note))),
    )
