"""One figure as it may be shown: with its number of answers and its interval, or in words why not."""

from dataclasses import dataclass, replace
from math import atanh, isfinite, sqrt, tanh

from ipt_train.figure import interval
from ipt_train.figure.quantiles import normal_quantile

CONFIDENCE = 0.95
"""How much of the time intervals hold what they estimate."""

NO_SPREAD = "undefined: all marks are equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Below how many sittings a figure is withheld. Nobody has validated these numbers.

    In a simulation of sound items with a true item-rest correlation of .22, 11 % of them came
    out negative with 30 sittings, 4 % with 60 and 1 % with 100; 50 lies between.

    Attributes:
        facility: For facility and for shares of options.
        correlation: For item-rest correlation, upper-lower D and discriminative efficiency.
        reliability: For alpha, SEM and what the spread of totals says.
        group: For each group of a comparison of groups; ETS asks for about 200 in the smaller
            one before it acts on DIF (Zwick 2012).
        rasch: For a Rasch model, sittings with neither none nor all right. With 100 a location
            of a well-aimed item is within half a logit of the truth 19 times in 20 (Linacre
            1994, a rule of thumb from the model's own error).
    """

    facility: int = 10
    correlation: int = 50
    reliability: int = 30
    group: int = 200
    rasch: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure, or the reason why there is none.

    Attributes:
        n: How many sittings or answers it rests on.
        value: The figure; None if it is withheld or undefined.
        low: Lower end of the interval; None if there is none.
        high: Upper end.
        interval: How the interval was made.
        why: Why there is no figure, or no interval, in words.
    """

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None
    interval: str = ""
    why: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return self.why
        if self.low is None or self.high is None:
            return f"{self.value:.3f} (n {self.n}; {self.why})"
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f}, n {self.n})"


def withheld(n: int, least: int) -> Estimate:
    """Return what stands in place of a figure that too few answers carry."""
    return Estimate(n=n, value=None, why=f"too few answers to judge ({n}, at least {least} needed)")


def undefined(n: int, why: str) -> Estimate:
    """Return what stands in place of a figure that the data cannot have."""
    return Estimate(
        n=n, value=None, why=why if why.startswith("undefined") else f"undefined: {why}"
    )


def estimate(n: int, value: float, low: float, high: float, interval: str) -> Estimate:
    """Return a figure with its interval; one that is not finite is undefined."""
    if not all(isfinite(each) for each in (value, low, high)):
        return undefined(n, "the figure is infinite")
    return Estimate(n=n, value=value, low=low, high=high, interval=interval)


def alone(n: int, value: float, why: str) -> Estimate:
    """Return a figure that has no interval, and why it has none."""
    return Estimate(n=n, value=value, why=why)


def scaled(found: Estimate, factor: float) -> Estimate:
    """Return the same figure on another scale; ``factor`` is above 0."""
    value, low, high = (
        None if each is None else each * factor for each in (found.value, found.low, found.high)
    )
    return replace(found, value=value, low=low, high=high)


def wilson(share: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927).

    The marks of one answer vary at most as much as those of an all-or-nothing one of the same
    mean, so the interval is too wide rather than too narrow for partial marks.

    Args:
        share: Mean share of the marks, 0-1.
        n: Answers, above 0; need not be whole.
        confidence: Between 0 and 1.
    """
    return interval.wilson(share * n, n, normal_quantile((1 + confidence) / 2))


def difference(share: float, n: float, other: float, m: float) -> tuple[float, float]:
    """Return the interval of a difference of two independent shares (Newcombe 1998, method 10).

    Args:
        share: The one, 0-1.
        n: Answers it is a share of; need not be whole.
        other: The other.
        m: Answers that one is a share of.
    """
    (low, high), (other_low, other_high) = wilson(share, n), wilson(other, m)
    return (
        share - other - sqrt((share - low) ** 2 + (other_high - other) ** 2),
        share - other + sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )


def proportion(share: float, n: int, least: int) -> Estimate:
    """Return a share of answers with Wilson's interval."""
    if n < max(1, least):
        return withheld(n, max(1, least))
    return estimate(n, share, *wilson(share, n), "Wilson")


def correlation(n: int, cross: int, spread: int, other: int, least: int) -> Estimate:
    """Return a product-moment correlation with Fisher's z interval.

    For a mark that is 0 or 1 this is the point-biserial correlation; the interval, made for
    two normal variables, is then an approximation.

    Args:
        n: Pairs.
        cross: n times the sum of products, less the product of the sums.
        spread: n times the sum of squares of the one, less the square of its sum.
        other: The same of the other.
        least: Fewest pairs that a figure is given for.
    """
    if n < max(2, least):
        return withheld(n, max(2, least))
    if not spread or not other:
        return undefined(n, NO_SPREAD)
    value = max(-1.0, min(1.0, cross / (sqrt(spread) * sqrt(other))))
    if n < 4 or abs(value) == 1:
        return alone(n, value, "no interval: fewer than 4 answers or a perfect correlation")
    half = normal_quantile((1 + CONFIDENCE) / 2) / sqrt(n - 3)
    return estimate(
        n, value, tanh(atanh(value) - half), tanh(atanh(value) + half), "Fisher z, approximate"
    )
