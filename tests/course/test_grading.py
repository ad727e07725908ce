"""Rules of attempts, lateness, extensions and what is missing, as tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ipt_train.course.core.course import Course, Exam, Extension, Late, local_instant
from ipt_train.course.core.grade import Attempt, Manual
from ipt_train.course.core.grading import grade_course, grade_exam
from ipt_train.course.core.rules import rules_of
from ipt_train.vocabulary import AbsentRule, AttemptRule, BlankRule, LateClock, LateRule

DUE = datetime(2026, 11, 9, 17, tzinfo=UTC)
EXAM = Exam(id="final", title="Final", due=DUE, allowed=3, minutes=60, pass_mark=0.5)
COURSE = Course(id="c", title="C", zone="UTC", banks=(), instructors=("age1",), exams=(EXAM,))
NONE = Manual()


def attempt(number: int, *scores: float | None, late: timedelta = timedelta(), **more: Any) -> Attempt:  # fmt: skip
    return Attempt(
        number=number, form="A", started_at=DUE + late - timedelta(minutes=50), ended_at=DUE + late,
        received_at=DUE + timedelta(days=2), scores={f"i{n}": score for n, score in enumerate(scores)}, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "share", "counted"),
    [("first", 0.5, (1,)), ("last", 0.25, (3,)), ("best", 1.0, (2,)), ("mean", 1.75 / 3, (1, 2, 3))],
)  # fmt: skip
def test_attempts(rule: str, share: float, counted: tuple[int, ...]) -> None:
    exam = replace(EXAM, attempts=AttemptRule(rule))
    tries = [attempt(3, 0.5, 0.0), attempt(1, 1.0, 0.0), attempt(2, 1.0, 1.0), attempt(4, 1.0, 1.0)]
    grade = grade_exam("p", tries, COURSE, exam, NONE)
    assert (grade.share, grade.counted) == (pytest.approx(share), counted)
    assert "1 more than the attempts allowed" in grade.note


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("late", "rule", "share", "said"),
    [
        (timedelta(), "zero", 1.0, ""),
        (timedelta(minutes=10), "zero", 1.0, ""),
        (timedelta(minutes=11), "zero", 0.0, "no marks"),
        (HOUR, "accept", 1.0, "accepted"),
        (HOUR, "refuse", None, "not graded"),
        (HOUR, "deduct", 0.8, "20%"),
        (25 * HOUR, "deduct", 0.6, "40%"),
        (2000 * HOUR, "deduct", 0.5, "50%"),
    ],
)
def test_late(late: timedelta, rule: str, share: float | None, said: str) -> None:
    rules = Late(rule=LateRule(rule), per_day=0.2, at_most=0.5, grace=timedelta(minutes=10))
    grade = grade_exam("p", [attempt(1, 1.0, late=late)], COURSE, replace(EXAM, late=rules), NONE)
    assert grade.share == (share if share is None else pytest.approx(share))
    assert said in grade.note


def test_whose_clock_counts() -> None:
    rules = Late(rule=LateRule.ZERO, clock=LateClock.RECEIVED)
    assert grade_exam("p", [attempt(1, 1.0)], COURSE, replace(EXAM, late=rules), NONE).share == 0.0


def test_an_extension_is_for_one_person_and_extra_time_too() -> None:
    extension = Extension(person="p", exam="final", due=DUE + timedelta(days=1), extra_minutes=30)
    course = replace(COURSE, extensions=(extension,))
    exam = replace(EXAM, late=Late(rule=LateRule.ZERO), minutes=40)
    late = attempt(1, 1.0, late=HOUR)
    mine, theirs = (grade_exam(who, [late], course, exam, NONE) for who in ("p", "q"))
    assert (mine.share, theirs.share) == (1.0, 0.0)
    assert (mine.attempts[0].over_minutes, theirs.attempts[0].over_minutes) == (0, 10)


@pytest.mark.parametrize(
    ("rule", "scores", "share"),
    [("no-marks", (1.0, None), 0.5), ("left-out", (1.0, None), 1.0), ("left-out", (None,), None), ("no-marks", (None,), 0.0)],
)  # fmt: skip
def test_blank_is_not_wrong(rule: str, scores: tuple[float | None, ...], share: float) -> None:
    exam = replace(EXAM, blank=BlankRule(rule))
    grade = grade_exam("p", [attempt(1, *scores)], COURSE, exam, NONE)
    assert grade.share == share
    assert grade.attempts[0].blank == sum(score is None for score in scores)


def test_absent_is_not_zero_unless_the_course_says_so() -> None:
    absent = grade_exam("p", [], COURSE, EXAM, NONE)
    assert (absent.share, absent.passed, absent.note) == (None, None, "nothing was handed in")
    exam = replace(EXAM, absent=AbsentRule.ZERO)
    assert grade_exam("p", [], COURSE, exam, NONE).share == 0.0
    assert grade_course("p", COURSE, [absent]).share is None


def test_weights_and_thresholds() -> None:
    exams = (replace(EXAM, id="a", weight=3.0), replace(EXAM, id="b"), replace(EXAM, id="c", weight=0.0))  # fmt: skip
    course = replace(COURSE, exams=exams, thresholds=(("distinction", 0.8), ("pass", 0.5)), pass_mark=0.8)  # fmt: skip
    grades = [grade_exam("p", [attempt(1, score)], course, exam, NONE) for exam, score in zip(exams, (1.0, 0.2, 0.0), strict=True)]  # fmt: skip
    total = grade_course("p", course, grades)
    assert (total.share, total.threshold, total.passed) == (pytest.approx(0.8), "distinction", True)


def test_marks_by_hand_stand_in_place_of_the_items_own() -> None:
    tries = [attempt(1, 0.0, None)]
    grade = grade_exam("p", tries, COURSE, EXAM, Manual(items={"i1": 1.0}))
    assert (grade.share, grade.manual) == (0.5, True)
    whole = grade_exam("p", tries, COURSE, EXAM, Manual(whole=0.7))
    assert (whole.share, whole.manual, "by hand" in whole.note) == (0.7, True, True)


def test_begun_before_it_opened_is_noted() -> None:
    exam = replace(EXAM, opens=DUE - timedelta(minutes=20))
    grade = grade_exam("p", [attempt(1, 1.0)], COURSE, exam, NONE)
    assert (grade.share, grade.note) == (1.0, "attempt 1: begun before it opened")


def test_rules_are_said() -> None:
    exam = replace(EXAM, late=Late(rule=LateRule.DEDUCT, per_day=0.1))
    said = "\n".join(rules_of(COURSE, exam))
    for words in ("first of at most 3", "10% for each day", "no marks", "not the same as zero", "not validated", "2026-11-09 17:00 UTC"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("2026-11-02T09:00", "Europe/London", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("2026-07-01T09:00", "Europe/London", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("2026-10-25T01:30", "Europe/London", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-11-02T09:00", "Pacific/Auckland", datetime(2026, 11, 1, 20, tzinfo=UTC)),
    ],
)
def test_local_times(text: str, zone: str, instant: datetime) -> None:
    assert local_instant(text, zone) == instant


@pytest.mark.parametrize("text", ["2026-03-29T01:30", "2026-02-30T09:00"])
def test_times_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        local_instant(text, "Europe/London")
