"""Rasch difficulties by conditional maximum likelihood, from the tally of a paper alone.

In the Rasch model the number right says all that answers tell of a person (Rasch 1960). Given
it, the chance of the answers depends on the items only, so that difficulties can be estimated
without a guess at how able people are (Andersen 1972; Fischer and Molenaar 1995, chapter 3).
Scores of items and the number of sittings with each total are enough for that.

No library was found to do it: those for Python are unkept, or bring a numerical stack or a
framework for learning with them. Only sums of positive numbers are formed, so nothing cancels.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, inf, isfinite, log, sqrt

from ipt_train.cohort.estimate import CONFIDENCE, Estimate, estimate, undefined, withheld
from ipt_train.cohort.item import sums
from ipt_train.cohort.reliability import UNEVEN
from ipt_train.cohort.tally import PaperTally
from ipt_train.distribution import normal_quantile

Matrix = list[list[float]]

_MOST = 150
"""Items of a paper; the time grows with their cube: 2 s for 100 of them."""
_STEPS = 200
_CLOSE = 1e-10
HARD = "undefined: nobody who tells the items apart has it right"
EASY = "undefined: everybody who tells the items apart has it right"


def difficulties(paper: PaperTally, *, least: int = 1) -> tuple[Estimate, ...]:
    """Return the difficulty of each item in logits, in the order of the items; their mean is 0.

    Sittings with no item right, or with every item right, do not tell items apart and are left
    out, as are items that all the others have right or wrong; ``n`` counts the sittings kept.
    The interval is 1.96 standard errors either way, from the information matrix.

    Args:
        paper: The tally.
        least: Fewest sittings, after those are left out, that a figure is given for.
    """
    found = [sums(one) for one in paper.items]
    whole = {one.full for one in paper.items}
    if any(one.n != paper.sittings for one in found):
        return (undefined(paper.sittings, UNEVEN),) * len(found)
    if len(whole) != 1 or any(
        cell.units not in (0, one.full) for one in paper.items for cell in one.cells
    ):
        why = "marks in part, or items that weigh differently, do not fit the model"
        return (undefined(paper.sittings, why),) * len(found)
    if not 2 <= len(found) <= _MOST:
        why = f"it needs 2 to {_MOST} items"
        return (undefined(paper.sittings, why),) * len(found)
    (full,) = whole
    right = [sum(cell.n for cell in one.cells if cell.units) for one in paper.items]
    totals = [0] * (len(right) + 1)
    for total, n in paper.totals:
        totals[total // full] += n
    kept, why_not = _telling(right, totals)
    n = sum(totals[1:-1])
    if n < max(1, least) or len(kept) < 2:
        few = withheld(n, max(1, least))
        return tuple(undefined(n, why_not[one]) if one in why_not else few for one in range(len(right)))  # fmt: skip
    fitted = dict(zip(kept, _fitted([right[one] for one in kept], totals), strict=True))
    return tuple(
        undefined(n, why_not[one]) if one in why_not else fitted[one] for one in range(len(right))
    )


def _telling(right: list[int], totals: list[int]) -> tuple[list[int], dict[int, str]]:
    """Drop what tells nothing, in place, until all that is left does.

    Returns:
        The items that are kept, and why the others are not; ``right`` and ``totals`` are then
        those of sittings that have some of the kept items right and some wrong.
    """
    kept = list(range(len(right)))
    why: dict[int, str] = {}
    while True:
        perfect, totals[0], totals[-1] = totals[-1], 0, 0
        for one in kept:
            right[one] -= perfect
        n = sum(totals)
        odd = next((one for one in kept if right[one] in (0, n)), None)
        if odd is None or not n:
            return kept, why
        kept.remove(odd)
        why[odd] = EASY if right[odd] else HARD
        del totals[0 if right[odd] else -1]  # everybody's total falls by one, or nobody's


def _fitted(right: Sequence[int], totals: Sequence[int]) -> list[Estimate]:
    """Maximise the conditional likelihood by Newton's method under a sum of zero."""
    k, n = len(right), sum(totals)
    places = _centred([log((n - one) / one) for one in right])
    inverse: Matrix = []
    for step in range(_STEPS):
        easiness = [exp(-place) for place in places]
        if step % 10 == 0:
            inverse = _inverse(_information(easiness, totals))
        expected = _moments(easiness, _shares(easiness, totals))
        gap = [one - other for one, other in zip(expected, right, strict=True)]
        moves = [sum(map(float.__mul__, row, gap)) for row in inverse]
        places = _centred([place + move for place, move in zip(places, moves, strict=True)])
        if max(map(abs, moves)) < _CLOSE:
            break
    else:
        return [undefined(n, "the estimate does not settle")] * k
    inverse = _inverse(_information([exp(-place) for place in places], totals))
    wide = normal_quantile((1 + CONFIDENCE) / 2)
    errors = [sqrt(max(0.0, inverse[one][one] - 1 / k**2)) for one in range(k)]
    return [
        estimate(n, place, place - wide * error, place + wide * error, "information matrix")
        for place, error in zip(places, errors, strict=True)
    ]


