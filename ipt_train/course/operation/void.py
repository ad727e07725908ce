"""Making an accepted attempt void: it stays in the course, does not count, and its place is free."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.mend import whole_rows
from ipt_train.course.exchange.receipts import latest, receipt_lines
from ipt_train.course.exchange.releases import read_releases
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.decision import changed_grades, key_that_signed, who_and_why
from ipt_train.course.operation.grade_change import GradeChanges
from ipt_train.course.store.row import AttemptRow, KeyRow, ReceiptRow, VoidRow
from ipt_train.errors import UsageError
from ipt_train.exam.core.canonical import canonical
from ipt_train.vocabulary import Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedAttempt:
    """An attempt that was made void, or would be.

    Attributes:
        person: The pseudonym.
        exam: Id of the exam.
        attempt: Its number.
        file: What the file was called that it came in.
        arrived: When it arrived, ISO 8601 with offset.
        key: Fingerprint of the signing key that the person is no longer held to; empty where none is.
        released: Whether the marked exam was released to the person before.
        changes: Whose grade that changes.
        done: Whether it was done.
    """

    person: str
    exam: str
    attempt: int
    file: str
    arrived: str
    key: str
    released: bool
    changes: GradeChanges
    done: bool


def make_void(
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
) -> VoidedAttempt:
    """Make one accepted attempt void, or say what would be.

    A key that was trusted at first use is forgotten where no other attempt of the person bears it.

    Args:
        opened: The course.
        person: The pseudonym.
        exam: The exam.
        attempt: The number of the attempt; None where there is only one.
        by: Who does it, and ``reason`` why.
        reason: See ``by``.
        do: Do it; else nothing is changed.
        now: The instant, aware.
        identity: File of an instructor's age identity, with which the grades before and after are told.

    Raises:
        UsageError: There is no such attempt, several could be meant, or who and why are not said.
        CourseError: The database is not what was written, or another program is writing.
        OutputError: It cannot be written; everything is as it was.
    """
    if do:
        who_and_why(by, reason)
    with locked_for_writing(opened.folder), open_database(opened.folder) as database:
        stored = whole_rows(database)
        attempts: list[AttemptRow] = stored[AttemptRow].sound
        row = _chosen(attempts, person, exam.id, attempt)
        lines = receipt_lines(stored[ReceiptRow].sound)
        own = [one for one in lines if one.attempt == row[:3]]
        others = [one for one in attempts if one is not row]
        freed = _freed(stored[KeyRow].sound, person, row, others)
        at = now.isoformat(timespec="seconds")
        receipts = canonical([[one.run, one.receipt] for one in own])
        void = VoidRow(at, by.strip(), reason.strip(), row, receipts)
        kept = zip(stored[ReceiptRow].sound, lines, strict=True)
        left = [one for one, line in kept if line.attempt != row[:3]]
        after = stored | {
            AttemptRow: stored[AttemptRow]._replace(sound=others),
            ReceiptRow: stored[ReceiptRow]._replace(sound=left),
            VoidRow: stored[VoidRow]._replace(sound=[*stored[VoidRow].sound, void]),
        }
        changes = changed_grades(opened, exam.id, stored, after, now=now, identity=identity)
        if do:
            with database.writing():
                database.add(VoidRow, [void])
                database.replace(AttemptRow, others)
                database.replace(ReceiptRow, left)
                if freed:
                    keys = [one for one in stored[KeyRow].sound if one.person != person]
                    database.replace(KeyRow, keys)
    arrived = latest(own)[row[:3]].arrived if own else datetime.fromisoformat(row.accepted_at)
    return VoidedAttempt(
        person=person,
        exam=exam.id,
        attempt=row.attempt,
        file=row.file,
        arrived=arrived.isoformat(timespec="seconds"),
        key=freed,
        released=any(
            one.exam == exam.id and person in one.people for one in read_releases(opened.folder)
        ),
        changes=changes,
        done=do,
    )


def _chosen(attempts: list[AttemptRow], person: str, exam: str, number: int | None) -> AttemptRow:
    """Return the attempt that is meant."""
    own = {row.attempt: row for row in attempts if (row.person, row.exam) == (person, exam)}
    if number is None and len(own) == 1:
        return next(iter(own.values()))
    if number in own:
        return own[number]
    listed = ", ".join(map(str, sorted(own)))
    if not own:
        raise UsageError(
            f"there is no attempt by {person} at `{exam}` that counts",
            hint=f"`ipt-train course person {person}` shows what was handed in, refused or made void",
        )
    which = "several attempts" if number is None else f"no attempt {number}, but {listed}"
    raise UsageError(
        f"{person} has {which} at `{exam}`", hint=f"choose one with --attempt: {listed}"
    )


def _freed(keys: list[KeyRow], person: str, row: AttemptRow, others: list[AttemptRow]) -> str:
    """Return the fingerprint of the key that is to be forgotten, or an empty text."""
    key = next((one for one in keys if one.person == person), None)
    if key is None or key.how != Enrolment.FIRST_USE or key_that_signed(row) != key.fingerprint:
        return ""
    still = any(one.person == person and key_that_signed(one) == key.fingerprint for one in others)
    return "" if still else key.fingerprint
