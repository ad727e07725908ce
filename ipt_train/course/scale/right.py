"""Right answers by score and by group, as expressions that an engine runs where the answers lie.

What comes out equals, integer for integer, ``cohort.right.rights`` and ``cohort.dif.strata``.
"""

from collections import defaultdict
from typing import Any

import narwhals as nw

from ipt_train.course.cohort.dif import Stratum
from ipt_train.course.cohort.right import RightTally, assemble_rights
from ipt_train.course.scale.tally import COLUMNS, SITTING, Engine, Frame, empty_cells, kept_answers
from ipt_train.errors import ResponsesError

_RIGHT = (nw.col("units") == nw.col("full")).cast(nw.Int64)


def rights_frame(
    frame: Frame, engine: Engine, *, first_only: bool = True
) -> tuple[RightTally, ...]:
    """Count right answers, paper by paper, in an engine.

    Args:
        frame: The answers, with the columns of ``scale.tally.COLUMNS``, each item once in a sitting.
        engine: The engine that holds it.
        first_only: Whether to leave out every attempt but the first.

    Raises:
        ResponsesError: A cell is empty.
    """
    answers = kept_answers(frame, first_only=first_only)
    _whole(answers, engine)
    answers = answers.with_columns(_RIGHT.alias("right"))
    scores = engine.keep(
        answers.group_by(*SITTING).agg(nw.col("right").sum().alias("score")), "scores"
    )
    sittings: dict[str, dict[int, int]] = defaultdict(dict)
    counted = scores.group_by("paper", "score").agg(nw.len().alias("n"))
    for paper, score, n in engine.rows(counted.select("paper", "score", "n")):
        sittings[paper][int(score)] = int(n)
    keys = ("paper", "item", "revision", "score")
    cells = (
        answers.join(scores, on=list(SITTING))
        .group_by(*keys)
        .agg(nw.len().alias("n"), nw.col("right").sum())
        .select(*keys, "n", "right")
    )
    return assemble_rights(
        (
            (paper, item, int(revision), int(score), int(n), int(right))
            for paper, item, revision, score, n, right in engine.rows(cells)
        ),
        sittings,
    )


def strata_frame(
    frame: Frame, people: Frame, engine: Engine, *, reference: str, focal: str
) -> dict[str, dict[str, tuple[Stratum, ...]]]:
    """Lay answers in strata of equal total, by paper and item, in an engine; first attempts only.

    Args:
        frame: The answers, with the columns of ``scale.tally.COLUMNS``.
        people: One row a person, with columns ``person`` and ``group``; people who are not in it,
            or of a third group, are left out.
        engine: The engine that holds both.
        reference: The group to compare with.
        focal: The group that the question is about.

    Raises:
        ResponsesError: A cell is empty, or a person is in both groups or twice in one.
    """
    answers = kept_answers(frame, first_only=True)
    _whole(answers, engine)
    group = nw.col("group").cast(nw.String)
    chosen = engine.keep(
        people.select(nw.col("person").cast(nw.String), group).filter(
            group.is_in([reference, focal])
        ),
        "people",
    )
    twice = chosen.group_by("person").agg(nw.len().alias("n")).filter(nw.col("n") > 1)
    if found := engine.rows(twice.select("person")):
        raise ResponsesError(
            f"{len(found)} people have more than one row of groups",
            hint="each person has one row, with a group or none",
        )
    answers = answers.join(chosen, on="person").with_columns(_RIGHT.alias("right"))
    totals = answers.group_by(*SITTING).agg(nw.col("units").sum().alias("total"))
    keys = ("paper", "item", "total", "group", "right")
    cells = (
        answers.join(totals, on=list(SITTING)).group_by(*keys).agg(nw.len().alias("n"))
    ).select(*keys, "n")
    counts: dict[str, dict[str, dict[int, dict[tuple[str, int], int]]]] = defaultdict(dict)
    for paper, item, total, of, right, n in engine.rows(cells):
        stratum = counts[paper].setdefault(item, {}).setdefault(int(total), {})
        stratum[of, int(right)] = int(n)
    return {
        paper: {
            item: tuple(_stratum(strata[total], reference, focal) for total in sorted(strata))
            for item, strata in items.items()
        }
        for paper, items in counts.items()
    }


def _stratum(cells: dict[tuple[str, int], int], reference: str, focal: str) -> Stratum:
    return Stratum(
        reference_right=cells.get((reference, 1), 0),
        reference_wrong=cells.get((reference, 0), 0),
        focal_right=cells.get((focal, 1), 0),
        focal_wrong=cells.get((focal, 0), 0),
    )


def _whole(answers: Frame, engine: Engine) -> None:
    """Refuse answers with an empty cell, as the tally of papers does."""
    empty = nw.any_horizontal(*(nw.col(name).is_null() for name in COLUMNS), ignore_nulls=False)
    counted = answers.select(empty.cast(nw.Int64).alias("empty")).select(
        nw.col("empty").sum(), nw.len().alias("n")
    )
    rows: list[tuple[Any, ...]] = engine.rows(counted)
    missing, n = (int(each or 0) for each in rows[0])
    if missing:
        raise empty_cells(missing, n)
