"""Gradebooks: the exact rows that other systems have, safe cells, and exports filled in place."""

import codecs
import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.course.exchange.gradebook_fill import fill
from ipt_train.course.exchange.gradebook_worth import Worth
from ipt_train.course.exchange.gradebook_write import (
    GradebookRow,
    blackboard,
    canvas,
    moodle,
    number,
)
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.gradebook import AnswerRow, fill_export, gradebook
from ipt_train.csv_file import csv_text
from ipt_train.csv_lines import guarded, separator_of, unguarded
from ipt_train.errors import GradebookError
from ipt_train.vocabulary import Gradebook
from tests.course.world import NOW, World, shelf_for


def row(id: str, name: str, points: float | None, **more: str) -> GradebookRow:
    first, _, last = name.rpartition(" ")
    return GradebookRow(
        id=id, name=name, first=first, last=last, email=f"{id}@Example.org", groups=more,
        points=points, comment=more.pop("comment", ""),
    )  # fmt: skip


ROWS = [
    row("00123", "Ann Lee", 87.5, section="S1", comment="Well, done"),
    row("s2", "José Silva, Jr", 0.0),
    row("s3", '=HYPERLINK("http://x") <b>Bo</b>', None),
]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas() -> None:
    text = canvas(ROWS, title="Final", points=100, assignment="4711")
    assert text.startswith(
        "Student,ID,SIS User ID,SIS Login ID,Section,Final (4711)\r\n    Points Possible,,,,,100\r\n"
    )
    table = cells(text)
    assert table[2] == ["Lee, Ann", "", "00123", "00123@Example.org", "S1", "87.5"]
    assert [line[-1] for line in table[2:]] == ["87.5", "0", ""]  # a zero is not no grade
    assert all(line[2] for line in table[2:])  # never matched by name alone
    assert table[4][0] == '<b>Bo</b>, =HYPERLINK("http://x")'  # begins with <: no formula


def test_moodle() -> None:
    table = cells(moodle(ROWS, title="Final", downloaded=1762700000))
    assert table[0] == [
        "First name", "Last name", "ID number", "Institution", "Department", "Email address",
        "Quiz: Final (Real)", "Quiz: Final (Feedback)", "Last downloaded from this course",
    ]  # fmt: skip
    assert table[1] == ["Ann", "Lee", "00123", "", "", "00123@Example.org", "87.5", "Well, done", "1762700000"]  # fmt: skip
    assert table[3][0].startswith("'=HYPERLINK")
    plain = cells(moodle(ROWS[1:], title="Final", downloaded=1))
    assert "Quiz: Final (Feedback)" not in plain[0]


def test_blackboard() -> None:
    text = blackboard(ROWS, title="Final", points=100, column="409586")
    assert text.startswith(
        '"Username","Final [Total Pts: 100 Score] |409586","Feedback to Learner","Feedback Format",'
        '"Grading Notes","Notes Format"\r\n"00123","87.5","Well, done","PLAIN_TEXT","",""\r\n'
    )
    with pytest.raises(GradebookError, match="worth nothing"):
        blackboard(ROWS, title="Final", points=100, column="")


@pytest.mark.parametrize(("points", "said"), [(None, ""), (0.0, "0"), (100.0, "100"), (66.6666, "66.67"), (12.5, "12.5")])  # fmt: skip
def test_numbers(points: float | None, said: str) -> None:
    assert number(points) == said


