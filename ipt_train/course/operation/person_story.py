"""Everything about one person in a course: what they handed in, what became of it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.course.core.course import Course, Exam
from ipt_train.course.core.grade import CourseGrade, ExamGrade
from ipt_train.course.exchange.enrolment import read_register
from ipt_train.course.exchange.refused import refused_files
from ipt_train.course.exchange.responses import Kept, responses_of
from ipt_train.course.operation.cohort_progress import added_to
from ipt_train.course.operation.course import OpenCourse, marks_by_hand
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.sections import AddedProgress
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.operation.files import Handed
from ipt_train.rating.operation.list import handed_flags
from ipt_train.schedule.day import local_time


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptStory:
    """One attempt; times are in the course's zone.

    Attributes:
        number: Its number, from 1.
        form: The letter of its form; empty where it was not looked at.
        started: When it was begun, and ``ended`` when it was ended, by the learner's clock.
        entered: Whether its answers were entered, so that nobody knows when they were given.
        arrived: When it arrived, and ``arrived_by`` who says so.
        raw: Share of the marks by the rules, 0-1, before lateness; None if nothing counts.
        share: The share after lateness; None where it is not graded.
        answered: Questions answered, and ``blank`` those left blank, of those that count.
        late_minutes: Minutes after the due instant; 0 in time.
        over_minutes: Minutes longer than the exam lasts.
        counted: Whether the grade comes from it.
        note: What was done and why.
        receipt: Digest of the file in its receipt.
    """

    number: int
    form: str
    started: str
    ended: str
    entered: bool
    arrived: str
    arrived_by: str
    raw: float | None
    share: float | None
    answered: int
    blank: int
    late_minutes: int
    over_minutes: int
    counted: bool
    note: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamStory:
    """A person and one exam.

    Attributes:
        exam: Its id, and ``title`` its title.
        built: Whether it was built.
        due: When it is due for the person, in the course's zone; empty without a date.
        minutes: How long it lasts for the person.
        extension: What the person was given beyond others, in words; empty for nothing.
        attempts: The person's attempts in the order of their arrival.
        share: The grade, 0-1; None is no grade, which is not a zero.
        passed: Whether it passes; None without a grade or a pass mark.
        by_hand: Marks by hand: item, or an empty text for the whole exam, and mark.
        comment: The comment by hand.
        note: What is to be said of the grade.
    """

    exam: str
    title: str
    built: bool
    due: str
    minutes: int | None
    extension: str
    attempts: tuple[AttemptStory, ...]
    share: float | None
    passed: bool | None
    by_hand: tuple[tuple[str, float], ...]
    comment: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file of a person's that was refused: its name, when it was first seen, and why."""

    file: str
    seen: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStory:
    """One person of a course.

    Attributes:
        pseudonym: The pseudonym, ``id`` the id, ``name`` and ``email`` as on the roster.
        groups: The further columns of the roster.
        key: Fingerprint of the signing key, and ``key_how`` how it is known; empty without one.
        exams: The exams of the course.
        share: The course's grade, 0-1; None is no grade.
        passed: Whether it passes; None without a grade or a pass mark.
        threshold: The threshold that is reached.
        refused: Files that were refused and not accepted since.
        progress: How study goes, where it was shared.
        ratings: Sessions whose ratings were shared, in words.
        safety: Safety flags over these, in words.
        unusable: What was added and cannot be used, in words.
    """

    pseudonym: str
    id: str
    name: str
    email: str
    groups: Mapping[str, str]
    key: str
    key_how: str
    exams: tuple[ExamStory, ...]
    share: float | None
    passed: bool | None
    threshold: str
    refused: tuple[RefusedFile, ...]
    progress: AddedProgress | None
    ratings: tuple[str, ...]
    safety: tuple[str, ...]
    unusable: tuple[str, ...]


def person_story(
    opened: OpenCourse,
    pseudonym: str,
    sets: Sequence[FormSet],
    *,
    now: datetime,
    identity: Path | None = None,
) -> PersonStory:
    """Return the whole story of one person.

    Args:
        opened: The course.
        pseudonym: Of somebody on the roster.
        sets: Fidelity forms, to look for safety flags in ratings.
        now: The present instant.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: A kept file was changed, or a mark by hand does not fit.
        KeyFileError: The keys do not open.
    """
    person, course = opened.people[pseudonym], opened.course
    attempts = responses_of(opened.folder).of(pseudonym)
    built = any((opened.folder.keys / f"{exam.id}.key.age").exists() for exam in course.exams)
    graded = (
        grade_all(opened, now=now, identity=identity, without_strangers=True) if built else None
    )
    grade = _grade_of(graded, pseudonym)
    entry = read_register(opened.folder, course.enrolment).entries.get(pseudonym)
    unusable: list[str] = []
    added = added_to(attempts, unusable)
    return PersonStory(
        pseudonym=pseudonym,
        id=person.id,
        name=person.name,
        email=person.email,
        groups={name: value for name, value in person.groups.items() if value},
        key=entry.fingerprint if entry else "",
        key_how=str(entry.how) if entry else "",
        exams=tuple(_exam(opened, exam, pseudonym, attempts, grade) for exam in course.exams),
        share=grade.share if grade else None,
        passed=grade.passed if grade else None,
        threshold=grade.threshold if grade else "",
        refused=_refused(opened, pseudonym),
        progress=added.progress,
        ratings=tuple(map(_session, added.ratings)),
        safety=tuple(handed_flags(added.ratings, sets)),
        unusable=tuple(unusable),
    )


