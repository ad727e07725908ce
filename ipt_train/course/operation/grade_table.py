"""Grades as files: plain data, a table by pseudonym, the rules as a table of their own, a workbook."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ipt_train.course.core.grade import CourseGrade, ExamGrade
from ipt_train.course.core.roster import Person
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.grade import Graded
from ipt_train.csv_file import csv_text
from ipt_train.errors import UsageError
from ipt_train.exam.core.canonical import canonical
from ipt_train.figure.rounding import share_cell
from ipt_train.files import write_whole
from ipt_train.shell.output import write_output

Cell = str | int | float | None
RULE_COLUMNS = ("exam", "rule")
SHARE, POINTS = "0.0%", "0.00"
"""Number formats of workbooks."""


def write_grades(folder: Folder, graded: Graded) -> tuple[str, ...]:
    """Write the grades as ``grades.json`` and, by pseudonym, ``grades.csv`` in ``results/``.

    The rules stand in ``rules.csv`` beside them: a table with lines before its header can be
    neither sorted nor filtered.
    """
    files = {
        "grades.json": canonical(graded.data()) + b"\n",
        "grades.csv": grade_table(graded).encode(),
        "rules.csv": csv_text(RULE_COLUMNS, rule_rows(graded.rules)).encode(),
    }
    for name, data in files.items():
        write_whole(folder.results / name, data, make_folder=True)
    return tuple(str(folder.results / name) for name in files)


def write_table(
    file: Path | None,
    graded: Graded,
    people: Mapping[str, Person],
    *,
    names: bool,
    now: datetime,
) -> tuple[str, ...]:
    """Write the grades to one more file, that only its owner may read: CSV, or a workbook by its name.

    Args:
        file: The file; None writes nothing.
        graded: The grades.
        people: The people of the roster by pseudonym.
        names: Whether id and name stand before the pseudonym.
        now: What a workbook states as the time of its making.

    Raises:
        UsageError: Names are wanted and no file is named.
        OutputError: It cannot be written.
    """
    if file is None:
        if names:
            raise UsageError(
                "results/ has no names in it, so grades with names need a file of their own",
                hint="give it with -o, such as -o grades.xlsx",
            )
        return ()
    columns, rows = grade_rows(graded, people if names else None)
    if is_workbook(file):
        shares = dict.fromkeys(("share", "course_share", "raw_share"), SHARE)
        data = table_book(columns, rows, graded.rules, formats=shares, now=now)
    else:
        data = csv_text(columns, rows).encode()
    write_output(file, data, private=True)
    return (str(file),)


def is_workbook(file: Path | None) -> bool:
    """Whether a file is a workbook by its name."""
    return file is not None and file.suffix.casefold() == ".xlsx"


def table_book(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    rules: Mapping[str, Sequence[str]],
    *,
    formats: Mapping[str, str],
    now: datetime,
) -> bytes:
    """Return a workbook: a table with typed cells, and the rules on a second sheet.

    Args:
        columns: The header.
        rows: The cells.
        rules: The rules by exam, in sentences.
        formats: Number formats by column.
        now: What it states as the time of its making.
    """
    from ipt_train.workbook import Sheet, workbook  # noqa: PLC0415 - a library that few commands need

    table = Sheet(title="Grades", columns=columns, rows=rows, formats=dict(formats))
    stated = Sheet(title="Rules", columns=RULE_COLUMNS, rows=rule_rows(rules), formats={})
    return workbook([table, stated], made=now)


def rule_rows(rules: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Return the rules as rows of a table: the exam and a sentence."""
    return [(exam, rule) for exam, sentences in rules.items() for rule in sentences]


def grade_table(graded: Graded) -> str:
    """Return the grades as CSV, one row a person and exam; an empty share is no grade."""
    return csv_text(*grade_rows(graded))


def grade_rows(
    graded: Graded, people: Mapping[str, Person] | None = None
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return the grades as columns and rows, one row a person and exam; an empty share is no grade.

    Args:
        graded: The grades.
        people: The roster by pseudonym, where id and name are wanted before the pseudonym.
    """
    names = GradeRow._fields
    columns = names if people is None else ("id", "name", *names)
    rows = []
    for person in graded.grades:
        who = () if people is None else (people[person.person].id, people[person.person].name)
        rows += [(*who, *_row(person, grade)) for grade in person.exams]
    return columns, rows


def yes_or_no(passed: bool | None) -> str:
    """Return whether something passes as a cell; empty where that is not told."""
    return "" if passed is None else "yes" if passed else "no"


class GradeRow(NamedTuple):
    """One person's grade in one exam, as the columns of a table.

    ``raw_share`` is the mean of what the counted attempts earned before anything was taken off.
    """

    person: str
    exam: str
    share: float | None
    passed: str
    attempts: int
    counted: str
    answered: int
    blank: int
    late_minutes: int
    over_minutes: int
    marks_by_hand: str
    note: str
    course_share: float | None
    threshold: str
    handed_in_at: str
    by_clock: str
    raw_share: float | None
    comment: str


def _row(person: CourseGrade, grade: ExamGrade) -> GradeRow:
    counted = [each for each in grade.attempts if each.number in grade.counted]
    return GradeRow(
        person=person.person,
        exam=grade.exam,
        share=share_cell(grade.share),
        passed=yes_or_no(grade.passed),
        attempts=len(grade.attempts),
        counted=" ".join(str(number) for number in grade.counted),
        answered=sum(each.answered for each in counted),
        blank=sum(each.blank for each in counted),
        late_minutes=max((each.late_minutes for each in counted), default=0),
        over_minutes=max((each.over_minutes for each in counted), default=0),
        marks_by_hand="yes" if grade.manual else "",
        note=grade.note,
        course_share=share_cell(person.share),
        threshold=person.threshold,
        handed_in_at="; ".join(each.clock_at for each in counted),
        by_clock="; ".join(each.clock for each in counted),
        raw_share=share_cell(grade.raw_share),
        comment=grade.comment,
    )