EXPORTS = {
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Old quiz (1),Final exam (4711),Final Score\n"
        "    Points Possible,,,,,10,100,(read only)\n"
        '"Lee, Ann ""Bo""",901,00123,alee,S1,7,,91.2\n'
        "Silva,902,s2,jsilva,S1,EX,-,\n"
        "Nobody,903,zz,zz,S1,,55,\n"
    ),
    "moodle": (
        '"First name","Last name","ID number","Email address","Quiz: Final exam (Real)"\r\n'
        '"Ann","Lee","00123","00123@Example.org","-"\r\n"José","Silva","","s2@Example.org","12.00"\r\n'
    ),
    "semicolons": "Username;Final exam;Note\nS9;;x\n00123;;\ns2;;y",
    "tabs": '"Last Name"\t"Username"\t"Final exam [Total Pts: 100 Score] |409586"\n"Lee"\t"00123"\t""\n"Silva"\t"s2"\t"3"\n',
}  # fmt: skip
PEOPLE = {one.id: {"id": one.id, "username": one.id, "email": one.email} for one in ROWS}
SHARES = {"00123": 0.875, "s2": 0.0}


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)  # fmt: skip
def test_an_export_is_filled_and_nothing_else_changes(
    name: str, mark: bytes, encoding: str
) -> None:
    text = EXPORTS[name]
    column = "Quiz: Final" if name == "moodle" else "Final exam"
    data = mark + text.encode(encoding)
    points = None if name in ("canvas", "tabs") else 100.0
    filled = fill(data, column=column, people=PEOPLE, shares=SHARES, points=points)
    assert filled.data.startswith(mark)
    new = filled.data[len(mark) :].decode(encoding)
    separator = {"semicolons": ";", "tabs": "\t"}.get(name, ",")
    before, after = (list(csv.reader(io.StringIO(one, newline=""), delimiter=separator)) for one in (text, new))  # fmt: skip
    place = next(number for number, cell in enumerate(before[0]) if cell.startswith(column))
    written = [line[place] for line in after if {"00123", "s2"} & set(line) or "s2@Example.org" in line]  # fmt: skip
    assert written == ["87.5", "0"]
    for old, fresh in zip(before, after, strict=True):
        assert [cell for at, cell in enumerate(old) if at != place] == [cell for at, cell in enumerate(fresh) if at != place]  # fmt: skip
    again = fill(filled.data, column=column, people=PEOPLE, shares=SHARES, points=points)
    assert (again.data, again.replaced) == (filled.data, 0)
    assert fill(data, column=column, people=PEOPLE, shares={}, points=points).data == data


@pytest.mark.parametrize(
    ("header", "separator"),
    [
        ('ID,"Essay; part 1; draft; second",Final\n1,2,3\n', ","),
        ('"Name, given","Essay, part 1",ID\n', ","),
        ('"Name, given; or not";"a, b, c, d, e";ID\n', ";"),
        ('"a, b\n; ; ;, c"\tID\tFinal\n1,2,3,4\n', "\t"),
        ('"a ""quoted, really, twice, thrice""";ID;Final\r\n', ";"),
        ("ID,Final\r1;2;3\r", ","),
        ("ID\n", ","),
        ("", ","),
    ],
)
def test_separators_inside_quotes_do_not_count(header: str, separator: str) -> None:
    assert separator_of(header) == separator


def test_what_an_export_lacks_is_told() -> None:
    filled = fill(EXPORTS["canvas"].encode(), column="Final exam", people=PEOPLE, shares=SHARES | {"s3": 0.1})  # fmt: skip
    assert (filled.filled, filled.replaced, filled.unknown, filled.missing) == (2, 0, (5,), ("s3",))


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (EXPORTS["canvas"], "Final", "several columns begin with"),
        (EXPORTS["canvas"], "Midterm", "no column begins with"),
        ("Student,Final\nAnn Lee,\n", "Final", "names alone|tells people apart"),
        ("Username,Final\n00123,\n00123,\n", "Final", "rows 2 and 3 are the same person"),
        ("ID number,Email address,Final\n00123,s2@Example.org,\n", "Final", "by one column and"),
        ('Username,Final\n"00123,\n', "Final", "never closed"),
        ('Username,Final\n"00123"x,\n', "Final", "a closing quote is followed"),
        ("Username,Final\n", "Final", "no rows"),
        (EXPORTS["canvas"], "SIS User ID", "tells people apart"),
    ],
)
def test_exports_that_cannot_be_filled(text: str, column: str, said: str) -> None:
    with pytest.raises(GradebookError, match=said):
        fill(text.encode(), column=column, people=PEOPLE, shares=SHARES, points=100.0)


CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Final (4711),Final Score\n,,,,,Manual Posting,\n    Points Possible,,,,,{},(read only)\n"
WORKSHEET = "Identifier,Email address,Grade,Maximum Grade,Grade can be changed\n"
WORTHS = {
    "Canvas": (CANVAS.format("40.00") + "Lee,9,00123,x,S1,,\n", "Final (", 40, "the row Points Possible"),
    "Canvas with first names": (CANVAS.replace("Student", "LastName,FirstName").replace("Possible,", "Possible,,").format("40.00") + "Lee,Ann,9,00123,x,S1,,\n", "Final (", 40, "the row Points Possible"),
    "Canvas with decimal commas": (CANVAS.replace(",", ";").format("12,50") + "Lee;9;00123;x;S1;;\n", "Final (", 12.5, "the row Points Possible"),
    "Blackboard": ("Username,Final [EXTRA CREDIT] [Total Pts: 40 Score] |4711\n00123,\n", "Final", 40, "its header"),
    "Blackboard, older": ("Username,Final [Total Pts: 7.5]\n00123,\n", "Final", 7.5, "its header"),
    "Blackboard, thousands": ('Username,"Final [Total Pts: 1,500 Score] |1"\n00123,\n', "Final", 1500, "its header"),
    "Moodle's worksheet": (WORKSHEET + "Participant 7,00123@Example.org,,40.00,Yes\nParticipant 8,zz,,40.00,Yes\n", "Grade", 40, "the column Maximum Grade"),
    "Moodle's report": ("ID number,State,Grade/10.00,Q. 1 /1.00\n00123,Finished,-,-\n", "Grade/", 10, "its header"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "column", "worth", "said_by"), WORTHS.values(), ids=WORTHS)
def test_a_column_is_filled_in_the_points_it_is_worth(
    text: str, column: str, worth: float, said_by: str
) -> None:
    separator = ";" if text.count(";") > text.count(",") else ","
    for share, points in ((0.805, None), (1.0, float(worth))):
        filled = fill(text.encode(), column=column, people=PEOPLE, shares={"00123": share}, points=points)  # fmt: skip
        table = list(csv.reader(io.StringIO(filled.data.decode(), newline=""), delimiter=separator))
        place = table[0].index(filled.column)
        cell = next(row[place] for row in table[1:] if {"00123", "00123@Example.org"} & set(row))
        assert cell == number(share * worth)
        assert (filled.full_marks, filled.full_marks_from) == (worth, said_by)
    with pytest.raises(GradebookError, match=f"is worth {worth:g} points .*, but 100 according"):
        fill(text.encode(), column=column, people=PEOPLE, shares=SHARES, points=100.0)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (EXPORTS["moodle"], "Quiz: Final", "does not say what `Quiz: Final exam .Real.` is worth"),
        (EXPORTS["semicolons"], "Final exam", "does not say"),
        (CANVAS.format("") + "Lee,9,00123,x,S1,,\n", "Final (", "does not say"),
        (CANVAS.format("0.00") + "Lee,9,00123,x,S1,,\n", "Final (", "is worth 0 points"),
        (CANVAS.format("40.00") + "Lee,9,00123,x,S1,,\n", "Final Score", "the row Points Possible says `.read only.`"),
        (CANVAS.format("pass/fail") + "Lee,9,00123,x,S1,,\n", "Final (", "says `pass/fail`"),
        (CANVAS.replace(",", ";").format("1,000") + "Lee;9;00123;x;S1;;\n", "Final (", "`1,000`"),
        ("Username,Total [Total Pts: up to 40 Score] |1\n00123,\n", "Total", "works it out itself"),
        ("Username,Final [Total Pts: 40 Percentage] |1\n00123,\n", "Final", "shown as Percentage"),
        ("Username,Final [Total Pts: 40 Letter] |1\n00123,\n", "Final", "shown as Letter"),
        ("Username,Final [Total Pts: 0 Score] |1\n00123,\n", "Final", "is worth 0 points"),
        ("ID number,Quiz: Final (Percentage)\n00123,\n", "Quiz", "contains no points"),
        ("ID number,Quiz: Final (Feedback)\n00123,\n", "Quiz", "contains no points"),
        (WORKSHEET + "1,00123@Example.org,,40,Yes\n2,zz,,50,Yes\n", "Grade", "contains 40, 50"),
        (WORKSHEET + "1,00123@Example.org,,Pass,Yes\n", "Grade", "contains Pass"),
        ("Username,Week 3/4\n00123,\n", "Week", "does not say"),
    ],
)  # fmt: skip
def test_a_column_whose_worth_is_not_known_is_not_filled(text: str, column: str, said: str) -> None:
    with pytest.raises(GradebookError, match=said) as caught:
        fill(text.encode(), column=column, people=PEOPLE, shares=SHARES)
    assert caught.value.hint


