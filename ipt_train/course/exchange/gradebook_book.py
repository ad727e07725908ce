"""An export that is a workbook: one plain sheet, of which cells of one column are written.

The library that writes workbooks leaves out what it does not know, such as charts, and what formulas
came to. So a workbook that holds more than cells is refused: nothing else in it may change.
"""

import io
import zipfile
from collections.abc import Mapping

import openpyxl

from ipt_train.csv_lines import UnreadableTableError
from ipt_train.errors import GradebookError
from ipt_train.workbook import sheet_rows

_MORE_THAN_CELLS = {
    "xl/charts/": "charts",
    "xl/media/": "pictures",
    "xl/pivot": "pivot tables",
    "xl/vbaProject": "macros",
    "xl/externalLinks/": "links to other files",
    "xl/ctrlProps/": "controls",
    "xl/comments": "comments",
    "xl/threadedComments/": "comments",
    "xl/drawings/": "drawings",
    "xl/tables/": "tables with styles",
    "xl/slicers/": "slicers",
    "customXml/": "data of another program",
}
_HINT = "export it as CSV and fill that, or copy the bare cells into a new workbook"


class PlainBook:
    """A workbook of one sheet that holds nothing but cells.

    Args:
        data: The bytes of the file.

    Raises:
        GradebookError: It is no workbook, holds more than cells, or a cell cannot be read.
    """

    def __init__(self, data: bytes) -> None:
        try:
            by_number = dict(sheet_rows(data))
        except UnreadableTableError as error:
            message = f"the export cannot be read: row {error.fault.line}: {error.fault.message}"
            raise GradebookError(message, hint=error.fault.hint) from None
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        for begins, what in _MORE_THAN_CELLS.items():
            if any(name.startswith(begins) for name in names):
                raise _refused(f"it contains {what}")
        self._book = openpyxl.load_workbook(io.BytesIO(data))
        full = [sheet for sheet in self._book.worksheets if _holds_something(sheet)]
        self._sheet = full[0] if full else self._book.worksheets[0]
        if any(cell.data_type == "f" for row in self._sheet.iter_rows() for cell in row):
            raise _refused("it contains formulas")
        self.rows: list[list[str]] = [by_number[number] for number in sorted(by_number)]
        """Its cells as they look, row by row from the first."""

    def with_column(self, place: int, cells: Mapping[int, str]) -> bytes:
        """Return the workbook with numbers in a column.

        Args:
            place: The column, from 0.
            cells: Points by row, from 0.
        """
        for row, points in cells.items():
            cell = self._sheet.cell(row + 1, place + 1)
            if cell.number_format == "@":
                cell.number_format = "General"
            cell.value = float(points)
        buffer = io.BytesIO()
        self._book.save(buffer)
        return buffer.getvalue()


def _refused(why: str) -> GradebookError:
    return GradebookError(
        f"the export cannot be filled so that nothing else in it changes: {why}", hint=_HINT
    )


def _holds_something(sheet: object) -> bool:
    return any(cell.value is not None for row in sheet.iter_rows() for cell in row)  # type: ignore[attr-defined]
