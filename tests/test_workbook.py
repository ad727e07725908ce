"""Workbooks are read as they look and written with cells of their type; nothing is guessed."""

import io
import warnings
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.csv_file import decimal, read_table
from ipt_train.errors import Note
from ipt_train.workbook import Sheet, workbook

MADE = datetime(2026, 11, 29, tzinfo=UTC)


def saved(*rows: list[Any], formats: dict[str, str] | None = None, more: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    for number in range(more):
        book.create_sheet(f"Other {number}")["B2"] = "something"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("0045", "General", "0045"),
        (45, "0000", "0045"),
        (45, '"No. "0000', "0045"),
        (12345, "0000", "12345"),
        (45, "General", "45"),
        (45.0, "0.00", "45"),
        (0.85, "0%", "85%"),
        (0.855, "0%", "85.5%"),
        (1 / 3, "0.0", "0.3333333333333333"),
        (1e20, "General", "1e+20"),
        (True, "General", "TRUE"),
        (datetime(2026, 11, 28), "dd.mm.yyyy", "2026-11-28"),  # noqa: DTZ001 - a sheet has no zone
        (datetime(2026, 11, 28), "dd.mm.yyyy hh:mm", "2026-11-28T00:00:00"),  # noqa: DTZ001
        (datetime(2026, 11, 28, 14, 30), "dd.mm.yyyy", "2026-11-28T14:30:00"),  # noqa: DTZ001
        ("  García, José ", "General", "García, José"),
        ("'=1+1", "General", "=1+1"),
    ],
)
def test_a_cell_is_read_as_it_looks(value: object, number_format: str, text: str) -> None:
    table = read_table(saved(["id"], [value], formats={"A2": number_format}))
    assert (table.faults, table.rows) == ([], [(2, {"id": text})])


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (
            saved(["id"], ["a"], ["=A2"]),
            3,
            "the cell A3 contains a formula that was never worked out",
        ),
        (saved(["id"], ["#N/A"]), 2, "the cell A2 shows #N/A"),
        (saved(["id"], ["a"], more=1), 1, "2 of its sheets are not empty: Sheet, Other 0"),
        (saved(["id"], ["a"])[:400], 1, "it is not a workb"),
        (b"PK\x03\x04" + bytes(2000), 1, "it is not a workb"),
        (saved(["id", "name"], ["a", "b", "c"]), 2, "3 cells, but the header has 2"),
    ],
)
def test_what_cannot_be_read_without_guessing_is_named(
    data: bytes, line: int, message: str
) -> None:
    fault = read_table(data).faults[0]
    assert (fault.line, fault.message[: len(message)]) == (line, message)
    assert fault.hint


def test_empty_rows_and_columns_around_a_table_are_passed_over() -> None:
    table = read_table(saved(["id", "name", None], [None, None], ["1", "Ann", None], [None] * 3))
    assert (table.columns, table.rows) == (["id", "name"], [(3, {"id": "1", "name": "Ann"})])


def test_a_workbook_is_written_with_cells_of_their_type() -> None:
    sheet = Sheet(
        title="Grades",
        columns=("id", "share", "handed in", "note"),
        rows=[("0045", 0.8, date(2026, 11, 28), "=SUM(A1)"), ("7", None, None, "@x")],
        formats={"share": "0.0%"},
    )
    rules = Sheet(title="Rules", columns=("rule",), rows=[("The best of two counts.",)], formats={})
    book = openpyxl.load_workbook(io.BytesIO(workbook([sheet, rules], made=MADE)))
    assert book.sheetnames == ["Grades", "Rules"]
    page = book["Grades"]
    assert [cell.data_type for cell in page[2]] == ["s", "n", "d", "s"]
    assert (page["B2"].value, page["B2"].number_format) == (0.8, "0.0%")
    assert (page["D2"].value, page["A2"].value) == ("=SUM(A1)", "0045")
    assert page["B3"].value is None
    assert workbook([sheet], made=MADE) == workbook([sheet], made=MADE)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6))
def test_law_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    sheet = Sheet(title="T", columns=("a", "b"), rows=rows, formats={})
    table = read_table(workbook([sheet], made=MADE))
    wanted = [
        {"a": one.strip(), "b": two.strip()} for one, two in rows if one.strip() or two.strip()
    ]
    if not any(cell[:1] in ("'", "#") for row in rows for cell in row):
        assert [row for _, row in table.rows] == wanted


HEADER = "id,name,email\n"
ROW = "0045,García José,j@example.org\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_tables_as_spreadsheets_save_them(
    separator: str, encoding: str, ends: str, *, named: bool
) -> None:
    text = (f"sep={separator}\n" * named) + (HEADER + ROW).replace(",", separator)
    data = text.replace("\n", ends).encode(encoding)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        table = read_table(data, name="roster.csv")
    assert table.faults == []
    row = {"id": "0045", "name": "García José", "email": "j@example.org"}
    assert table.rows == [(2 + named, row)]
    notes = [str(each.message) for each in told if each.category is Note]
    said = "roster.csv is not UTF-8 and was read as Windows-1252, such as `García José`"
    assert notes == ([said] if encoding == "cp1252" else [])


@pytest.mark.parametrize("data", [b"id,\x81\n", b"\xff\xfei\x00\x00\xd8i\x00", b"id\x00,\xe9\n"])
def test_what_is_no_text_in_any_encoding_is_refused(data: bytes) -> None:
    assert "is not UTF" in read_table(data).faults[0].message


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0,85", 0.85), ("12,5", 12.5), ("1234,567", 1234.567), ("7,1250", 7.125), ("80", 80.0), ("80.5", 80.5),
        ("1,250", None), ("12,345", None), ("1.250,5", None), ("1,250.5", None), ("-1", None), ("85%", None), (",5", None), ("5,", None),
    ],
)  # fmt: skip  # a table
def test_a_comma_is_a_decimal_comma_where_it_can_be_nothing_else(
    cell: str, number: float | None
) -> None:
    assert decimal(cell) == number
