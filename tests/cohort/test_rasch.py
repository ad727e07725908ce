"""Rasch difficulties: published figures, closed forms, brute force and laws."""

import itertools
import random
from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.cohort.answer import Answered
from ipt_train.cohort.estimate import Estimate
from ipt_train.cohort.rasch import EASY, HARD, difficulties
from ipt_train.cohort.tally import PaperTally, tally
from tests.cohort.test_oracles import L6

Pattern = tuple[int, ...]


def paper(patterns: list[Pattern], full: int = 1000) -> PaperTally:
    rows = [
        Answered(
            person=f"p{person}", paper="x", attempt=1, item=f"i{item:03}", revision=1,
            response="a" if mark else "b", blank=False, units=mark * full, full=full,
        )
        for person, pattern in enumerate(patterns)
        for item, mark in enumerate(pattern)
    ]  # fmt: skip
    return tally(rows)[0]


def error(found: Estimate) -> float:
    assert found.value is not None and found.high is not None
    return (found.high - found.value) / 1.959964


def places(patterns: list[Pattern]) -> list[float]:
    return [one.value or 0.0 for one in difficulties(paper(patterns))]


def test_law_school_items_as_ltm_fits_them() -> None:
    """Bock and Lieberman 1970, section 6 of the LSAT.

    R's ltm fits the same model by marginal likelihood: slope .7552 and these locations. Their
    products, centred, differ from the conditional estimates in the third place only.
    """
    slope, locations = 0.7552, [-3.6152, -1.3224, -0.3176, -1.7301, -2.7801]
    middle = sum(locations) / 5
    found = difficulties(L6)
    assert [one.value for one in found] == pytest.approx(
        [slope * (one - middle) for one in locations], abs=0.002
    )
    assert {one.n for one in found} == {1000 - 3 - 298}  # all wrong and all right tell nothing


def test_two_items_have_a_closed_form() -> None:
    patterns = [(1, 0)] * 30 + [(0, 1)] * 12 + [(1, 1)] * 50 + [(0, 0)] * 9
    first, second = difficulties(paper(patterns))
    assert first.value == pytest.approx(log(12 / 30) / 2)
    assert second.value == pytest.approx(-log(12 / 30) / 2)
    assert error(first) == pytest.approx(sqrt(1 / 30 + 1 / 12) / 2, rel=1e-6)
    assert first.n == 42


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=12, max_size=40))
def test_no_other_difficulties_are_likelier(patterns: list[Pattern]) -> None:
    found = difficulties(paper(patterns))
    if any(one.value is None for one in found):
        return
    best = [one.value or 0.0 for one in found]
    top = likelihood(patterns, best)
    for move in itertools.product((-0.05, 0, 0.05), repeat=3):
        assert likelihood(patterns, [a + b for a, b in zip(best, move, strict=True)]) <= top + 1e-9


def likelihood(patterns: list[Pattern], at: list[float]) -> float:
    """The conditional log likelihood from its definition: every pattern of a total is written out."""
    found = 0.0
    for pattern in patterns:
        alike = [
            exp(-sum(b for b, right in zip(at, other, strict=True) if right))
            for other in itertools.product((0, 1), repeat=len(at))
            if sum(other) == sum(pattern)
        ]
        own = sum(b for b, right in zip(at, pattern, strict=True) if right)
        found += -own - log(sum(alike))
    return found


def simulated(truth: list[float], people: int, seed: int) -> list[Pattern]:
    chance = random.Random(seed)
    found = []
    for _ in range(people):
        ability = chance.gauss(0.3, 1)
        found.append(tuple(int(chance.random() < 1 / (1 + exp(b - ability))) for b in truth))
    return found


def test_what_was_simulated_is_found_again_as_closely_as_its_errors_say() -> None:
    squares, free = 0.0, 0
    for seed in range(12):
        chance = random.Random(seed)
        truth = [chance.gauss(0, 1.2) for _ in range(15)]
        middle = sum(truth) / len(truth)
        found = difficulties(paper(simulated(truth, 300, seed + 100)))
        assert sum(one.value or 0 for one in found) == pytest.approx(0, abs=1e-9)
        away = [
            ((one.value or 0) - (b - middle)) / error(one)
            for one, b in zip(found, truth, strict=True)
        ]
        assert max(map(abs, away)) < 4
        squares += sum(one**2 for one in away)
        free += len(truth) - 1
    assert 0.85 < sqrt(squares / free) < 1.15


def test_the_order_of_items_and_who_answered_what_do_not_matter() -> None:
    patterns = simulated([-1, 0, 0.5, 1], 200, 6)
    found = places(patterns)
    turned = places([pattern[::-1] for pattern in patterns])
    assert turned[::-1] == pytest.approx(found)
    # two people of one total may exchange their answers: only scores and totals count
    by_total: dict[int, list[Pattern]] = {}
    for pattern in patterns:
        by_total.setdefault(sum(pattern), []).append(pattern)
    mixed = [
        tuple(column)
        for rows in by_total.values()
        for column in zip(*[sorted(marks) for marks in zip(*rows, strict=True)], strict=True)
    ]
    if sorted(map(sum, mixed)) == sorted(map(sum, patterns)):
        assert places(mixed) == pytest.approx(found)


def test_items_that_tell_nothing_are_named_and_the_rest_is_as_without_them() -> None:
    patterns = simulated([-0.5, 0.2, 0.6], 150, 7)
    alone = places(patterns)
    found = difficulties(paper([(1, *pattern, 0) for pattern in patterns]))
    assert [found[0].why, found[-1].why] == [EASY, HARD]
    assert [one.value for one in found[1:-1]] == pytest.approx(alone)


@pytest.mark.parametrize(
    ("patterns", "full", "why"),
    [
        ([(1, 0)] * 30 + [(0, 1)] * 30, 1000, "too few answers to judge (60, at least 100 needed)"),
        ([(1, 0, 1)] * 70 + [(0, 1, 1)] * 60 + [(0, 0, 0)] * 9, 1000, EASY),
        ([(1,)] * 200, 1000, "undefined: it needs 2 to 150 items"),
    ],
)
def test_what_cannot_be_said_is_said_in_words(patterns: list[Pattern], full: int, why: str) -> None:
    found = difficulties(paper(patterns, full), least=100)
    assert found[-1].value is None
    assert found[-1].why == why


def test_marks_in_part_do_not_fit() -> None:
    rows = [
        Answered(person=f"p{n}", paper="x", attempt=1, item=item, revision=1, response="a", blank=False, units=units)
        for n in range(200)
        for item, units in (("a", 500), ("b", 1000 * (n % 2)))
    ]  # fmt: skip
    assert {one.why for one in difficulties(tally(rows)[0])} == {
        "undefined: marks in part, or items that weigh differently, do not fit the model"
    }
