"""Statistics of one item: facility and discrimination, each a function of its tally.

Blank answers count with 0 units. Where formulas differ between programs the source is named;
"Moodle" is its quiz statistics report (class core_question statistics calculator).
"""

from dataclasses import dataclass
from math import sqrt

from ipt_train.course.cohort.band import TAIL, Band, bands
from ipt_train.course.cohort.estimate import (
    Estimate,
    alone,
    correlation,
    difference,
    estimate,
    proportion,
    undefined,
    withheld,
)
from ipt_train.course.cohort.tally import ItemTally, PaperTally


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums over the answers to an item: units (u), rest (r), their squares and products."""

    n: int
    u: int
    uu: int
    r: int
    rr: int
    ur: int

    def spread_units(self) -> int:
        """Return n times the sum of squares of units, less the square of their sum."""
        return self.n * self.uu - self.u**2

    def spread_rest(self) -> int:
        """Return the same of the rest."""
        return self.n * self.rr - self.r**2

    def cross(self) -> int:
        """Return n times the sum of units times rest, less the product of their sums."""
        return self.n * self.ur - self.u * self.r


def sums(item: ItemTally) -> Sums:
    """Add up the cells of an item."""
    cells = item.cells
    return Sums(
        n=sum(cell.n for cell in cells),
        u=sum(cell.n * cell.units for cell in cells),
        uu=sum(cell.n * cell.units**2 for cell in cells),
        r=sum(cell.rest for cell in cells),
        rr=sum(cell.rest_squares for cell in cells),
        ur=sum(cell.units * cell.rest for cell in cells),
    )


def facility(item: ItemTally, *, least: int = 1) -> Estimate:
    """Return the mean share of the marks, 0-1, with Wilson's interval."""
    found = sums(item)
    return proportion(found.u / (item.full * found.n) if found.n else 0.0, found.n, least)


def item_rest(item: ItemTally, *, least: int = 1) -> Estimate:
    """Return the correlation of an item's units with the rest, -1 to 1.

    This is the corrected point-biserial: R psych's ``r.drop``, CTT's ``pBis``, and a hundredth
    of Moodle's discrimination index.
    """
    found = sums(item)
    return correlation(found.n, found.cross(), found.spread_units(), found.spread_rest(), least)


def item_total(item: ItemTally, *, least: int = 1) -> Estimate:
    """Return the uncorrected correlation with the total, which flatters items of short papers.

    Canvas shows this one; it is here for comparison and never stands for discrimination.
    """
    found = sums(item)
    spread = found.spread_units()
    cross = found.cross() + spread
    total = found.spread_rest() + 2 * found.cross() + spread
    return correlation(found.n, cross, spread, total, least)


def efficiency(item: ItemTally, *, least: int = 1) -> Estimate:
    """Return the discriminative efficiency: covariance with the rest over the largest possible.

    The formula is Moodle's (there times 100). The interval is that of the item-rest correlation
    over the correlation that the same marks would have at best, which is taken as fixed.
    """
    found = sums(item)
    linear = item_rest(item, least=least)
    best = found.n * item.ceiling - found.u * found.r
    if linear.value is None or not best:
        return linear
    value = found.cross() / best
    if linear.low is None or linear.high is None:
        return alone(found.n, value, linear.why)
    top = best / (sqrt(found.spread_units()) * sqrt(found.spread_rest()))
    return estimate(
        found.n, value, linear.low / top, linear.high / top, "Fisher z over the best possible"
    )


def upper_lower(item: ItemTally, paper: PaperTally, *, least: int = 1) -> Estimate:
    """Return D: mean share of the marks in the upper 27 % of totals less that in the lower 27 %.

    Sittings that tie at the edge of a group enter it with equal fractions, so D does not depend
    on the order of rows. Interval: Newcombe 1998, method 10, from Wilson's for each group.
    """
    found = sums(item)
    if found.n < max(1, least):
        return withheld(found.n, max(1, least))
    upper = _group(item, paper, {Band.UPPER, Band.BOTH}, Band.ABOVE)
    lower = _group(item, paper, {Band.LOWER, Band.BOTH}, Band.BELOW)
    if not upper[1] or not lower[1]:
        return undefined(found.n, "nobody in the upper or the lower group was asked")
    high, low = upper[0] / upper[1] / item.full, lower[0] / lower[1] / item.full
    ends = difference(high, upper[1], low, lower[1])
    return estimate(found.n, high - low, *ends, "Newcombe from Wilson")


def _group(
    item: ItemTally, paper: PaperTally, edge: set[Band], beyond: Band
) -> tuple[float, float]:
    """Return units and answers of a group, where sittings at its edge count in part."""
    band_of = bands(paper.totals)
    whole = sum(n for total, n in paper.totals if band_of[total] is beyond)
    shared = sum(n for total, n in paper.totals if band_of[total] in edge)
    places = TAIL * paper.sittings - 100 * whole
    units = answers = 0
    for cell in item.cells:
        weight = 100 * shared if cell.band is beyond else places if cell.band in edge else 0
        units += weight * cell.n * cell.units
        answers += weight * cell.n
    return units / (100 * shared), answers / (100 * shared)


def effective_weights(paper: PaperTally) -> tuple[Estimate, ...]:
    """Return what share each item has in the spread of totals, 0-1, as Moodle weighs it.

    The weight is the square root of an item's covariance with the total over the sum of those
    roots; an item whose covariance is negative has none. No interval is defined for it.
    """
    found = [sums(item) for item in paper.items]
    with_total = [(one.cross() + one.spread_units()) / (one.n * max(1, one.n - 1)) for one in found]
    whole = sum(sqrt(each) for each in with_total if each > 0)
    return tuple(
        alone(one.n, sqrt(each) / whole, "no interval is defined")
        if each >= 0 and whole
        else undefined(one.n, "the item varies neither with the total nor against it")
        for one, each in zip(found, with_total, strict=True)
    )
