"""Tables that feed a log: a line that does not fit its header refuses the whole file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.csv_file import csv_text, read_answers, read_table, rows
from ipt_train.data.exchange.history_read import read_history, read_map
from ipt_train.errors import AnswersError, ImportRefusedError

HEAD = "item,response\n"
WHOLE = "item,response,confidence,response_ms\n"


@pytest.mark.parametrize(
    ("text", "said", "todo"),
    [
        (HEAD + "word,grief\nother,grief, role transition\n", "a.csv:3: 3 cells, but the header has 2", "put double quotes around a cell"),
        (HEAD + "gaps,1984; four, five\n", "a.csv:2: 3 cells", "put double quotes around a cell"),
        (HEAD + "word,,grief\n", "a.csv:2: 3 cells", "put double quotes around a cell"),
        (HEAD + "word,grief,\n", "a.csv:2: 3 cells", "put double quotes around a cell"),
        ("item,response,\nword,grief,,\n", "a.csv:2: 4 cells", "put double quotes around a cell"),
        ("item,response,\nword,grief,loss\n", "a.csv:2: 3 cells", "put double quotes around a cell"),
        (HEAD + "word\n", "a.csv:2: 1 cell, but the header has 2", "leave a cell empty"),
        (WHOLE + "word,grief\n", "a.csv:2: 2 cells, but the header has 4", "leave a cell empty"),
        (WHOLE + "word,grief, role transition,certain,900\n", "a.csv:2: 5 cells", "put double quotes around a cell"),
        (WHOLE + "word,grief, role transition,900\n", "a.csv:2: `role transition` is not a confidence", "put double quotes around a cell"),
        ("item,response,response_ms\nword,grief, loss\n", "a.csv:2: `loss` is not a number", "put double quotes around a cell"),
        ("item,response,response\nword,a,b\n", "a.csv:1: two columns are called `response`", "take it out"),
        ("item,item,response\n", "a.csv:1: two columns are called `item`", "take it out"),
        ("item,response,confidense\nword,a,certain\n", "a.csv:1: the column `confidense` is not known", "confidence"),
        ("item,response,note\n", "a.csv:1: the column `note` is not known", "response_ms"),
        ("item,,response\nword,x,a\n", "a.csv:1: the column `` is not known", "response_ms"),
        ("item response\nword grief\n", "a.csv:1: the columns item and response are needed", "item,response"),
        ("item;response\nword;grief;loss\n", "a.csv:2: 3 cells, but the header has 2", "put double quotes around a cell"),
        ("# a rule\nitem,response\n\n\"word\",\"two\nlines\"\nother,a,b\n", "a.csv:6: 3 cells", "put double quotes around a cell"),
        ("", "a.csv:1: the columns item and response are needed", "item,response"),
        (HEAD + "word,a\nword,b\n", "a.csv:3: word is answered twice", "first on line 2"),
        (HEAD + "word,a\nword,a\n", "a.csv:3: word is answered twice", "first on line 2"),
        (HEAD + 'word,"a"b\n', "a.csv:2:", "double quotes"),
        (HEAD + 'word,"a\n', "a.csv:", "double quotes"),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_are_refused_whole(text: str, said: str, todo: str) -> None:
    with pytest.raises(AnswersError) as refused:
        read_answers(text, "a.csv")
    assert said in refused.value.message
    assert refused.value.hint.startswith("nothing was recorded; ")
    assert todo in refused.value.hint


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (HEAD + 'word,"grief, role transition"\n', {"word": "grief, role transition"}),
        (HEAD + 'word,"she said ""no"""\n\n , \ntwo,b\n', {"word": 'she said "no"', "two": "b"}),
        ("\ufeff item , response \r\nword, grief \r\n", {"word": "grief"}),
        ("response,item\ngrief,word\n", {"word": "grief"}),
        (
            "item,response,,\nword,grief,,\n",
            {"word": "grief"},
        ),  # as spreadsheets save empty columns
        ("item;response\nword;grief, role transition\n", {"word": "grief, role transition"}),
        ("item\tresponse\nword\tgrief; loss\n", {"word": "grief; loss"}),
        ('"item";"response"\n"word";"grief"\n', {"word": "grief"}),
        (HEAD + "word,'-2\n", {"word": "-2"}),
        (HEAD, {}),
    ],
)
def test_answers_that_fit(text: str, answers: dict[str, str]) -> None:
    assert {name: one.response for name, one in read_answers(text, "a.csv").items()} == answers


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=6).map(
    str.strip
)
ROW = st.tuples(CELL.filter(bool), CELL, CELL.filter(bool))


