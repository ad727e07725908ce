"""The gradebook that was asked for: a new one, or another system's own export with one column filled."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.exchange.file import read
from ipt_train.course.operation.course import OpenCourse, unclaimed_work
from ipt_train.course.operation.grade import Graded
from ipt_train.course.operation.grade_rules import REGRADED
from ipt_train.course.operation.grade_table import RULE_COLUMNS, rule_rows, table_book
from ipt_train.course.operation.gradebook import fill_export, gradebook
from ipt_train.course.operation.gradebook_wide import wide_formats
from ipt_train.csv_file import csv_text
from ipt_train.errors import GradebookError, UsageError
from ipt_train.shell.output import write_output
from ipt_train.vocabulary import Gradebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a system calls the place that grades go to.

    Attributes:
        title: Name of the assignment; empty stands for the exam's title.
        column: Its id in Canvas or Blackboard; where an export is filled, the header of the column.
        points: What full marks are worth; None for what the export or the course says.
        workbook: Whether they go to a workbook.
    """

    title: str = ""
    column: str = ""
    points: float | None = None
    workbook: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradebookFile:
    """A gradebook as a file.

    Attributes:
        data: Its bytes.
        summary: What is to be said of it, by name: what full marks are worth in it and who says so,
            how many have a grade, which rows are nobody's, and the rules of the exam.
        unclaimed: Accepted work that was left out since it belongs to nobody, in words.
        exceptions: Attempts that were made void or granted, in words.
        rules: The rules as a CSV of their own, for a plain table that goes to a file; else empty.
    """

    data: bytes
    summary: dict[str, Any]
    unclaimed: list[str]
    exceptions: list[str]
    rules: bytes = b""


def gradebook_file(
    opened: OpenCourse,
    graded: Graded,
    system: Gradebook,
    assignment: Assignment,
    *,
    now: datetime,
    exam: str | None = None,
    fill: Path | None = None,
    identity: Path | None = None,
) -> GradebookFile:
    """Return a gradebook, or another system's export with one column filled.

    Args:
        opened: The course.
        graded: Its grades.
        system: For which system, where no export is filled.
        assignment: Where the grades go there.
        now: The instant that Moodle's column notes.
        exam: Id of the exam; not needed where there is one only, or all stand in the table.
        fill: The other system's own export.
        identity: File of an instructor's age identity.

    Raises:
        UsageError: No column is named to be filled, or the export is not of the kind of the output.
        GradebookError: Something that the system needs is not known, or the export cannot be filled.
        CourseError: There is no such exam, or it was not built.
    """
    chosen = _exam(opened, graded, exam, whole=system is Gradebook.WIDE and fill is None)
    if fill is not None:
        rules = b""
        data, summary = _filled(opened, graded, chosen, fill, assignment)
        _same_kind(fill, data, workbook=assignment.workbook)
    else:
        data, summary, rules = _made(opened, graded, chosen, system, assignment, now, identity)
    strangers = unclaimed_work(opened)
    decided = exceptions_of(opened.folder).sentences()
    return GradebookFile(
        data=data, summary=summary, unclaimed=strangers, exceptions=decided, rules=rules
    )


def hand_over(book: GradebookFile, output: Path | None) -> bytes | None:
    """Write a gradebook to a file that only its owner may read; return it where none is named.

    The rules of a plain CSV go to a second file beside it (``rules_file``).

    Args:
        book: The gradebook.
        output: The file; None or ``-`` for standard output.

    Raises:
        OutputError: The file cannot be written.
    """
    if output is None or str(output) == "-":
        return book.data
    write_output(output, book.data, private=True)
    if book.rules and output.is_file():
        write_output(rules_file(output), book.rules)
    return None


def rules_file(output: Path) -> Path:
    """Return the file of rules that stands beside a gradebook: ``grades-rules.csv``."""
    return output.with_name(f"{output.stem}-rules{output.suffix}")


def _exam(opened: OpenCourse, graded: Graded, exam: str | None, *, whole: bool) -> Exam:
    """Return the exam that was named; a table of the whole course needs none, and has all of them."""
    if whole and exam is None:
        return next(built for built in opened.course.exams if built.id in graded.rules)
    return opened.course.exam(exam)


def _made(
    opened: OpenCourse,
    graded: Graded,
    exam: Exam,
    system: Gradebook,
    assignment: Assignment,
    now: datetime,
    identity: Path | None,
) -> tuple[bytes, dict[str, Any], bytes]:
    book = gradebook(
        opened,
        graded,
        exam,
        system,
        now=now,
        title=assignment.title,
        column=assignment.column,
        points=assignment.points,
        identity=identity,
    )
    summary: dict[str, Any] = {}
    if book.full_marks is not None:
        source = "course.yaml" if assignment.points is None else "--points"
        summary |= {"full_marks": book.full_marks, "full_marks_from": source}
    several = len(book.rules) > 1
    rules = [
        f"{exam}: {rule}" if several else rule for exam, each in book.rules.items() for rule in each
    ]
    summary |= {"graded": book.graded, "without_grade": book.without, "rules": rules}
    if not assignment.workbook:
        table = csv_text(RULE_COLUMNS, rule_rows(book.rules)) if book.table else ""
        return book.text.encode(), summary, table.encode()
    if book.table is None:
        raise GradebookError(
            f"{system} takes CSV, not a workbook", hint="use -o with a file name that ends in .csv"
        )
    formats = wide_formats(graded) if system is Gradebook.WIDE else {}
    return table_book(*book.table, book.rules, formats=formats, now=now), summary, b""


def _same_kind(export: Path, data: bytes, *, workbook: bool) -> None:
    """Check that a filled workbook goes to a workbook, and a filled CSV does not.

    Raises:
        UsageError: It goes to the other one.
    """
    is_book = data.startswith(b"PK")
    if is_book == workbook:
        return
    kind, ending = ("a workbook", ".xlsx") if is_book else ("CSV", ".csv")
    raise UsageError(
        f"{export} is {kind}, and only one column of it changes",
        hint=f"write it to a file that ends in {ending} with -o, such as -o filled{ending}",
    )


def _filled(
    opened: OpenCourse, graded: Graded, exam: Exam, file: Path, assignment: Assignment
) -> tuple[bytes, dict[str, Any]]:
    column, points = assignment.column, assignment.points
    if not column:
        raise UsageError(
            "which column?", hint='add --column "Its header", or the start of the header'
        )
    export = read(file, hint="check the name of the export")
    rules = graded.rules.get(exam.id, ())
    filled = fill_export(opened, graded, exam, export, column=column, points=points)
    return filled.data, {
        "column": filled.column,
        "full_marks": filled.full_marks,
        "full_marks_from": filled.full_marks_from,
        "filled": filled.filled,
        "replaced": filled.replaced,
        "unknown_rows": list(filled.nobodys),
        "missing": list(filled.missing),
        "regraded": [one.removeprefix(REGRADED) for one in rules if one.startswith(REGRADED)],
    }
