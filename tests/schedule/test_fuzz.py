"""Fuzz: within Anki's bounds, the same for the same item and repetition, spread over items."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ipt_train.schedule.card import InterdayLearning, New, Review, Schedule, review
from ipt_train.schedule.fuzz import bounds, factor_of, fuzzed
from ipt_train.schedule.memory import Memory
from ipt_train.vocabulary import ItemId, Rating

NAMES = st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=12)


@given(st.floats(0.1, 5000), NAMES, st.integers(0, 99), st.integers(1, 400), st.integers(1, 4000))
def test_within_bounds_and_repeatable(
    wanted: float, name: str, repetition: int, least: int, most: int
) -> None:
    factor = factor_of(name, repetition)
    assert 0 <= factor < 1
    low, high = bounds(wanted, least, most)
    chosen = fuzzed(wanted, factor, least, most)
    assert low <= chosen <= high
    assert min(least, most) <= chosen <= most
    assert fuzzed(wanted, factor_of(name, repetition), least, most) == chosen


def test_items_learned_together_drift_apart_evenly() -> None:
    counts = Counter(fuzzed(11, factor_of(f"item-{number}", 3), 1, 365) for number in range(5000))
    assert sorted(counts) == [9, 10, 11, 12, 13]
    assert max(counts.values()) < 1.2 * min(counts.values())


@given(NAMES, st.integers(1, 200), st.floats(1, 500), st.floats(1, 10))
def test_an_interval_that_grew_is_not_shortened_by_fuzz(
    name: str, interval: int, stability: float, difficulty: float
) -> None:
    card = Review(
        memory=Memory(stability=stability, difficulty=difficulty), interval=interval, due_day=739_000, last_day=739_000 - interval,
        repetitions=4, lapses=0,
    )  # fmt: skip
    plain = review(
        card,
        Rating.GOOD,
        item=ItemId(name),
        day=739_000,
        at=0,
        schedule=Schedule(fuzz=False, maximum_interval=36_500),
    )
    drawn = review(
        card,
        Rating.GOOD,
        item=ItemId(name),
        day=739_000,
        at=0,
        schedule=Schedule(maximum_interval=36_500),
    )
    assert isinstance(plain, Review)
    assert isinstance(drawn, Review)
    if plain.interval > interval:
        assert drawn.interval >= interval
    assert plain.memory == drawn.memory


def test_a_new_item_without_steps_comes_back_tomorrow_at_the_soonest() -> None:
    for number in range(200):
        card = review(
            New(),
            Rating.AGAIN,
            item=ItemId(f"i{number}"),
            day=739_000,
            at=0,
            schedule=Schedule(),
            steps=False,
        )
        assert isinstance(card, InterdayLearning)
        assert card.due_day == 739_001
