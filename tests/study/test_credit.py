"""Partial-credit rules: worked examples, and laws that hold for any answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Library
from ipt_train.study.core.credit import of_choice, of_parts
from ipt_train.study.core.judge import judge
from ipt_train.vocabulary import Credit
from tests.study.test_judge import named

A, N, E, C = Credit.ALL_OR_NOTHING, Credit.NET_CORRECT, Credit.EACH_ANSWER, Credit.COVERAGE


@pytest.mark.parametrize(
    ("right", "wrong", "marks"),
    [
        (2, 0, {A: 1, N: 1, E: 1, C: 1}),
        (1, 0, {A: 0, N: 1 / 2, E: 4 / 5, C: 1 / 2}),
        (2, 1, {A: 0, N: 1 / 2, E: 4 / 5, C: 2 / 3}),
        (1, 1, {A: 0, N: 0, E: 3 / 5, C: 1 / 4}),
        (0, 3, {A: 0, N: 0, E: 0, C: 0}),
        (2, 3, {A: 0, N: 0, E: 2 / 5, C: 2 / 5}),
        (0, 0, {A: 0, N: 0, E: 3 / 5, C: 0}),
    ],
)
def test_two_keys_among_five_options(right: int, wrong: int, marks: dict[Credit, float]) -> None:
    for rule, expected in marks.items():
        assert of_choice(rule, keys=2, options=5, right=right, wrong=wrong) == pytest.approx(
            expected
        )


@pytest.mark.parametrize(
    ("right", "marks"),
    [
        (4, {A: 1, N: 1, E: 1, C: 1}),
        (3, {A: 0, N: 1 / 2, E: 3 / 4, C: 9 / 16}),
        (1, {A: 0, N: 0, E: 1 / 4, C: 1 / 16}),
    ],
)
def test_four_parts(right: int, marks: dict[Credit, float]) -> None:
    for rule, expected in marks.items():
        assert of_parts(rule, parts=4, right=right) == pytest.approx(expected)


@given(st.sampled_from(Credit), st.integers(1, 6), st.integers(1, 6), st.data())
def test_laws(rule: Credit, keys: int, distractors: int, data: st.DataObject) -> None:
    right, wrong = data.draw(st.integers(0, keys)), data.draw(st.integers(0, distractors))

    def marks(hits: int, misses: int) -> float:
        return of_choice(rule, keys=keys, options=keys + distractors, right=hits, wrong=misses)

    assert 0 <= marks(right, wrong) <= 1
    assert (marks(right, wrong) == 1) == (
        right == keys and wrong == 0
    )  # full marks only for the key
    if right < keys:
        assert marks(right + 1, wrong) >= marks(right, wrong)
    if wrong < distractors:
        assert marks(right, wrong + 1) <= marks(right, wrong)


def test_an_item_may_choose_its_rule(library: Library) -> None:
    item = named(library, "several")
    assert item.credit is N
    assert named(library, "order").credit is E
    assert named(library, "one").credit is A
    assert judge(replace(item, credit=E), ("a",)).score == pytest.approx(3 / 4)
    assert judge(replace(item, credit=A), ("a",)).score == 0
    assert not judge(replace(item, credit=E), ("a",)).correct
