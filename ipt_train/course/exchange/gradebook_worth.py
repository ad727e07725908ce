"""What a column of another system's export is worth, as far as the export says so.

Canvas states it in a row that begins with ``Points Possible``, and there ``(read only)`` for what it
works out itself. Blackboard states it in the header: ``[Total Pts: 40 Score]``; ``up to`` marks what
it works out itself, and the last word how marks are shown there. Moodle's gradebook does not state
it; its grading worksheet has a column ``Maximum Grade``, its reports of quizzes a ``Grade/10.00``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from ipt_train.course.exchange.gradebook_write import number
from ipt_train.errors import GradebookError

POINTS_ROW = "Points Possible"
"""How the row of Canvas begins, after spaces."""

_BLACKBOARD = re.compile(r"\[Total Pts: (up to )?([\d.,]+) ?([^\]]*)\] *(?:\|\d+)?$")
_MOODLE_REPORT = re.compile(r"Grade/([\d.,]+)")
_MOODLE_TYPE = re.compile(r"\((Percentage|Letter|Feedback)\)$")
_MOODLE_MAXIMUM = "maximum grade"
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_COMMA = re.compile(r"[0-9]{1,9},(?:[0-9]{1,2}|[0-9]{4,9})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,2}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What full marks are worth in a column, in points above 0, and who says so."""

    points: float
    said_by: str

    def cell(self, share: float) -> str:
        """Return a share of the marks, 0-1, in points of the column; never more than it is worth."""
        text = number(share * self.points)
        most = Decimal(repr(self.points))
        if Decimal(text) > most:
            text = str(most.quantize(Decimal("0.01"), ROUND_DOWN)).rstrip("0").rstrip(".")
        return text


def worth_of(
    header: Sequence[str], rows: Sequence[Sequence[str]], place: int, told: float | None
) -> Worth:
    """Return what a column is worth.

    Args:
        header: The headers of the export.
        rows: The cells of its other rows.
        place: Which column, from 0.
        told: What the instructor says it is worth, if anything.

    Raises:
        GradebookError: The column takes no points, or what it is worth is not known, is not
            above 0, or is told otherwise than the export states it.
    """
    name = header[place]
    stated = _in_row(name, rows, place) or _in_header(name) or _in_column(header, rows, place)
    if stated is not None and told not in (None, stated.points):
        raise GradebookError(
            f"{_worth(name, stated)}, but {told:g} according to --points",
            hint="leave --points out, or change the column in the other system and export it again",
        )
    worth = stated or (None if told is None else Worth(points=told, said_by="--points"))
    if worth is None:
        raise GradebookError(
            f"the export does not say what `{name}` is worth",
            hint="look it up in the other system and give it with --points, such as --points 40",
        )
    if not worth.points > 0:
        raise GradebookError(
            _worth(name, worth), hint="give it points in the other system and export it again"
        )
    return worth


def _worth(name: str, worth: Worth) -> str:
    return f"`{name}` is worth {worth.points:g} points according to {worth.said_by}"


def _in_row(name: str, rows: Sequence[Sequence[str]], place: int) -> Worth | None:
    """Return what Canvas states."""
    row = next((one for one in rows if one and one[0].strip() == POINTS_ROW), None)
    cell = row[place].strip() if row and place < len(row) else ""
    if not cell:
        return None
    said_by = f"the row {POINTS_ROW}"
    points = _amount(cell)
    if points is None:
        raise _takes_none(name, f"{said_by} says `{cell[:40]}`")
    return Worth(points=points, said_by=said_by)


def _in_header(name: str) -> Worth | None:
    """Return what Blackboard, or a report of Moodle's, states."""
    if kind := _MOODLE_TYPE.search(name):
        raise _takes_none(name, f"it contains no points ({kind[1].lower()})")
    if found := _BLACKBOARD.search(name):
        if found[1]:
            raise _takes_none(name, "the other system works it out itself (`up to`)")
        if found[3] not in ("", "Score"):
            raise _takes_none(name, f"its marks are shown as {found[3]}, not as points")
        points = _amount(found[2], thousands=True)
    elif found := _MOODLE_REPORT.fullmatch(name):
        points = _amount(found[1])
    else:
        return None
    return None if points is None else Worth(points=points, said_by="its header")


def _in_column(header: Sequence[str], rows: Sequence[Sequence[str]], place: int) -> Worth | None:
    """Return what a grading worksheet of Moodle's states, in a column of its own."""
    columns = [at for at, one in enumerate(header) if one.casefold() == _MOODLE_MAXIMUM]
    if not columns or header[place] != "Grade":
        return None
    cells = {row[columns[0]].strip() for row in rows if columns[0] < len(row)} - {""}
    points = _amount(next(iter(cells))) if len(cells) == 1 else None
    if points is None:
        said = ", ".join(sorted(cells)[:3]) or "nothing"
        raise _takes_none(header[place], f"the column {header[columns[0]]} contains {said}")
    return Worth(points=points, said_by=f"the column {header[columns[0]]}")


def _takes_none(name: str, why: str) -> GradebookError:
    return GradebookError(
        f"`{name}` cannot be filled with points: {why}",
        hint="choose a column that takes points, or have the other system show it as points, and"
        " export it again",
    )


def _amount(text: str, *, thousands: bool = False) -> float | None:
    """Return a number with a decimal point or comma; None where that cannot be told.

    ``10,000`` may be ten or ten thousand: it is the latter only where a comma groups thousands.
    """
    if _PLAIN.fullmatch(text):
        return float(text)
    if thousands and _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    return float(text.replace(",", ".")) if _COMMA.fullmatch(text) else None
