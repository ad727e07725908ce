"""The tally of ``cohort.tally`` as expressions that an engine runs where the answers lie.

One set of narwhals expressions serves every engine; only integers leave it. What comes out is
equal, integer for integer, to what the plain tally counts, and no larger: its size depends on
items, responses and distinct totals, not on the number of sittings.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import narwhals as nw

from ipt_train.course.cohort.band import TAIL, Band
from ipt_train.course.cohort.tally import ItemKey, PaperTally, TallyCell, assemble
from ipt_train.errors import ResponsesError

COLUMNS: dict[str, type[nw.String | nw.Int64 | nw.Boolean]] = {
    "person": nw.String,
    "paper": nw.String,
    "attempt": nw.Int64,
    "item": nw.String,
    "revision": nw.Int64,
    "response": nw.String,
    "blank": nw.Boolean,
    "units": nw.Int64,
    "full": nw.Int64,
}
"""Columns of a table of answers that are counted, as the fields of ``ItemResponse``."""

TOLD: dict[str, type[nw.String | nw.Boolean | nw.Float64]] = {
    "left_out": nw.Boolean,
    "correction": nw.String,
    "mark": nw.Float64,
}
"""Columns that a table may have besides: what a regrade decided of the item, and the unrounded mark."""

PLACES: dict[str, type[nw.String | nw.Int64]] = {
    "course": nw.String,
    "exam": nw.String,
    "digest": nw.String,
    "place": nw.Int64,
}
"""What packed answers say besides: whose they are, the digest of the paper, and each item's place from 1."""

SITTING = ("paper", "person", "attempt")
_ITEM = ("paper", "item", "revision", "full")

Frame = nw.LazyFrame[Any]


