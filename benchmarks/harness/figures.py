"""Medians, spread, and the exponent with which a cost grows."""

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Middle(NamedTuple):
    """A median with the quarter points: half of all runs lie from ``low`` to ``high``."""

    median: float
    low: float
    high: float


def middle(values: Sequence[float]) -> Middle:
    """Return the median of one value or more, and their quarter points."""
    if len(values) == 1:
        return Middle(values[0], values[0], values[0])
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Middle(median, low, high)


def ratios(ours: Sequence[float], peers: Sequence[float]) -> list[float]:
    """Return the ratio within each pair of runs, which share whatever else the machine did."""
    return [mine / max(theirs, 1e-9) for mine, theirs in zip(ours, peers, strict=True)]


def differences(ours: Sequence[float], peers: Sequence[float]) -> list[float]:
    """Return ours less the peer's within each pair of runs."""
    return [mine - theirs for mine, theirs in zip(ours, peers, strict=True)]


def exponent(costs: Sequence[tuple[int, float]]) -> float | None:
    """Return the slope of log cost over log size by least squares; None for a single size.

    0: the cost stays the same; 1: ten times as much takes ten times as long.
    """
    if len({size for size, _ in costs}) < 2:
        return None
    sizes = [math.log(size) for size, _ in costs]
    return statistics.linear_regression(
        sizes, [math.log(max(cost, 1e-9)) for _, cost in costs]
    ).slope
