"""What a statistic can be: a figure with its interval, or words that say why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

ALL_EQUAL = "undefined: all ratings equal; agreement 100%"
NEVER_DIFFER = "undefined: the raters never differ, so nothing shows the size of the error"
NO_WIDTH = "undefined: the ratings vary too little to show the size of the error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undefined:
    """A figure that these ratings cannot give.

    Attributes:
        n: Complete cases that there were, 0 or more.
        reason: Why, in words that can be printed in place of the figure.
    """

    n: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A two-sided confidence interval; `level` lies between 0 and 1."""

    low: float
    high: float
    level: float


def too_few(n: int, needed: int) -> Undefined | None:
    """Return why n cases are not enough, or None when they are."""
    return Undefined(n=n, reason=f"too few: {n} of {needed} needed") if n < needed else None


def complete(
    rows: Iterable[Sequence[float | None]],
) -> tuple[list[tuple[float, ...]], int]:
    """Part the rows in which every rater gave a finite number from the others.

    Args:
        rows: One row a session, one place a rater; None or a number that is not finite is missing.

    Returns:
        The complete rows, and how many rows were left out.
    """
    every = [tuple(row) for row in rows]
    kept = [tuple(value for value in row if value is not None and isfinite(value)) for row in every]
    whole = [row for row, before in zip(kept, every, strict=True) if len(row) == len(before) > 0]
    return whole, len(every) - len(whole)
