"""Elementary symmetric functions of item easiness, on which conditional likelihood rests.

Given that r of k items are right, the chance of a pattern is the product of the easiness of its
right items over the elementary symmetric function of order r of all of them (Fischer and
Molenaar 1995, chapter 3). Everything here is made of sums and products of positive numbers (the
summation algorithm, and for second derivatives its reverse sweep), so no digits cancel, as they
do in the quicker difference algorithm. Work grows with the cube of the number of items.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from operator import mul

Matrix = list[list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a Rasch model expects of sittings whose scores are known.

    Attributes:
        log_functions: Sum over sittings of the logarithm of the function of their score's order.
        chance: By item, the chance of being right at each score, 0 to the number of items.
        right: Expected right answers by item.
        information: Their covariances, items by items: the information about the locations.
    """

    log_functions: float
    chance: Matrix
    right: list[float]
    information: Matrix


def functions(easiness: Sequence[float]) -> list[float]:
    """Return the elementary symmetric functions of order 0 to the number of values."""
    return _prefixes(easiness)[-1]


def expected(easiness: Sequence[float], sittings: Sequence[int]) -> Expected:
    """Return expectations at given scores.

    Args:
        easiness: Of each item, above 0.
        sittings: How many sittings have each score, 0 to the number of items.
    """
    items = range(len(easiness))
    whole = functions(easiness)
    weight = [n / one for n, one in zip(sittings, whole, strict=True)]
    chance: Matrix = []
    pairs: Matrix = [[0.0] * len(easiness) for _ in items]
    for item in items:
        others = [*easiness[:item], *easiness[item + 1 :]]
        prefixes = _prefixes(others)
        chance.append(
            [0.0] + [easiness[item] * a / b for a, b in zip(prefixes[-1], whole[1:], strict=True)]
        )
        sweep = weight[1:]  # by how much each function without the item counts
        for place in range(len(others) - 1, item - 1, -1):
            slope = sum(map(mul, sweep[1:], prefixes[place]))
            both = easiness[item] * others[place] * slope
            pairs[item][place + 1] = pairs[place + 1][item] = both
            sweep = [a + others[place] * b for a, b in pairwise(sweep)]
    right = [sum(map(mul, sittings, each)) for each in chance]
    spread = [[n * share for n, share in zip(sittings, each, strict=True)] for each in chance]
    return Expected(
        log_functions=sum(n * log(one) for n, one in zip(sittings, whole, strict=True) if n),
        chance=chance,
        right=right,
        information=[
            [
                (right[one] if one == other else pairs[one][other])
                - sum(map(mul, spread[one], chance[other]))
                for other in items
            ]
            for one in items
        ],
    )


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a symmetric, positive definite matrix (Gauss and Jordan).

    Raises:
        ZeroDivisionError: It is singular.
    """
    size = len(matrix)
    rows = [
        [*row, *(float(place == other) for other in range(size))]
        for place, row in enumerate(matrix)
    ]
    for place in range(size):
        pivot = rows[place][place]
        rows[place] = lead = [each / pivot for each in rows[place]]
        for other in range(size):
            factor = rows[other][place]
            if other != place and factor:
                rows[other] = [a - factor * b for a, b in zip(rows[other], lead, strict=True)]
    return [row[size:] for row in rows]


def _prefixes(values: Sequence[float]) -> Matrix:
    """Return the functions of none of the values, of the first, of the first two, and so on."""
    found = [[1.0]]
    for value in values:
        last = found[-1]
        found.append([a + value * b for a, b in zip([*last, 0.0], [0.0, *last], strict=True)])
    return found
