"""What the memory model wants back within half a day stays in learning over a night."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.schedule.card import (  # fmt: skip  # one line
    ByDays,
    Card,
    InterdayLearning,
    Learning,
    New,
    Review,
    Schedule,
    review,
)
from ipt_train.schedule.memory import memory_of, retrievability
from ipt_train.vocabulary import ItemId, Rating

A, G = Rating.AGAIN, Rating.GOOD
TODAY = 739_000
REVIEWS = st.lists(
    st.tuples(st.sampled_from(list(Rating)), st.integers(0, 3) | st.integers(0, 400)),
    min_size=1,
    max_size=12,
)


def after(answers: list[tuple[Rating, int]], schedule: Schedule, *, steps: bool = True) -> Card:
    """Return the card after answers, each some days after the one before."""
    card, day = New(), TODAY
    for rating, days in answers:
        day += days
        card = review(card, rating, item=ItemId("x"), day=day, at=0, schedule=schedule, steps=steps)
    return card


@pytest.mark.parametrize(
    ("answers", "kind", "lapses"),
    [
        ([(G, 0), (G, 0)], Review, 0),
        ([(A, 0)], Learning, 0),
        ([(A, 0), (G, 0), (G, 0)], InterdayLearning, 0),
        ([(A, 0), (G, 0), (G, 0), (G, 1)], Review, 0),
        ([(A, 0), (G, 0), (G, 0), (A, 1)], Learning, 1),
        ([(A, 0), (G, 0), (G, 0), (A, 1), (A, 0)], Learning, 1),
        ([(A, 0), (G, 0), (G, 0), (A, 1), (G, 0)], InterdayLearning, 1),
        (
            [(G, 0), (G, 0), (A, 2), (A, 0), (G, 0)],
            InterdayLearning,
            1,
        ),  # a lapse of what was young
        (
            [(G, 0), (G, 0), (G, 2), (G, 11), (A, 46), (G, 0)],
            Review,
            1,
        ),  # and of what was well known
    ],
)
def test_when_an_item_is_learnt(
    answers: list[tuple[Rating, int]], kind: type[Card], lapses: int
) -> None:
    card = after(answers, Schedule())
    assert isinstance(card, kind)
    assert card.lapses == lapses
    if isinstance(card, InterdayLearning):
        assert card.due_day == card.last_day + 1


@given(REVIEWS, st.sampled_from([0.8, 0.9, 0.97]), st.booleans())
def test_law_it_is_a_review_exactly_if_the_model_can_wait_half_a_day(
    answers: list[tuple[Rating, int]], retention: float, steps: bool
) -> None:
    """And its memory is that of all its answers, whatever it is called."""
    schedule = Schedule(desired_retention=retention, maximum_interval=36_500)
    card = after(answers, schedule, steps=steps)
    assert not isinstance(card, New)
    history = [(answers[0][0], 0), *answers[1:]]
    assert card.memory.stability == pytest.approx(memory_of(history).stability, rel=1e-4)
    if isinstance(card, ByDays):
        in_half_a_day = retrievability(card.memory, 0.5)
        assert isinstance(card, Review) == (in_half_a_day >= retention) or in_half_a_day == (
            pytest.approx(retention, abs=1e-5)
        )
        assert card.due_day == card.last_day + card.interval