class Engine(Protocol):
    """What an engine must do besides running expressions."""

    def keep(self, frame: Frame, name: str) -> Frame:
        """Return the same rows, computed once; ``name`` is unique within a tally."""

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """Return the rows as plain Python values."""

    def stream(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in their order, never all of them held at once."""

    def people(self, groups: Mapping[str, str]) -> Frame:
        """Return a table with columns ``person`` and ``group``."""


def tally_frame(frame: Frame, engine: Engine, *, first_only: bool = True) -> tuple[PaperTally, ...]:
    """Count answers, paper by paper, in an engine.

    Each sitting must have an item at most once; unlike the plain tally this finds a repeat only
    where it gives an item more answers than there were sittings.

    Args:
        frame: The answers, with the columns of ``COLUMNS``.
        engine: The engine that holds it.
        first_only: Whether to leave out every attempt but the first.

    Raises:
        ResponsesError: A cell is empty, an item is answered more often than there were sittings,
            or earned less than nothing or more than full marks.
    """
    answers = kept_answers(frame, first_only=first_only)
    sums = engine.keep(
        answers.group_by(*SITTING).agg(
            nw.col("units").sum().alias("total"), nw.len().alias("answers")
        ),
        "sums",
    )
    totals = engine.keep(
        sums.group_by("paper", "total").agg(nw.len().alias("n"), nw.col("answers").sum()), "totals"
    )
    cube = engine.keep(
        answers.join(sums, on=list(SITTING))
        .group_by(*_ITEM, "response", "blank", "units", "total")
        .agg(nw.len().alias("n")),
        "cube",
    )
    by_paper: dict[str, list[tuple[int, int]]] = defaultdict(list)
    expected = counted = 0
    for paper, total, n, rows in engine.rows(totals.select("paper", "total", "n", "answers")):
        by_paper[paper].append((int(total or 0), int(n)))
        expected += int(rows)
    cells: dict[ItemKey, list[TallyCell]] = defaultdict(list)
    for row in engine.rows(_cells(cube, totals)):
        if None in row:
            continue
        *key, response, blank, units, band, n, rest, squares = row
        counted += int(n)
        cells[_key(key)].append(
            TallyCell(
                response=response,
                blank=bool(blank),
                units=int(units),
                band=Band(int(band)),
                n=int(n),
                rest=int(rest),
                rest_squares=int(squares),
            )
        )
    if counted < expected:
        raise empty_cells(expected - counted, expected)
    ceilings = {_key(key): int(ceiling) for *key, ceiling in engine.rows(_ceilings(cube))}
    return assemble(by_paper, cells, ceilings)


def kept_answers(frame: Frame, *, first_only: bool) -> Frame:
    """Return the answers that count, typed; those with an empty attempt stay to be refused.

    Where a column says which items a regrade left out, their answers are not among them.
    """
    if "left_out" in frame.collect_schema().names():
        frame = frame.filter(~nw.col("left_out"))
    answers = frame.select(*(nw.col(name).cast(kind) for name, kind in COLUMNS.items()))
    if first_only:
        return answers.filter((nw.col("attempt") == 1) | nw.col("attempt").is_null())
    return answers


def later_sittings(frame: Frame, engine: Engine) -> dict[str, int]:
    """Count the sittings of each paper that are not first attempts; papers without any are left out."""
    later = frame.select(*(nw.col(name).cast(COLUMNS[name]) for name in SITTING)).filter(
        nw.col("attempt") > 1
    )
    counted = later.group_by(*SITTING).agg(nw.len()).group_by("paper").agg(nw.len().alias("n"))
    return {paper: int(n) for paper, n in engine.rows(counted.select("paper", "n"))}


def empty_cells(empty: int, answers: int) -> ResponsesError:
    """Return the error that names how many answers lack a cell."""
    return ResponsesError(
        f"{empty} of {answers} answers have an empty cell",
        hint='every column must be filled; a blank answer is "" with blank = true',
    )


def _key(key: list[Any]) -> ItemKey:
    paper, item, revision, full = key
    return paper, item, int(revision), int(full)


def _bands(totals: Frame) -> Frame:
    """Return paper, total and band: the same cases as ``cohort.band.bands``."""
    n = nw.col("n")
    reached = totals.with_columns(
        n.cum_sum().over("paper", order_by="total").alias("reached"),
        n.sum().over("paper").alias("sittings"),
    )
    upto = 100 * nw.col("reached")
    below = 100 * (nw.col("reached") - n)
    above = 100 * (nw.col("sittings") - nw.col("reached"))
    downto = 100 * (nw.col("sittings") - nw.col("reached") + n)
    size = TAIL * nw.col("sittings")
    lower = (below < size) & (size <= upto)
    upper = (above < size) & (size <= downto)
    band = (
        nw.when(lower & upper)
        .then(nw.lit(int(Band.BOTH)))
        .when(lower)
        .then(nw.lit(int(Band.LOWER)))
        .when(upper)
        .then(nw.lit(int(Band.UPPER)))
        .when(upto < size)
        .then(nw.lit(int(Band.BELOW)))
        .when(downto < size)
        .then(nw.lit(int(Band.ABOVE)))
        .otherwise(nw.lit(int(Band.MIDDLE)))
    )
    return reached.select("paper", "total", band.alias("band"))


def _cells(cube: Frame, totals: Frame) -> Frame:
    rest = nw.col("total") - nw.col("units")
    keys = (*_ITEM, "response", "blank", "units", "band")
    return (
        cube.join(_bands(totals), on=["paper", "total"])
        .with_columns(
            (nw.col("n") * rest).alias("rest"), (nw.col("n") * rest * rest).alias("squares")
        )
        .group_by(*keys)
        .agg(nw.col("n", "rest", "squares").sum())
        .select(*keys, "n", "rest", "squares")
    )


def _ceilings(cube: Frame) -> Frame:
    """Return each item's units and rests multiplied in order of size.

    Both are cut into runs of equal values; a pair of runs counts as often as they overlap.
    """
    rests = _runs(cube.with_columns((nw.col("total") - nw.col("units")).alias("rest")), "rest")
    units = _runs(cube, "units")
    first = nw.max_horizontal("units_from", "rest_from")
    last = nw.min_horizontal("units_to", "rest_to")
    return (
        units.join(rests, on=list(_ITEM))
        .filter(first < last)
        .with_columns((nw.col("units") * nw.col("rest") * (last - first)).alias("ceiling"))
        .group_by(*_ITEM)
        .agg(nw.col("ceiling").sum())
        .select(*_ITEM, "ceiling")
    )


def _runs(cube: Frame, value: str) -> Frame:
    counted = cube.group_by(*_ITEM, value).agg(nw.col("n").sum())
    to = nw.col("n").cum_sum().over(*_ITEM, order_by=value)
    return counted.select(
        *_ITEM, value, to.alias(f"{value}_to"), (to - nw.col("n")).alias(f"{value}_from")
    )
