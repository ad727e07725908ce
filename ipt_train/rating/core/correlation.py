"""Pearson's correlation of two raters: whether they rise together. It is never called agreement.

The interval is Fisher's (1921), by the inverse hyperbolic tangent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist, StatisticsError, correlation

from ipt_train.rating.core.figure import Interval, Undefined, complete, too_few


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """Pearson's r of two raters: whether they rise together, not whether they agree.

    Attributes:
        value: r, from -1 to 1.
        interval: By Fisher's transformation, or why there is none.
        n: Pairs.
        dropped: Pairs left out because one is missing.
    """

    value: float
    interval: Interval | Undefined
    n: int
    dropped: int


def correlate(
    pairs: Sequence[tuple[float | None, float | None]], *, level: float = 0.95, needed: int = 3
) -> Correlation | Undefined:
    """Return Pearson's correlation of two raters, which is not agreement, or why there is none.

    Args:
        pairs: First and second rating; None is missing and takes its pair out.
        level: Confidence level, between 0 and 1.
        needed: Complete pairs below which the answer is "too few", at least 3.
    """
    rows, dropped = complete(pairs)
    n = len(rows)
    if few := too_few(n, max(3, needed)):
        return few
    try:
        r = max(-1.0, min(1.0, correlation(*zip(*rows, strict=True))))
    except StatisticsError:
        return Undefined(n=n, reason="undefined: the ratings of at least one rater are all equal")
    interval: Interval | Undefined = Undefined(
        n=n, reason="undefined: an interval needs 4 pairs not on one line"
    )
    if n > 3 and abs(r) < 1:
        reach = NormalDist().inv_cdf((1 + level) / 2) / sqrt(n - 3)
        interval = Interval(low=tanh(atanh(r) - reach), high=tanh(atanh(r) + reach), level=level)
    return Correlation(value=r, interval=interval, n=n, dropped=dropped)
