"""Intraclass correlation: how much of the variance of ratings is between sessions.

McGraw and Wong, Psychological Methods 1996; 1: 30-46; Shrout and Fleiss, Psychological Bulletin
1979; 86: 420-428. ICC(A,1) is their two-way random, absolute agreement, single rater (ICC(2,1)).
Consistency, ICC(C,...), forgives a constant difference between raters, so it is not agreement.
Sums are exact fractions: that all ratings are equal is then a fact, not a matter of rounding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ipt_train.figure.quantiles import f_quantile
from ipt_train.rating.core.figure import (
    ALL_EQUAL,
    NEVER_DIFFER,
    Interval,
    Undefined,
    complete,
    too_few,
)

LEAST_FREEDOM = 0.05
"""Below it the interval's degrees of freedom are an artefact of a negative estimate."""


class IccForm(StrEnum):
    """A form of the coefficient, in McGraw and Wong's names."""

    ONE_WAY_SINGLE = "ICC(1)"
    ONE_WAY_MEAN = "ICC(k)"
    ABSOLUTE_SINGLE = "ICC(A,1)"
    ABSOLUTE_MEAN = "ICC(A,k)"
    CONSISTENCY_SINGLE = "ICC(C,1)"
    CONSISTENCY_MEAN = "ICC(C,k)"


