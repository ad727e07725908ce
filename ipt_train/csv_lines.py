"""The lines of a CSV file as people save it: its encoding, its separator, and cells that are data."""

import codecs
import csv
import io
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from ipt_train.errors import Note

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BEFORE = "' \u00a0"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)")


def guarded(cell: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula.

    A leading ``= + - @``, one of their full-width twins, a tab or a line's end, also after
    spaces, gets an apostrophe before it, and so does a leading apostrophe before one of these,
    so that ``unguarded`` is exact.
    """
    return "'" + cell if cell.lstrip(_BEFORE).startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return what a guarded cell stood for."""
    guards = cell.startswith("'") and cell.lstrip(_BEFORE).startswith(_FORMULA)
    return cell[1:] if guards else cell


class Fault(NamedTuple):
    """What is wrong with a table: on which line of the file, and what to do."""

    line: int
    message: str
    hint: str


def separator_of(text: str) -> str:
    """Return the comma, semicolon or tab that stands most often in the header, outside quotes."""
    header = re.match(r'\s*(?:"[^"]*"|[^"\r\n])*', text)
    plain = re.sub(r'"[^"]*"', "", header[0] if header else "")
    return max(",;\t", key=plain.count)


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """Return the mark at the beginning of a file, empty where there is none, and its encoding."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))


class UnreadableTableError(ValueError):
    """A line cannot be read, nor can what comes after it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file.

    Raises:
        UnreadableError: It is none.
    """
    mark, encoding = encoding_of(data)
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.start} is not {error.encoding.upper()}"
        fault = Fault(line, message, "save it as CSV in UTF-8")
    if mark or b"\0" in data:
        raise UnreadableTableError(fault)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableTableError(fault) from None
    first = next(line for line in text.splitlines() if not line.isascii()).strip()
    shown = next(word for word in re.split("[,;\t]", first) if not word.isascii())
    warnings.warn(
        f"{name} is not UTF-8 and was read as Windows-1252, such as `{shown.strip()[:40]}`",
        Note,
        stacklevel=2,
    )
    return text


def csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table that hold something: where each begins, and its cells.

    Raises:
        UnreadableError: A line is no CSV.
    """
    rules = 0
    while text.startswith("# "):
        text = text.partition("\n")[2]
        rules += 1
    separator = separator_of(text)
    if named := _SEPARATOR.match(text):
        separator, text, rules = named[1], text[named.end() :], rules + 1
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begins = rules + 1
    try:
        for row in reader:
            cells = [unguarded(cell.strip()) for cell in row]
            if any(cells):
                yield begins, cells
            begins = rules + reader.line_num + 1
    except csv.Error as error:
        help = "save it as CSV with double quotes around a cell that contains commas, quotes or line ends"
        raise UnreadableTableError(Fault(begins, str(error), help)) from None
