"""Tables as people have them: rosters, marks, arrivals and exports, from a spreadsheet or as CSV."""

import csv
import io
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train import cli
from ipt_train.course.core.mark import read_mark
from ipt_train.course.core.naming import cut_name, names_told_apart, same_name
from ipt_train.course.core.roster import Person, read_roster
from ipt_train.course.exchange.gradebook_fill import fill
from ipt_train.course.exchange.gradebook_write import number
from ipt_train.course.operation.arrivals_file import arrivals_in
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.errors import CourseError, GradebookError
from ipt_train.figure.rounding import half_up
from ipt_train.workbook import sheet_rows
from tests.course.world import NOW, World, shelf_for

PEOPLE = [
    ("0045", "García, José", "jose@example.org"),
    ("1003", "Anna Schmidt", "anna3@example.org"),
    ("1004", "Schmidt, Anna", "anna4@example.org"),
]


def book(rows: Sequence[Sequence[Any]], zeros: str = "") -> bytes:
    """A workbook; the cells of one column are numbers that look like ids of four digits."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[zeros][1:] if zeros else ():
        cell.value, cell.number_format = int(cell.value), "0000"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


ROSTER = [("id", "name", "email", "namesake"), *((*one, "yes") for one in PEOPLE)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of three with a roster that a spreadsheet wrote; the first handed in, late."""
    root = tmp_path_factory.mktemp("built")
    world = World(root=root, shelf=shelf_for(root), forms=1)
    world.begin([])
    world.folder.roster.unlink()
    (world.folder.root / "roster.xlsx").write_bytes(book(ROSTER, zeros="A"))
    (key,) = world.build()
    person = next(iter(world.open().people))
    late = NOW + timedelta(hours=8)
    world.hand_in(world.submission(person, key, ability=3.0, started=NOW + timedelta(hours=6)))
    assert collect(world.open(), world.inbox, now=late).accepted
    return root


@pytest.fixture
def world(built: Path, tmp_path: Path) -> World:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return World(root=tmp_path, shelf=shelf_for(tmp_path), forms=1)


