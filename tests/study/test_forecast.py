"""The forecast of answers: held to the engine's simulator, and to itself however far it looks."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.model import Library
from ipt_train.schedule.card import Review, Schedule
from ipt_train.schedule.memory import Memory
from ipt_train.study.core.forecast import DAYS, forecast_of_begun, forecast_of_new, load_of
from ipt_train.study.core.load import Odds
from ipt_train.study.core.outlook import Prospect, at_a_number, within_minutes
from tests.study.engine import minutes_simulated


@pytest.mark.parametrize("first", [0.45, 0.7, 0.9])
@pytest.mark.parametrize("retention", [0.8, 0.9, 0.95])
@pytest.mark.parametrize("days", [DAYS, 90])
def test_nothing_begun_agrees_with_the_simulator_of_the_engine(
    first: float, retention: float, days: int
) -> None:
    """It takes no cards that there are already, so the two are held together where there are none."""
    schedule = Schedule(desired_retention=retention)
    new = forecast_of_new(schedule, Odds(first=first, recall=retention, again=retention), days)
    ours = sum((days - ago) * answers for ago, answers in enumerate(new.load)) * 5 * 30 / 60
    theirs = minutes_simulated(
        schedule, items=5 * days, days=days, new_per_day=5, seconds=30, first_right=first
    )
    assert ours == pytest.approx(theirs, rel=0.1 if days == DAYS else 0.15)


@settings(max_examples=15)
@given(st.integers(15, 200), st.floats(0.8, 0.97), st.floats(0.3, 0.95))
def test_law_looking_farther_changes_nothing_nearer(days: int, recall: float, first: float) -> None:
    odds = Odds(first=first, recall=recall, again=recall)
    near = forecast_of_new(Schedule(), odds, DAYS).load
    far = forecast_of_new(Schedule(), odds, days)
    assert far.load[:DAYS] == pytest.approx(near, rel=0.15, abs=0.15)  # a seventh of an answer
    assert sum(far.load[:DAYS]) == pytest.approx(sum(near), rel=0.1)
    assert all(0 <= chance <= 1.001 for chance in far.known)


def begun(library: Library, count: int, due: int) -> dict[str, Review]:
    names = [entry.id for entry in library.entries()][:count]
    return {
        name: Review(
            memory=Memory(stability=10.0, difficulty=5.0), interval=10, due_day=due,
            last_day=due - 10, repetitions=3, lapses=0,
        )
        for name in names
    }  # fmt: skip  # one value


def test_every_card_is_counted_however_many_there_are(library: Library) -> None:
    """Recalled or not, in one way or another, what was begun goes on to the last day."""
    cards = {**begun(library, 5, 1000)}
    odds = Odds(first=0.6, recall=0.9, again=0.9)
    for days in (DAYS, 100):
        made = forecast_of_begun(library.entries(), cards, 1000, Schedule(), odds, days)  # type: ignore[arg-type]
        assert 4 < sum(made.known) < 5
        assert made.load[0] >= 5
    assert load_of(library.entries(), cards, 1000, Schedule(), odds)[0] >= 5  # type: ignore[arg-type]


def ahead(library: Library, *, cards: int, days: int, unseen: int) -> Prospect:
    odds, far = Odds(first=0.6, recall=0.9, again=0.9), days + DAYS
    return Prospect(
        begun=forecast_of_begun(
            library.entries(), begun(library, cards, 1000), 1000, Schedule(), odds, far
        ),  # type: ignore[arg-type]
        new=forecast_of_new(Schedule(), odds, far),
        days=days,
        begin_days=days - 14 if days > 14 else days,
        unseen=unseen,
        seconds=30.0,
    )


@pytest.mark.parametrize("days", [1, 2, 13, 14, 15, 60, 365])
@pytest.mark.parametrize("unseen", [0, 1, 500])
def test_law_more_minutes_reach_more_and_are_kept(library: Library, days: int, unseen: int) -> None:
    case = ahead(library, cards=4, days=days, unseen=unseen)
    ways = [within_minutes(case, minutes) for minutes in (1, 5, 10, 30, 240)]
    reached = [way.reached for way in ways]
    assert all(later >= sooner - 1e-6 for sooner, later in pairwise(reached))
    assert all(0 <= count <= unseen + 1e-6 for count in reached)
    for minutes, way in zip((5, 10, 30, 240), ways[1:], strict=True):
        assert way.minutes <= minutes + 1e-6
        assert way.most <= minutes * 1.3
    assert at_a_number(case, unseen / case.begin_days).reached == pytest.approx(unseen)
