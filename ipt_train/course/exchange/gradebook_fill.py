"""Filling one column of another system's own export; every other cell stays what it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipt_train.course.exchange.gradebook_match import FilledCells, cells_to_fill
from ipt_train.csv_lines import encoding_of, separator_of
from ipt_train.errors import GradebookError

_MOST = 50_000_000
_WORKBOOK = b"PK\x03\x04"


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
        unknown: Rows whose person is not on the roster, by number; they stay as they were.
        nobodys: The same rows in words, with the name that stands there.
        missing: Ids of people with a grade who are not in the export.
    """

    data: bytes
    column: str
    full_marks: float
    full_marks_from: str
    filled: int
    replaced: int
    unknown: tuple[int, ...]
    nobodys: tuple[str, ...]
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
        data: The export: CSV in UTF-8 or UTF-16, separated by commas, semicolons or tabs, of which
            every other byte stays; or a workbook of one plain sheet, of which every other cell does.
        column: The column's header, or the beginning of it that is no other's.
        people: For each id of the roster what tells the person apart (``gradebook_match.IDS``).
        shares: The grade of each id that has one, as a share of the marks, 0-1; cells of others
            stay as they were.
        points: What the instructor says the column is worth; needed where the export does not.

    Raises:
        GradebookError: The file is no table or holds more than one, the column is not found, not
            one, or tells people apart, what it is worth is not known, no column tells people apart,
            two rows or people are the same one, or an id lost its zeros.
    """
    if len(data) > _MOST:
        raise GradebookError("the export is too large", hint="export one course")
    if data.startswith(_WORKBOOK):
        from ipt_train.course.exchange.gradebook_book import PlainBook  # noqa: PLC0415 - a library that few exports need

        book = PlainBook(data)
        cells = cells_to_fill(book.rows, column=column, people=people, shares=shares, points=points)
        return _filled(book.with_column(cells.place, cells.cells), cells)
    mark, encoding = encoding_of(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise GradebookError(
            f"byte {error.start} is not {encoding}", hint="export it again, as UTF-8"
        ) from None
    rows = list(_rows(text, separator_of(text)))
    texts = [[cell.text for cell in row] for row in rows]
    cells = cells_to_fill(texts, column=column, people=people, shares=shares, points=points)
    parts: list[str] = []
    position = 0
    for number, said in cells.cells.items():
        cell = rows[number][cells.place]
        quoted = text[cell.start : cell.start + 1] == '"'
        parts += [text[position : cell.start], f'"{said}"' if quoted else said]
        position = cell.end
    parts.append(text[position:])
    return _filled(mark + "".join(parts).encode(encoding), cells)


def _filled(data: bytes, cells: FilledCells) -> Filled:
    return Filled(
        data=data,
        column=cells.column,
        full_marks=cells.worth.points,
        full_marks_from=cells.worth.said_by,
        filled=len(cells.cells),
        replaced=cells.replaced,
        unknown=cells.unknown,
        nobodys=cells.nobodys,
        missing=cells.missing,
    )


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
                    raise GradebookError("a quote is never closed", hint="export it again")
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
                f"a closing quote is followed by {text[at]!r}", hint="export it again"
            )
        yield row
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1
    if row:
        yield row
