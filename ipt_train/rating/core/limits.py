"""Bland-Altman: the bias between two raters and the limits within which they differ.

Bland and Altman, Lancet 1986; i: 307-310. Bias is not disagreement as such: raters without any
bias can differ widely, which is what the limits show. A correlation shows neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from ipt_train.figure.quantiles import t_quantile
from ipt_train.rating.core.figure import Interval, Undefined, complete, too_few


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bias and limits of agreement, in points of the scale.

    Attributes:
        bias: Mean of first minus second.
        bias_interval: Its confidence interval (Student's t).
        sd: Standard deviation of the differences.
        low: Lower limit, bias less 1.96 sd.
        high: Upper limit, bias plus 1.96 sd.
        low_interval: Confidence interval of the lower limit.
        high_interval: Confidence interval of the upper limit.
        limit_se: Standard error of each limit, the root of 3 sd² / n.
        n: Pairs.
        dropped: Pairs left out because one is missing.
    """

    bias: float
    bias_interval: Interval
    sd: float
    low: float
    high: float
    low_interval: Interval
    high_interval: Interval
    limit_se: float
    n: int
    dropped: int


def limits_of_agreement(
    pairs: Iterable[tuple[float | None, float | None]],
    *,
    width: float = 1.96,
    level: float = 0.95,
    needed: int = 2,
) -> Limits | Undefined:
    """Return bias and limits of agreement, or why there are none.

    Args:
        pairs: First and second rating or mean of each session; None is missing.
        width: Standard deviations from the bias to a limit.
        level: Confidence level of the intervals, between 0 and 1.
        needed: Complete pairs below which the answer is "too few", at least 2.
    """
    rows, dropped = complete(pairs)
    if few := too_few(len(rows), max(2, needed)):
        return few
    differences = [first - second for first, second in rows]
    n, bias, sd = len(differences), fmean(differences), stdev(differences)
    t, limit_se = t_quantile((1 + level) / 2, n - 1), sqrt(3 * sd * sd / n)

    def around(middle: float, se: float) -> Interval:
        return Interval(low=middle - t * se, high=middle + t * se, level=level)

    low, high = bias - width * sd, bias + width * sd
    return Limits(
        bias=bias,
        bias_interval=around(bias, sd / sqrt(n)),
        sd=sd,
        low=low,
        high=high,
        low_interval=around(low, limit_se),
        high_interval=around(high, limit_se),
        limit_se=limit_se,
        n=n,
        dropped=dropped,
    )
