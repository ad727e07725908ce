"""Quantiles of F and t, which confidence intervals need.

SciPy has them, but loading `scipy.stats` takes about a second and its wheel is larger than all of
ipt-train's own dependencies, for one function; here it is the oracle of the tests instead.
The incomplete beta function is the continued fraction of Press and others, Numerical Recipes
(3rd edition, 2007), section 6.4, evaluated by Lentz's method; the inverse is a bisection.
"""

from math import exp, lgamma, log, log1p, sqrt

TINY = 1e-300
STEPS = 100_000
ACCURACY = 1e-16


def _fraction(a: float, b: float, x: float) -> float:
    """Continued fraction of the incomplete beta function, for x below (a + 1) / (a + b + 2)."""
    c, d = 1.0, 1.0 / ((1.0 - (a + b) * x / (a + 1.0)) or TINY)
    result = d
    for m in range(1, STEPS):
        before = result
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / ((1.0 + term * d) or TINY)
            c = (1.0 + term / c) or TINY
            result *= c * d
        if abs(result - before) <= ACCURACY * abs(result):
            break
    return result


def f_below(log_f: float, first: float, second: float) -> float:
    """Return the probability, 0-1, that F with these degrees of freedom is below exp(log_f)."""
    a, b = first / 2, second / 2
    odds = log_f + log(first) - log(second)  # log of x / (1 - x) in the beta distribution
    log_x = -log1p(exp(-odds)) if odds > 0 else odds - log1p(exp(odds))
    log_y = log_x - odds
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log_x + b * log_y)
    if exp(log_x) < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, exp(log_x)) / a
    return 1.0 - front * _fraction(b, a, exp(log_y)) / b


def f_quantile(probability: float, first: float, second: float) -> float:
    """Return the quantile of the F distribution.

    Args:
        probability: Between 0 and 1, both left out.
        first: Degrees of freedom of the numerator, above 0, not necessarily whole.
        second: Degrees of freedom of the denominator, likewise.

    Returns:
        The value with this probability below it, accurate to about ten digits.
    """
    low, high = -300.0, 300.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if f_below(middle, first, second) < probability:
            low = middle
        else:
            high = middle
    return exp((low + high) / 2)


def t_quantile(probability: float, freedom: float) -> float:
    """Return the quantile of Student's t for a probability of 0.5 or more: the root of one of F."""
    return sqrt(f_quantile(2 * probability - 1, 1, freedom)) if probability > 0.5 else 0.0
