"""Releasing a marked exam: a page and a signed file for each person who sat it."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.correction import of_items
from ipt_train.course.core.course import Exam
from ipt_train.course.core.grade import ExamGrade
from ipt_train.course.core.still_open import still_open
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.releases import LoggedRelease, add_release
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.answers import corrections_of
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.course import OpenCourse, marks_by_hand
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.released_exam import ReleaseSource, released_exam, standing_of
from ipt_train.csv_file import csv_text
from ipt_train.errors import CourseError, UsageError
from ipt_train.exam.core.released import ReleasedExam, ReleaseLevel
from ipt_train.exam.core.released_sheet import sheet_of
from ipt_train.exam.submission.released_file import release_file
from ipt_train.exam.submission.seal import Signer
from ipt_train.files import secret_bytes, write_whole
from ipt_train.report.page import render_marked

INDEX = ("id", "name", "email", "page", "file")
"""The columns of the list of what goes to whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """What is to be released, and how.

    Attributes:
        level: How much.
        do: Write it; else only say what would be written for whom.
        anyway: Also while somebody may still hand in.
        by: Who releases, for the log; needed with ``anyway``.
        without_strangers: Leave accepted work out that belongs to nobody on the roster.
        granted: How many attempts more than the exam allows a person was granted, by pseudonym;
            None stands for those that `course attempt` granted.
    """

    level: ReleaseLevel = ReleaseLevel.RATIONALES
    do: bool = False
    anyway: bool = False
    by: str = ""
    without_strangers: bool = False
    granted: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """What goes to one person.

    Attributes:
        person: The pseudonym, and ``id`` and ``name`` of the roster.
        id: See ``person``.
        name: See ``person``.
        share: The grade, 0-1; None is no grade.
        missed: How many questions are worth studying again.
        note: What is to be said of the grade.
        page: Name of the page, and ``file`` of the signed file.
        file: See ``page``.
    """

    person: str
    id: str
    name: str
    share: float | None
    missed: int
    note: str
    page: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is released, or would be.

    Attributes:
        exam: The exam.
        level: How much.
        folder: Where it is written.
        people: What goes to whom.
        without: People to whom nothing goes, since they handed nothing in and have no grade.
        still_open: Who may still hand in, and why, by name.
        regraded: What regrades decided, a sentence each.
        written: Whether it was written.
    """

    exam: str
    level: ReleaseLevel
    folder: str
    people: tuple[ReleaseLine, ...]
    without: tuple[str, ...]
    still_open: dict[str, str]
    regraded: tuple[str, ...]
    written: bool


def release(
    opened: OpenCourse,
    exam: Exam,
    shelf: Shelf,
    request: ReleaseRequest,
    *,
    now: datetime,
    identity: Path | None = None,
) -> Release:
    """Write a page and a signed file for each person, or say what would be written.

    Args:
        opened: The course.
        exam: The exam.
        shelf: Where banks are found, whose bibliography names the sources.
        request: What is to be released.
        now: The instant of the release.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: Somebody may still hand in, and it is not to be released anyway.
        UsageError: It is to be released anyway, and nobody says who does it.
        UnclaimedWorkError: Accepted work belongs to nobody, and it is not to be left out.
        OutputError: A file cannot be written.
    """
    folder = opened.folder
    graded = grade_all(
        opened,
        now=now,
        identity=identity,
        workers=os.cpu_count() or 1,
        without_strangers=request.without_strangers,
    )
    exams = list(_released(opened, exam, shelf, request.level, graded, now, identity))
    grades = _grades(graded, exam)
    came = {person: len(one.attempts) for person, one in grades.items()}
    granted = request.granted
    if granted is None:
        granted = exceptions_of(folder).granted(exam.id)
    waiting = still_open(opened.course, exam, came, now, granted)
    there = {one.person for one in exams}
    result = Release(
        exam=exam.id,
        level=request.level,
        folder=str(folder.feedback / exam.id),
        people=tuple(_line(opened, one) for one in exams),
        without=tuple(_who(opened, person) for person in opened.people if person not in there),
        still_open={_who(opened, person): why for person, why in waiting.items()},
        regraded=tuple(one.sentence for one in corrections_of(opened, exam.id, identity=identity)),
        written=request.do,
    )
    if request.do:
        _refuse(result, request)
        _write(opened, exams, result, request, waiting)
    return result


def _released(
    opened: OpenCourse,
    exam: Exam,
    shelf: Shelf,
    level: ReleaseLevel,
    graded: Graded,
    now: datetime,
    identity: Path | None,
) -> Iterator[ReleasedExam]:
    """Yield the marked exam of everybody who handed in or has a grade."""
    grades = _grades(graded, exam)
    source = ReleaseSource(
        course=opened.course,
        exam=exam,
        level=level,
        released_at=now.isoformat(timespec="seconds"),
        keys={key.paper: key for key in read_keys(opened.folder, exam.id, identity)},
        corrections=of_items(corrections_of(opened, exam.id, identity=identity)),
        bibliography=load_library(shelf, bank_names(opened)).library.bibliography,
        manual=marks_by_hand(opened),
        rules=tuple(graded.rules[exam.id]),
        standing=standing_of([one.share for one in grades.values() if one.share is not None]),
    )
    responses = responses_of(opened.folder)
    for person, grade in grades.items():
        if grade.attempts or grade.share is not None:
            kept = [one for one in responses.of(person) if one.place[0] == exam.id]
            yield released_exam(source, grade, kept, responses)


def _grades(graded: Graded, exam: Exam) -> dict[str, ExamGrade]:
    if exam.id in graded.ungraded:
        raise CourseError(
            f"the exam `{exam.id}` was not built", hint="`ipt-train course exam build` builds it"
        )
    return {
        person.person: one
        for person in graded.grades
        for one in person.exams
        if one.exam == exam.id
    }


def _refuse(result: Release, request: ReleaseRequest) -> None:
    if not result.people:
        raise CourseError(
            f"nobody has handed `{result.exam}` in",
            hint="`ipt-train course collect DIR` takes submissions",
        )
    if request.anyway and not request.by.strip():
        raise UsageError("who releases it anyway? It is logged", hint="say --by WHO")
    if result.still_open and not request.anyway:
        named = "; ".join(f"{who} ({why})" for who, why in list(result.still_open.items())[:5])
        more = f"; and {len(result.still_open) - 5} more" if len(result.still_open) > 5 else ""
        raise CourseError(
            f"some may still hand in: {named}{more}",
            hint="wait, or add --anyway --by WHO, which is logged",
        )


def _write(
    opened: OpenCourse,
    exams: list[ReleasedExam],
    result: Release,
    request: ReleaseRequest,
    waiting: Mapping[str, str],
) -> None:
    folder = opened.folder
    signer = Signer(secret_bytes(folder.signing_key))
    files = {one.person: release_file(one, signer) for one in exams}
    digests = {person: hashlib.sha256(data).hexdigest() for person, data in files.items()}
    with locked_for_writing(folder):
        log = LoggedRelease(
            exam=result.exam,
            at=exams[0].released_at,
            level=str(result.level),
            by=request.by,
            people=digests,
            anyway=dict(waiting),
        )
        add_release(folder, log)  # first: nobody's keys are out unseen
        place = folder.feedback / result.exam
        for one, line in zip(exams, result.people, strict=True):
            page = render_marked(sheet_of(one, line.name))
            write_whole(place / line.page, page, private=True, make_folder=True, durable=False)
            write_whole(place / line.file, files[one.person], private=True, durable=False)
        rows = [
            (line.id, line.name, opened.people[line.person].email, line.page, line.file)
            for line in result.people
        ]
        write_whole(place / "hand-back.csv", csv_text(INDEX, rows), private=True)


def _line(opened: OpenCourse, one: ReleasedExam) -> ReleaseLine:
    person = opened.people[one.person]
    name = f"{one.exam}-{one.person}"
    return ReleaseLine(
        person=one.person,
        id=person.id,
        name=person.name,
        share=one.share,
        missed=len(one.missed),
        note=one.note,
        page=f"{name}.html",
        file=f"{name}.exam.json",
    )


def _who(opened: OpenCourse, person: str) -> str:
    return f"{opened.people[person].name} ({opened.people[person].id})"


def level_of(*, marks_only: bool, with_keys: bool, with_rationales: bool) -> ReleaseLevel:
    """Return how much is released; everything where nothing is said.

    Raises:
        UsageError: Two levels were asked for.
    """
    asked = {
        ReleaseLevel.MARKS: marks_only,
        ReleaseLevel.KEYS: with_keys,
        ReleaseLevel.RATIONALES: with_rationales,
    }
    chosen = [level for level, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise UsageError(
            "how much is to be released?",
            hint="one of --marks-only, --with-keys and --with-rationales",
        )
    return chosen[0] if chosen else ReleaseLevel.RATIONALES
