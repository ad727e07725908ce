"""Releasing a marked exam: a page and a signed file for each person who sat it."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.correction import of_items
from ipt_train.course.core.course import Exam, not_built
from ipt_train.course.core.grade import ExamGrade
from ipt_train.course.core.release import Release, ReleaseLine, ReleaseRequest, refuse_release
from ipt_train.course.core.still_open import still_open
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.answers import corrections_of
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.course import OpenCourse, marks_by_hand
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.released_exam import ReleaseSource, released_exam, standing_of
from ipt_train.course.operation.write_release import write_release
from ipt_train.exam.core.released import ReleasedExam, ReleaseLevel


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
        refuse_release(result, request)
        write_release(opened, exams, result, request, waiting)
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
        raise not_built(exam.id)
    return {
        person.person: one
        for person in graded.grades
        for one in person.exams
        if one.exam == exam.id
    }


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
