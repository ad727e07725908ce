"""The exercise of a day: a drill or the next steps of a case, which is chosen, and what it counts."""

import dataclasses
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import Library, Vignette
from ipt_train.log.core.event import Chosen, Marked
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.exercise import (
    CaseSteps,
    Exercise,
    drills_for,
    exercise_id,
    exercise_of_day,
    strengths,
)
from ipt_train.study.operation.begin import begin_case, begin_drill
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.practice import begin_practice
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.study.screen.due import what_is_next
from ipt_train.study.screen.question import standing_parts
from ipt_train.vocabulary import EventKind, Mark
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog
from tests.study.exercises import drill, long_case, marks, trained, with_cases
from tests.study.learner import response

Journals = Callable[..., Journal]
WEAK, STRONG = "weak-spot", "strong-side"


def waiting(journal: Journal, library: Library) -> Exercise | None:
    entries, today = list(library.entries()), journal.today()
    return exercise_of_day(entries, library.drills, journal.state, today).waiting


def answer_all(sitting: Sitting, clock: Clock, *wrong: str, at_most: int = 999) -> list[str]:
    """Answer what comes, and reply to drills; return the ids."""
    asked: list[str] = []
    while len(asked) < at_most:
        clock.move(seconds=20)
        if (exercise := sitting.offered()) is not None:
            if isinstance(exercise, Drill):
                sitting.reply(exercise, marks(exercise, Mark.PARTLY), 9000)
                asked.append(exercise.id)
            else:
                sitting.begin(exercise)
        elif question := sitting.next():
            right = question.item.id not in wrong or question.item.id in asked
            sitting.answer(question, response(question, right=right), None, 9000)
            asked.append(question.item.id)
        else:
            break
    return asked


@pytest.fixture
def second_day(journals: Journals, library: Library, clock: Clock) -> Journal:
    """A learner who answered two questions yesterday, one of them wrong at first."""
    journal = journals()
    journal.record(Chosen(name="new-per-day", value="4"))
    answer_all(begin_study(journal, library, session="1", new_limit=2), clock, "one", at_most=2)
    clock.move(days=1)
    return journal


