"""Borderline regression: the standard from examiners' global grades of what they saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from ipt_train.course.cohort.estimate import CONFIDENCE
from ipt_train.course.cohort.standard.cut import CutScore, no_cut, with_error
from ipt_train.figure.quantiles import t_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderlineRegression:
    """The cut with the line that it was read from.

    Attributes:
        cut: The score that the line gives to a borderline grade.
        slope: Score a grade; None without a line.
        intercept: Score at grade 0.
        determination: R squared, 0-1; below about .5 the line says little (a convention).
    """

    cut: CutScore
    slope: float | None
    intercept: float | None
    determination: float | None


def borderline_regression(
    grades: Sequence[float], scores: Sequence[float], borderline: float
) -> BorderlineRegression:
    """Return the score that least squares give to the borderline grade (Wood et al. 2006).

    The standard error is that of the line's mean at that grade, s times the root of
    1/n + (g - mean g)^2 / Sxx, with n - 2 degrees of freedom.

    Args:
        grades: Global grade of each sitting, as numbers.
        scores: Score of the same sittings.
        borderline: The grade that stands for borderline.
    """
    n = len(grades)
    if n < 3:
        return _no_line(n, "fewer than 3 sittings")
    mean_grade, mean_score = sum(grades) / n, sum(scores) / n
    spread = sum((one - mean_grade) ** 2 for one in grades)
    if not spread:
        return _no_line(n, "all grades are equal")
    cross = sum(
        (one - mean_grade) * (other - mean_score) for one, other in zip(grades, scores, strict=True)
    )
    whole = sum((one - mean_score) ** 2 for one in scores)
    slope = cross / spread
    intercept = mean_score - slope * mean_grade
    left = max(0.0, whole - slope * cross)
    error = sqrt(left / (n - 2) * (1 / n + (borderline - mean_grade) ** 2 / spread))
    return BorderlineRegression(
        cut=with_error(
            "borderline regression",
            intercept + slope * borderline,
            error,
            "error of the regression line at the borderline grade",
            n,
            t_quantile((1 + CONFIDENCE) / 2, n - 2),
            "Student t of the regression line",
        ),
        slope=slope,
        intercept=intercept,
        determination=1 - left / whole if whole else None,
    )


def _no_line(n: int, why: str) -> BorderlineRegression:
    cut = no_cut("borderline regression", n, why)
    return BorderlineRegression(cut=cut, slope=None, intercept=None, determination=None)
