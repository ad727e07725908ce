"""Filling one column of another system's own export; every other byte stays what it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipt_train.course.exchange.gradebook_worth import POINTS_ROW, worth_of
from ipt_train.csv_lines import encoding_of, separator_of
from ipt_train.errors import GradebookError

_MOST = 50_000_000

IDS = {
    "id": ("SIS User ID", "ID number", "Student ID"),
    "username": ("Username", "SIS Login ID"),
    "email": ("Email address", "SIS Login ID", "Email"),
    "canvas_id": ("ID",),
}
"""Columns that tell people apart, by what of the roster they hold; a name never does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a table: where its text begins and ends, quotes included, and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled export.

    Attributes:
        data: Its bytes.
        column: The column that was filled.
        full_marks: What full marks are worth in it, in points, and ``full_marks_from`` who says so.
        filled: How many cells were written, and ``replaced`` how many of them said something else.
        unknown: Rows whose person is not on the roster, by line; they stay as they were.
        missing: Ids of people with a grade who are not in the export.
    """

    data: bytes
    column: str
    full_marks: float
    full_marks_from: str
    filled: int
    replaced: int
    unknown: tuple[int, ...]
    missing: tuple[str, ...]


def fill(
    data: bytes,
    *,
    column: str,
    people: Mapping[str, Mapping[str, str]],
    shares: Mapping[str, float],
    points: float | None = None,
) -> Filled:
    """Fill one column.

    Args:
        data: The export, in UTF-8 or UTF-16, separated by commas, semicolons or tabs.
        column: The column's header, or the beginning of it that is no other's.
        people: For each id of the roster what tells the person apart (see ``IDS``).
        shares: The grade of each id that has one, as a share of the marks, 0-1; cells of others
            stay as they were.
        points: What the instructor says the column is worth; needed where the export does not.

    Raises:
        GradebookError: The file is no table, the column is not found, not one, or tells people
            apart, what it is worth is not known, no column tells people apart, or two rows or
            people are the same one.
    """
    if len(data) > _MOST:
        raise GradebookError("the export is too large", hint="export one course")
    mark, encoding = encoding_of(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise GradebookError(
            f"byte {error.start} is not {encoding}", hint="export it anew, as UTF-8"
        ) from None
    rows = list(_rows(text, separator_of(text)))
    if len(rows) < 2:
        raise GradebookError("the export has no rows", hint="export it with its people")
    header = [cell.text.strip() for cell in rows[0]]
    place = _place(header, column)
    keys = _keys(header, people)
    if place in [at for at, _ in keys]:
        raise GradebookError(f"`{header[place]}` tells people apart", hint="choose another column")
    worth = worth_of(header, [[cell.text for cell in row] for row in rows[1:]], place, points)
    parts: list[str] = []
    position = filled = replaced = 0
    unknown: list[int] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        person = _person(row, keys, number)
        if person is None:
            if len(row) > 1 and row[0].text.strip() != POINTS_ROW:
                unknown.append(number)
            continue
        if person in seen:
            raise GradebookError(
                f"rows {seen[person]} and {number} are the same person, {person}",
                hint="correct the export or the roster",
            )
        seen[person] = number
        if person not in shares or place >= len(row):
            continue
        cell = row[place]
        quoted = text[cell.start : cell.start + 1] == '"'
        said = worth.cell(shares[person])
        parts += [text[position : cell.start], f'"{said}"' if quoted else said]
        position = cell.end
        filled += 1
        replaced += cell.text.strip() not in ("", "-", said)
    parts.append(text[position:])
    return Filled(
        data=mark + "".join(parts).encode(encoding),
        column=header[place],
        full_marks=worth.points,
        full_marks_from=worth.said_by,
        filled=filled,
        replaced=replaced,
        unknown=tuple(unknown),
        missing=tuple(sorted(set(shares) - set(seen))),
    )


def _person(
    row: list[TableCell], keys: list[tuple[int, dict[str, str]]], number: int
) -> str | None:
    """Return the person of a row, or none; columns that disagree are an error."""
    found = {
        known[text]
        for at, known in keys
        if at < len(row) and (text := row[at].text.strip()) in known
    }
    if len(found) > 1:
        raise GradebookError(
            f"row {number} is {' by one column and '.join(sorted(found))} by another",
            hint="correct the export or the roster; nothing was written",
        )
    return found.pop() if found else None


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


def _rows(text: str, separator: str) -> Iterator[list[TableCell]]:
    """Yield rows with the place of each cell: quotes as in RFC 4180, any line end."""
    at, row, size = 0, [], len(text)
    while at < size:
        start = at
        if text[at] == '"':
            at += 1
            while True:
                end = text.find('"', at)
                if end < 0:
                    raise GradebookError("a quote is never closed", hint="export it anew")
                at = end + 1
                if text[at : at + 1] != '"':
                    break
                at += 1
            said = text[start + 1 : at - 1].replace('""', '"')
        else:
            while at < size and text[at] not in (separator, "\r", "\n"):
                at += 1
            said = text[start:at]
        row.append(TableCell(start=start, end=at, text=said))
        if text[at : at + 1] == separator:
            at += 1
            if at == size or text[at] in "\r\n":  # an empty last cell
                row.append(TableCell(start=at, end=at, text=""))
            else:
                continue
        if at < size and text[at] not in "\r\n":
            raise GradebookError(
                f"after a closing quote stands {text[at]!r}", hint="export it anew"
            )
        yield row
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1
    if row:
        yield row