_SINGLE = {
    IccForm.ONE_WAY_MEAN: IccForm.ONE_WAY_SINGLE,
    IccForm.ABSOLUTE_MEAN: IccForm.ABSOLUTE_SINGLE,
    IccForm.CONSISTENCY_MEAN: IccForm.CONSISTENCY_SINGLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanSquares:
    """The analysis of variance of n sessions by k raters.

    Attributes:
        n: Sessions, 2 or more.
        raters: Raters (k), 2 or more.
        rows: Mean square between sessions.
        columns: Mean square between raters.
        error: Residual mean square.
        within: Mean square within sessions (of the one-way model).
    """

    n: int
    raters: int
    rows: float
    columns: float
    error: float
    within: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Icc:
    """An intraclass correlation.

    Attributes:
        form: Which one.
        value: The estimate, 1 or less; a negative one is shown as it is.
        interval: Its confidence interval, or why there is none.
        n: Sessions that every rater rated.
        raters: Raters.
        dropped: Sessions left out because a rating is missing.
    """

    form: IccForm
    value: float
    interval: Interval | Undefined
    n: int
    raters: int
    dropped: int


def mean_squares(rows: Sequence[Sequence[float]]) -> MeanSquares:
    """Return the mean squares of a complete table of at least 2 sessions by 2 raters."""
    n, k = len(rows), len(rows[0])
    exact = [[Fraction(value) for value in row] for row in rows]
    everything = sum(map(sum, exact)) ** 2 / Fraction(n * k)
    total = sum(value * value for row in exact for value in row) - everything
    between = sum(Fraction(sum(row)) ** 2 for row in exact) / k - everything
    raters = sum(Fraction(sum(column)) ** 2 for column in zip(*exact, strict=True)) / n - everything
    return MeanSquares(
        n=n,
        raters=k,
        rows=float(between / (n - 1)),
        columns=float(raters / (k - 1)),
        error=float((total - between - raters) / ((n - 1) * (k - 1))),
        within=float((total - between) / (n * (k - 1))),
    )


def icc(
    ratings: Iterable[Sequence[float | None]],
    form: IccForm = IccForm.ABSOLUTE_SINGLE,
    *,
    level: float = 0.95,
    needed: int = 2,
) -> Icc | Undefined:
    """Return an intraclass correlation with its interval, or why there is none.

    Args:
        ratings: One row a session, one place a rater in the same order; None is missing and
            takes its whole row out.
        form: Which coefficient.
        level: Confidence level, between 0 and 1.
        needed: Complete sessions below which the answer is "too few", at least 2.
    """
    rows, dropped = complete(ratings)
    if few := too_few(len(rows), max(2, needed)):
        return few
    if len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return Undefined(
            n=len(rows), reason="undefined: every session needs the same two or more raters"
        )
    if len({value for row in rows for value in row}) == 1:
        return Undefined(n=len(rows), reason=ALL_EQUAL)
    table = mean_squares(rows)
    single = _SINGLE.get(form, form)
    value = _estimate(table, form)
    if value is None:
        return Undefined(
            n=table.n, reason="undefined: sessions do not differ enough to be compared"
        )
    interval = _interval(table, single, level)
    if single is not form and isinstance(interval, Interval):
        interval = _stepped_up(interval, table)
    return Icc(
        form=form, value=value, interval=interval, n=table.n, raters=table.raters, dropped=dropped
    )


def _estimate(table: MeanSquares, form: IccForm) -> float | None:
    n, k, rows = table.n, table.raters, table.rows
    columns, error, within = table.columns, table.error, table.within
    above, below = {
        IccForm.ONE_WAY_SINGLE: (rows - within, rows + (k - 1) * within),
        IccForm.ONE_WAY_MEAN: (rows - within, rows),
        IccForm.CONSISTENCY_SINGLE: (rows - error, rows + (k - 1) * error),
        IccForm.CONSISTENCY_MEAN: (rows - error, rows),
        IccForm.ABSOLUTE_SINGLE: (rows - error, rows + (k - 1) * error + k * (columns - error) / n),
        IccForm.ABSOLUTE_MEAN: (rows - error, rows + (columns - error) / n),
    }[form]
    return above / below if below > 0 else None


def _interval(table: MeanSquares, form: IccForm, level: float) -> Interval | Undefined:
    """Interval of a single-rater form (McGraw and Wong, table 7)."""
    n, k, upper = table.n, table.raters, (1 + level) / 2
    if form is IccForm.ABSOLUTE_SINGLE:
        return _absolute_interval(table, level)
    one_way = form is IccForm.ONE_WAY_SINGLE
    noise = table.within if one_way else table.error
    freedom = n * (k - 1) if one_way else (n - 1) * (k - 1)
    if noise == 0:
        return Undefined(n=n, reason=NEVER_DIFFER)
    ratio = table.rows / noise
    low = ratio / f_quantile(upper, n - 1, freedom)
    high = ratio * f_quantile(upper, freedom, n - 1)
    return Interval(low=(low - 1) / (low + k - 1), high=(high - 1) / (high + k - 1), level=level)


def _absolute_interval(table: MeanSquares, level: float) -> Interval | Undefined:
    n, k, rows = table.n, table.raters, table.rows
    columns, error, upper = table.columns, table.error, (1 + level) / 2
    value = _estimate(table, IccForm.ABSOLUTE_SINGLE)
    if value is None or value >= 1 or columns == error == 0:
        return Undefined(n=n, reason=NEVER_DIFFER)
    odds = k * value / (n * (1 - value))
    of_raters, of_error = odds * columns, (1 + odds * (n - 1)) * error
    spread = of_raters**2 / (k - 1) + of_error**2 / ((n - 1) * (k - 1))
    freedom = (of_raters + of_error) ** 2 / spread if spread else 0.0
    if freedom < LEAST_FREEDOM:
        return Undefined(
            n=n, reason="undefined: the variance between sessions is too small for an interval"
        )
    noise = k * columns + (k * n - k - n) * error
    low, high = f_quantile(upper, n - 1, freedom), f_quantile(upper, freedom, n - 1)
    return Interval(
        low=n * (rows - low * error) / (low * noise + n * rows),
        high=n * (high * rows - error) / (noise + n * high * rows),
        level=level,
    )


def _stepped_up(interval: Interval, table: MeanSquares) -> Interval | Undefined:
    """Interval of the mean of k raters by the Spearman-Brown formula."""
    k = table.raters
    if 1 + (k - 1) * interval.low <= 0:
        return Undefined(n=table.n, reason="undefined: the lower limit has no bound")
    low, high = (k * bound / (1 + (k - 1) * bound) for bound in (interval.low, interval.high))
    return Interval(low=low, high=high, level=interval.level)
