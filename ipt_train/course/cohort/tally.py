"""Tally of a paper: the exact integers that every statistic of it is a function of.

A *sitting* is one person's one attempt at one paper. Its *total* is the sum of its units,
and the *rest* of an answer is the total without that answer's own units. No tally holds a
person, and none grows with the number of sittings except by the distinct totals.

This is the plain-Python reference, quick enough for classes; ``course/scale`` counts the
same integers where the answers lie in Parquet files or on a cluster.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.band import Band, bands
from ipt_train.errors import ResponsesError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TallyCell:
    """Answers to one item that are alike in response, units and band.

    Attributes:
        response: The canonical text.
        blank: Whether they are blank.
        units: What each of them earned.
        band: The band of their sittings' totals.
        n: How many they are.
        rest: Sum of their rests.
        rest_squares: Sum of the squares of their rests.
    """

    response: str
    blank: bool
    units: int
    band: Band
    n: int
    rest: int
    rest_squares: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """Tally of one revision of an item.

    Attributes:
        item: Id of the item.
        revision: Its revision.
        full: Units of a wholly right answer.
        cells: The answers, in order.
        ceiling: The largest sum of units times rest that these units and these rests allow:
            both in order of size, multiplied pair by pair.
    """

    item: str
    revision: int
    full: int
    cells: tuple[TallyCell, ...]
    ceiling: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTally:
    """Tally of one paper.

    Attributes:
        paper: Id of the paper.
        sittings: How many sittings were counted.
        totals: How many sittings have each total, in ascending order of it.
        items: Its items, in order of id and revision.
    """

    paper: str
    sittings: int
    totals: tuple[tuple[int, int], ...]
    items: tuple[ItemTally, ...]


ItemKey = tuple[str, str, int, int]
"""Paper, item, revision, full units."""


def tally(answers: Iterable[ItemResponse], *, first_only: bool = True) -> tuple[PaperTally, ...]:
    """Count answers, paper by paper.

    Args:
        answers: The rows, in any order.
        first_only: Whether to leave out every attempt but the first. Item statistics presume
            that nobody has met the items before.

    Raises:
        ResponsesError: An item is answered twice in a sitting, or earned less than nothing
            or more than full marks.
    """
    kept = [one for one in answers if one.attempt == 1 or not first_only]
    sums: Counter[tuple[str, str, int]] = Counter()
    seen = set()
    for one in kept:
        sums[one.paper, one.person, one.attempt] += one.units
        seen.add((one.paper, one.person, one.attempt, one.item))
    if len(seen) < len(kept):
        raise _twice(next(iter(Counter(_place(one) for one in kept).most_common(1)))[0])
    totals = Counter((paper, total) for (paper, *_), total in sums.items())
    by_paper: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (paper, total), n in sorted(totals.items()):
        by_paper[paper].append((total, n))
    band_of = {
        (paper, total): band
        for paper, counted in by_paper.items()
        for total, band in bands(counted).items()
    }
    cube: Counter[tuple[str, str, int, int, str, bool, int, int]] = Counter(
        (
            one.paper,
            one.item,
            one.revision,
            one.full,
            one.response,
            one.blank,
            one.units,
            sums[one.paper, one.person, one.attempt],
        )
        for one in kept
    )
    cells: dict[ItemKey, dict[tuple[str, bool, int, Band], list[int]]] = {}
    pairs: dict[ItemKey, list[tuple[int, int, int]]] = defaultdict(list)
    for (paper, item, revision, full, response, blank, units, total), n in cube.items():
        key = (paper, item, revision, full)
        cell = cells.setdefault(key, {}).setdefault(
            (response, blank, units, band_of[paper, total]), [0, 0, 0]
        )
        rest = total - units
        for place, value in enumerate((n, n * rest, n * rest * rest)):
            cell[place] += value
        pairs[key].append((units, rest, n))
    return assemble(
        by_paper,
        {
            key: [
                TallyCell(
                    response=response,
                    blank=blank,
                    units=units,
                    band=band,
                    n=n,
                    rest=rest,
                    rest_squares=squares,
                )
                for (response, blank, units, band), (n, rest, squares) in found.items()
            ]
            for key, found in cells.items()
        },
        {key: _ceiling(found) for key, found in pairs.items()},
    )


def assemble(
    totals: Mapping[str, list[tuple[int, int]]],
    cells: Mapping[ItemKey, list[TallyCell]],
    ceilings: Mapping[ItemKey, int],
) -> tuple[PaperTally, ...]:
    """Put counts together in one order, whoever counted them.

    Args:
        totals: How many sittings have each total, by paper.
        cells: Cells by item.
        ceilings: The largest sum of units times rest by item.

    Raises:
        ResponsesError: An item has more answers than there were sittings, or earned less than
            nothing or more than full marks.
    """
    items: dict[str, list[ItemTally]] = defaultdict(list)
    answers: Counter[tuple[str, str]] = Counter()
    for key in sorted(cells):
        paper, item, revision, full = key
        for cell in cells[key]:
            answers[paper, item] += cell.n
            if not 0 <= cell.units <= full:
                raise ResponsesError(
                    f"an answer to {item} earned {cell.units} of {full} thousandths",
                    hint="marks must be between 0 and full marks; mark the answers again",
                )
        items[paper].append(
            ItemTally(
                item=item,
                revision=revision,
                full=full,
                cells=tuple(sorted(cells[key])),
                ceiling=ceilings[key],
            )
        )
    found = []
    for paper in sorted(totals):
        sittings = sum(n for _, n in totals[paper])
        for one in items[paper]:
            if answers[paper, one.item] > sittings:
                raise _twice((paper, one.item))
        found.append(
            PaperTally(
                paper=paper,
                sittings=sittings,
                totals=tuple(sorted(totals[paper])),
                items=tuple(items[paper]),
            )
        )
    return tuple(found)


def _place(one: ItemResponse) -> tuple[str, str, str, int]:
    return one.paper, one.item, one.person, one.attempt


def _twice(place: tuple[str, str] | tuple[str, str, str, int]) -> ResponsesError:
    paper, item, *who = place
    by = f" by {who[0]} in attempt {who[1]}" if who else ""
    return ResponsesError(
        f"item {item} of paper {paper} is answered twice in one sitting{by}",
        hint="each sitting has one answer to an item; look for a submission that came in twice",
    )


def _ceiling(pairs: list[tuple[int, int, int]]) -> int:
    """Return the sum of units times rest, both sorted; ``pairs`` are units, rest, count."""
    units = sorted(units for units, _, n in pairs for _ in range(n))
    rests = sorted(rest for _, rest, n in pairs for _ in range(n))
    return sum(one * other for one, other in zip(units, rests, strict=True))
