"""Kappa: agreement on a scale of steps, beyond what the raters' habits alone would give.

Cohen, Psychological Bulletin 1968; 70: 213-220 (weighted); Fleiss, Cohen and Everitt, Psychological
Bulletin 1969; 72: 323-327 (standard error); Fleiss, Psychological Bulletin 1971; 76: 378-382.
Weights rest on the full scale: a step that nobody used still counts as a step between others.
When nearly all ratings are alike, one difference can make kappa 0; show per cent exact beside it.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from ipt_train.rating.core.figure import (
    ALL_EQUAL,
    NEVER_DIFFER,
    NO_WIDTH,
    Interval,
    Undefined,
    too_few,
)

_NARROWEST = 1e-9
"""An interval narrower than this has no width but what rounding gives it."""


class Weights(StrEnum):
    """How much a difference of several steps counts."""

    UNWEIGHTED = "unweighted"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """A kappa coefficient.

    Attributes:
        value: 1 is full agreement, 0 what habits give by chance; it can be negative.
        interval: Large-sample interval, cut off at -1 and 1, or why there is none.
        n: Pairs of ratings (of Fleiss' kappa: sessions).
        dropped: Pairs left out because one is missing.
    """

    value: float
    interval: Interval | Undefined
    n: int
    dropped: int


def disagreement(steps: int, weights: Weights) -> list[list[float]]:
    """Return a square table of disagreement weights, 0 on the diagonal and 1 at the far ends."""
    power = {Weights.UNWEIGHTED: 0, Weights.LINEAR: 1, Weights.QUADRATIC: 2}[weights]
    longest = max(steps - 1, 1)
    return [
        [(abs(i - j) / longest) ** power if i != j else 0.0 for j in range(steps)]
        for i in range(steps)
    ]


def kappa(
    pairs: Iterable[tuple[Hashable, Hashable]],
    scale: Sequence[Hashable],
    weights: Weights = Weights.QUADRATIC,
    *,
    level: float = 0.95,
    needed: int = 2,
) -> Kappa | Undefined:
    """Return Cohen's kappa of two raters, or why there is none.

    Args:
        pairs: The two ratings of each session; None is missing and takes its pair out.
        scale: Every step of the scale from lowest to highest, used or not.
        weights: How differences count; quadratic gives QWK.
        level: Confidence level, between 0 and 1.
        needed: Complete pairs below which the answer is "too few".
    """
    place = {step: index for index, step in enumerate(scale)}
    counts = [[0] * len(scale) for _ in scale]
    n = dropped = 0
    for first, second in pairs:
        if first is None or second is None:
            dropped += 1
            continue
        for step in (first, second):
            if step not in place:
                return Undefined(
                    n=n, reason=f"undefined: {step} is not on the scale {scale[0]}-{scale[-1]}"
                )
        counts[place[first]][place[second]] += 1
        n += 1
    if few := too_few(n, max(1, needed)):
        return few
    return kappa_of_table(counts, disagreement(len(scale), weights), level=level, dropped=dropped)


def kappa_of_table(
    counts: Sequence[Sequence[int]],
    disagreements: Sequence[Sequence[float]],
    *,
    level: float = 0.95,
    dropped: int = 0,
) -> Kappa | Undefined:
    """Return kappa of a square table of counts with any disagreement weights (Cohen 1968).

    Args:
        counts: How often the first rater chose row i and the second column j.
        disagreements: Weight of each cell, 0 on the diagonal, above 0 elsewhere.
        level: Confidence level, between 0 and 1.
        dropped: Pairs that were left out of the table, to be reported.
    """
    n, steps = sum(map(sum, counts)), range(len(counts))
    if few := too_few(n, 1):
        return few
    share = [[count / n for count in row] for row in counts]
    first = [sum(row) / n for row in counts]
    second = [sum(column) / n for column in zip(*counts, strict=True)]
    observed = sum(share[i][j] * disagreements[i][j] for i in steps for j in steps)
    expected = sum(first[i] * second[j] * disagreements[i][j] for i in steps for j in steps)
    if expected == 0:
        return Undefined(n=n, reason=ALL_EQUAL)
    if observed == 0:
        return Kappa(value=1.0, interval=Undefined(n=n, reason=NEVER_DIFFER), n=n, dropped=dropped)
    by_row = [sum(second[j] * disagreements[i][j] for j in steps) for i in steps]
    by_column = [sum(first[i] * disagreements[i][j] for i in steps) for j in steps]
    squares = sum(
        share[i][j] * (disagreements[i][j] * expected - (by_row[i] + by_column[j]) * observed) ** 2
        for i in steps
        for j in steps
    )
    variance = (squares - (observed * expected) ** 2) / (n * expected**4)
    value = 1 - observed / expected
    reach = NormalDist().inv_cdf((1 + level) / 2) * sqrt(max(variance, 0.0))
    return Kappa(value=value, interval=_interval(value, reach, level, n), n=n, dropped=dropped)


def _interval(value: float, reach: float, level: float, n: int) -> Interval | Undefined:
    """Return an interval within -1 and 1; none where the formula would give it no width."""
    low, high = max(-1.0, value - reach), min(1.0, value + reach)
    if high - low < _NARROWEST:
        return Undefined(n=n, reason=NO_WIDTH)
    return Interval(low=low, high=high, level=level)


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Kappa | Undefined:
    """Return Fleiss' kappa of several raters, unweighted.

    Args:
        counts: One row a session: how many raters chose each category; every row has the same
            number of raters, two or more.
    """
    n, raters = len(counts), {sum(row) for row in counts}
    if few := too_few(n, 2):
        return few
    if len(raters) > 1 or (m := raters.pop()) < 2:
        return Undefined(n=n, reason="undefined: every session needs the same two or more raters")
    alike = sum(count * (count - 1) for row in counts for count in row) / (n * m * (m - 1))
    chance = sum((sum(column) / (n * m)) ** 2 for column in zip(*counts, strict=True))
    if chance == 1:
        return Undefined(n=n, reason=ALL_EQUAL)
    without = Undefined(n=n, reason="undefined: no interval is computed for more than two raters")
    return Kappa(value=(alike - chance) / (1 - chance), interval=without, n=n, dropped=0)