@given(st.lists(ROW, max_size=5))
def test_law_a_table_comes_back_as_it_was_written(written: list[tuple[str, str, str]]) -> None:
    text = csv_text(("a", "b", "c"), written)
    table = rows(text, "t.csv", AnswersError, "nothing was done")
    assert [tuple(cells.values()) for _, cells in table.rows] == written


@given(st.lists(ROW, min_size=1, max_size=5), st.data())
def test_law_one_line_of_other_length_refuses_all(
    written: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(written) - 1))
    wrong = data.draw(st.sampled_from([written[at][:1], written[at][:2], (*written[at], "more")]))
    text = csv_text(("a", "b", "c"), [*written[:at], wrong, *written[at + 1 :]])
    with pytest.raises(AnswersError, match="cell"):
        rows(text, "t.csv", AnswersError, "nothing was done")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("card_id,review_time,rating\none,2026-10-01T18:00:00Z,3,4\n", "log.csv:2: 4 cells"),
        ("card_id,review_time,rating\none,3\n", "log.csv:2: 2 cells"),
        ("card_id,card_id,review_time,rating\none,two,2026-10-01T18:00:00Z,3\n", "log.csv:1: two columns"),
    ],
)  # fmt: skip
def test_a_history_that_does_not_fit_is_refused_whole(text: str, said: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read_history(text, "log.csv")
    assert said in refused.value.message
    assert refused.value.hint.startswith("nothing was imported; ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("card_id,item\n17,one,two\n", "map.csv:2: 3 cells"),
        ("card_id,item\n17\n", "map.csv:2: 1 cell"),
        ("card_id,item,item\n17,one,two\n", "map.csv:1: two columns"),
        ("card_id,item\n17,one\n17,two\n", "map.csv:3: `17` is mapped twice"),
        ("card_id\n17\n", "map.csv:1: the columns card_id and item are needed"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_whole(text: str, said: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read_map(text, "map.csv")
    assert said in refused.value.message


SHEET = 'Name;“Städte, Länder”;Note\r\nAnn;"zwei; drei";1\r\n'


@pytest.mark.parametrize(
    "data",
    [
        SHEET,
        "\ufeff" + SHEET,
        SHEET.encode(),
        SHEET.encode("utf-8-sig"),
        SHEET.encode("utf-16"),
        b"\xfe\xff" + SHEET.encode("utf-16-be"),
        SHEET.replace(";", "\t").encode(),
        ("# a rule, one\n# another; two\n" + SHEET).encode(),
    ],
    ids=["text", "mark", "UTF-8", "UTF-8 with mark", "UTF-16", "big endian", "tabs", "rules"],
)
def test_separator_and_encoding_are_told(data: str | bytes) -> None:
    table = read_table(data)
    assert table.columns == ["Name", "“Städte, Länder”", "Note"]
    assert [list(cells.values())[::2] for _, cells in table.rows] == [["Ann", "1"]]
    assert table.faults == []


def test_every_line_that_does_not_fit_is_told_where_it_begins() -> None:
    table = read_table('a,b\n\n"one\ntwo",1\nx\ny,2,3\n"z,\n')
    assert table.rows == [(3, {"a": "one\ntwo", "b": "1"})]
    assert [fault.line for fault in table.faults] == [5, 6, 7]
    assert all(fault.message and fault.hint for fault in table.faults)


def test_ragged_lines_are_read_only_where_that_was_asked_for() -> None:
    text = "a,b,c\n1\n1,2,3,,\n1,2,3,4\n"
    assert [fault.line for fault in read_table(text).faults] == [2, 3, 4]
    table = read_table(text, ragged=True)
    assert [cells["a"] + cells["b"] + cells["c"] for _, cells in table.rows] == ["1", "123"]
    assert [fault.line for fault in table.faults] == [4]


def test_bytes_of_no_code_page_are_refused_at_their_line() -> None:
    """Windows-1252 is read and told of (``tests/test_workbook.py``); this is none either."""
    data = b"id,name\n1,Ann\n2,Zo\x81\n"
    table = read_table(data)
    assert (table.columns, table.rows) == ([], [])
    (fault,) = table.faults
    assert (fault.line, fault.message) == (3, "byte 18 is not UTF-8")
    assert "UTF-8" in fault.hint
    with pytest.raises(AnswersError, match=r"a\.csv:3: byte 18 is not UTF-8"):
        rows(data, "a.csv", AnswersError, "nothing", ["id"])


def test_columns_that_cannot_be_told_apart_have_no_rows() -> None:
    table = read_table("a,b,a\n1,2,3\n")
    assert table.rows == []
    assert [(fault.line, fault.message) for fault in table.faults] == [(1, "two columns are called `a`")]  # fmt: skip
    unnamed = read_table(",card,\n0,x,\n1,y,\n")  # as pandas saves its index
    assert [cells["card"] for _, cells in unnamed.rows] == ["x", "y"]
