"""Minutes a day are kept: the day's new items and reviews follow from what the coming days ask for."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Entry, Item, Library
from ipt_train.errors import SettingError
from ipt_train.log.core.event import Chosen, Marked
from ipt_train.log.core.habit import DayTally, Habit, seconds_an_answer, streak
from ipt_train.log.core.settings import Settings, with_setting
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.budget import allowance
from ipt_train.study.core.exercise import answers_of, exercise_id, exercise_kind
from ipt_train.study.core.forecast import DAYS
from ipt_train.study.core.load import affordable
from ipt_train.study.core.queue import agenda
from ipt_train.study.operation.study import begin_study
from ipt_train.vocabulary import EventKind
from tests.conftest import Clock
from tests.study.figures import missed, run_of
from tests.study.learner import IRREGULAR, a_journal, months, response, studied


def test_two_months_of_an_irregular_learner_keep_to_the_budget(shipped: Library) -> None:
    """`just months` does it with six learners, over 120 days and with several seeds."""
    clock, days, budget = Clock(), 60, 10
    journal = a_journal(shipped, clock)
    made = months(journal, shipped, clock, IRREGULAR, days=days, budget=budget)
    run = run_of(made, IRREGULAR, budget)
    assert not list(missed([run]))
    assert run.back is not None
    assert set(made.exercises.values()) == {"drill", "case"}


def test_the_day_says_the_same_from_morning_to_evening(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    """Whatever was answered meanwhile, on whatever device."""
    journal = journals()
    journal.record(Chosen(name="minutes-per-day", value="3"))
    for day in range(6):
        entries, today = list(library.entries()), journal.today()
        morning = allowance(entries, journal.state, today)
        sitting = begin_study(journal, library, session=f"s{day}")
        while question := sitting.next():
            clock.move(seconds=20)
            sitting.answer(question, response(question, right=True), None, 20_000)
            now = allowance(entries, journal.state, today)
            assert now == morning
        clock.move(days=1)


@given(
    st.lists(st.floats(0, 200), min_size=DAYS, max_size=DAYS), st.floats(1, 6), st.floats(1, 300)
)
def test_law_what_is_affordable_fits(begun: list[float], first: float, room: float) -> None:
    new = (first, *(0.2 for _ in range(DAYS - 1)))
    rate, most = affordable(begun, new, room)
    whole = sum((DAYS - ago) * answers for ago, answers in enumerate(new))
    assert rate == 0 or rate * whole + sum(begun) <= room * DAYS + 1e-6
    assert most == 0 or begun[0] + (most - 0.5) * first <= room + 1e-6


@pytest.mark.parametrize(
    ("changes", "minutes", "new"),
    [
        ([], None, 10),
        ([("minutes-per-day", "15")], 15, None),
        ([("minutes-per-day", "15"), ("new-per-day", "4")], 15, 4),
        ([("minutes-per-day", "15"), ("new-per-day", "4"), ("new-per-day", "auto")], 15, None),
        ([("new-per-day", "auto")], 10, None),
        ([("minutes-per-day", "15"), ("minutes-per-day", "none")], None, 10),
        ([("new-per-day", "3"), ("minutes-per-day", "none")], None, 3),
    ],
)
def test_a_number_and_a_budget_take_turns(
    changes: list[tuple[str, str]], minutes: int | None, new: int | None
) -> None:
    settings = Settings()
    for name, value in changes:
        settings = with_setting(settings, name, value)
    assert (settings.minutes_per_day, settings.new_per_day) == (minutes, new)


@pytest.mark.parametrize("value", ["0", "241", "ten", "-5", "1.5"])
def test_minutes_out_of_range_are_refused(value: str) -> None:
    with pytest.raises(SettingError, match="minutes-per-day"):
        with_setting(Settings(), "minutes-per-day", value)


def test_time_is_the_gap_between_answers_and_a_pause_counts_as_two_minutes() -> None:
    habit = Habit()
    given = [("s", 0, 8000), ("s", 20_000, 5000), ("s", 900_000, 5000), ("t", 950_000, 9000), ("", 960_000, 0)]  # fmt: skip  # a table
    for session, at, spent in given:
        habit.answered(day=1, session=session, at=at, response_ms=spent)
    assert habit.days[1] == DayTally(
        answers=5, timed=4, milliseconds=8000 + 20_000 + 120_000 + 9000
    )


def test_few_answers_are_held_towards_the_usual_time_and_today_does_not_count() -> None:
    days = {10: DayTally(answers=20, timed=20, milliseconds=20 * 10_000)}
    assert seconds_an_answer(days, 11) == pytest.approx((20 * 10 + 20 * 30) / 40)
    assert seconds_an_answer(days, 10) == 30
    assert seconds_an_answer(days, 30) == 30


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], 100, 0),
        ([100], 100, 1),
        ([99], 100, 1),
        ([98], 100, 1),
        ([97], 100, 0),
        ([97, 98, 100], 100, 3),
        ([96, 98, 100], 100, 2),
        ([88, 89, 90, 92, 93, 94, 95, 96, 97, 99, 100], 100, 11),
        ([90, 91, 93, 94, 96, 97, 98, 99, 100], 100, 7),
        ([97, 98], 100, 2),
    ],
)
def test_one_empty_day_in_seven_does_not_break_a_streak(
    days: list[int], today: int, expected: int
) -> None:
    assert streak(days, today) == expected


@pytest.mark.parametrize("kind", ["drill", "case"])
def test_a_day_with_an_exercise_is_as_long_as_any_other_and_skipping_it_brings_nothing_else(
    shipped: Library, kind: str
) -> None:
    """A drill takes as long as several new questions do, and counts as one new entry all the same."""
    journal, clock = studied(shipped, IRREGULAR, days=12, budget=10)
    entries: list[Entry] = [
        one for one in shipped.entries() if kind == "case" or isinstance(one, Item)
    ]
    drills = shipped.drills if kind == "drill" else ()
    for _ in range(7):  # until there is room for one
        state, day = journal.state, journal.today()
        chosen = agenda(entries, state, day=day, drills=drills)
        if exercise_kind(chosen.exercise) == kind:
            break
        clock.move(days=1)
    assert chosen.exercise is not None
    room = allowance(entries, state, day)
    assert room.answers is not None
    slack = room.answers - room.load[0] - answers_of(chosen.exercise, room.seconds)
    assert (chosen.new - 1) * room.new_answers <= slack + room.new_answers / 2
    journal.record(Marked(item=exercise_id(chosen.exercise), mark=EventKind.BURY))
    after = agenda(entries, journal.state, day=day, drills=drills)
    assert after.exercise is None
    assert after.new_left == chosen.new_left - 1
