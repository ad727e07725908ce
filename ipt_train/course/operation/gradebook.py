"""Gradebooks: the grades with people's names, for another system or as a plain table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ipt_train.course.core.course import Exam, not_built
from ipt_train.course.core.grade import ExamGrade
from ipt_train.course.core.rules import rules_of
from ipt_train.course.exchange.gradebook_fill import Filled, fill
from ipt_train.course.exchange.gradebook_write import GradebookRow, blackboard, canvas, moodle
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.grade import Graded
from ipt_train.course.operation.gradebook_wide import wide_rows
from ipt_train.csv_file import csv_text
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.marking import earned, mark
from ipt_train.exam.submission.record import AnswerRecord
from ipt_train.figure.rounding import mark_cell
from ipt_train.vocabulary import Gradebook

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A gradebook.

    Attributes:
        text: Its text, without lines before the header.
        table: Columns and rows of a plain table; None for another system's.
        full_marks: What full marks are worth in it, in points; None for ``long``, which has shares.
        graded: How many have a grade, and ``without`` how many have none.
        rules: The rules in sentences, by exam.
    """

    text: str
    table: tuple[Sequence[str], Sequence[Sequence[Cell]]] | None
    full_marks: float | None
    graded: int
    without: int
    rules: dict[str, list[str]]


def gradebook(
    opened: OpenCourse,
    graded: Graded,
    exam: Exam,
    form: Gradebook,
    *,
    now: datetime,
    title: str = "",
    column: str = "",
    points: float | None = None,
    identity: Path | None = None,
) -> Written:
    """Write the grades of an exam, or with ``wide`` of the whole course.

    Args:
        opened: The course.
        graded: Its grades.
        exam: The exam; ``wide`` holds all of them.
        form: The system, or a plain table: ``wide`` a row a person, ``long`` a row an answer.
        now: The instant that Moodle's column notes.
        title: Name of the assignment, in place of the exam's title.
        column: Its id in Canvas or Blackboard.
        points: What full marks are worth, in place of the course's points.
        identity: File of an instructor's age identity, for ``long``.

    Raises:
        GradebookError: Something that the system needs is not known.
        CourseError: The exam was not built.
    """
    if points is not None:
        opened = replace(opened, course=replace(opened.course, points=points))
    rows = list(_rows(opened, graded, exam))
    points = opened.course.points
    title = title or exam.title
    table: tuple[Sequence[str], Sequence[Sequence[Cell]]] | None = None
    rules = {exam.id: graded.rules.get(exam.id) or rules_of(opened.course, exam)}
    match form:
        case Gradebook.CANVAS:
            text = canvas(rows, title=title, points=points, assignment=column)
        case Gradebook.MOODLE:
            text = moodle(rows, title=title, downloaded=int(now.timestamp()))
        case Gradebook.BLACKBOARD:
            text = blackboard(rows, title=title, points=points, column=column)
        case Gradebook.WIDE:
            table, rules = wide_rows(opened, graded), graded.rules
            text = csv_text(*table)
        case Gradebook.LONG:
            table = (AnswerRow._fields, list(_long(opened, exam, identity)))
            text = csv_text(*table)
    have = sum(one.points is not None for one in rows)
    return Written(
        text=text,
        table=table,
        full_marks=None if form is Gradebook.LONG else points,
        graded=have,
        without=len(rows) - have,
        rules=rules,
    )


def fill_export(
    opened: OpenCourse,
    graded: Graded,
    exam: Exam,
    data: bytes,
    *,
    column: str,
    points: float | None = None,
) -> Filled:
    """Fill one column of the system's own export with an exam's grades, in points of the column.

    Args:
        opened: The course; its own points are not looked at.
        graded: Its grades.
        exam: The exam.
        data: The export.
        column: The header of the column, or how it begins.
        points: What the column is worth, where the export does not say so.

    Raises:
        GradebookError: The export cannot be filled.
    """
    _check_built(graded, exam)
    people = opened.people
    return fill(
        data,
        column=column,
        people={
            one.id: {"id": one.id, "email": one.email, "username": one.id} | one.groups
            for one in people.values()
        },
        shares={
            people[person].id: one.share
            for person, one in _grades(graded, exam.id)
            if one.share is not None
        },
        points=points,
    )


def _check_built(graded: Graded, exam: Exam) -> None:
    if exam.id in graded.ungraded:
        raise not_built(exam.id)


def _rows(opened: OpenCourse, graded: Graded, exam: Exam) -> Iterator[GradebookRow]:
    _check_built(graded, exam)
    for person, one in _grades(graded, exam.id):
        who = opened.people[person]
        first, last = who.names
        yield GradebookRow(
            id=who.id,
            name=who.name,
            first=first,
            last=last,
            email=who.email,
            groups=who.groups,
            points=None if one.share is None else one.share * opened.course.points,
            comment=one.comment,
        )


def _grades(graded: Graded, exam: str) -> Iterator[tuple[str, ExamGrade]]:
    for person in graded.grades:
        for one in person.exams:
            if one.exam == exam:
                yield person.person, one


class AnswerRow(NamedTuple):
    """One answer of a person, by pseudonym; an empty score is a blank that earns nothing, which is no zero."""

    person: str
    exam: str
    attempt: int
    form: str
    item: str
    revision: int
    domain: str
    level: str
    objective: str
    response: str
    score: float | None
    correct: int | None
    blank: int
    left_out: int
    at_ms: int
    response_ms: int


def _long(opened: OpenCourse, exam: Exam, identity: Path | None) -> Iterator[AnswerRow]:
    keys = {key.paper: key for key in read_keys(opened.folder, exam.id, identity)}
    entries = {paper: {str(one.item.id): one for one in key.entries} for paper, key in keys.items()}
    responses = responses_of(opened.folder)
    for person in opened.people:
        for one in responses.of(person):
            paper = one.manifest["paper"]
            if paper not in keys:
                continue
            for record in responses.rows(one).records():
                entry = entries[paper][record.item]
                yield _answer(person, keys[paper], one.place[1], entry, record)


def _answer(
    person: str, key: Key, attempt: int, entry: KeyEntry, record: AnswerRecord
) -> AnswerRow:
    item, response = entry.item, record.response
    judged = None if response is None else mark(entry, response)
    return AnswerRow(
        person=person,
        exam=key.exam,
        attempt=attempt,
        form=key.form,
        item=item.id,
        revision=item.revision,
        domain=str(item.domain),
        level=str(item.level),
        objective=item.objective,
        response=_said(entry, response),
        score=mark_cell(earned(entry, response)),
        correct=None if judged is None else int(judged.correct),
        blank=int(response is None),
        left_out=int(entry.left_out),
        at_ms=record.at,
        response_ms=record.ms,
    )


def _said(entry: KeyEntry, response: object) -> str:
    """Return an answer in the bank's ids: ``b d``, ``true``, ``prompt=option; ...`` or the text."""
    match response:
        case None:
            return ""
        case bool():
            return str(response).lower()
        case list():
            return " ".join(entry.options[one] for one in response)
        case dict():
            names = entry.prompts
            pairs = (
                f"{names[label]}={entry.options.get(one, one)}" for label, one in response.items()
            )
            return "; ".join(pairs)
    return str(response)
