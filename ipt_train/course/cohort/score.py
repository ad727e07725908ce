"""The spread of totals over the sittings of a paper, in units.

Skewness and kurtosis are the k-statistics over powers of the variance that Moodle, SAS and
Excel show: 0 for a normal distribution.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from ipt_train.course.cohort.estimate import (
    CONFIDENCE,
    NO_SPREAD,
    Estimate,
    alone,
    estimate,
    undefined,
    withheld,
)
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.figure.quantiles import (
    beta_cdf,
    chi_squared_quantile,
    normal_quantile,
    t_quantile,
)

_TAIL = (1 - CONFIDENCE) / 2


def mean(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the mean total with Student's interval."""
    n = paper.sittings
    if n < max(1, least):
        return withheld(n, max(1, least))
    value = float(_mean(paper))
    if n < 2:
        return alone(n, value, "no interval: one sitting")
    half = t_quantile(1 - _TAIL, n - 1) * sqrt(_power(paper, 2) / (n - 1) / n)
    return estimate(n, value, value - half, value + half, "Student t")


def median(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the median total; the interval is between two ranks, by the sign test."""
    n = paper.sittings
    if n < max(1, least):
        return withheld(n, max(1, least))
    value = (at_rank(paper.totals, (n - 1) // 2) + at_rank(paper.totals, n // 2)) / 2
    rank = -1  # the highest rank, from 0, with at most a tail of chance below it
    first, last = 0, n // 2
    while first < last:
        middle = (first + last) // 2
        # chance that `middle` or fewer of n sittings lie below the median
        if beta_cdf(0.5, n - middle, middle + 1) <= _TAIL:
            rank, first = middle, middle + 1
        else:
            last = middle
    if rank < 0:
        return alone(n, value, "no interval: fewer than 6 sittings")
    low, high = at_rank(paper.totals, rank), at_rank(paper.totals, n - 1 - rank)
    return estimate(n, value, low, high, "order statistics")


def at_rank(totals: Sequence[tuple[int, int]], rank: int) -> int:
    """Return the total at a rank counted from 0, of totals in ascending order with counts."""
    for total, n in totals:
        rank -= n
        if rank < 0:
            return total
    raise IndexError(rank)


def sd(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the standard deviation of totals; the interval presumes that they are normal."""
    n = paper.sittings
    if n < max(2, least):
        return withheld(n, max(2, least))
    squares = _power(paper, 2)
    low = sqrt(squares / chi_squared_quantile(1 - _TAIL, n - 1))
    high = sqrt(squares / chi_squared_quantile(_TAIL, n - 1))
    return estimate(n, sqrt(squares / (n - 1)), low, high, "chi-squared, normal theory")


def skewness(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the skewness of totals: below 0 with a tail of low ones."""
    n = paper.sittings
    if n < max(3, least):
        return withheld(n, max(3, least))
    second = _power(paper, 2) / (n - 1)
    if not second:
        return undefined(n, NO_SPREAD)
    third = n * _power(paper, 3) / ((n - 1) * (n - 2))
    return _normal(n, third / second**1.5, _skewness_error(n))


def kurtosis(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the excess kurtosis of totals: above 0 with heavier tails than the normal."""
    n = paper.sittings
    if n < max(4, least):
        return withheld(n, max(4, least))
    second = _power(paper, 2)
    if not second:
        return undefined(n, NO_SPREAD)
    fourth = n * (n + 1) * _power(paper, 4) - 3 * (n - 1) * second**2
    value = fourth / ((n - 1) * (n - 2) * (n - 3)) / (second / (n - 1)) ** 2
    error = 2 * _skewness_error(n) * sqrt((n * n - 1) / ((n - 3) * (n + 5)))
    return _normal(n, value, error)


def _normal(n: int, value: float, error: float) -> Estimate:
    half = normal_quantile(1 - _TAIL) * error
    return estimate(n, value, value - half, value + half, "normal theory")


def _skewness_error(n: int) -> float:
    return sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)))


def _mean(paper: PaperTally) -> Fraction:
    return Fraction(sum(total * n for total, n in paper.totals), paper.sittings)


def _power(paper: PaperTally, power: int) -> float:
    """Return the sum of powers of the distances from the mean, without rounding on the way."""
    centre = _mean(paper)
    size = centre.denominator
    exact = sum(n * (total * size - centre.numerator) ** power for total, n in paper.totals)
    return float(Fraction(exact, size**power))
