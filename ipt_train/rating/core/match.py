"""Plain counts of how two raters' ratings match; they need no chance model and no minimum."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from ipt_train.rating.core.figure import Undefined, complete, too_few


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How often and how far two raters differ.

    Attributes:
        exact: Pairs that are equal, per cent.
        within_one: Pairs that differ by one point at most, per cent.
        signed: Mean of first minus second, in points: the bias, which is not agreement.
        absolute: Mean size of the difference, in points.
        n: Pairs.
        dropped: Pairs left out because one is missing.
    """

    exact: float
    within_one: float
    signed: float
    absolute: float
    n: int
    dropped: int


def match(
    pairs: Iterable[tuple[float | None, float | None]], *, needed: int = 1
) -> Match | Undefined:
    """Return how two raters' ratings match, or why that cannot be said.

    Args:
        pairs: First and second rating; None is missing and takes its pair out.
        needed: Complete pairs below which the answer is "too few".
    """
    rows, dropped = complete(pairs)
    if few := too_few(len(rows), max(1, needed)):
        return few
    differences = [first - second for first, second in rows]
    n = len(differences)
    return Match(
        exact=100 * sum(d == 0 for d in differences) / n,
        within_one=100 * sum(abs(d) <= 1 for d in differences) / n,
        signed=fmean(differences),
        absolute=fmean(map(abs, differences)),
        n=n,
        dropped=dropped,
    )