def test_the_first_day_has_none_and_the_second_has(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal, both = journals(), trained(library, {}, drill("a", WEAK))
    assert waiting(journal, both) is None
    answer_all(begin_study(journal, both, session="1", limit=1, exercise=True), clock)
    assert waiting(journal, both) is None
    clock.move(days=1)
    assert waiting(journal, both) is not None


def test_a_clock_that_was_set_back_past_an_open_case_stops_nothing(
    second_day: Journal, library: Library, clock: Clock
) -> None:
    case = next(entry for entry in library.entries() if isinstance(entry, Vignette))
    clock.move(days=9)
    answer_all(begin_case(second_day, library, case, session="case"), clock, at_most=1)
    clock.move(days=-5)
    assert isinstance(waiting(second_day, trained(library, {})), CaseSteps)


@pytest.mark.parametrize(
    ("of_one", "of_case", "of_drill", "expected"),
    [
        (WEAK, WEAK, STRONG, "case-sample"),
        (WEAK, STRONG, WEAK, "drill-a"),
        (WEAK, WEAK, WEAK, "drill-a"),  # alike, and neither was done: a drill begins
    ],
)
def test_the_weakest_competency_comes_first(
    second_day: Journal,
    library: Library,
    of_one: str,
    of_case: str,
    of_drill: str,
    expected: str,
) -> None:
    both = trained(library, {"one": of_one, "case-sample": of_case}, drill("a", of_drill))
    chosen = waiting(second_day, both)
    assert chosen is not None
    assert exercise_id(chosen) == expected


def test_a_competency_is_judged_by_answers_and_own_marks(
    second_day: Journal, library: Library
) -> None:
    first, other = drill("a", WEAK), drill("b", "unmet")
    both = trained(library, {"one": WEAK}, first, other)

    def now() -> dict[str, float]:
        entries, state = list(both.entries()), second_day.state
        return dict(strengths(entries, both.drills, state, second_day.today()))

    before = now()
    assert before["unmet"] == 0.5
    assert before[WEAK] == pytest.approx(1 / 3)  # one answer, and it was wrong
    sitting = begin_drill(second_day, both, first, session="d")
    sitting.reply(first, marks(first, Mark.YES), 1000)
    assert now()[WEAK] == pytest.approx(2 / 4)


def test_drills_and_cases_take_turns_and_no_drill_returns_within_a_week(
    second_day: Journal, library: Library, clock: Clock
) -> None:
    cases = [long_case(library, f"case-{name}", 2) for name in "xyz"]
    several = with_cases(trained(library, {}, drill("a", WEAK), drill("b", WEAK)), *cases)
    done: list[str] = []
    for day in range(12):
        chosen = waiting(second_day, several)
        done.append(exercise_id(chosen) if chosen else "")
        sitting = begin_study(second_day, several, session=f"s{day}", exercise=True)
        answer_all(sitting, clock)
        clock.move(days=1)
    assert done[:6] == ["drill-a", "case-x", "drill-b", "case-y", "case-z", ""]
    for name in ("drill-a", "drill-b"):
        days = [day for day, one in enumerate(done) if one == name]
        assert all(later - day >= 7 for day, later in pairwise(days))
    assert "drill-a" in done[7:]


def test_a_case_stays_open_and_goes_on_where_it_stopped(
    second_day: Journal, library: Library, clock: Clock, journals: Journals
) -> None:
    journal, four = second_day, with_cases(library, long_case(library, "case-x", 4))
    asked = []
    for day in range(3):
        sitting = begin_study(journal, four, session=f"s{day}", exercise=True)
        assert due_of(journal, four).exercise == ("case" if day < 2 else "")
        asked.append([one for one in answer_all(sitting, clock) if one.startswith("case-x")])
        assert due_of(journal, four).new == 0
        assert waiting(journal, four) is None
        clock.move(days=1)
        journal = journals("tablet")  # opened anew, on another device
    assert asked[:2] == [["case-x-1", "case-x-2"], ["case-x-3", "case-x-4"]]


@pytest.mark.parametrize("later", [{"minutes": 5}, {"days": 1}], ids=["same day", "next day"])
def test_what_is_left_of_a_portion_after_a_crash(
    second_day: Journal, library: Library, clock: Clock, journals: Journals, later: dict[str, int]
) -> None:
    three = with_cases(library, long_case(library, "case-x", 3))
    sitting = begin_study(second_day, three, session="s", exercise=True)
    while not isinstance(sitting.offered(), CaseSteps):
        answer_all(sitting, clock, at_most=1)
    answer_all(sitting, clock, at_most=1)  # one of two steps; then the window is closed
    left = due_of(second_day, three).new
    clock.move(**later)
    journal = journals()
    exercise = waiting(journal, three)
    assert isinstance(exercise, CaseSteps)
    names = [step.id for step in exercise.steps]
    assert names == (["case-x-2"] if "minutes" in later else ["case-x-2", "case-x-3"])
    if "minutes" in later:
        assert due_of(journal, three).new == left == 1


def test_two_devices_that_are_merged_have_one_exercise(library: Library, clock: Clock) -> None:
    long = long_case(library, "case-x", 4)
    case = with_cases(trained(library, {}, drill("a", WEAK)), long)
    logs = {name: MemoryLog() for name in ("laptop", "phone")}

    def journal(name: str) -> Journal:
        numbers = iter(range(10**6))
        made = f"{name}{clock.instant.timestamp()}"
        return Journal(logs[name], now=clock, new_id=lambda: f"{made}-{next(numbers)}", device=name)

    first = journal("laptop")
    first.record(Chosen(name="new-per-day", value="3"))
    answer_all(begin_study(first, case, session="1", new_limit=1), clock)
    clock.move(days=1)
    answer_all(begin_case(first, case, long, session="c"), clock, at_most=1)
    logs["phone"].absorb(logs["laptop"].events())
    phone = journal("phone")
    exercise = waiting(phone, case)
    assert isinstance(exercise, CaseSteps)
    assert [step.id for step in exercise.steps] == ["case-x-2"]
    answer_all(begin_study(phone, case, session="p", exercise=True), clock)
    logs["laptop"].absorb(logs["phone"].events())
    merged = journal("laptop")
    assert waiting(merged, case) is None
    assert due_of(merged, case).exercise == ""
    assert merged.state.digest() == phone.state.digest()


class TestCounting:
    def test_it_takes_the_place_of_one_new_question(
        self, second_day: Journal, library: Library
    ) -> None:
        with_one = trained(library, {}, drill("a", WEAK))
        sitting = begin_study(second_day, with_one, session="s", exercise=True)
        assert (sitting.agenda.new, due_of(second_day, with_one).new) == (4, 4)
        assert len(sitting.agenda.entries) == 3 + sitting.agenda.reviews
        assert sitting.standing().ahead.new == 4

    @pytest.mark.parametrize(("new", "holds"), [(0, False), (1, False), (2, True)])
    def test_only_when_the_day_has_room(
        self, second_day: Journal, library: Library, *, new: int, holds: bool
    ) -> None:
        second_day.record(Chosen(name="new-per-day", value=str(new)))
        with_one = trained(library, {}, drill("a", WEAK))
        chosen = begin_study(second_day, with_one, session="s", exercise=True).agenda
        assert (chosen.exercise is not None) is holds
        assert chosen.new == due_of(second_day, with_one).new == new

    def test_skipping_costs_nothing_and_brings_no_other(
        self, second_day: Journal, library: Library, clock: Clock
    ) -> None:
        with_two = trained(library, {}, drill("a", WEAK), drill("b", WEAK))
        sitting = begin_study(second_day, with_two, session="s", new_limit=2, exercise=True)
        while (exercise := sitting.offered()) is None:
            answer_all(sitting, clock, at_most=1)
        before = sitting.standing().ahead.new
        sitting.postpone(exercise)
        assert sitting.standing().ahead.new == before - 1
        assert waiting(second_day, with_two) is None
        assert second_day.state.drills == {}
        undone = sitting.undo()
        assert undone == exercise == sitting.offered()
        sitting.postpone(exercise)
        clock.move(days=1)
        assert waiting(second_day, with_two) == exercise

    def test_a_bank_by_name_a_topic_and_cramming_have_none(
        self, second_day: Journal, library: Library
    ) -> None:
        with_one = trained(library, {}, drill("a", WEAK))
        narrowed = dataclasses.replace(with_one, narrowed=True)
        assert drills_for(narrowed) is None
        sittings = [
            begin_study(second_day, narrowed, session="s", exercise=True),
            begin_study(second_day, with_one, session="s"),  # from a file of answers
            begin_practice(second_day, with_one, session="s", topic_name="history"),
            begin_practice(second_day, with_one, session="s"),
        ]
        assert [sitting.agenda.exercise for sitting in sittings] == [None] * 4

    def test_a_step_that_was_taken_back_still_waits(
        self, journals: Journals, library: Library, clock: Clock
    ) -> None:
        """It is not asked at once, but counter and `due` have it, and the sitting offers it again."""
        journal, cased = journals(), with_cases(library, long_case(library, "case-x", 4))
        journal.record(Chosen(name="new-per-day", value="3"))
        answer_all(begin_study(journal, cased, session="1", exercise=True), clock)
        clock.move(days=1)
        sitting = begin_study(journal, cased, session="2", exercise=True)
        while sitting.offered() is None and (question := sitting.next()):
            sitting.answer(question, response(question, right=True), None, 9000)
        exercise = sitting.offered()
        assert isinstance(exercise, CaseSteps)
        sitting.begin(exercise)
        for undone in (True, False):
            question = sitting.next()
            assert question is not None
            sitting.answer(question, response(question, right=True), None, 9000)
            if undone:
                sitting.undo()
        assert sitting.standing().ahead.new == due_of(journal, cased).new > 0
        assert sitting.offered() is not None

    def test_undoing_a_drill_offers_it_again(
        self, second_day: Journal, library: Library, clock: Clock
    ) -> None:
        with_one = trained(library, {}, drill("a", WEAK))
        sitting = begin_study(second_day, with_one, session="s", exercise=True)
        while (exercise := sitting.offered()) is None:
            answer_all(sitting, clock, at_most=1)
        assert isinstance(exercise, Drill)
        done = sitting.standing().done
        sitting.reply(exercise, marks(exercise, Mark.NO), 100)
        assert sitting.summary().drills == 1
        sitting.reply_again(100, "kept")
        assert sitting.standing().done == done + 1
        assert sitting.undo() == exercise == sitting.offered()
        assert second_day.state.drills == {}
        assert sitting.standing().done == done

    def test_a_suspended_case_gives_way(self, second_day: Journal, library: Library) -> None:
        cases = [long_case(library, f"case-{name}", 2) for name in "xy"]
        both = with_cases(library, *cases)
        second_day.record(Marked(item=cases[0].id, mark=EventKind.SUSPEND))
        chosen = waiting(second_day, both)
        assert chosen is not None
        assert exercise_id(chosen) == "case-y"


def act(sitting: Sitting, clock: Clock, chance: random.Random) -> bool:
    """Do one thing that a learner may do; return False when the sitting is over."""
    exercise = sitting.offered()
    question = None if exercise else sitting.next()
    if exercise is None and question is None:
        return False
    before, action = standing_parts(sitting.standing()), chance.random()
    clock.move(seconds=chance.randrange(3, 90))
    if action < 0.12:
        sitting.undo()
    elif action < 0.2 and question:
        sitting.leave(question, chance.choice([EventKind.BURY, EventKind.SUSPEND]))
    elif action < 0.3 and exercise:
        sitting.postpone(exercise)
        assert standing_parts(sitting.standing()) != before
    elif isinstance(exercise, CaseSteps):
        sitting.begin(exercise)
    elif exercise:
        sitting.reply(exercise, marks(exercise, chance.choice(list(Mark))), 4000)
        assert standing_parts(sitting.standing()) != before
        if chance.random() < 0.5:
            sitting.reply_again(3000)
    elif question:
        right = chance.random() < 0.7
        sitting.answer(question, response(question, right=right), None, 3000)
        assert standing_parts(sitting.standing()) != before
    return True


def begin(journal: Journal, library: Library, way: str, chance: random.Random) -> Sitting:
    session = f"s{chance.random()}"
    cases = [entry for entry in library.entries() if isinstance(entry, Vignette)]
    study: dict[str, dict[str, Any]] = {
        "more": {"more": 3, "exercise": True},
        "minutes": {"minutes": 2, "exercise": True},
        "limit": {"limit": 3, "exercise": True},
        "file": {},
    }
    study |= {"new": {"new_limit": chance.randrange(4), "exercise": True}}
    if way == "topic" or (way == "cram" and journal.state.cards):
        name = "history" if way == "topic" else None
        return begin_practice(journal, library, session=session, topic_name=name)
    if way == "competency":
        return begin_practice(journal, library, session=session, competency_name=WEAK)
    if way == "case":
        return begin_case(journal, library, chance.choice(cases), session=session)
    if way == "drill":
        return begin_drill(journal, library, chance.choice(library.drills), session=session)
    return begin_study(journal, library, session=session, **study.get(way, {"exercise": True}))


def header_is_true(sitting: Sitting, journal: Journal, library: Library) -> None:
    """What is not the pile of the day is not counted as if it were; what is due is counted as due."""
    shown = standing_parts(sitting.standing())
    if sitting.agenda.apart:
        assert len(shown) == 2
        return
    ahead, due = sitting.standing().ahead, due_of(journal, library)
    assert ahead.again <= due.learning


WAYS = ["study", "study", "study", "limit", "minutes", "more", "case", "drill", "topic", "cram", "file", "competency", "new"]  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_law_progress_and_end_are_true_with_exercises(
    library: Library, clock: Clock, seed: int
) -> None:
    """Answers, undo, setting aside, leaving, steps of cases and drills, over some days."""
    chance, numbers = random.Random(f"exercise {seed}"), iter(range(10**6))
    cases = [long_case(library, f"case-{name}", steps) for name, steps in (("x", 3), ("y", 4))]
    all_kinds = with_cases(trained(library, {"one": WEAK}, drill("a", WEAK), drill("b")), *cases)
    journal = Journal(MemoryLog(), now=clock, new_id=lambda: f"{next(numbers)}", device="a")
    journal.record(Chosen(name="new-per-day", value=str(seed % 5)))
    if seed % 2:
        journal.record(Chosen(name="minutes-per-day", value="4"))
    for way in ("study", *chance.choices(WAYS, k=9)):
        sitting = begin(journal, all_kinds, way, chance)
        for _ in range(chance.randrange(1, 25)):
            header_is_true(sitting, journal, all_kinds)
            if not act(sitting, clock, chance):
                break
        due, summary = due_of(journal, all_kinds), sitting.summary()
        assert summary.left == due.reviews + due.learning
        assert (summary.new_left, summary.again) == (due.new, due.learning)
        assert (summary.exercise, summary.more) == (due.exercise, due.more)
        assert (summary.next_due, summary.next_count, summary.next_learning) == (
            due.next_due, due.next_count, due.next_learning,
        )  # fmt: skip  # a row
        waits = bool(due.reviews or due.new or due.learning)
        assert what_is_next(summary)[0].startswith("Done for today.") is not waits
        assert bool(due.seconds) is waits
        next_sitting = begin_study(journal, all_kinds, session="look", exercise=True)
        assert (next_sitting.agenda.new, next_sitting.agenda.reviews) == (due.new, due.reviews)
        assert next_sitting.agenda.learning <= due.learning
        clock.move(hours=chance.choice([0, 2, 26]))
