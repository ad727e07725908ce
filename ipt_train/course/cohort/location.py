"""Item locations of a Rasch model by conditional maximum likelihood.

Given each sitting's number of right items the abilities drop out of the likelihood, so no
distribution of them is presumed (Andersen 1970, 1972; Fischer and Molenaar 1995, chapters 2 to 4).
Estimates are found by Newton's method, their errors from the information matrix; locations add up
to 0.

There is no library for it in Python that we would add. girth 0.8 is of 2021; mirt 1.2, raschpy 1.4
and rasch-irt 1.1 each bring numpy and SciPy (raschpy five more) and maximise other likelihoods;
py-irt brings torch. Tests hold these estimates to eRm, psychotools and statsmodels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from operator import mul

from ipt_train.course.cohort.symmetric import Expected, expected, inverse

_STEPS = 200
_SMALL = 1e-7  # logits; the step after it would be of the order of its square
_NEAR = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations:
    """A fitted model.

    Attributes:
        values: Location of each item in logits, higher is harder; they add up to 0.
        errors: Their standard errors.
        log_likelihood: Conditional, at the maximum.
        at: What the model expects there.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]
    log_likelihood: float
    at: Expected


def locations(sittings: Sequence[int], right: Sequence[int]) -> Locations:
    """Fit locations from what they depend on alone: counts of scores and of right answers.

    Args:
        sittings: How many sittings have each score, from 0 to the number of items; those with
            none or all right change nothing.
        right: How many of the sittings in between are right in each item, 2 items or more.

    Raises:
        ValueError: No finite locations fit; see ``bounded``.
    """
    if not bounded(sittings, right):
        raise ValueError("no finite locations fit these counts")
    inner = [0, *sittings[1:-1], 0]
    size, n = len(right), sum(inner)
    values = _centred([log((n - each) / each) for each in right])
    at = expected([exp(-one) for one in values], inner)
    found = _log_likelihood(values, right, at)
    for _ in range(_STEPS):
        excess = [a - b for a, b in zip(at.right, right, strict=True)]
        step = [sum(map(mul, row, excess)) for row in _spread(at.information)]
        scale = 1.0
        while True:  # the likelihood has one peak; a step that goes past it is halved
            tried = _centred([a + scale * b for a, b in zip(values, step, strict=True)])
            there = expected([exp(-one) for one in tried], inner)
            reached = _log_likelihood(tried, right, there)
            if reached >= found + _NEAR * found or scale < _NEAR:
                break
            scale /= 2
        values, at, found = tried, there, reached
        if max(map(abs, step)) < _SMALL:
            break
    errors = tuple(sqrt(row[place] - 1 / size) for place, row in enumerate(_spread(at.information)))
    return Locations(values=tuple(values), errors=errors, log_likelihood=found, at=at)


def bounded(sittings: Sequence[int], right: Sequence[int]) -> bool:
    """Say whether finite locations fit: no part of the items comes wholly before the rest.

    The m easiest items together can be right at most m times in a sitting, or as often as its
    score; where they reach that in every sitting, the maximum lies at infinity (Fischer 1981
    states the condition in terms of persons; here it stands in counts).
    """
    inner = list(enumerate(sittings))[1:-1]
    reached = 0
    for m, each in enumerate(sorted(right, reverse=True)[:-1], start=1):
        reached += each
        if reached >= sum(n * min(score, m) for score, n in inner):
            return False
    return bool(inner)


def _spread(information: list[list[float]]) -> list[list[float]]:
    """Return the covariances of locations that add up to 0, each 1 / items too large."""
    return inverse([[each + 1 / len(information) for each in row] for row in information])


def _centred(values: Sequence[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [each - mean for each in values]


def _log_likelihood(values: Sequence[float], right: Sequence[int], at: Expected) -> float:
    return -sum(a * b for a, b in zip(values, right, strict=True)) - at.log_functions
