"""Collecting submissions: what is sound is kept and gets a receipt, the rest is refused and named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.advance import Advance, unwatched
from ipt_train.course.core.arrivals import Arrival
from ipt_train.course.core.course import nothing_built
from ipt_train.course.exchange.database import open_database, renewed
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.inbox import Inbox, InboxFile
from ipt_train.course.exchange.mend import mended
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation.arrive import matched
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.desk import Desk
from ipt_train.course.operation.examine_submissions import ExaminedSubmission, Examiner, examined
from ipt_train.files import secret_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSubmission:
    """A file that was refused, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of an inbox.

    Attributes:
        files: How many files were looked at; in place of a zip of files, those within it.
        accepted: Files that were accepted now, with person, exam and attempt.
        refused: Files that were refused; they stay where they are and are looked at again.
        known: How many had been accepted before.
        unconfirmed: People whose signing key nobody told, so it is believed from first sight.
        mended: What was made good in the course's database, in words.
        from_table: How many attempts have their time of arrival from the table that was given.
        arrivals: What of the table does not fit, in words.
        order: Attempts that were accepted now after one of a higher number, in words.
    """

    files: int
    accepted: tuple[dict[str, Any], ...]
    refused: tuple[RefusedSubmission, ...]
    known: int
    unconfirmed: tuple[str, ...]
    mended: tuple[str, ...] = ()
    from_table: int = 0
    arrivals: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


def collect(
    opened: OpenCourse,
    inbox: Path,
    *,
    now: datetime,
    workers: int = 1,
    arrivals: Sequence[Arrival] | None = None,
    advance: Advance = unwatched,
) -> Collected:
    """Collect the submissions in a folder and those below it.

    Args:
        opened: The course.
        inbox: The folder, or one file such as the zip that a learning platform makes of all; nothing in
            it is changed.
        now: The instant of arrival, aware.
        workers: Processes to examine with.
        arrivals: A table of when the files in the inbox arrived; without one, what collecting saw
            first stands.
        advance: Told how many files are examined, and of how many.

    Raises:
        SubmissionError: The inbox is no folder and no file.
        CourseError: Another program is writing, or no exam was built.
        OutputError: Something cannot be written; everything is as it was.
    """
    folder = opened.folder
    handed_in = Inbox(inbox)
    files = handed_in.files()
    papers = papers_of(folder)
    if not papers:
        raise nothing_built(opened.course)
    words = renewed(folder)
    with locked_for_writing(folder):
        with open_database(folder) as database:  # closed again before other processes are begun
            more, stored = mended(database, now)
        desk = Desk(opened, stored, now)
        examiner = Examiner(
            inbox=handed_in,
            course=opened.course.id,
            people=opened.people,
            papers=papers,
            known=desk.known,
            now=now,
            secret=secret_bytes(folder.pseudonym_key),
        )
        known, count, there = 0, 0, set()
        for one in _all_examined(examiner, files, workers, advance):
            count += 1
            if one.known or one.sha256 in desk.known:
                known += 1
            else:
                desk.take(one)
            if one.sha256 in desk.known:
                there.add(desk.known[one.sha256])
        times, notes = (
            ({}, [])
            if arrivals is None
            else matched(
                arrivals, there, desk.stored_times(), desk.ended(there), opened.course.zone
            )
        )
        desk.arrived(times)
        desk.write()
    return Collected(
        files=count,
        accepted=tuple(desk.accepted),
        refused=tuple(RefusedSubmission(file=file, why=why) for file, why in desk.refused),
        known=known,
        unconfirmed=desk.unconfirmed(),
        mended=(*words, *more, *desk.mended),
        from_table=len(times),
        arrivals=tuple(notes),
        order=tuple(desk.out_of_order()),
    )


def _all_examined(
    examiner: Examiner, files: Sequence[InboxFile], workers: int, advance: Advance
) -> Iterator[ExaminedSubmission]:
    """Examine files, and after them those within zips of files."""
    inside: list[InboxFile] = []
    for count, one in enumerate(examined(examiner, files, workers), 1):
        advance(count, len(files))
        if one.inside:
            inside += one.inside
        else:
            yield one
    for count, one in enumerate(examined(examiner, inside, workers), 1):
        advance(count, len(inside))
        yield one
