"""Who may still hand an exam in, and why. Pure."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from ipt_train.course.core.course import Course, Exam


def still_open(
    course: Course,
    exam: Exam,
    came: Mapping[str, int],
    now: datetime,
    granted: Mapping[str, int] | None = None,
) -> dict[str, str]:
    """Return in words why each person may still hand in; whoever may not is not there.

    Args:
        course: The course with its extensions.
        exam: The exam.
        came: How many attempts arrived, by pseudonym, of everybody on the roster.
        now: The present instant.
        granted: How many attempts more than the exam allows a person was granted, by pseudonym.
    """
    found = {}
    for person, attempts in came.items():
        more = (granted or {}).get(person, 0)
        if attempts < exam.allowed + more:
            why = _why(course, exam, person, now, granted=attempts >= exam.allowed or more > 0)
            if why:
                found[person] = why
    return found


def _why(course: Course, exam: Exam, person: str, now: datetime, *, granted: bool) -> str:
    due = course.due(exam, person)
    if granted:
        return "was granted another attempt"
    if due is None or exam.due is None:
        return "the exam has no date on which it is due"
    until = due + exam.late.grace
    if now > until:
        return ""
    local = until.astimezone(ZoneInfo(course.zone)).strftime("%Y-%m-%d %H:%M")
    what = "an extension" if due > exam.due else "it is due"
    return (
        f"{what} until {local}, {course.zone}"
        if due > exam.due
        else f"{what} at {local}, {course.zone}"
    )
