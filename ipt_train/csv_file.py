"""CSV: tables out, answers in. A cell is data: it cannot become a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipt_train.errors import AnswersError, IptTrainError
from ipt_train.plural import counted
from ipt_train.vocabulary import Confidence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BEFORE = "' \u00a0"
_DECIMAL = re.compile(r"(?:[0-9]{1,12}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,2})?")


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


class BrokenTableError(ValueError):
    """A table cannot be read as CSV; ``line`` says where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def table_lines(
    text: str, *, separator: str = ",", exact: bool = False
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a table that people wrote.

    Args:
        text: CSV with a header; lines without any text are passed over.
        separator: What stands between cells.
        exact: Leave empty cells out only where the header has them too: one comma too many may
            belong to a cell that was not quoted.

    Returns:
        The header, and the other lines with their numbers: cells without spaces around them and
        unguarded. Empty cells behind those of the header, as spreadsheets add them, are left out,
        so that a line with more cells than the header holds something that is under no header.

    Raises:
        BrokenTableError: A line cannot be read.
    """
    lines_of = io.StringIO(text.removeprefix("\ufeff"), newline="")
    reader = csv.reader(lines_of, delimiter=separator, strict=True)
    header: list[str] = []
    width = 0
    lines: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            cells = [unguarded(cell.strip()) for cell in row]
            if not header:
                width = len(cells)
            padded = not exact or len(cells) <= width
            while padded and len(cells) > len(header) and not cells[-1]:
                cells.pop()
            if not header:
                header = cells
            elif any(cells):
                lines.append((reader.line_num, cells))
    except csv.Error as error:
        raise BrokenTableError(reader.line_num, str(error)) from None
    return header, lines


def decimal(cell: str) -> float | None:
    """Return the number, 0 or more, that a cell holds; None where it holds anything else.

    Only digits with a point are a number: no sign, comma, per cent, underscore, nan or infinity.
    """
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


def read_answers(text: str, name: str) -> dict[str, Answer]:
    """Read a file of answers, by item; it is refused whole where a line does not fit.

    The header names the columns: item and response, and if wanted confidence
    (guessed, unsure or certain) and response_ms.

    Raises:
        AnswersError: A column is missing, not known or there twice, a line has more or fewer cells
            than the header, an item is there twice, or a cell is unreadable.
    """
    answers: dict[str, Answer] = {}
    _, rows = table_rows(
        text, name, AnswersError, NOTHING_RECORDED, ANSWER_COLUMNS[:2], ANSWER_COLUMNS
    )
    for line, row in rows:
        answer = _answer(row, name, line)
        if answer.item in answers:
            raise AnswersError(
                f"{name}:{answer.line}: {answer.item} is answered twice",
                hint=f"{NOTHING_RECORDED}; first on line {answers[answer.item].line}, keep one",
            )
        answers[answer.item] = answer
    return answers


def table_rows(
    text: str,
    name: str,
    error: type[IptTrainError],
    nothing_done: str,
    needed: Sequence[str] = (),
    known: Sequence[str] | None = None,
) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Read a table of which nothing may be guessed: each line has as many cells as the header.

    Args:
        text: CSV with a header.
        name: Name of the file, for messages.
        error: What is raised.
        nothing_done: What every hint begins with, such as "nothing was recorded".
        needed: Columns that must be there.
        known: All columns that may be there; None where others are passed over.

    Returns:
        The header, and the lines with their numbers: cells by column.

    Raises:
        IptTrainError: A line cannot be read or has other cells than the header, a column is
            missing, not known or there twice. It is of the type that was given.
    """
    try:
        header, lines = table_lines(text, exact=True)
    except BrokenTableError as broken:
        raise error(
            f"{name}:{broken.line}: {broken}",
            hint=f"{nothing_done}; save it as CSV with commas and double quotes",
        ) from None
    if any(one not in header for one in needed):
        raise error(
            f"{name}:1: the columns {' and '.join(needed)} are needed",
            hint=f"{nothing_done}; begin the file with the line `{','.join(needed)}`",
        )
    if twice := [one for number, one in enumerate(header) if one in header[:number]]:
        raise error(
            f"{name}:1: two columns are called `{twice[0][:40]}`",
            hint=f"{nothing_done}; rename one, or take it out",
        )
    if unknown := [one for one in header if known is not None and one not in known]:
        raise error(
            f"{name}:1: the column `{unknown[0][:40]}` is not known",
            hint=f"{nothing_done}; the columns are {', '.join(known or ())}",
        )
    for line, cells in lines:
        if len(cells) != len(header):
            more = len(cells) > len(header)
            raise error(
                f"{name}:{line}: {counted(len(cells), 'cell')}, and the header has {len(header)}",
                hint=f"{nothing_done}; "
                + ("quote a cell that holds a comma" if more else "leave a cell empty, not out"),
            )
    return header, [(line, dict(zip(header, cells, strict=True))) for line, cells in lines]


def _answer(row: Mapping[str, str], name: str, line: int) -> Answer:
    said = row.get("confidence", "")
    spent = row.get("response_ms") or "0"
    if said not in ("", *Confidence):
        raise AnswersError(
            f"{name}:{line}: `{said[:20]}` is not a confidence",
            hint=f"{NOTHING_RECORDED}; {', '.join(Confidence)} or empty; quote a cell that holds a comma",
        )
    if not spent.isascii() or not spent.isdigit() or len(spent) > 9:
        raise AnswersError(
            f"{name}:{line}: `{spent[:20]}` is not a number of milliseconds",
            hint=f"{NOTHING_RECORDED}; a whole number or empty; quote a cell that holds a comma",
        )
    return Answer(
        line=line,
        item=row["item"],
        response=row["response"],
        confidence=Confidence(said) if said else None,
        response_ms=int(spent),
    )


def read_table(text: str) -> list[dict[str, str]]:
    """Read back a table that ``csv_text`` wrote: lines of rules before it are passed over.

    Args:
        text: The table; lines that begin with ``# `` may stand before its header.

    Returns:
        One mapping a row, cells unguarded.
    """
    rest = text.removeprefix("\ufeff")
    while rest.startswith("# "):
        rest = rest.partition("\n")[2]
    rows = csv.DictReader(io.StringIO(rest, newline=""), strict=True)
    return [{name: unguarded(cell) for name, cell in row.items()} for row in rows]
