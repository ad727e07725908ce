"""The rules by which an exam is graded, in sentences. Pure."""

from datetime import timedelta

from ipt_train.course.core.course import Course, Exam
from ipt_train.figure.rounding import points
from ipt_train.plural import counted
from ipt_train.schedule.day import local_time
from ipt_train.vocabulary import AbsentRule, BlankRule, LateClock, LateRule


def rules_of(course: Course, exam: Exam) -> list[str]:
    """Say in sentences by which rules an exam is graded; every output carries them."""
    late = exam.late
    took = {
        LateRule.ACCEPT: "accepted and noted",
        LateRule.DEDUCT: f"loses {_percent(late.per_day)} for each day begun, at most {_percent(late.at_most)}",
        LateRule.ZERO: "earns no marks",
        LateRule.REFUSE: "is not graded",
    }[late.rule]
    whose = "the learner's own clock" if late.clock is LateClock.STATED else "arrival"
    due = local_time(exam.due, course.zone) if exam.due else "never"
    people = {one.person for one in course.extensions if one.exam in ("", exam.id)}
    blank = {
        BlankRule.NO_MARKS: "a blank answer earns no marks and is counted as blank, not as wrong",
        BlankRule.LEFT_OUT: "a blank answer is left out: the grade covers only what was answered",
    }[exam.blank]
    absent = {
        AbsentRule.NO_GRADE: "anyone who handed nothing in has no grade, which is not the same as zero",
        AbsentRule.ZERO: "anyone who handed nothing in has no marks",
    }[exam.absent]
    passes = (
        f"{_percent(exam.pass_mark)} passes (set by the course, not validated)"
        if exam.pass_mark is not None
        else "no pass mark"
    )
    return [
        f"attempts: {exam.attempts} of at most {exam.allowed}",
        f"late: due {due}, by {whose}, grace {int(late.grace / timedelta(minutes=1))} minutes; a late attempt {took}",
        f"extensions: {_people(len(people))} a later deadline or extra time",
        f"missing: {blank}; {absent}",
        f"pass mark: {passes}; over-long attempts are noted but lose nothing",
        "order: attempts count in the order in which they arrived, whatever their numbers",
    ]


def _percent(share: float) -> str:
    """Return a share of course.yaml as a percentage, with the decimals that it has."""
    return f"{points(share * 100)}%"


def _people(count: int) -> str:
    """Say how many people have something."""
    if not count:
        return "nobody has"
    return f"{counted(count, 'person', 'people')} {'has' if count == 1 else 'have'}"
