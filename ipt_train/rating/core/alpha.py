"""Krippendorff's alpha: agreement of any number of raters, some ratings missing.

Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections D and E: values are
paired within each unit, so a unit with a single rating says nothing and is left out. No interval
is given: it would need a bootstrap, and 20 sessions are too few to trust one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from math import isfinite

from ipt_train.rating.core.figure import ALL_EQUAL, Undefined, too_few


class MeasurementLevel(StrEnum):
    """Level of measurement: what a difference between two values means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Krippendorff's alpha.

    Attributes:
        level: Level of measurement.
        value: 1 is full agreement, 0 what chance gives; it can be negative.
        n: Units with two or more ratings.
        ratings: Ratings in those units.
        dropped: Units left out because fewer than two raters rated them.
    """

    level: MeasurementLevel
    value: float
    n: int
    ratings: int
    dropped: int


def alpha(
    units: Iterable[Sequence[float | None]],
    level: MeasurementLevel = MeasurementLevel.ORDINAL,
    *,
    needed: int = 2,
) -> Alpha | Undefined:
    """Return Krippendorff's alpha, or why there is none.

    Args:
        units: One row a unit (a session or item), one place a rater; None is missing.
        level: Level of measurement.
        needed: Units rated twice below which the answer is "too few".
    """
    given = [[value for value in unit if value is not None and isfinite(value)] for unit in units]
    paired = [unit for unit in given if len(unit) > 1]
    if few := too_few(len(paired), max(1, needed)):
        return few
    totals = Counter(value for unit in paired for value in unit)
    if len(totals) == 1:
        return Undefined(n=len(paired), reason=ALL_EQUAL)
    distance = _distance(level, totals)
    ratings = totals.total()
    observed = sum(
        sum(distance(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in paired
    )
    expected = sum(totals[a] * totals[b] * distance(a, b) for a, b in permutations(totals, 2)) / (
        ratings - 1
    )
    return Alpha(
        level=level,
        value=1 - observed / expected,
        n=len(paired),
        ratings=ratings,
        dropped=len(given) - len(paired),
    )


def _distance(level: MeasurementLevel, totals: Counter[float]) -> Callable[[float, float], float]:
    """Squared difference of two values at a level of measurement."""
    if level is MeasurementLevel.NOMINAL:
        return lambda a, b: float(a != b)
    if level is MeasurementLevel.INTERVAL:
        return lambda a, b: (a - b) ** 2
    middle, below = {}, 0.0
    for value in sorted(totals):  # an ordinal distance counts the ratings from middle to middle
        middle[value] = below + totals[value] / 2
        below += totals[value]
    return lambda a, b: (middle[a] - middle[b]) ** 2
