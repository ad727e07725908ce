"""Granting one person one more attempt at an exam, and taking that back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.exceptions import granted_in_words
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.mend import whole_rows
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.decision import changed_grades, who_and_why
from ipt_train.course.operation.grade_change import GradeChanges
from ipt_train.course.store.row import GrantRow, TakenBackRow
from ipt_train.errors import UsageError


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
        changes: Whose grade that changes: of somebody who had handed in more than was allowed.
        taken_back: By whom and why the attempt had been granted that was taken back; empty where one
            was granted.
    """

    person: str
    exam: str
    allowed: int
    rule: str
    due: str
    over: bool
    changes: GradeChanges
    taken_back: str = ""


def grant_attempt(
    opened: OpenCourse,
    person: str,
    exam: Exam,
    *,
    by: str,
    reason: str,
    now: datetime,
    undo: bool = False,
    identity: Path | None = None,
) -> GrantedAttempt:
    """Grant a person one attempt more than before, or take the last one back; it is logged.

    Args:
        opened: The course.
        person: The pseudonym.
        exam: The exam.
        by: Who does it, and ``reason`` why.
        reason: See ``by``.
        now: The instant, aware.
        undo: Take back the attempt that was granted last.
        identity: File of an instructor's age identity, with which the grades before and after are told.

    Raises:
        UsageError: Who and why are not said, or nothing was granted that could be taken back.
        CourseError: The database is not what was written, or another program is writing.
        OutputError: It cannot be written; everything is as it was.
    """
    who_and_why(by, reason)
    decided = (now.isoformat(timespec="seconds"), by.strip(), reason.strip(), person, exam.id)
    taken_back = ""
    with locked_for_writing(opened.folder), open_database(opened.folder) as database:
        stored = whole_rows(database)
        grants: list[GrantRow] = list(stored[GrantRow].sound)
        if undo:
            last = _last(grants, person, exam.id)
            grants.remove(last)
            taken_back = granted_in_words(last)
        else:
            grants.append(GrantRow(*decided))
        after = stored | {GrantRow: stored[GrantRow]._replace(sound=grants)}
        changes = changed_grades(opened, exam.id, stored, after, now=now, identity=identity)
        with database.writing():
            database.replace(GrantRow, grants)
            if undo:
                database.add(TakenBackRow, [TakenBackRow(*decided, taken_back)])
    due = opened.course.due(exam, person)
    return GrantedAttempt(
        person=person,
        exam=exam.id,
        allowed=exam.allowed + sum((row.person, row.exam) == (person, exam.id) for row in grants),
        rule=str(exam.attempts),
        due=due.isoformat(timespec="seconds") if due else "",
        over=due is not None and now > due,
        changes=changes,
        taken_back=taken_back,
    )


def _last(grants: list[GrantRow], person: str, exam: str) -> GrantRow:
    own = [row for row in grants if (row.person, row.exam) == (person, exam)]
    if not own:
        raise UsageError(
            f"{person} was granted no attempt at `{exam}`",
            hint=f"`ipt-train course person {person}` shows what was decided",
        )
    return own[-1]
