"""Which file of a course holds a table of people's own: the CSV, or a workbook beside or in place of it."""

from pathlib import Path

from ipt_train.csv_file import read_table
from ipt_train.errors import CourseError


def table_file(folder: Path, name: str) -> Path:
    """Return the file that holds a table, such as ``roster.xlsx`` or ``roster.csv``.

    A workbook stands in place of a CSV that has no lines below its header, as ``course new`` makes
    it. The CSV is returned where there is neither.

    Args:
        folder: Where it is.
        name: Its name without an ending.

    Raises:
        CourseError: Both hold lines, so that nobody can tell which one counts.
    """
    plain, book = folder / f"{name}.csv", folder / f"{name}.xlsx"
    if not book.is_file():
        return plain
    if plain.is_file() and _holds_lines(plain):
        raise CourseError(
            f"{plain} and {book} both contain lines, but only one of them can count",
            hint="move the other one out of the folder",
        )
    return book


def _holds_lines(file: Path) -> bool:
    try:
        table = read_table(file.read_bytes(), name=str(file))
    except OSError:  # whoever reads it says so
        return True
    return bool(table.rows or table.faults)
