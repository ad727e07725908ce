"""Real cells held to what the data dictionary says of their columns."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from ipt_train.progress.operation.columns import Column


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table as CSV."""
    return list(csv.DictReader(io.StringIO(text)))


READERS: dict[str, Callable[[str], object]] = {
    "text": str,
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
    "ISO instant": datetime.fromisoformat,
}


def reads(words: str, cell: str) -> bool:
    """Whether a cell is what the type in the dictionary promises to somebody who reads it, such as ``1 to 4``."""
    if ends := re.fullmatch(r"(\d) to (\d)", words):
        return int(ends[1]) <= int(cell) <= int(ends[2])
    if " or " in words:
        return cell in re.split(", | or ", words)
    try:
        READERS[words](cell)
    except ValueError:
        return False
    return True


def misfits(columns: Iterable[Column], rows: list[dict[str, str]]) -> set[tuple[str, str]]:
    """Columns and cells that are not what the dictionary says."""
    assert rows
    return {
        (column.name, cell)
        for column in columns
        for cell in (row[column.name] for row in rows)
        if not (column.kind.fits(cell) and reads(column.kind.words, cell) if cell else column.empty)
    }


def never_empty(columns: Iterable[Column], rows: list[dict[str, str]]) -> set[str]:
    """Columns that the dictionary says are empty now and then, and that never are."""
    return {one.name for one in columns if one.empty and all(row[one.name] for row in rows)}


def ends_in_words(unit: str) -> tuple[float, float] | None:
    """The ends of a scale that a unit names, such as ``share, 0 to 1``."""
    said = re.search(r"(-?\d+) to (-?\d+)$", unit)
    return (float(said[1]), float(said[2])) if said else None
