"""All that is said of two raters of the same sessions, side by side.

No one figure is enough: kappa falls to 0 for a single difference among equal ratings, and a
correlation of 1 goes with a constant difference. So they stand together, each with its n.
Bias and correlation are parts of the picture under their own names and are never called agreement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist, StatisticsError, correlation

from ipt_train.fidelity.alpha import Alpha, alpha
from ipt_train.fidelity.figure import Interval, Undefined, complete, too_few
from ipt_train.fidelity.icc import Icc, icc
from ipt_train.fidelity.kappa import Kappa, Weights, kappa
from ipt_train.fidelity.limits import Limits, limits_of_agreement
from ipt_train.fidelity.match import Match, match

NEEDED = 20
"""Paired sessions before coefficients are shown: a teaching default that nobody validated."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAgreement:
    """Two raters on one item with a scale of steps: counts first, coefficients beside them."""

    match: Match | Undefined
    quadratic: Kappa | Undefined
    alpha: Alpha | Undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanAgreement:
    """Two raters' session means: agreement, then limits with the bias, then the correlation."""

    icc: Icc | Undefined
    limits: Limits | Undefined
    correlation: Correlation | Undefined


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
    interval: Interval | Undefined = Undefined(n=n, reason="undefined: an interval needs 4 pairs not on one line")  # fmt: skip
    if n > 3 and abs(r) < 1:
        reach = NormalDist().inv_cdf((1 + level) / 2) / sqrt(n - 3)
        interval = Interval(low=tanh(atanh(r) - reach), high=tanh(atanh(r) + reach), level=level)
    return Correlation(value=r, interval=interval, n=n, dropped=dropped)


def step_agreement(
    pairs: Sequence[tuple[int | None, int | None]],
    scale: Sequence[int] = range(5),
    *,
    needed: int = NEEDED,
) -> StepAgreement:
    """Compare two raters on one item over many sessions.

    Args:
        pairs: Their ratings, a pair a session; None is missing or not applicable.
        scale: Every step, used or not; here 0-4.
        needed: Complete pairs below which kappa and alpha say "too few".
    """
    return StepAgreement(
        match=match(pairs),
        quadratic=kappa(pairs, scale, Weights.QUADRATIC, needed=needed),
        alpha=alpha(pairs, needed=needed),
    )


def mean_agreement(
    pairs: Sequence[tuple[float | None, float | None]], *, needed: int = NEEDED
) -> MeanAgreement:
    """Compare two raters' session means over many sessions.

    Args:
        pairs: Their means, a pair a session; None where there is no mean.
        needed: Complete pairs below which every part says "too few".
    """
    return MeanAgreement(
        icc=icc(pairs, needed=needed),
        limits=limits_of_agreement(pairs, needed=needed),
        correlation=correlate(pairs, needed=needed),
    )
