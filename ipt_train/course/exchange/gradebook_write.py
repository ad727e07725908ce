"""Gradebooks for Canvas, Moodle and Blackboard, with the header rows that each exports itself.

Canvas: header and ``Points Possible`` row as in its ``lib/gradebook_exporter.rb``; people are
matched by ID, SIS User ID, SIS Login ID and then by name, so an id is always given. Moodle: the
columns of its text export (``grade_export_txt.php``); email addresses are case-sensitive there.
Blackboard: every cell quoted; without a column id it would make a new text column worth nothing.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.csv_lines import guarded
from ipt_train.errors import GradebookError
from ipt_train.figure.rounding import points as rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class GradebookRow:
    """A person and a grade as a gradebook has them; ``points`` None is no grade.

    Attributes:
        id: The person's id on the roster.
        name: The name, and ``first`` and ``last`` its parts.
        email: The address as it was written.
        groups: Further columns of the roster.
        points: The grade in points.
        comment: Feedback to the person.
    """

    id: str
    name: str
    first: str
    last: str
    email: str
    groups: dict[str, str]
    points: float | None
    comment: str = ""


def number(points: float | None) -> str:
    """Return points with at most two decimals, rounded as spreadsheets do; none is an empty cell."""
    return "" if points is None else rounded(points)


def canvas(rows: Sequence[GradebookRow], *, title: str, points: float, assignment: str = "") -> str:
    """Return a gradebook for Canvas.

    Args:
        rows: People and grades.
        title: Name of the assignment; one that Canvas does not know becomes a new assignment.
        points: Its points; Canvas overwrites the assignment's points with them.
        assignment: Id of the assignment in Canvas, so that it is found whatever its name.
    """
    column = f"{title} ({assignment})" if assignment else title
    table = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]]
    table.append(["    Points Possible", "", "", "", "", number(points)])
    for one in rows:
        known = one.groups
        user = known.get("sis_user_id") or one.id
        login = known.get("sis_login_id") or one.email
        student = f"{one.last}, {one.first}" if one.first and one.last else one.name
        table.append(
            [
                student,
                known.get("canvas_id", ""),
                user,
                login,
                known.get("section", ""),
                number(one.points),
            ]
        )
    return _text(table)


def moodle(rows: Sequence[GradebookRow], *, title: str, downloaded: int) -> str:
    """Return a gradebook for Moodle.

    Args:
        rows: People and grades.
        title: Name of the quiz or item.
        downloaded: When it was made, seconds since 1970.
    """
    head = ["First name", "Last name", "ID number", "Institution", "Department", "Email address"]
    feedback = any(one.comment for one in rows)
    table = [[*head, f"Quiz: {title} (Real)", *([f"Quiz: {title} (Feedback)"] if feedback else [])]]
    table[0].append("Last downloaded from this course")
    for one in rows:
        known = one.groups
        cells = [
            one.first,
            one.last,
            one.id,
            known.get("institution", ""),
            known.get("department", ""),
            one.email,
        ]
        cells += [number(one.points), *([one.comment] if feedback else []), str(downloaded)]
        table.append(cells)
    return _text(table)


def blackboard(rows: Sequence[GradebookRow], *, title: str, points: float, column: str) -> str:
    """Return a gradebook for Blackboard.

    Args:
        rows: People and grades; the roster's column ``username``, else the id, is the user's key.
        title: Name of the column.
        points: Its points.
        column: Its id in Blackboard, from the header of Blackboard's own export.

    Raises:
        GradebookError: There is no id of the column.
    """
    if not column.isascii() or not column.isdigit():
        raise GradebookError(
            "Blackboard needs the id of the column: without it grades land in a new text column"
            " worth nothing",
            hint="download the column from Blackboard and give the number after | with --column",
        )
    head = ["Username", f"{title} [Total Pts: {number(points)} Score] |{column}"]
    head += ["Feedback to Learner", "Feedback Format", "Grading Notes", "Notes Format"]
    table = [head]
    for one in rows:
        user = one.groups.get("username") or one.id
        said = ["", "", "", ""]
        if one.comment:
            said = [one.comment, "PLAIN_TEXT", "", ""]
        table.append([user, number(one.points), *said])
    return _text(table, quoting=csv.QUOTE_ALL)


def _text(table: Sequence[Sequence[str]], *, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Return rows as CSV with every cell guarded; leading spaces of Canvas stay.

    A grade is never below 0, so that no number is taken for a formula.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n", quoting=quoting)  # type: ignore[arg-type]
    for row in table:
        writer.writerow([guarded(cell) for cell in row])
    return buffer.getvalue()
