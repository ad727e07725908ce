"""Cuts as a table: a row a paper."""

from collections.abc import Mapping

from ipt_train.course.operation.standard import StandardSet

Cell = str | int | float | None

COLUMNS = (
    "paper",
    "method",
    "cut",
    "cut_low",
    "cut_high",
    "standard_error",
    "full",
    "share",
    "sources",
    "passed",
    "failed",
    "in_doubt",
    "left_out",
    "note",
)
"""``cut``, its interval, ``standard_error`` and ``full`` are in marks, ``share`` from 0 to 1."""


def standard_table(
    papers: Mapping[str, StandardSet],
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return cuts as columns and rows of a table; where there is no cut, ``note`` says why."""
    return COLUMNS, [_row(paper, standard) for paper, standard in papers.items()]


def _row(paper: str, standard: StandardSet) -> tuple[Cell, ...]:
    score, band = standard.cut, standard.band
    cut = score.cut
    return (
        paper,
        score.method,
        _rounded(cut.value),
        _rounded(cut.low),
        _rounded(cut.high),
        _rounded(score.error),
        standard.full,
        _rounded(standard.share),
        score.sources,
        band.passed if band else None,
        band.failed if band else None,
        band.in_doubt if band else None,
        " ".join(standard.left_out),
        "; ".join(
            words for words in (cut.why if cut.value is None else "", standard.note) if words
        ),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
