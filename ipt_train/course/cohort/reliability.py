"""Reliability of a paper: alpha, which is KR-20 for marks of 0 or 1, and what follows from it.

Variances divide by n - 1 throughout; dividing by n throughout gives the same alpha, mixing the
two does not. A negative alpha is shown: it says that items work against each other.
"""

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
from ipt_train.course.cohort.item import Sums, sums
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.figure.quantiles import f_quantile

UNEVEN = "undefined: not every sitting has every item"


def spread_totals(paper: PaperTally) -> int:
    """Return n times the sum of squares of totals, less the square of their sum."""
    linear = sum(total * n for total, n in paper.totals)
    return paper.sittings * sum(total**2 * n for total, n in paper.totals) - linear**2


def alpha(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return coefficient alpha (Cronbach 1951; KR-20 for marks of 0 or 1), 1 at most.

    The interval is Feldt's (1965), from the F distribution.
    """
    found = [sums(item) for item in paper.items]
    return _unfit(paper, found, least) or _alpha(
        paper.sittings,
        len(found),
        sum(one.spread_units() for one in found),
        spread_totals(paper),
    )


def alphas_if_deleted(paper: PaperTally, *, least: int = 1) -> tuple[Estimate, ...]:
    """Return alpha of the paper without each item, in the order of its items."""
    found = [sums(item) for item in paper.items]
    if unfit := _unfit(paper, found, least):
        return (unfit,) * len(found)
    parts = sum(one.spread_units() for one in found)
    return tuple(
        _alpha(paper.sittings, len(found) - 1, parts - one.spread_units(), one.spread_rest())
        for one in found
    )


def _unfit(paper: PaperTally, found: list[Sums], least: int) -> Estimate | None:
    if paper.sittings < max(2, least):
        return withheld(paper.sittings, max(2, least))
    if any(one.n != paper.sittings for one in found):
        return undefined(paper.sittings, UNEVEN)
    return None


def _alpha(n: int, k: int, parts: int, whole: int) -> Estimate:
    if k < 2:
        return undefined(n, "fewer than two items are left")
    if not whole:
        return undefined(n, NO_SPREAD)
    value = k * (whole - parts) / ((k - 1) * whole)
    degrees = n - 1, (n - 1) * (k - 1)
    tail = (1 - CONFIDENCE) / 2
    low = 1 - (1 - value) * f_quantile(1 - tail, *degrees)
    high = 1 - (1 - value) * f_quantile(tail, *degrees)
    return estimate(n, value, low, high, "Feldt")


def error_ratio(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the standard error of measurement over the spread of totals; above 1 if alpha < 0."""
    return _rooted(alpha(paper, least=least), 1.0)


def sem(paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return the standard error of measurement of a total, in units: sd times root of 1 - alpha.

    The interval carries over Feldt's ends of alpha and takes the sd as it is.
    """
    n = paper.sittings
    sd = sqrt(spread_totals(paper) / (n * (n - 1))) if n > 1 else 0.0
    return _rooted(alpha(paper, least=least), sd)


def _rooted(found: Estimate, sd: float) -> Estimate:
    if found.value is None:
        return found
    value = sd * sqrt(1 - found.value)
    if found.low is None or found.high is None:
        return alone(found.n, value, found.why)
    return estimate(
        found.n, value, sd * sqrt(1 - found.high), sd * sqrt(1 - found.low), "from Feldt's alpha"
    )
