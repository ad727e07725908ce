"""Grades as files: plain data, and a table by pseudonym with the rules at its head."""

from collections.abc import Mapping, Sequence

from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.grade import Graded
from ipt_train.csv_file import csv_text
from ipt_train.exam.core.canonical import canonical
from ipt_train.files import write_whole


def write_grades(folder: Folder, graded: Graded) -> tuple[str, ...]:
    """Write the grades as ``results/grades.json`` and, by pseudonym, ``results/grades.csv``."""
    data, table = canonical(graded.data()) + b"\n", headed(graded.rules, grade_table(graded))
    write_whole(folder.results / "grades.json", data, make_folder=True)
    write_whole(folder.results / "grades.csv", table, make_folder=True)
    return tuple(str(folder.results / name) for name in ("grades.json", "grades.csv"))


def headed(rules: Mapping[str, Sequence[str]], table: str) -> str:
    """Return a CSV with the rules before it, each in a line that begins with ``# ``."""
    lines = [f"# {exam}: {rule}\r\n" for exam, each in rules.items() for rule in each]
    return "".join(lines) + table


def grade_table(graded: Graded) -> str:
    """Return the grades as CSV, one row a person and exam; an empty share is no grade."""
    rows: list[tuple[str | int | float | None, ...]] = []
    for person in graded.grades:
        for one in person.exams:
            counted = [each for each in one.attempts if each.number in one.counted]
            rows.append(
                (
                    person.person,
                    one.exam,
                    None if one.share is None else round(one.share, 6),
                    "" if one.passed is None else "yes" if one.passed else "no",
                    len(one.attempts),
                    " ".join(str(number) for number in one.counted),
                    sum(each.answered for each in counted),
                    sum(each.blank for each in counted),
                    max((each.late_minutes for each in counted), default=0),
                    max((each.over_minutes for each in counted), default=0),
                    "yes" if one.manual else "",
                    one.note,
                    None if person.share is None else round(person.share, 6),
                    person.threshold,
                    "; ".join(each.clock_at for each in counted),
                    "; ".join(each.clock for each in counted),
                )
            )
    return csv_text(_COLUMNS, rows)


_COLUMNS = (
    "person",
    "exam",
    "share",
    "passed",
    "attempts",
    "counted",
    "answered",
    "blank",
    "late_minutes",
    "over_minutes",
    "marks_by_hand",
    "note",
    "course_share",
    "threshold",
    "handed_in_at",
    "by_clock",
)
