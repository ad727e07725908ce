"""Which cell of another system's export takes which grade: column, worth, and whose row it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_train.course.core.who import is_without_zeros
from ipt_train.course.exchange.gradebook_worth import POINTS_ROW, Worth, worth_of
from ipt_train.errors import GradebookError

IDS = {
    "id": ("SIS User ID", "ID number", "Student ID", "ID-Nummer"),
    "username": ("Username", "SIS Login ID", "Anmeldename"),
    "email": ("Email address", "SIS Login ID", "Email", "E-Mail-Adresse", "E-Mail"),
    "canvas_id": ("ID",),
}
"""Columns that tell people apart, by what of the roster they hold; a name never does."""

_NAMES = ("student", "first name", "last name", "vorname", "nachname", "full name", "name")
"""Columns that hold a name, in small letters: to say whose a row is that is nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledCells:
    """What is to be written into an export.

    Attributes:
        place: The column that is filled, from 0, and ``column`` its header.
        worth: What full marks are worth in it.
        cells: What is written, by row from 0, the header being row 0.
        replaced: How many of the cells said something else.
        unknown: Rows whose person is not on the roster, counted from 1, and ``nobodys`` the same
            with the name that stands there.
        missing: Ids of people with a grade who are not in the export.
    """

    place: int
    column: str
    worth: Worth
    cells: Mapping[int, str]
    replaced: int
    unknown: tuple[int, ...]
    nobodys: tuple[str, ...]
    missing: tuple[str, ...]


def cells_to_fill(
    rows: Sequence[Sequence[str]],
    *,
    column: str,
    people: Mapping[str, Mapping[str, str]],
    shares: Mapping[str, float],
    points: float | None,
) -> FilledCells:
    """Find out which cells take which grades.

    Args:
        rows: The cells of the export as text, the header first.
        column: The column's header, or the beginning of it that is no other's.
        people: For each id of the roster what tells the person apart (see ``IDS``).
        shares: The grade of each id that has one, 0-1.
        points: What the instructor says the column is worth.

    Raises:
        GradebookError: The column is not found, not one, or tells people apart, what it is worth is
            not known, no column tells people apart, two rows or people are the same one, or an id
            lost its zeros.
    """
    if len(rows) < 2:
        raise GradebookError("the export has no rows", hint="export it with its people")
    header = [cell.strip() for cell in rows[0]]
    place = _place(header, column)
    keys = _keys(header, people)
    if place in [at for at, _ in keys]:
        raise GradebookError(f"`{header[place]}` tells people apart", hint="choose another column")
    worth = worth_of(header, rows[1:], place, points)
    cells: dict[int, str] = {}
    replaced = 0
    unknown: dict[int, str] = {}
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        person = _person(row, keys, number)
        if person is None:
            if len(row) > 1 and row[0].strip() != POINTS_ROW:
                unknown[number] = _named(header, row)
            continue
        if person in seen:
            raise GradebookError(
                f"rows {seen[person]} and {number} are the same person, {person}",
                hint="correct the export or the roster",
            )
        seen[person] = number
        if person in shares and place < len(row):
            cells[number - 1] = worth.cell(shares[person])
            replaced += row[place].strip() not in ("", "-", cells[number - 1])
    return FilledCells(
        place=place,
        column=header[place],
        worth=worth,
        cells=cells,
        replaced=replaced,
        unknown=tuple(unknown),
        nobodys=tuple(f"row {number}{name}" for number, name in unknown.items()),
        missing=tuple(sorted(set(shares) - set(seen))),
    )


def _named(header: Sequence[str], row: Sequence[str]) -> str:
    """Return in brackets what a row says of its person's name; an empty text where it says nothing."""
    cells = zip(header, row, strict=False)
    names = [cell.strip() for name, cell in cells if name.casefold() in _NAMES and cell.strip()]
    return f" ({' '.join(names)[:60]})" if names else ""


def _person(
    row: Sequence[str], keys: Sequence[tuple[int, Mapping[str, str]]], number: int
) -> str | None:
    """Return the person of a row, or none; columns that disagree, and lost zeros, are an error."""
    texts = [(row[at].strip(), known) for at, known in keys if at < len(row)]
    meant = {known[text] for text, known in texts if text in known}
    if len(meant) > 1:
        raise GradebookError(
            f"row {number} is {' by one column and '.join(sorted(meant))} by another",
            hint="correct the export or the roster; nothing was written",
        )
    if meant:
        return meant.pop()
    for text, known in texts:
        if whole := next((value for value in known if is_without_zeros(text, value)), None):
            raise GradebookError(
                f"row {number} has `{text}`, but {known[whole]} has `{whole}` on the roster",
                hint="a spreadsheet took the zeros off: export it again and fill that file without opening it first",
            )
    return None


def _place(header: list[str], column: str) -> int:
    exact = [at for at, name in enumerate(header) if name == column]
    found = exact or [at for at, name in enumerate(header) if name.startswith(column)]
    if len(found) != 1:
        several = "several columns begin" if found else "no column begins"
        raise GradebookError(
            f"{several} with `{column}`", hint=f"columns: {', '.join(header)[:300]}"
        )
    return found[0]


def _keys(
    header: list[str], people: Mapping[str, Mapping[str, str]]
) -> list[tuple[int, dict[str, str]]]:
    """Return for each column that tells people apart its place, and the person of each value."""
    keys = []
    for kind, names in IDS.items():
        known: dict[str, str] = {}
        for person, about in people.items():
            value = about.get(kind, "")
            if value and known.setdefault(value, person) != person:
                raise GradebookError(
                    f"{person} and {known[value]} have the same {kind}", hint="correct the roster"
                )
        keys += [(header.index(name), known) for name in names if known and name in header]
    if not keys:
        raise GradebookError(
            "no column of the export tells people apart",
            hint="it needs an id, user name or email address; names alone are not enough",
        )
    return keys
