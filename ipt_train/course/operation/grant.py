"""Granting one person one more attempt at an exam."""

from dataclasses import dataclass
from datetime import datetime

from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.void import said
from ipt_train.course.store.row import GrantRow


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedAttempt:
    """What a person may do now.

    Attributes:
        person: The pseudonym.
        exam: Id of the exam.
        allowed: How many attempts the person has altogether, with those granted.
        rule: Which of them counts, by the exam's rule.
        due: When the exam is due for the person, ISO 8601 with offset; empty for never.
        over: Whether that is past.
    """

    person: str
    exam: str
    allowed: int
    rule: str
    due: str
    over: bool


def grant_attempt(
    opened: OpenCourse, person: str, exam: Exam, *, by: str, reason: str, now: datetime
) -> GrantedAttempt:
    """Grant a person one attempt more than before; it is logged.

    Args:
        opened: The course.
        person: The pseudonym.
        exam: The exam.
        by: Who grants it, and ``reason`` why.
        reason: See ``by``.
        now: The instant, aware.

    Raises:
        UsageError: Who and why are not said.
        CourseError: What was granted before is not what was written, or another program is writing.
        OutputError: It cannot be written; nothing was granted.
    """
    said(by, reason)
    at = now.isoformat(timespec="seconds")
    with locked_for_writing(opened.folder):
        before = exceptions_of(opened.folder).granted(exam.id)[person]
        with open_database(opened.folder) as database, database.writing():
            row = GrantRow(at, by.strip(), reason.strip(), person, exam.id)
            database.add(GrantRow, [row])
    due = opened.course.due(exam, person)
    return GrantedAttempt(
        person=person,
        exam=exam.id,
        allowed=exam.allowed + before + 1,
        rule=str(exam.attempts),
        due=due.isoformat(timespec="seconds") if due else "",
        over=due is not None and now > due,
    )