def _grade_of(graded: Graded | None, pseudonym: str) -> CourseGrade | None:
    grades = graded.grades if graded else ()
    return next((grade for grade in grades if grade.person == pseudonym), None)


def _exam(
    opened: OpenCourse,
    exam: Exam,
    pseudonym: str,
    attempts: Sequence[Kept],
    grade: CourseGrade | None,
) -> ExamStory:
    course = opened.course
    due = course.due(exam, pseudonym)
    mine = next((each for each in grade.exams if each.exam == exam.id), None) if grade else None
    by_hand = marks_by_hand(opened)
    marks = by_hand.of(pseudonym, exam.id)
    whole = [] if marks.whole is None else [("", marks.whole)]
    return ExamStory(
        exam=exam.id,
        title=exam.title,
        built=mine is not None,
        due=local_time(due, course.zone) if due else "",
        minutes=course.minutes(exam, pseudonym),
        extension=_extension(course, exam, pseudonym),
        attempts=tuple(
            _attempt(kept, mine, course.zone) for kept in attempts if kept.place[0] == exam.id
        ),
        share=mine.share if mine else None,
        passed=mine.passed if mine else None,
        by_hand=(*whole, *marks.items.items()),
        comment=by_hand.comments.get((pseudonym, exam.id), ""),
        note=mine.note if mine else "",
    )


def _extension(course: Course, exam: Exam, pseudonym: str) -> str:
    """Say what a person was given beyond others."""
    due, minutes = course.due(exam, pseudonym), course.minutes(exam, pseudonym)
    words = []
    if due and exam.due and due > exam.due:
        words.append(f"due later than {local_time(exam.due, course.zone)}")
    if minutes and exam.minutes and minutes > exam.minutes:
        words.append(f"{minutes - exam.minutes} minutes more than {exam.minutes}")
    return ", ".join(words)


def _attempt(kept: Kept, grade: ExamGrade | None, zone: str) -> AttemptStory:
    manifest, number = kept.manifest, kept.place[1]
    marked = (
        next((each for each in grade.attempts if each.number == number), None) if grade else None
    )
    by = "a table of arrivals" if kept.entry.by_table else "collect, which first saw it then"
    by = f"{kept.entered_by}, who entered the answers" if kept.entered_by else by
    started, ended = (datetime.fromisoformat(manifest[name]) for name in ("started_at", "ended_at"))
    return AttemptStory(
        number=number,
        form=marked.form if marked else "",
        started=local_time(started, zone),
        ended=local_time(ended, zone),
        entered=bool(kept.entered_by),
        arrived=local_time(kept.entry.arrived, zone),
        arrived_by=by,
        raw=marked.raw if marked else None,
        share=marked.share if marked else None,
        answered=marked.answered if marked else 0,
        blank=marked.blank if marked else 0,
        late_minutes=marked.late_minutes if marked else 0,
        over_minutes=marked.over_minutes if marked else 0,
        counted=grade is not None and number in grade.counted,
        note=marked.note if marked else "beyond the attempts allowed, so not checked",
        receipt=str(kept.entry.receipt["submission"]),
    )


def _refused(opened: OpenCourse, pseudonym: str) -> tuple[RefusedFile, ...]:
    """Return the files that claim to be a person's, or are named after that person, and were refused."""
    accepted = {one.receipt["submission"] for one in responses_of(opened.folder).entries}
    return tuple(
        RefusedFile(
            file=seen.file,
            seen=local_time(datetime.fromisoformat(seen.seen_at), opened.course.zone),
            why=seen.why or "refused by an earlier version, which did not keep the reason",
        )
        for seen in refused_files(opened.folder)
        if seen.sha256 not in accepted and (seen.claims == pseudonym or pseudonym in seen.file)
    )


def _session(handed: Handed) -> str:
    """Say which session a rating is of, and by whom."""
    session = handed.provenance
    case, number, form = session.case or "?", session.session or "?", session.form or "?"
    return f"case {case}, session {number}, form {form}, rated by {handed.rater}"
