"""Taking back that an attempt was made void: it counts again, with its receipts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.exceptions import void_in_words
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.mend import Stored, whole_rows
from ipt_train.course.exchange.receipts import ReceiptLine, receipt_lines, receipt_row
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.decision import changed_grades, key_that_signed, who_and_why
from ipt_train.course.operation.grade_change import GradeChanges
from ipt_train.course.store.row import AttemptRow, KeyRow, ReceiptRow, TakenBackRow, VoidRow
from ipt_train.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredAttempt:
    """An attempt that was void and counts again, or would.

    Attributes:
        person: The pseudonym.
        exam: Id of the exam.
        attempt: Its number.
        file: What the file was called that it came in.
        was: By whom and why it had been made void.
        changes: Whose grade that changes.
        done: Whether it was done.
    """

    person: str
    exam: str
    attempt: int
    file: str
    was: str
    changes: GradeChanges
    done: bool


def restore_attempt(
    opened: OpenCourse,
    person: str,
    exam: Exam,
    *,
    attempt: int | None,
    by: str,
    reason: str,
    do: bool,
    now: datetime,
    identity: Path | None = None,
) -> RestoredAttempt:
    """Take back that an attempt was made void, or say what that would change; it is logged.

    Args:
        opened: The course.
        person: The pseudonym.
        exam: The exam.
        attempt: The number of the attempt; None where only one was made void.
        by: Who does it, and ``reason`` why.
        reason: See ``by``.
        do: Do it; else nothing is changed.
        now: The instant, aware.
        identity: File of an instructor's age identity, with which the grades before and after are told.

    Raises:
        UsageError: No such attempt is void, several could be meant, who and why are not said, or what
            was handed in since stands in its way.
        CourseError: The database is not what was written, or another program is writing.
        OutputError: It cannot be written; everything is as it was.
    """
    if do:
        who_and_why(by, reason)
    with locked_for_writing(opened.folder), open_database(opened.folder) as database:
        stored = whole_rows(database)
        void = _chosen(stored[VoidRow].sound, person, exam.id, attempt)
        receipts = [ReceiptLine(receipt, run) for run, receipt in json.loads(void.receipts)]
        _nothing_in_the_way(void, receipts, stored)
        attempts = [*stored[AttemptRow].sound, void.work]
        signed = [*stored[ReceiptRow].sound, *map(receipt_row, receipts)]
        left = [row for row in stored[VoidRow].sound if row is not void]
        after = stored | {
            AttemptRow: stored[AttemptRow]._replace(sound=attempts),
            ReceiptRow: stored[ReceiptRow]._replace(sound=signed),
            VoidRow: stored[VoidRow]._replace(sound=left),
        }
        was = f"attempt {void.work.attempt} {void_in_words(void)}"
        at = now.isoformat(timespec="seconds")
        log = TakenBackRow(at, by.strip(), reason.strip(), person, exam.id, was)
        changes = changed_grades(opened, exam.id, stored, after, now=now, identity=identity)
        if do:
            with database.writing():
                database.add(AttemptRow, [void.work])
                database.add(ReceiptRow, map(receipt_row, receipts))
                database.replace(VoidRow, left)
                database.add(TakenBackRow, [log])
    return RestoredAttempt(
        person=person,
        exam=exam.id,
        attempt=void.work.attempt,
        file=void.work.file,
        was=was,
        changes=changes,
        done=do,
    )


def _chosen(rows: Sequence[VoidRow], person: str, exam: str, number: int | None) -> VoidRow:
    """Return what is to be taken back: of several times that one attempt was made void, the last."""
    own = {
        row.work.attempt: row for row in rows if (row.work.person, row.work.exam) == (person, exam)
    }
    if number is None and len(own) == 1:
        return next(iter(own.values()))
    if number in own:
        return own[number]
    if not own:
        raise UsageError(
            f"no attempt of {person} at `{exam}` was made void",
            hint="`ipt-train course grade` lists those that were",
        )
    listed = ", ".join(map(str, sorted(own)))
    raise UsageError(
        f"void attempts by {person} at `{exam}`: {listed}",
        hint=f"choose one with --attempt: {listed}",
    )


def _nothing_in_the_way(void: VoidRow, receipts: Sequence[ReceiptLine], stored: Stored) -> None:
    """Stop where what was handed in since cannot stand beside the attempt.

    Raises:
        UsageError: Its place, its key or its answers are those of another attempt now.
    """
    work = void.work
    if any(row[:3] == work[:3] for row in stored[AttemptRow].sound):
        raise UsageError(
            f"{work.person} now has another attempt {work.attempt} at `{work.exam}`",
            hint=f"make that one void first: `ipt-train course void {work.person} --exam {work.exam} "
            f"--attempt {work.attempt}`",
        )
    mark = key_that_signed(work)
    owners = (row.person for row in stored[KeyRow].sound if mark and row.fingerprint == mark)
    traces = {line.receipt["trace"] for line in receipts if line.receipt["trace"]}
    copies = (
        line.receipt["person"]
        for line in receipt_lines(stored[ReceiptRow].sound)
        if line.receipt["trace"] in traces
    )
    for other in (*owners, *copies):
        if other != work.person:
            raise UsageError(
                f"the same work, or work with the same key, has since been accepted from {other}",
                hint=f"if it is {work.person}'s after all, make that one void first: "
                f"`ipt-train course void {other} --exam {work.exam}`",
            )
