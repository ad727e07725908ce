"""Rasch model of a paper: where its items lie, how well they fit, and whether the model holds.

The chance of a right answer depends on the difference of a person's ability and the item's
location, in logits. Only full marks count as right; a blank answer is not right. Sittings with
none or every item right tell nothing of locations and are left out and counted, and so is an item
that all of the others have right, or wrong. ``location`` says how it is fitted, and why no library
does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from ipt_train.course.cohort.estimate import CONFIDENCE, Estimate, estimate, undefined
from ipt_train.course.cohort.location import Locations, bounded, locations
from ipt_train.course.cohort.right import RightTally, ScoreGroup
from ipt_train.figure.quantiles import chi_squared_tail, normal_quantile

UNEVEN = "undefined: not every sitting has every item"
APART = "undefined: nobody who missed an item in an easier part got any of the others right, so the distance between the parts cannot be estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLocation:
    """Figures of one item under the model.

    Attributes:
        location: In logits, with its interval.
        error: Its standard error; None if there is no figure.
        infit: Mean squared difference of answers from what their scores lead to expect, over its
            expectation: near 1; above it answers are more erratic than the model allows, below
            it more regular. Conditional on scores (Christensen and Kreiner 2013), so abilities are
            not estimated; the interval takes locations as known.
    """

    location: Estimate
    error: float | None
    infit: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class RaschFit:
    """What was fitted, and whether the model holds.

    Attributes:
        n: Sittings that count: neither none nor all of the items right.
        none_right: Sittings left out with none right of the items that are not in ``same``.
        all_right: Sittings left out with all of those right.
        same: Items left out since all sittings that count are right in them, or all wrong.
        chi_squared: Andersen's likelihood ratio (1973) of sittings up to and above the mean
            score; large if locations differ between them. None if there is no figure.
        degrees: Its degrees of freedom.
        probability: Of so large a value if the model holds; approximate.
        why: Why there is no figure, in words; "" if there is.
        test_why: Why there is no likelihood ratio.
    """

    n: int
    none_right: int
    all_right: int
    same: tuple[str, ...]
    chi_squared: float | None
    degrees: int
    probability: float | None
    why: str
    test_why: str

    def test(self) -> str:
        """Return in words whether locations differ between low and high scores."""
        if self.chi_squared is None or self.probability is None:
            return self.test_why
        chance = "under .001" if self.probability < 0.001 else f"{self.probability:.3f}"
        held = "differ" if self.probability < 1 - CONFIDENCE else "are not shown to differ"
        return (
            f"locations {held} between scores up to the mean and above it"
            f" (chi-squared {self.chi_squared:.2f}, df {self.degrees}, p {chance})"
        )


def rasch(tally: RightTally, *, least: int = 1) -> tuple[RaschFit, tuple[ItemLocation, ...]]:
    """Fit a paper; the locations are in the order of its items.

    Args:
        tally: Its right answers.
        least: Fewest sittings that count for which there are figures.
    """
    if any(asked != one.n for one in tally.groups for asked in one.asked):
        return _nothing(tally, sum(one.n for one in tally.groups), UNEVEN)
    groups, kept, none_right, all_right = _narrowed(tally)
    n, size = sum(one.n for one in groups), len(kept)
    fit = RaschFit(
        n=n,
        none_right=none_right,
        all_right=all_right,
        same=tuple(item for place, (item, _) in enumerate(tally.items) if place not in kept),
        chi_squared=None,
        degrees=max(0, size - 1),
        probability=None,
        why="",
        test_why="",
    )
    if n < max(1, least):
        why = f"too few sittings with some answers right and some wrong (at least {max(1, least)} needed)"
        return _nothing(tally, n, why, fit)
    if not bounded(*_counts(groups, size)):
        return _nothing(tally, n, APART, fit)
    found = locations(*_counts(groups, size))
    alike = undefined(n, "it was answered correctly in every sitting that counts, or in none")
    items = [ItemLocation(location=alike, error=None, infit=alike)] * len(tally.items)
    half = normal_quantile((1 + CONFIDENCE) / 2)
    for place, item in enumerate(kept):
        value, error = found.values[place], found.errors[place]
        items[item] = ItemLocation(
            location=estimate(
                n, value, value - half * error, value + half * error, "from the information"
            ),
            error=error,
            infit=_infit(groups, place, found.at.chance[place]),
        )
    return _tested(fit, groups, found), tuple(items)


def _nothing(
    tally: RightTally, n: int, why: str, fit: RaschFit | None = None
) -> tuple[RaschFit, tuple[ItemLocation, ...]]:
    bare = RaschFit(
        n=n,
        none_right=0,
        all_right=0,
        same=(),
        chi_squared=None,
        degrees=0,
        probability=None,
        why=why,
        test_why=why,
    )
    place = Estimate(n=n, value=None, why=why)
    items = (ItemLocation(location=place, error=None, infit=place),) * len(tally.items)
    return (replace(fit, why=why, test_why=why) if fit else bare), items


def _narrowed(tally: RightTally) -> tuple[list[ScoreGroup], list[int], int, int]:
    """Leave out extreme scores and items without variation, until none is left of either."""
    groups, kept = list(tally.groups), list(range(len(tally.items)))
    none_right = all_right = 0
    while True:
        none_right += sum(one.n for one in groups if one.score <= 0)
        all_right += sum(one.n for one in groups if 0 < one.score >= len(kept))
        groups = [one for one in groups if 0 < one.score < len(kept)]
        n = sum(one.n for one in groups)
        right = [sum(each) for each in zip(*(one.right for one in groups), strict=True)]
        vary = [place for place, each in enumerate(right) if 0 < each < n]
        if not groups or len(vary) == len(kept):
            return groups, kept, none_right, all_right
        easy = sum(each == n for each in right)
        groups = [
            ScoreGroup(
                score=one.score - easy,
                n=one.n,
                asked=tuple(one.asked[place] for place in vary),
                right=tuple(one.right[place] for place in vary),
            )
            for one in groups
        ]
        kept = [kept[place] for place in vary]


def _counts(groups: Sequence[ScoreGroup], size: int) -> tuple[list[int], list[int]]:
    sittings = [0] * (size + 1)
    for one in groups:
        sittings[one.score] = one.n
    return sittings, [sum(one.right[place] for one in groups) for place in range(size)]


def _tested(fit: RaschFit, groups: Sequence[ScoreGroup], found: Locations) -> RaschFit:
    """Add Andersen's test: the same model fitted to low and to high scores apart."""
    total = sum(one.n * one.score for one in groups)
    low = [one for one in groups if one.score * fit.n <= total]
    high = [one for one in groups if one.score * fit.n > total]
    parts = [_counts(half, fit.degrees + 1) for half in (low, high)]
    if not all(bounded(*one) for one in parts):
        why = "no likelihood ratio: the sittings on one side of the mean score are not enough to fix every location"
        return replace(fit, test_why=why)
    apart = sum(locations(*one).log_likelihood for one in parts)
    chi_squared = max(0.0, 2 * (apart - found.log_likelihood))
    return replace(
        fit, chi_squared=chi_squared, probability=chi_squared_tail(chi_squared, fit.degrees)
    )


def _infit(groups: Sequence[ScoreGroup], item: int, chance: Sequence[float]) -> Estimate:
    squares = spread = error = 0.0
    for one in groups:
        share, right = chance[one.score], one.right[item]
        squares += right * (1 - share) ** 2 + (one.n - right) * share**2
        spread += one.n * share * (1 - share)
        error += one.n * share * (1 - share) * (1 - 2 * share) ** 2
    value = squares / spread
    half = normal_quantile((1 + CONFIDENCE) / 2) * sqrt(error) / spread
    n = sum(one.n for one in groups)
    return estimate(n, value, value - half, value + half, "from the model")
