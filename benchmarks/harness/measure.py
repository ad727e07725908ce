"""Runs what a benchmark planned: in turn, until the rounds are done or the time for a row is over."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.harness.benchmark import Growth, Measure, Pair, Side
from benchmarks.harness.figures import differences, middle, ratios
from benchmarks.harness.spent import Spent, spent

LEAST = 3
"""Rounds of a pair that are made however long they take, if so many are wanted."""
LEAST_GROWTH = 2
"""The same of all sizes of a cost, of which the largest takes long."""

Take = Callable[[Side], Spent]
Record = dict[str, Any]
"""A row as it is kept in ``results.json``."""
MEASURES: tuple[Measure, ...] = ("clock", "processor")


def measured_pair(pair: Pair, rounds: int, seconds: float, take: Take = spent) -> Record:
    """Return a row: each side is run once for warmth, then both in turn, each first every other round."""
    times = _in_turn((pair.ours, pair.peer), rounds * pair.often, seconds, LEAST, take)
    ours, peer = times
    bar = pair.bar and {"most": pair.bar.most, "of": pair.bar.of, "by": pair.bar.by}
    return {
        "name": pair.name,
        "ours": _side(pair.ours, ours),
        "peer": _side(pair.peer, peer),
        "bar": bar,
    }


def measured_growth(growth: Growth, rounds: int, seconds: float, take: Take = spent) -> Record:
    """Return the cost at each size, all sizes in turn."""
    times = _in_turn([*growth.sides.values()], rounds, seconds, LEAST_GROWTH, take)
    sizes = [
        {"size": size, **_side(side, each)}
        for (size, side), each in zip(growth.sides.items(), times, strict=True)
    ]
    return {"name": growth.name, "unit": growth.unit, "sizes": sizes}


def reached(row: Record) -> tuple[float, bool] | None:
    """Return what a row came to in the measure of its bar, and whether that is good enough."""
    bar = row["bar"]
    if bar is None:
        return None
    sides = row["ours"][bar["by"]], row["peer"][bar["by"]]
    value = middle((ratios if bar["of"] == "ratio" else differences)(*sides)).median
    return value, value <= bar["most"]


def _in_turn(
    sides: Sequence[Side], rounds: int, seconds: float, least: int, take: Take
) -> list[list[Spent]]:
    for side in sides:
        take(side)  # fills caches, of ours and of the disk
    times: list[list[Spent]] = [[] for _ in sides]
    began = time.perf_counter()
    for number in range(rounds):
        if number >= least and time.perf_counter() - began > seconds:
            break
        order = range(len(sides)) if number % 2 == 0 else reversed(range(len(sides)))
        for place in order:
            times[place].append(take(sides[place]))
    return times


def _side(side: Side, times: Sequence[Spent]) -> Record:
    return {
        "command": side.shown or " ".join(side.command).replace(sys.executable, "python"),
        "version": side.version,
        **{name: [round(getattr(each, name), 6) for each in times] for name in MEASURES},
    }