@pytest.fixture
def course(
    world: World,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli._run(["course", *words, "--course", str(world.folder.root)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


# Rosters


def test_a_roster_that_a_spreadsheet_wrote_keeps_its_zeros(world: World) -> None:
    assert [one.id for one in world.open().people.values()] == ["0045", "1003", "1004"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sep_line", [False, True])
@pytest.mark.filterwarnings("ignore:.*Windows-1252")
def test_a_roster_as_spreadsheets_save_it(separator: str, encoding: str, sep_line: bool) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(ROSTER)
    begin = f"sep={separator}\r\n" if sep_line else ""
    people, wrong = read_roster((begin + text.getvalue()).encode(encoding))
    assert (wrong, [(one.id, one.name, one.email) for one in people]) == ([], PEOPLE)


def test_a_roster_of_another_system_is_read_by_its_own_headers() -> None:
    people, wrong = read_roster(
        "First name,Last name,ID number,Email address,Group\nJosé,García,0045,jose@example.org,S1\n"
    )
    assert wrong == []
    (one,) = people
    assert (one.id, one.name, one.email, one.names) == ("0045", "José García", "jose@example.org", ("José", "García"))  # fmt: skip
    assert one.groups["group"] == "S1"


def test_two_rosters_with_people_stop_the_course(world: World) -> None:
    (world.folder.root / "roster.csv").write_text("id,name,email\n")
    assert len(world.open().people) == 3  # as `course new` made it, it holds nobody
    (world.folder.root / "roster.csv").write_text("id,name,email\n0046,Bo Li,bo@example.org\n")
    with pytest.raises(CourseError, match="both contain lines"):
        world.open()


def test_an_id_that_lost_its_zeros_is_told_at_its_line(world: World) -> None:
    (world.folder.root / "roster.xlsx").write_bytes(book([(one[0].lstrip("0"), *one[1:]) for one in ROSTER]))  # fmt: skip
    findings = check_course(world.folder, world.shelf).findings
    (lost,) = (one for one in findings if one.code == "R009")
    assert (lost.line, lost.message) == (2, "the id `45` of García, José was `0045` before")
    with pytest.raises(CourseError, match="R009"):
        world.open()


def test_an_id_that_was_shortened_on_purpose_is_renamed(
    world: World, course: Callable[..., tuple[int, str, str]]
) -> None:
    before = {one.id: pseudonym for pseudonym, one in world.open().people.items()}
    (world.folder.root / "roster.xlsx").write_bytes(book([(one[0].lstrip("0"), *one[1:]) for one in ROSTER]))  # fmt: skip
    assert "`ipt-train course people --rename 0045 45`" in course("check")[1]
    status, _, error = course("people", "--rename", "0045", "45")
    assert (status, error) == (0, error)
    after = {one.id: pseudonym for pseudonym, one in world.open().people.items()}
    assert after["45"] == before["0045"]


def test_new_takes_a_roster_and_checks_it_first(
    tmp_path: Path, course: Callable[..., tuple[int, str, str]], world: World
) -> None:
    source = tmp_path / "participants.xlsx"
    source.write_bytes(book(ROSTER, zeros="A"))
    folder = tmp_path / "spring"
    assert cli._run(["course", "new", str(folder), "--roster", str(source)]) == 0
    assert (folder / "roster.xlsx").read_bytes() == source.read_bytes()
    assert not (folder / "roster.csv").exists()
    assert course("people", "--csv")[0] == 0
    source.write_bytes(book([ROSTER[0], ("0045", "", "x@example.org", "")], zeros="A"))
    assert cli._run(["course", "new", str(tmp_path / "other"), "--roster", str(source)]) == 2
    assert not (tmp_path / "other").exists()


# Marks


MARKS = [("0.85", "", 0.85), ("0,85", "", 0.85), ("85 of 100", "", 0.85), ("34/40", "", 0.85), ("85%", "", 0.85),
         ("85 %", "", 0.85), ("34", "40", 0.85), ("8,5", "10", 0.85), ("12,5 of 25", "", 0.5), ("1", "", 1.0), ("0", "", 0.0)]  # fmt: skip


@pytest.mark.parametrize(("cell", "of", "share"), MARKS)
def test_a_mark_with_its_unit(cell: str, of: str, share: float) -> None:
    assert read_mark(cell, of) == pytest.approx(share)


@pytest.mark.parametrize(
    ("cell", "of"),
    [("85", ""), ("1.01", ""), ("41", "40"), ("85%", "100"), ("85 of 100", "100"), ("x", ""), ("8 of", ""), ("-1", ""), ("1", "0"), ("85 off 100", ""), ("101 %", "")],
)  # fmt: skip
def test_what_is_no_mark(cell: str, of: str) -> None:
    with pytest.raises(ValueError, match="`"):
        read_mark(cell, of)


@pytest.mark.parametrize("named", ["0045", "JOSE@example.org", "pseudonym"])
def test_a_mark_finds_its_person_by_id_address_or_pseudonym(world: World, named: str) -> None:
    person = next(iter(world.open().people))
    who = person if named == "pseudonym" else named
    world.folder.marks.write_text(
        f'person;exam;item;mark;comment\n{who};final;;0,85;"Well; done"\n'
    )
    (grade,) = grade_all(world.open(), now=NOW).grades[0].exams
    assert (grade.share, grade.comment) == (0.85, "Well; done")
    assert grade.note == "mark by hand, in place of what the attempts earned; nothing is taken off it"  # fmt: skip


def test_marks_in_a_workbook_by_ids_that_look_as_they_should(world: World) -> None:
    world.folder.marks.unlink()
    rows = [("person", "exam", "item", "mark", "of", "comment"), ("0045", "final", None, 34, 40, None)]  # fmt: skip
    (world.folder.root / "marks.xlsx").write_bytes(book(rows, zeros="A"))
    assert grade_all(world.open(), now=NOW).grades[0].share == 0.85
    (world.folder.root / "marks.xlsx").write_bytes(book([rows[0], (45, *rows[1][1:])]))
    with pytest.raises(CourseError, match="`45`; 0045 is García, José") as caught:
        world.open()
    assert "write 0045: spreadsheets drop the zeros at the start" in caught.value.hint


# Arrivals


def test_arrivals_in_a_workbook_by_id_or_address(world: World, tmp_path: Path) -> None:
    file = tmp_path / "uploads.xlsx"
    moment = NOW.replace(tzinfo=None)
    file.write_bytes(book([("person", "arrived"), ("0045", moment), ("anna3@example.org", moment)]))
    arrivals = arrivals_in(world.open(), file, NOW)
    people = list(world.open().people)
    assert [(one.person, one.at) for one in arrivals or ()] == [(people[0], NOW), (people[1], NOW)]
    file.write_bytes(book([("person", "arrived"), (45, moment)]))
    with pytest.raises(CourseError, match="0045 is García, José"):
        arrivals_in(world.open(), file, NOW)


# Names


NAMES = [
    ("García, José", "José", "García"), ("José García", "José", "García"), ("Ann Lee, PhD", "Ann", "Lee, PhD"),
    ("Lee, Ann, PhD", "Ann", "Lee, PhD"), ("van der Berg, Anna Maria", "Anna Maria", "van der Berg"),
    ("Plato", "", "Plato"), ("Smith, Jr.", "", "Smith, Jr."), ("Lee,", "", "Lee"), (" Ann  Lee ", "Ann", "Lee"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "first", "last"), NAMES)
def test_names_are_cut(name: str, first: str, last: str) -> None:
    assert cut_name(name) == (first, last)


def test_one_name_in_two_encodings_and_orders_is_one_name() -> None:
    nfd = unicodedata.normalize("NFD", "García, José")
    assert nfd != "García, José"
    assert same_name(nfd) == same_name("José  GARCÍA")
    people, wrong = read_roster(f'id,name,email\n1,"{nfd}",a@b\n2,José García,c@d\n')
    assert people[0].name == "García, José"
    assert [one.code for one in wrong] == ["R008"]


@given(st.lists(st.sampled_from(["Anna Schmidt", "Schmidt, Anna", "Bo Li"]), min_size=1, max_size=6))  # fmt: skip
def test_law_no_two_people_are_shown_alike(names: list[str]) -> None:
    people = {
        f"p-{n}": Person(id=f"{n:04}", name=name, email="", line=n) for n, name in enumerate(names)
    }
    shown = names_told_apart(people)
    assert len(set(shown.values())) == len(people)
    alone = [name for name, one in people.items() if names.count("Bo Li") == 1 and one.name == "Bo Li"]  # fmt: skip
    assert all(shown[name] == "Bo Li" for name in alone)


def test_two_of_one_name_are_told_apart_wherever_names_are_shown(
    course: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    _, page, _ = course("report", "--names", "--html", "-")
    assert "Anna Schmidt (1003)" in page
    assert "Schmidt, Anna (1004)" in page
    assert "García, José (" not in page
    _, table, _ = course("people", "--csv")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["first_name"], row["last_name"], row["email"]) for row in rows] == [
        ("José", "García", "jose@example.org"),
        ("Anna", "Schmidt", "anna3@example.org"),
        ("Anna", "Schmidt", "anna4@example.org"),
    ]
    assert "0045: José García" in course("people")[1]


# Grades and gradebooks


def test_no_table_has_lines_before_its_header(
    course: Callable[..., tuple[int, str, str]], world: World
) -> None:
    assert course("grade")[0] == 0
    results = world.folder.results
    (row, *_) = csv.DictReader(io.StringIO((results / "grades.csv").read_text()))
    assert float(row["raw_share"]) > float(row["share"]) > 0  # a late attempt
    assert row["passed"] == "yes"
    rules = list(csv.DictReader(io.StringIO((results / "rules.csv").read_text())))
    assert {one["exam"] for one in rules} == {"final"}
    assert any(one["rule"].startswith("late: due") for one in rules)
    _, wide, said = course("gradebook")
    (first, *_) = csv.DictReader(io.StringIO(wide))
    assert first["id"] == "0045"
    assert (first["passed"], first["final passed"]) == ("yes", "yes")  # by the exam's own pass mark
    assert float(first["final before late rule"]) > float(first["final"])
    assert "rules: late: due" in said
    long = course("gradebook", "--to", "long")[1]
    assert long.startswith("person,exam,attempt")


def test_a_workbook_has_typed_cells_and_the_rules_on_a_second_sheet(
    course: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "wide.xlsx"
    assert course("gradebook", "-o", str(file))[:2] == (0, "")
    made = openpyxl.load_workbook(file)
    assert made.sheetnames == ["Grades", "Rules"]
    header, first, *_ = made["Grades"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert row["id"] == "0045"
    assert isinstance(row["final"], float | int)
    assert made["Rules"]["A1"].value == "exam"
    grades = tmp_path / "grades.xlsx"
    assert course("grade", "--names", "-o", str(grades))[0] == 0
    header, first, *_ = openpyxl.load_workbook(grades)["Grades"].iter_rows(values_only=True)
    assert (header[:3], first[:2]) == (("id", "name", "person"), ("0045", "García, José"))
    assert grades.stat().st_mode & 0o077 == 0
    status, _, error = course("grade", "--names")
    assert (status, "-o grades.xlsx" in error) == (2, True)
    status, _, error = course("gradebook", "--to", "moodle", "-o", str(file))
    assert (status, "moodle takes CSV, not a workbook" in error) == (2, True)


@pytest.mark.parametrize(
    ("points", "said"),
    [(85.625, "85.63"), (0.005, "0.01"), (1.005, "1.01"), (2.675, "2.68"), (66.665, "66.67"), (85.6249999, "85.62"), (100.0, "100")],
)  # fmt: skip
def test_points_are_rounded_as_a_spreadsheet_does(points: float, said: str) -> None:
    assert number(points) == said


@given(st.integers(0, 10_000_000))
def test_law_half_is_rounded_up(thousandths: int) -> None:
    """Whatever binary makes of it, half a hundredth goes up."""
    assert half_up(thousandths / 1000, 2) * 100 == (thousandths + 5) // 10


# Filling a workbook


EXPORT = [
    ("Vorname", "Nachname", "ID-Nummer", "E-Mail-Adresse", "Test: Final (Punkte)", "Note"),
    ("José", "García", "0045", "jose@example.org", "-", "keep me"),
    ("Anna", "Schmidt", "1003", "anna3@example.org", 12, None),
    ("Zoe", "Zett", "9999", "zoe@example.org", None, None),
]
ROSTER_OF = {one[0]: {"id": one[0], "email": one[2], "username": one[0]} for one in PEOPLE}
FILL = {"column": "Test: Final", "people": ROSTER_OF, "shares": {"0045": 0.85625, "1003": 0.5}}


def test_filling_a_workbook_changes_that_column_only() -> None:
    data = book(EXPORT, zeros="C")
    filled = fill(data, points=100.0, **FILL)
    assert (filled.filled, filled.replaced, filled.missing) == (2, 1, ())
    assert filled.nobodys == ("row 4 (Zoe Zett)",)
    before, after = dict(sheet_rows(data)), dict(sheet_rows(filled.data))
    changed = {
        (row, place): cell
        for row, cells in after.items()
        for place, cell in enumerate(cells)
        if cell != before[row][place]
    }
    assert changed == {(2, 4): "85.63", (3, 4): "50"}
    sheet = openpyxl.load_workbook(io.BytesIO(filled.data)).active
    assert sheet["E2"].value == 85.63
    assert (sheet["C2"].value, sheet["C2"].number_format) == (45, "0000")


def test_an_export_that_lost_the_zeros_names_the_person() -> None:
    with pytest.raises(GradebookError, match="row 2 has `45`, but 0045 has `0045` on the roster"):
        fill(b"ID number,Test: Final\n45,\n", points=100.0, **FILL)


def formulas(sheet: Any) -> None:
    sheet["G2"] = "=E2*2"


def comments(sheet: Any) -> None:
    from openpyxl.comments import Comment

    sheet["A1"].comment = Comment("Look", "A")


def chart(sheet: Any) -> None:
    from openpyxl.chart import BarChart, Reference

    bars = BarChart()
    bars.add_data(Reference(sheet, min_col=5, min_row=2, max_row=3))
    sheet.add_chart(bars, "H2")


def other_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("Other")["A1"] = "something"


@pytest.mark.parametrize(
    ("more", "said"),
    [(formulas, "formula"), (comments, "comments"), (chart, "charts"), (other_sheet, "2 of its sheets are not empty")],
)  # fmt: skip
def test_a_workbook_that_would_lose_something_is_refused(
    more: Callable[[Any], None], said: str
) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(EXPORT)))
    more(made.active)
    buffer = io.BytesIO()
    made.save(buffer)
    with pytest.raises(GradebookError, match=said) as caught:
        fill(buffer.getvalue(), points=100.0, **FILL)
    assert caught.value.hint


def test_a_filled_workbook_goes_to_a_workbook(
    course: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    export = tmp_path / "export.xlsx"
    export.write_bytes(book(EXPORT, zeros="C"))
    words = ("gradebook", "--fill", str(export), "--column", "Test: Final", "--points", "40")
    status, _, error = course(*words, "-o", str(tmp_path / "filled.csv"))
    assert (status, "-o filled.xlsx" in error) == (2, True)
    target = tmp_path / "filled.xlsx"
    status, _, error = course(*words, "-o", str(target))
    assert (status, "unknown rows: row 4 (Zoe Zett)" in error) == (0, True)
    assert isinstance(openpyxl.load_workbook(target).active["E2"].value, float | int)
