"""Quantiles of the normal, t, F and chi-squared distributions, without a numerical library.

The incomplete beta function is summed as a continued fraction (Lentz's way of doing it), the
incomplete gamma function as a series; both as in Abramowitz and Stegun 1964, 26.5.8 and 6.5.29.
Errors stay below 1e-7 of the probability up to 1e8 degrees of freedom.
"""

from collections.abc import Callable
from math import exp, lgamma, log, log1p
from statistics import NormalDist

_TINY = 1e-300
_NORMAL = NormalDist()


def normal_quantile(probability: float) -> float:
    """Return the standard normal quantile of a probability between 0 and 1."""
    return _NORMAL.inv_cdf(probability)


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b).

    Args:
        x: 0 to 1.
        a: First shape, above 0.
        b: Second shape, above 0.
    """
    if x <= 0 or x >= 1:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    upper, lower, value = 1.0, 0.0, 1.0
    for step in range(200_000):
        half = step // 2
        if step == 0:
            part = 1.0
        elif step % 2:
            part = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            part = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        lower = 1 / ((1 + part * lower) or _TINY)
        upper = (1 + part / upper) or _TINY
        value *= upper * lower
        if step and abs(1 - upper * lower) < 1e-15:
            break
    return front * (value - 1)


def gamma_cdf(x: float, a: float) -> float:
    """Return the regularised lower incomplete gamma function P(a, x).

    Args:
        x: 0 or more.
        a: Shape, above 0.
    """
    if x <= 0:
        return 0.0
    front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        step = a
        while term > total * 1e-16:
            step += 1
            term *= x / step
            total += term
        return front * total
    beside = x + 1 - a
    upper, lower = 1 / _TINY, 1 / beside
    value = lower
    for step in range(1, 200_000):
        part = -step * (step - a)
        beside += 2
        lower = 1 / ((part * lower + beside) or _TINY)
        upper = (beside + part / upper) or _TINY
        value *= upper * lower
        if abs(1 - upper * lower) < 1e-15:
            break
    return 1 - front * value


def chi_squared_tail(x: float, degrees: float) -> float:
    """Return the probability of a chi-squared value above ``x``."""
    return 1 - gamma_cdf(x / 2, degrees / 2)


def chi_squared_quantile(probability: float, degrees: float) -> float:
    """Return the chi-squared quantile of a probability between 0 and 1."""
    return 2 * _inverse(lambda x: gamma_cdf(x, degrees / 2), probability, degrees / 2)


def f_quantile(probability: float, upper: float, lower: float) -> float:
    """Return the quantile of the F distribution, accurate to about eight digits.

    It is bisected in the logarithm, so that quantiles of very few degrees of freedom, which
    reach a billion and more, are as good as others.

    Args:
        probability: Between 0 and 1, both left out.
        upper: Degrees of freedom of the numerator, above 0, not necessarily whole.
        lower: Degrees of freedom of the denominator, likewise.
    """
    low, high = -300.0, 300.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _f_below(middle, upper, lower) < probability:
            low = middle
        else:
            high = middle
    return exp((low + high) / 2)


def _f_below(log_f: float, upper: float, lower: float) -> float:
    """Return the chance that F is below exp(log_f), from the nearer end, where x is exact."""
    odds = log_f + log(upper) - log(lower)
    if odds > 0:
        return 1 - beta_cdf(1 / (1 + exp(odds)), lower / 2, upper / 2)
    return beta_cdf(1 / (1 + exp(-odds)), upper / 2, lower / 2)


def t_quantile(probability: float, degrees: float) -> float:
    """Return the quantile of Student's t distribution."""
    if probability == 0.5:
        return 0.0
    tail = min(probability, 1 - probability)
    size = _inverse(
        lambda x: 1 - beta_cdf(degrees / (degrees + x * x), degrees / 2, 0.5) / 2, 1 - tail, 1.0
    )
    return size if probability > 0.5 else -size


def _inverse(cdf: Callable[[float], float], probability: float, near: float) -> float:
    """Find where a distribution over the positive numbers reaches a probability (regula falsi)."""
    low, high = 0.0, near
    while cdf(high) < probability:
        low, high = high, 2 * high
    left, right = cdf(low) - probability, cdf(high) - probability
    side = 0
    for _ in range(200):
        middle = (low * right - high * left) / (right - left)
        if not low < middle < high:
            middle = (low + high) / 2
        here = cdf(middle) - probability
        if here == 0 or high - low <= 1e-13 * high:
            return middle
        if here > 0:
            high, right = middle, here
            left = left / 2 if side > 0 else left
            side = 1
        else:
            low, left = middle, here
            right = right / 2 if side < 0 else right
            side = -1
        if abs(here) < 1e-14:
            return middle
    return (low + high) / 2