def _centred(values: Sequence[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]


def _symmetric(easiness: Sequence[float]) -> list[float]:
    """Return the elementary symmetric functions: for each total, the sum over its answer patterns."""
    gamma = [1.0]
    for one in easiness:
        gamma = [a + one * b for a, b in zip([*gamma, 0.0], [0.0, *gamma], strict=True)]
    return gamma


def _shares(easiness: Sequence[float], totals: Sequence[int]) -> list[float]:
    gamma = _symmetric(easiness)
    return [count / each for count, each in zip(totals, gamma, strict=True)]


def _moments(easiness: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return for each item its easiness times the derivative of the weighted symmetric functions.

    With ``totals / gamma`` as weights that is how often the item is expected to be right. The
    derivatives come from products of what stands before an item and, read backwards, what
    stands behind it: adjoint differentiation, in a time that grows with the square of items.
    """
    behind = [list(weights)]
    for one in reversed(easiness):
        last = behind[-1]
        behind.append([a + one * b for a, b in pairwise(last)])
    found, before = [], [1.0]
    for index, one in enumerate(easiness):
        after = behind[len(easiness) - index - 1]
        found.append(one * sum(map(float.__mul__, before, after[1:])))
        before = [a + one * b for a, b in zip([*before, 0.0], [0.0, *before], strict=True)]
    return found


def _information(easiness: Sequence[float], totals: Sequence[int]) -> Matrix:
    """Return the information matrix: the covariances of right answers given the totals, added up."""
    k, gamma = len(easiness), _symmetric(easiness)
    weights = [count / each for count, each in zip(totals, gamma, strict=True)]
    matrix = [[0.0] * k for _ in range(k)]
    for one in range(k):  # both right: drop the one, and ask for the others one total lower
        rest = [*easiness[:one], *easiness[one + 1 :]]
        pairs = [easiness[one] * each for each in _moments(rest, weights[1:])]
        matrix[one] = [*pairs[:one], 0.0, *pairs[one:]]
    for total in range(1, k):
        if not totals[total]:
            continue
        chances = _moments(
            easiness, [1 / gamma[total] if r == total else 0.0 for r in range(k + 1)]
        )
        for one, row in enumerate(matrix):
            seen = totals[total] * chances[one]
            row[one] += seen
            matrix[one] = [each - seen * chance for each, chance in zip(row, chances, strict=True)]
    return matrix


def _inverse(matrix: Matrix) -> Matrix:
    """Invert an information matrix, its rows adding to 0, with 1 added to every entry.

    That leaves moves whose sum is 0 as they are; of the inverse, 1 / k squared is too much.
    """
    k = len(matrix)
    rows = [
        [each + 1.0 for each in row] + [float(one == other) for other in range(k)]
        for one, row in enumerate(matrix)
    ]
    for column in range(k):
        pivot = max(range(column, k), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column] or inf
        rows[column] = lead = [each / head for each in rows[column]]
        for index, row in enumerate(rows):
            if index != column and (factor := row[column]):
                rows[index] = [a - factor * b for a, b in zip(row, lead, strict=True)]
    return [row[k:] for row in rows] if all(map(isfinite, rows[0])) else [[0.0] * k] * k
