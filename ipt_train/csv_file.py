"""Tables: CSV out, CSV and workbooks in. A cell is data: it cannot become a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipt_train.csv_lines import Fault, UnreadableTableError, csv_lines, decoded, guarded, unguarded
from ipt_train.errors import AnswersError, IptTrainError
from ipt_train.plural import counted
from ipt_train.vocabulary import Confidence

_WORKBOOK = b"PK\x03\x04"
"""How every workbook begins: it is a zip file."""
_COMMA = re.compile(r"(?:0|[0-9]{4,12}|[0-9]{1,12}(?=,(?:[0-9]{1,2}|[0-9]{4,18})$)),[0-9]{1,18}")
_DECIMAL = re.compile(r"(?:[0-9]{1,12}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,2})?")


class Table(NamedTuple):
    """A table that people wrote.

    Attributes:
        columns: The names in the header, without empty ones at its end.
        rows: The lines that have as many cells as the header, with their numbers: cells by column,
            without spaces around them and unguarded. A number is that of the line where a row begins.
        faults: What is wrong, line by line; nothing of such a line is among the rows, and there are
            none where two columns cannot be told apart.
    """

    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]
    faults: list[Fault]


def read_table(
    data: str | bytes, *, lower: bool = False, ragged: bool = False, name: str = "the table"
) -> Table:
    """Read a table that people wrote; whoever calls it must look at its faults.

    In CSV, commas, semicolons or tabs stand between cells: the header tells which, or a first line
    ``sep=;`` as Excel writes it. A workbook (.xlsx) is told by its first bytes. Lines that hold nothing
    are passed over, and so are lines of rules (``# ``) before the header and empty cells that a
    spreadsheet saves behind all lines. No cell too many is dropped and none that is missing is
    filled in: a line of more cells may hold a cell that was not quoted.

    Args:
        data: The text, or the bytes of a file: CSV in UTF-8, in UTF-16 with its mark, or in
            Windows-1252 (then a ``Note`` is given as a warning); or a workbook.
        lower: Whether names of columns are taken in small letters.
        ragged: Whether empty cells at the end of a line may be left out, or too many, as Excel
            saves a sheet whose last columns are mostly empty.
        name: Name of the file, for the note.
    """
    table = Table([], [], [])
    try:
        lines = _written_lines(data, name)
        begins, header = next(lines, (1, []))
        columns = _without_empty_end(header, 0)
        table.columns.extend(map(str.lower, columns) if lower else columns)
        if twice := _doubled(table.columns, begins):
            return Table(table.columns, [], [twice])
        wanted = len(table.columns)
        for line, written in lines:
            padded = ragged or len(written) <= len(header)
            cells = _without_empty_end(written, wanted) if padded else written
            if ragged:
                cells = cells + [""] * (wanted - len(cells))
            if len(cells) == wanted:
                table.rows.append((line, dict(zip(table.columns, cells, strict=True))))
            else:
                table.faults.append(_other_cells(len(cells), wanted, line))
    except UnreadableTableError as error:
        table.faults.append(error.fault)
    return table


def _written_lines(data: str | bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table that hold something: where each begins, and its cells.

    Raises:
        UnreadableError: A line is no CSV, the file no text, or a workbook cannot be read without
            guessing.
    """
    if isinstance(data, bytes) and data.startswith(_WORKBOOK):
        from ipt_train.workbook import sheet_rows  # noqa: PLC0415 - a library that few tables need

        for number, row in sheet_rows(data):
            cells = [unguarded(cell.strip()) for cell in row]
            if any(cells):
                yield number, cells
    else:
        text = data.removeprefix("\ufeff") if isinstance(data, str) else decoded(data, name)
        yield from csv_lines(text)


def rows(
    data: str | bytes,
    name: str,
    error: type[IptTrainError],
    nothing_done: str,
    needed: Sequence[str] = (),
    known: Sequence[str] | None = None,
    *,
    lower: bool = False,
    ragged: bool = False,
) -> Table:
    """Read a table of which nothing may be guessed: it is read whole, or refused for its first fault.

    Args:
        data: The table, as ``read_table`` takes it.
        name: Name of the file, for messages.
        error: What is raised.
        nothing_done: What every hint begins with, such as "nothing was recorded".
        needed: Columns that must be there.
        known: All columns that may be there; None where others are passed over.
        lower: Whether names of columns are taken in small letters.
        ragged: Whether empty cells at the end of a line may be left out, or too many.

    Raises:
        IptTrainError: A line cannot be read or has other cells than the header, a column is
            missing, not known or there twice. It is of the type that was given.
    """
    table = read_table(data, lower=lower, ragged=ragged, name=name)
    faults = list(table.faults)
    readable = table.columns or not faults
    if readable and any(column not in table.columns for column in needed):
        message = f"the columns {' and '.join(needed)} are needed"
        faults.insert(0, Fault(1, message, f"begin the file with the line `{','.join(needed)}`"))
    elif known is not None and (more := [one for one in table.columns if one not in known]):
        message = f"the column `{more[0][:40]}` is not known"
        faults.append(Fault(1, message, f"the columns are {', '.join(known)}"))
    for fault in sorted(faults, key=lambda fault: fault.line):
        raise error(f"{name}:{fault.line}: {fault.message}", hint=f"{nothing_done}; {fault.hint}")
    return table


def _without_empty_end(cells: list[str], fewest: int) -> list[str]:
    while len(cells) > fewest and not cells[-1]:
        cells = cells[:-1]
    return cells


def _doubled(columns: list[str], line: int) -> Fault | None:
    name = next((name for name in columns if name and columns.count(name) > 1), "")
    message = f"two columns are called `{name[:40]}`"
    return Fault(line, message, "rename one, or take it out") if name else None


def _other_cells(cells: int, wanted: int, line: int) -> Fault:
    more = "write decimals with a point, and put double quotes around a cell that contains a comma"
    help = more if cells > wanted else "leave a cell empty, but do not leave it out"
    return Fault(line, f"{counted(cells, 'cell')}, but the header has {wanted}", help)


def decimal(cell: str) -> float | None:
    """Return the number, 0 or more, that a cell holds; None where it holds anything else.

    Digits with a point are a number, and with a comma where that cannot separate thousands: `0,85`
    and `12,5`, but not `1,250`. There is no sign, per cent, underscore, nan or infinity.
    """
    if _COMMA.fullmatch(cell):
        cell = cell.replace(",", ".")
    return float(cell) if _DECIMAL.fullmatch(cell) else None


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """Return a table as CSV (RFC 4180): a header, lines ended by CR LF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return buffer.getvalue()


NOTHING_RECORDED = "nothing was recorded"
"""What a file of answers that is refused leaves behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of a file of answers."""

    line: int
    item: str
    response: str
    confidence: Confidence | None
    response_ms: int


ANSWER_COLUMNS = ("item", "response", "confidence", "response_ms")
"""The columns of a file of answers; the first two are needed."""


def read_answers(text: str | bytes, name: str) -> dict[str, Answer]:
    """Read a file of answers, by item; it is refused whole where a line does not fit.

    The header names the columns: item and response, and if wanted confidence
    (guessed, unsure or certain) and response_ms.

    Raises:
        AnswersError: A column is missing, not known or there twice, a line has more or fewer cells
            than the header, an item appears twice, or a cell is unreadable.
    """
    answers: dict[str, Answer] = {}
    needed = ANSWER_COLUMNS[:2]
    table = rows(text, name, AnswersError, NOTHING_RECORDED, needed, ANSWER_COLUMNS)
    for line, row in table.rows:
        answer = _answer(row, name, line)
        if answer.item in answers:
            raise AnswersError(
                f"{name}:{answer.line}: {answer.item} is answered twice",
                hint=f"{NOTHING_RECORDED}; first on line {answers[answer.item].line}, keep one",
            )
        answers[answer.item] = answer
    return answers


def _answer(row: Mapping[str, str], name: str, line: int) -> Answer:
    said = row.get("confidence", "")
    spent = row.get("response_ms") or "0"
    if said not in ("", *Confidence):
        raise AnswersError(
            f"{name}:{line}: `{said[:20]}` is not a confidence",
            hint=f"{NOTHING_RECORDED}; write {', '.join(Confidence)} or nothing; put double quotes around a cell that contains a comma",
        )
    if not spent.isascii() or not spent.isdigit() or len(spent) > 9:
        raise AnswersError(
            f"{name}:{line}: `{spent[:20]}` is not a number of milliseconds",
            hint=f"{NOTHING_RECORDED}; write a whole number or nothing; put double quotes around a cell that contains a comma",
        )
    return Answer(
        line=line,
        item=row["item"],
        response=row["response"],
        confidence=Confidence(said) if said else None,
        response_ms=int(spent),
    )
