"""The schedule against py-fsrs, fed with the study day as an instant (noon UTC plus minutes)."""

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.schedule.card import Card, New, Review, Schedule, review
from ipt_train.vocabulary import ItemId, Rating

STEPS = st.lists(
    st.tuples(
        st.sampled_from([1, 3, 3, 3, 2, 4]),
        st.one_of(st.just(0), st.integers(0, 40), st.integers(0, 400)),
    ),
    min_size=1,
    max_size=25,
)
EPOCH = datetime(2020, 1, 1, 12, tzinfo=UTC)


@given(STEPS, st.sampled_from([0.8, 0.9, 0.95]))
def test_card_equals_py_fsrs(history: list[tuple[int, int]], retention: float) -> None:
    """Stability, difficulty, state and interval agree over any history.

    fsrs-rs computes in 32 bits and py-fsrs in 64, so memory agrees to 1e-3 relative and
    an interval may differ by one day where the two straddle a half.
    """
    oracle = fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=[timedelta(minutes=1), timedelta(minutes=10)],
        relearning_steps=[timedelta(minutes=10)],
        maximum_interval=36_500,
        enable_fuzzing=False,
    )
    schedule = Schedule(desired_retention=retention, maximum_interval=36_500, fuzz=False)
    theirs = fsrs.Card(card_id=1)
    ours: Card = New()
    day = EPOCH.toordinal()
    for number, (rating, gap) in enumerate(history):
        day += gap
        instant = EPOCH + timedelta(days=day - EPOCH.toordinal(), seconds=number)
        theirs, _ = oracle.review_card(theirs, fsrs.Rating(rating), instant)
        ours = review(ours, Rating(rating), item=ItemId("x"), day=day, at=0, schedule=schedule)
        assert not isinstance(ours, New)
        assert ours.memory.stability == pytest.approx(theirs.stability, rel=1e-3)
        assert ours.memory.difficulty == pytest.approx(theirs.difficulty, rel=1e-3)
        assert isinstance(ours, Review) == (theirs.state is fsrs.State.Review)
        if isinstance(ours, Review):
            interval = round((theirs.due - instant) / timedelta(days=1))
            assert ours.interval == pytest.approx(interval, abs=max(1, interval * 1e-3))
            oracle_due = instant + timedelta(days=ours.interval)
            theirs.due = oracle_due
