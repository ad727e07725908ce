"""Differential item functioning: whether people of equal totals find an item harder by group.

Mantel and Haenszel 1959: answers are laid in strata of equal total (the item's own marks
included, as is usual), and right and wrong are compared by group within each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.estimate import CONFIDENCE, Estimate, estimate, undefined, withheld
from ipt_train.figure.quantiles import chi_squared_tail, normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Answers of people with one total: right and wrong in the reference and the focal group."""

    reference_right: int
    reference_wrong: int
    focal_right: int
    focal_wrong: int

    def n(self) -> int:
        """Return how many answers they are."""
        return self.reference_right + self.reference_wrong + self.focal_right + self.focal_wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDifference:
    """Whether groups of equal total differ in one item.

    Attributes:
        n_reference: Answers of the reference group.
        n_focal: Answers of the focal group.
        odds_ratio: Common odds of being right, reference to focal; 1 is no difference. Interval
            from the variance of Robins, Breslow and Greenland 1986.
        chi_squared: Mantel and Haenszel's, with 1 degree of freedom; None if there is no figure.
        probability: Of so large a chi-squared value if there were no difference.
        delta: The odds ratio on ETS's scale, -2.35 times its logarithm; below 0 is harder for
            the focal group.
        ets_class: A, negligible; B, moderate; C, large: ETS's convention (Zwick 2012), "" if
            there is no figure. A class says where to look; what causes the difference, and
            whether it is unfair, only reading the item can tell.
    """

    n_reference: int
    n_focal: int
    odds_ratio: Estimate
    chi_squared: float | None
    probability: float | None
    delta: Estimate
    ets_class: str


def strata(
    answers: Iterable[ItemResponse], groups: Mapping[str, str], *, reference: str, focal: str
) -> dict[str, tuple[Stratum, ...]]:
    """Lay the answers to each item in strata of equal total, from first attempts.

    Only full marks count as right. Blank answers count as wrong.

    Args:
        answers: Every answer of one paper.
        groups: The group of each person; people without one, or of a third, are left out.
        reference: The group to compare with.
        focal: The group that the question is about.
    """
    kept = [
        one for one in answers if one.attempt == 1 and groups.get(one.person) in (reference, focal)
    ]
    totals: Counter[str] = Counter()
    for one in kept:
        totals[one.person] += one.units
    counts: dict[str, dict[int, Counter[tuple[str, bool]]]] = {}
    for one in kept:
        stratum = counts.setdefault(one.item, {}).setdefault(totals[one.person], Counter())
        stratum[groups[one.person], one.units == one.full] += 1
    return {
        item: tuple(
            Stratum(
                reference_right=found[total][reference, True],
                reference_wrong=found[total][reference, False],
                focal_right=found[total][focal, True],
                focal_wrong=found[total][focal, False],
            )
            for total in sorted(found)
        )
        for item, found in counts.items()
    }


def group_difference(
    found: Sequence[Stratum], *, least: int = 200, corrected: bool = True
) -> GroupDifference:
    """Compare two groups within strata.

    Args:
        found: Strata, in any order.
        least: Fewest answers of either group that a figure is given for.
        corrected: Whether chi-squared is corrected for continuity, as Mantel and Haenszel did.
    """
    reference = sum(one.reference_right + one.reference_wrong for one in found)
    focal = sum(one.focal_right + one.focal_wrong for one in found)
    n = reference + focal
    if min(reference, focal) < max(1, least):
        return _nothing(reference, focal, withheld(min(reference, focal), max(1, least)))
    used = [one for one in found if one.n() > 1]
    observed = sum(one.reference_right for one in used)
    expected = variance = 0.0
    for one in used:
        right, wrong = one.reference_right + one.focal_right, one.reference_wrong + one.focal_wrong
        of_reference, of_focal = (
            one.n() - one.focal_right - one.focal_wrong,
            one.focal_right + one.focal_wrong,
        )
        expected += of_reference * right / one.n()
        variance += of_reference * of_focal * right * wrong / (one.n() ** 2 * (one.n() - 1))
    odds = _odds(found, n)
    if not variance or odds.value is None:
        why = "no stratum has enough people in both groups and enough right and wrong answers"
        return _nothing(reference, focal, undefined(n, why))
    chi_squared = max(0.0, abs(observed - expected) - 0.5 * corrected) ** 2 / variance
    probability = chi_squared_tail(chi_squared, 1)
    delta = _delta(odds)
    return GroupDifference(
        n_reference=reference,
        n_focal=focal,
        odds_ratio=odds,
        chi_squared=chi_squared,
        probability=probability,
        delta=delta,
        ets_class=_class(delta, probability),
    )


def _odds(found: Sequence[Stratum], n: int) -> Estimate:
    for_it = against = one_side = both = other_side = 0.0
    for one in found:
        size = one.n() or 1
        product = one.reference_right * one.focal_wrong / size
        counter = one.reference_wrong * one.focal_right / size
        like = (one.reference_right + one.focal_wrong) / size
        unlike = (one.reference_wrong + one.focal_right) / size
        for_it += product
        against += counter
        one_side += like * product
        both += like * counter + unlike * product
        other_side += unlike * counter
    if not for_it or not against:
        return undefined(n, "the odds ratio is 0 or infinite")
    value = for_it / against
    error = sqrt(
        one_side / (2 * for_it**2) + both / (2 * for_it * against) + other_side / (2 * against**2)
    )
    half = normal_quantile((1 + CONFIDENCE) / 2) * error
    return estimate(
        n, value, value * exp(-half), value * exp(half), "Robins, Breslow and Greenland"
    )


def _delta(odds: Estimate) -> Estimate:
    if odds.value is None or odds.low is None or odds.high is None:
        return odds
    value, low, high = (-2.35 * log(each) for each in (odds.value, odds.high, odds.low))
    return estimate(odds.n, value, low, high, odds.interval)


def _class(delta: Estimate, probability: float) -> str:
    if delta.value is None or delta.low is None or delta.high is None:
        return ""
    size = abs(delta.value)
    if size < 1 or probability >= 1 - CONFIDENCE:
        return "A"
    z = normal_quantile(CONFIDENCE)  # C: larger than 1 by a one-sided test, and 1.5 or more
    error = (delta.high - delta.low) / 2 / normal_quantile((1 + CONFIDENCE) / 2)
    return "C" if size >= 1.5 and size - z * error > 1 else "B"


def _nothing(reference: int, focal: int, why: Estimate) -> GroupDifference:
    return GroupDifference(
        n_reference=reference,
        n_focal=focal,
        odds_ratio=why,
        chi_squared=None,
        probability=None,
        delta=why,
        ets_class="",
    )
