"""Item figures as a table, for CSV; ``columns.COURSE_ITEMS`` says what its columns mean."""

from collections.abc import Iterable, Sequence
from typing import Any

from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.core.explained import explanations
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_counts import exam_counts
from ipt_train.course.operation.item_figures import ItemFigures
from ipt_train.figure.rounding import share_cell
from ipt_train.progress.operation.columns import COURSE_ITEMS

Cell = str | int | float | None
_COLUMNS = tuple(column.name for column in COURSE_ITEMS)


def items_table(papers: Iterable[ItemAnalysis]) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Return the figures of the items of several papers as columns and rows of one table."""
    rows = [row for paper in papers for row in item_rows(paper.paper, paper.items)]
    return _COLUMNS, rows


def items_data(papers: Sequence[ItemAnalysis], *, explain: bool) -> dict[str, Any]:
    """Return the figures of the items of several papers as plain data: counts by exam first.

    Args:
        papers: Their analyses.
        explain: With what each figure means.
    """
    explained = explanations() if explain else []
    return {"exams": exam_counts(papers), "papers": papers, "explained": explained}


def item_rows(paper: str, items: Sequence[ItemFigures]) -> list[list[Cell]]:
    """Return item figures as rows of a table; empty where a figure is withheld or undefined.

    Args:
        paper: Id of the paper.
        items: Figures of its items.
    """
    return [
        [
            paper, one.item, one.revision, one.n,
            *_ends(one.blank), *_ends(one.facility), *_ends(one.item_rest), *_ends(one.upper_lower),
            *_ends(one.efficiency), *_ends(one.weight), *_ends(one.alpha_if_deleted),
            *_ends(one.rasch.location), share_cell(one.rasch.error), *_ends(one.rasch.infit),
            *_groups(one),
            " ".join(flag.code for flag in one.flags), " ".join(one.codes),
            one.right, one.place,
        ]
        for one in items
    ]  # fmt: skip  # a table


def _groups(one: ItemFigures) -> list[Cell]:
    found = one.difference
    if found is None:
        return [None] * 9
    return [
        found.n_reference, found.n_focal, *_ends(found.odds_ratio), *_ends(found.delta),
        found.ets_class,
    ]  # fmt: skip  # a table


def _ends(one: Estimate) -> list[Cell]:
    return [share_cell(one.value), share_cell(one.low), share_cell(one.high)]
