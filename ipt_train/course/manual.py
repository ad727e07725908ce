"""Marks and comments by hand: a file of people's own, which the program only reads."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass

from ipt_train.course.grading import Manual
from ipt_train.errors import CourseError
from ipt_train.exchange.csv_file import unguarded

COLUMNS = ("person", "exam", "item", "mark", "comment")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualMarks:
    """Marks by hand, and comments, by person and exam."""

    marks: dict[tuple[str, str], Manual]
    comments: dict[tuple[str, str], str]

    def of(self, person: str, exam: str) -> Manual:
        """Return the marks of a person in an exam."""
        return self.marks.get((person, exam), Manual())


def read_manual(
    text: str, name: str, people: Collection[str], exams: Collection[str]
) -> ManualMarks:
    """Read marks by hand.

    Args:
        text: CSV with the columns person, exam, item, mark (0-1) and comment; without an item the
            mark is for the exam as a whole, without a mark there is only the comment.
        name: Name of the file, for messages.
        people: Pseudonyms of the course.
        exams: Its exams.

    Raises:
        CourseError: A line does not fit.
    """
    items: dict[tuple[str, str], dict[str, float]] = {}
    wholes: dict[tuple[str, str], float] = {}
    comments: dict[tuple[str, str], str] = {}
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows = _rows(reader, name)
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise CourseError(f"{name}:1: the columns {', '.join(COLUMNS)} are needed", hint="restore the header line")  # fmt: skip
    for line, row in rows:
        where = f"{name}:{line}"
        cells = {column: unguarded((row[column] or "").strip()) for column in COLUMNS}
        place = (cells["person"], cells["exam"])
        if place[0] not in people or place[1] not in exams:
            raise CourseError(f"{where}: there is no person `{place[0][:40]}` or no exam `{place[1][:40]}`", hint="`ipt-train course people` lists pseudonyms")  # fmt: skip
        if cells["mark"]:
            mark = _mark(cells["mark"], where)
            if not cells["item"]:
                if place in wholes:
                    raise CourseError(f"{where}: {place[0]} has two marks for {place[1]}", hint="keep one")  # fmt: skip
                wholes[place] = mark
            elif items.setdefault(place, {}).setdefault(cells["item"], mark) != mark:
                raise CourseError(f"{where}: {cells['item']} is marked twice", hint="keep one line")
        if cells["comment"]:
            comments[place] = "; ".join(filter(None, [comments.get(place, ""), cells["comment"]]))
    marks = {
        place: Manual(items=items.get(place, {}), whole=wholes.get(place))
        for place in items.keys() | wholes.keys()
    }
    return ManualMarks(marks=marks, comments=comments)


def _rows(reader: "csv.DictReader[str]", name: str) -> list[tuple[int, dict[str, str | None]]]:
    """Return the rows with their lines."""
    try:
        return [(reader.line_num, dict(row)) for row in reader]
    except csv.Error as error:
        raise CourseError(
            f"{name}:{reader.line_num}: {error}",
            hint="save it as CSV with commas and double quotes",
        ) from None


def _mark(text: str, where: str) -> float:
    try:
        mark = float(text)
    except ValueError:
        mark = -1.0
    if not 0 <= mark <= 1:
        raise CourseError(f"{where}: `{text[:20]}` is no mark", hint="a share of the marks, 0 to 1, such as 0.5")  # fmt: skip
    return mark
