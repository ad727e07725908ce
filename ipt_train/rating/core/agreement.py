"""All that is said of two raters of the same sessions, side by side.

No one figure is enough: kappa falls to 0 for a single difference among equal ratings, and a
correlation of 1 goes with a constant difference. So they stand together, each with its n.
Bias and correlation are parts of the picture under their own names and are never called agreement.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.rating.core.alpha import Alpha, alpha
from ipt_train.rating.core.correlation import Correlation, correlate
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.icc import Icc, icc
from ipt_train.rating.core.kappa import Kappa, Weights, kappa
from ipt_train.rating.core.limits import Limits, limits_of_agreement
from ipt_train.rating.core.match import Match, match

NEEDED = 20
"""Paired sessions before coefficients are shown: a teaching default that nobody validated."""

LEAST = 10
"""Pairs of one item below which there are counts and no coefficient, whatever else was asked for:
one pair more or less moves kappa by tenths. A convention that nobody validated."""


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
        needed: Complete pairs below which kappa and alpha say "too few"; never fewer than ``LEAST``.
    """
    needed = max(needed, LEAST)
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