@given(
    st.floats(0, 1) | st.just(1.0),
    st.decimals("0.01", 2000, places=4).map(float) | st.integers(1, 1000).map(float),
)
def test_law_nobody_is_given_more_than_a_column_is_worth(share: float, worth: float) -> None:
    cell = Worth(points=worth, said_by="x").cell(share)
    assert 0 <= Decimal(cell) <= Decimal(repr(worth))
    assert float(cell) == pytest.approx(share * worth, abs=0.0101)
    assert "e" not in cell


def read_back(text: str) -> list[dict[str, str]]:
    """Read a table that we wrote, spaces around cells included, as any reader of CSV would."""
    while text.startswith("# "):
        text = text.partition("\n")[2]
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{name: unguarded(cell) for name, cell in row.items()} for row in rows]


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_law_a_guarded_cell_comes_back_and_begins_with_no_sign(cell: str) -> None:
    safe = guarded(cell)
    assert unguarded(safe) == cell
    assert not safe.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


@given(st.lists(st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=9)] * 2), max_size=5))  # fmt: skip
def test_law_a_table_comes_back(rows: list[tuple[str, str]]) -> None:
    text = "# final: a rule\r\n" + csv_text(("a", "b"), rows)
    assert [(one["a"], one["b"]) for one in read_back(text) if one] == list(rows)


HOSTILE = [
    ("s1", '=HYPERLINK("http://x")', "a@example.org"),
    ("s2", "<script>alert(1)</script>", "b@example.org"),
    ("s3", "@SUM(A1)", "c@example.org"),
    ("s4", "[bold red]Ann[/] \u202eeel", "d@example.org"),
    ("s5", "'=1+1", "e@example.org"),
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(root=tmp_path, shelf=shelf_for(tmp_path))


def test_hostile_names_stay_data_in_every_gradebook(world: World) -> None:
    opened = world.begin(HOSTILE)
    keys = world.build()
    for person in list(opened.people)[:4]:
        world.hand_in(world.submission(person, keys[0], blanks=0.2))
    collect(opened, world.inbox, now=NOW)
    graded = grade_all(opened, now=NOW)
    exam = opened.course.exam()
    for form in Gradebook:
        book = gradebook(opened, graded, exam, form, now=NOW, column="4711")
        assert (book.graded, book.without) == (4, 1)
        for line in csv.reader(io.StringIO(book.text, newline="")):
            for cell in line:
                assert not cell.lstrip(" ").startswith(("=", "@", "+")), (form, cell)
    wide = read_back(gradebook(opened, graded, exam, Gradebook.WIDE, now=NOW).text)
    assert [one["name"] for one in wide] == [name for _, name, _ in HOSTILE]
    assert wide[4]["final"] == ""
    written = gradebook(opened, graded, exam, Gradebook.LONG, now=NOW)
    assert any(rule.startswith("missing:") for rule in written.rules["final"])
    long = written.text
    rows = read_back(long)
    assert len(rows) == 80
    assert set(rows[0]) == set(AnswerRow._fields)
    blanks = [one for one in rows if one["blank"] == "1"]
    assert blanks
    assert all(one["score"] == "" for one in blanks)
    share = {one.person: one.exams[0].share for one in graded.grades}
    for person in list(opened.people)[:4]:
        mine = [one for one in rows if one["person"] == person]
        assert sum(float(one["score"] or 0) for one in mine) / 20 == pytest.approx(share[person], abs=1e-5)  # fmt: skip
    export = "Email address,Quiz: Final exam (Real)\r\na@example.org,-\r\ne@example.org,-\r\n"
    filled = fill_export(opened, graded, exam, export.encode(), column="Quiz: Final exam (Real)", points=40.0)  # fmt: skip
    assert filled.filled == 1
    assert b"e@example.org,-\r\n" in filled.data
