"""A cut score: the least total that passes, how sure it is, and whom it leaves in doubt.

A standard error says how far the cut would move with other judges or other sittings. It does
not say that the method is right: methods differ by more than their errors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from ipt_train.course.cohort.estimate import CONFIDENCE, Estimate, alone, estimate, undefined
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.figure.quantiles import normal_quantile, t_quantile

_ROUNDING = 1e-6
"""In units: a sum of shares misses a whole total by less, and that must fail nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScore:
    """A cut score.

    Attributes:
        method: Name of the method.
        cut: The least total that passes, on the scale of what went in, with its interval.
        error: Standard error of the cut; None where there is none.
        error_from: How the standard error was derived, or why there is none.
        sources: How many judges, or sittings, it rests on.
    """

    method: str
    cut: Estimate
    error: float | None
    error_from: str
    sources: int


def from_judges(method: str, cuts: Sequence[float]) -> CutScore:
    """Return the mean of the judges' own cuts; its standard error is their sd over root of J."""
    judges = len(cuts)
    if not judges:
        return no_cut(method, 0, "no judge")
    value = sum(cuts) / judges
    if judges < 2:
        why = "no interval: one judge"
        return CutScore(
            method=method, cut=alone(1, value, why), error=None, error_from=why, sources=1
        )
    error = sqrt(sum((one - value) ** 2 for one in cuts) / (judges - 1) / judges)
    return with_error(
        method,
        value,
        error,
        "sd of the judges' cuts divided by the square root of their number",
        judges,
        t_quantile((1 + CONFIDENCE) / 2, judges - 1),
        "Student t over judges",
    )


def with_error(
    method: str,
    value: float,
    error: float,
    error_from: str,
    sources: int,
    factor: float | None = None,
    interval: str = "normal",
) -> CutScore:
    """Return a cut with an interval of ``factor`` standard errors (by default the normal one)."""
    half = (factor or normal_quantile((1 + CONFIDENCE) / 2)) * error
    return CutScore(
        method=method,
        cut=estimate(sources, value, value - half, value + half, interval),
        error=error,
        error_from=error_from,
        sources=sources,
    )


def no_cut(method: str, sources: int, why: str) -> CutScore:
    """Return what stands in place of a cut that the method cannot give."""
    return CutScore(
        method=method, cut=undefined(sources, why), error=None, error_from=why, sources=sources
    )


def jackknife(groups: Sequence[int], without: Callable[[int], float | None]) -> float | None:
    """Return the standard error by leaving one source out at a time (Tukey 1958).

    Args:
        groups: Sizes of groups whose members are alike, so that leaving any one out is the same.
        without: The figure without one member of a group, by the group's place; None if
            it has none then.
    """
    n = sum(groups)
    if n < 2:
        return None
    left_out = [without(place) for place in range(len(groups))]
    known = [one for one in left_out if one is not None]
    if len(known) < len(left_out):
        return None
    centre = sum(size * one for size, one in zip(groups, known, strict=True)) / n
    squares = sum(size * (one - centre) ** 2 for size, one in zip(groups, known, strict=True))
    return sqrt((n - 1) / n * squares)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassBand:
    """Who passes, and for whom the error of measurement leaves it open.

    Attributes:
        cut: The least total that passes.
        low: One standard error of measurement below it.
        high: One above it.
        passed: Sittings with the cut or more.
        failed: Sittings below it.
        in_doubt: Sittings from ``low`` to ``high``, on either side of the cut.
    """

    cut: float
    low: float
    high: float
    passed: int
    failed: int
    in_doubt: int


def pass_band(paper: PaperTally, cut: float, sem: float) -> PassBand:
    """Return who passes a cut and who lies within one standard error of measurement of it.

    Args:
        paper: The paper.
        cut: The least total that passes, in units.
        sem: Standard error of measurement, in units.
    """
    reached = cut - _ROUNDING
    passed = sum(n for total, n in paper.totals if total >= reached)
    return PassBand(
        cut=cut,
        low=cut - sem,
        high=cut + sem,
        passed=passed,
        failed=paper.sittings - passed,
        in_doubt=sum(n for total, n in paper.totals if cut - sem <= total <= cut + sem),
    )
