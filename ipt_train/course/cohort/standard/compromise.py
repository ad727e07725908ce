"""Standards that also look at how the cohort did: Cohen and Hofstee."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from ipt_train.course.cohort.estimate import alone
from ipt_train.course.cohort.standard.cut import CutScore, jackknife, no_cut, with_error
from ipt_train.figure.quantiles import beta_cdf

Totals = Sequence[tuple[float, int]]
"""How many sittings have each total, in ascending order of it."""


def cohen(
    totals: Totals, *, share: float = 0.6, best: float = 0.95, guessing: float = 0.0
) -> CutScore:
    """Return Cohen's cut: a share of what the best attain (Cohen-Schotanus and van der Vleuten 2010).

    cut = guessing + share * (P - guessing), where P is the percentile ``best`` by linear
    interpolation (type 7 of Hyndman and Fan 1996). Standard error: that of the percentile by
    Maritz and Jarrett 1978, times ``share``; the jackknife does not hold for percentiles.

    Args:
        totals: Totals with counts.
        share: Share of P that is asked for.
        best: Which percentile stands for the best, 0-1.
        guessing: The total that blind guessing is worth.
    """
    n = sum(count for _, count in totals)
    if n < 2:
        return no_cut("Cohen", n, "fewer than 2 sittings")
    place = best * (n - 1)
    lower = min(int(place), n - 2)
    left, right = _at(totals, lower), _at(totals, lower + 1)
    percentile = left + (place - lower) * (right - left)
    error = share * _percentile_error(totals, n, best)
    return with_error(
        "Cohen",
        guessing + share * (percentile - guessing),
        error,
        "Maritz and Jarrett's error of the percentile over sittings",
        n,
    )


def _at(totals: Totals, rank: int) -> float:
    for total, count in totals:
        rank -= count
        if rank < 0:
            return total
    raise IndexError(rank)


def _percentile_error(totals: Totals, n: int, best: float) -> float:
    middle = int(best * n + 0.5)
    a, b = max(1, middle - 1), max(1, n - middle)
    done, before, linear, square = 0, 0.0, 0.0, 0.0
    for total, count in totals:
        done += count
        here = beta_cdf(done / n, a, b)
        linear += (here - before) * total
        square += (here - before) * total * total
        before = here
    return sqrt(max(0.0, square - linear * linear))


@dataclass(frozen=True, slots=True, kw_only=True)
class HofsteeBounds:
    """What one judge finds bearable.

    Attributes:
        least_cut: The lowest cut that would do even if everyone passed.
        most_cut: The highest that would do even if many failed.
        least_failed: The smallest share that may fail, 0-1.
        most_failed: The largest.
    """

    least_cut: float
    most_cut: float
    least_failed: float
    most_failed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hofstee:
    """The compromise, and the share of sittings below it (None if there is none)."""

    cut: CutScore
    failed: float | None


def hofstee(totals: Totals, judges: Sequence[HofsteeBounds]) -> Hofstee:
    """Return Hofstee's compromise (Hofstee 1983).

    The line from (least cut, most failed) to (most cut, least failed), of the judges' means, is
    brought to meet the share of sittings below a score. That share is taken at each total that
    occurs and by straight lines between. No standard error is usual; this one adds the
    variances of leaving out one judge and one sitting at a time (jackknife).

    Args:
        totals: Totals with counts.
        judges: What each judge finds bearable.
    """
    n = sum(count for _, count in totals)
    if n < 2 or not judges:
        return Hofstee(cut=no_cut("Hofstee", n, "no judge or fewer than 2 sittings"), failed=None)
    met = _meet(totals, _mean(judges))
    if met is None:
        why = "the cohort's curve misses the judges' box, so they must meet again"
        return Hofstee(cut=no_cut("Hofstee", n, why), failed=None)
    value, failed = met

    def without_judge(place: int) -> float | None:
        found = _meet(totals, _mean([*judges[:place], *judges[place + 1 :]]))
        return found[0] if found else None

    def without_sitting(place: int) -> float | None:
        total, count = totals[place]
        fewer = [
            *totals[:place],
            *([(total, count - 1)] if count > 1 else []),
            *totals[place + 1 :],
        ]
        found = _meet(fewer, _mean(judges))
        return found[0] if found else None

    of_judges = jackknife([1] * len(judges), without_judge) if len(judges) > 1 else 0.0
    of_sittings = jackknife([count for _, count in totals], without_sitting)
    if of_judges is None or of_sittings is None:  # the cut is there, only its error is not
        fewer = "judge" if of_judges is None else "sitting"
        why = f"no interval: without one {fewer} the cohort's curve misses the judges' box"
        cut = CutScore(
            method="Hofstee", cut=alone(n, value, why), error=None, error_from=why, sources=n
        )
        return Hofstee(cut=cut, failed=failed)
    source = (
        "jackknife over judges and over sittings"
        if len(judges) > 1
        else ("jackknife over sittings only, because there is one judge")
    )
    error = sqrt(of_judges**2 + of_sittings**2)
    return Hofstee(cut=with_error("Hofstee", value, error, source, n), failed=failed)


def _mean(judges: Sequence[HofsteeBounds]) -> HofsteeBounds:
    size = len(judges)
    return HofsteeBounds(
        least_cut=sum(one.least_cut for one in judges) / size,
        most_cut=sum(one.most_cut for one in judges) / size,
        least_failed=sum(one.least_failed for one in judges) / size,
        most_failed=sum(one.most_failed for one in judges) / size,
    )


def _meet(totals: Totals, bounds: HofsteeBounds) -> tuple[float, float] | None:
    """Return cut and share failed where the line meets the cohort's curve, or None."""
    width = bounds.most_cut - bounds.least_cut
    if width <= 0:
        return None
    slope = (bounds.least_failed - bounds.most_failed) / width

    def line(score: float) -> float:
        return bounds.most_failed + slope * (score - bounds.least_cut)

    n = sum(count for _, count in totals)
    curve, below = [(min(bounds.least_cut, totals[0][0]) - 1, 0.0)], 0
    for total, count in totals:
        curve.append((total, below / n))
        below += count
    curve += [(totals[-1][0], 1.0), (max(bounds.most_cut, totals[-1][0]) + 1, 1.0)]
    for (left, from_share), (right, to_share) in pairwise(curve):
        before, after = line(left) - from_share, line(right) - to_share
        if before >= 0 >= after:
            cut = left + (right - left) * (before / (before - after) if before > after else 0.0)
            return (cut, line(cut)) if bounds.least_cut <= cut <= bounds.most_cut else None
    return None
