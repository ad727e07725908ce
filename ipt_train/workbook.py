"""Workbooks (.xlsx) as tables: cells in as the sheet shows them, tables out with typed cells.

A spreadsheet shows ``0045`` where it stores 45, and 85 % where it stores 0.85. What a person
typed an id or a mark into is what they saw, so a cell is read as its number format shows it where
that changes the meaning, and exactly as it is stored where it would only round.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ipt_train.csv_lines import Fault, UnreadableTableError

_LARGEST = 200 * 1024 * 1024
"""Greatest size of what a workbook unpacks to, in bytes."""

_ZEROS = re.compile(r"0+")
_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def sheet_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the one sheet that holds something: the number of each, and its cells.

    Whole numbers come without a point and with the leading zeros of their number format, per cent
    as shown, dates in ISO 8601, truth values as ``TRUE`` and ``FALSE``, and everything else as it
    is stored.

    Args:
        data: The bytes of the file.

    Raises:
        UnreadableError: It is no workbook, several sheets hold something, a cell shows an error, or
            a formula was never worked out.
    """
    shown, formulas = _sheets(data)
    for number, (values, written) in enumerate(
        zip(shown.iter_rows(), formulas.iter_rows(), strict=True), start=1
    ):
        cells = [_text(value, source) for value, source in zip(values, written, strict=True)]
        yield number, cells


def _sheets(data: bytes) -> tuple[Any, Any]:
    """Return the sheet that holds something, with stored values and with formulas."""
    no_workbook = _error(1, "it is not a workbook (.xlsx)", "save it as .xlsx or as CSV")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise _error(1, "it unpacks to more than 200 MB", "save only the table")
        books = [openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (True, False)]
    except UnreadableTableError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook makes its reader fail in any way
        raise no_workbook from None
    full = [sheet.title for sheet in books[1].worksheets if _holds_something(sheet)]
    if len(full) > 1:
        message = f"{len(full)} of its sheets are not empty: {', '.join(full)[:80]}"
        raise _error(1, message, "save the sheet you want as a file of its own")
    if not books[1].worksheets:
        raise no_workbook
    title = full[0] if full else books[1].worksheets[0].title
    return books[0][title], books[1][title]


def _error(line: int, message: str, hint: str) -> UnreadableTableError:
    return UnreadableTableError(Fault(line, message, hint))


def _holds_something(sheet: Any) -> bool:
    return any(cell.value is not None for row in sheet.iter_rows() for cell in row)


def _text(cell: Any, source: Any) -> str:
    """Return what a cell shows.

    Args:
        cell: The cell with its stored value.
        source: The same cell with its formula, if it has one.

    Raises:
        UnreadableError: It shows an error, or holds a formula without a value.
    """
    value = cell.value
    where = getattr(source, "coordinate", "")
    if source.data_type == "f" and value is None:
        raise _error(
            source.row,
            f"the cell {where} contains a formula that was never worked out",
            "open the file in a spreadsheet program and save it, or type the value",
        )
    if cell.data_type == "e" or (isinstance(value, str) and value in _ERRORS):
        raise _error(source.row, f"the cell {where} shows {value}", "correct it, or empty it")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "General")
    if isinstance(value, datetime):
        midnight = value.time() == time(0) and not set("hHsS") & set(_bare(cell.number_format))
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _number(value: float, shown_as: str) -> str:
    """Return a number without rounding it, with the zeros or the per cent that its format adds."""
    form = _bare(shown_as.partition(";")[0])
    if "%" in form:
        return f"{_plain(round(value * 100, 12))}%"
    text = _plain(value)
    if _ZEROS.fullmatch(form) and text.isdigit():
        return text.zfill(len(form))
    return text


def _bare(number_format: str | None) -> str:
    """Return a number format without the text, colours and conditions in it."""
    return _TEXT.sub("", number_format or "")


def _plain(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a workbook that is to be written.

    Attributes:
        title: Its name, at most 31 signs.
        columns: The header.
        rows: Cells; numbers and dates keep their type.
        formats: Number formats by column, such as ``0.0%``.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    formats: dict[str, str]


def workbook(sheets: Sequence[Sheet], *, made: datetime) -> bytes:
    """Return a workbook; text in it stays text, whatever sign it begins with.

    Args:
        sheets: Its tables, in order.
        made: What it states as the time of its making.
    """
    book = openpyxl.Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        widths = [len(name) for name in sheet.columns]
        for line, cells in enumerate([sheet.columns, *sheet.rows], start=1):
            for number, value in enumerate(cells):
                widths[number] = max(widths[number], len(str(value if value is not None else "")))
                _put(page.cell(line, number + 1), value, sheet.formats.get(sheet.columns[number]))
        for number, width in enumerate(widths, start=1):
            page.column_dimensions[get_column_letter(number)].width = min(60, width + 2)
            page.cell(1, number).font = Font(bold=True)
        page.freeze_panes = "A2"
        page.auto_filter.ref = page.dimensions
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(cell: Any, value: Cell, number_format: str | None) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # else what begins with = becomes a formula
        cell.number_format = "@"
    elif number_format is not None:
        cell.number_format = number_format
