"""Standards match the paper: each form its own items, in the units that are asked for, or a refusal."""

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train import cli
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.judged_paper import JudgedPaper
from ipt_train.course.operation.judgements import JudgedLine, Judgements, read_judgements
from ipt_train.course.operation.regrade import RegradeRequest, regrade
from ipt_train.course.operation.standard import set_standard
from ipt_train.vocabulary import Standard
from tests.course.world import NOW, World, shelf_for, trainees

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A course with one exam of two forms of 20 items, each sat by two people."""
    root = tmp_path_factory.mktemp("standard")
    world = World(root=root, shelf=shelf_for(root))
    opened = world.begin(trainees(4))
    keys = world.build()
    for number, person in enumerate(opened.people):
        world.hand_in(world.submission(person, keys[number % 2]))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == 4
    return world


@pytest.fixture
def items(world: World) -> dict[str, list[str]]:
    """The items of each form."""
    keys = read_keys(world.folder, "final")
    return {key.form: [str(one.item.id) for one in key.entries] for key in keys}


@pytest.fixture
def standard(
    world: World,
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs `course standard` with a table; returns the status and what was written."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "200")

    def run(method: str, table: str | None, *words: str, course: Path | None = None) -> tuple[int, str, str]:  # fmt: skip
        file = tmp_path / "judges.csv"
        if table is not None:
            file.write_text(table, encoding="utf-8")
        given = () if table is None else (str(file),)
        folder = course or world.folder.root
        capsys.readouterr()
        status = cli._run(
            ["course", "standard", method, *given, "--course", str(folder), "--plain", *words]
        )
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def angoff(*parts: tuple[Iterable[str], float], judges: str = "xy") -> str:
    """Shares of all items of a part alike, by every judge."""
    rows = [f"{judge},{item},{share}\n" for judge in judges for each, share in parts for item in each]  # fmt: skip
    return "judge,item,share\n" + "".join(rows)


def cuts(out: str) -> dict[str, str]:
    """The cut of each paper, as it is shown."""
    return dict(re.findall(r"paper (\S+)\nCut ([0-9.]+) ", out))


def test_each_form_gets_the_cut_from_its_own_items(
    standard: Run, items: dict[str, list[str]]
) -> None:
    table = angoff((items["A"], 0.5), (items["B"], 0.75))
    status, out, _ = standard("angoff", table)
    assert (status, cuts(out)) == (0, {"final-A": "10.000", "final-B": "15.000"})
    assert "marks of 20, 50.0% of the marks" in out
    status, out, _ = standard("angoff", table, "--form", "b")
    assert (status, cuts(out)) == (0, {"final-B": "15.000"})
    alone = angoff((items["A"], 0.5))
    assert cuts(standard("angoff", alone, "--form", "A")[1]) == {"final-A": "10.000"}


def test_ebel_by_item_gives_each_form_its_own_cut(
    standard: Run, items: dict[str, list[str]]
) -> None:
    rows = [
        f"{judge},{item},{relevance},easy,{share}\n"
        for judge in "xy"
        for form, relevance, share in (("A", "high", 0.9), ("B", "low", 0.4))
        for item in items[form]
    ]
    status, out, _ = standard("ebel", "judge,item,relevance,difficulty,share\n" + "".join(rows))
    assert (status, cuts(out)) == (0, {"final-A": "18.000", "final-B": "8.000"})


def test_ebel_by_counts_is_for_one_form_and_all_its_items(standard: Run) -> None:
    table = "judge,relevance,difficulty,items,share\nx,high,easy,12,0.9\nx,low,hard,8,0.4\n"
    assert cuts(standard("ebel", table, "--form", "A")[1]) == {"final-A": "14.000"}
    status, _, error = standard("ebel", table)
    assert (status, "several forms" in error, "--form" in error) == (2, True, True)


def test_items_left_out_by_a_regrade_are_not_counted(
    world: World, standard: Run, items: dict[str, list[str]], tmp_path: Path
) -> None:
    copy = World(root=tmp_path / "copy", shelf=world.shelf)
    shutil.copytree(world.folder.root, copy.folder.root)
    out = items["A"][3]
    opened = copy.open()
    regrade(opened, opened.course.exam(), world.shelf, RegradeRequest(by="A", reason="faulty", leave_out=[out], do=True), now=NOW)  # fmt: skip
    course = copy.folder.root
    table = angoff(([one for one in items["A"] if one != out], 0.5), ([out], 0.9), (items["B"], 0.5))  # fmt: skip
    status, shown, _ = standard("angoff", table, course=course)
    assert (status, cuts(shown)) == (0, {"final-A": "9.500", "final-B": "10.000"})
    assert "marks of 19, 50.0%" in shown
    assert f"Not counted {out}" in shown
    without = angoff(([one for one in items["A"] if one != out], 0.5), (items["B"], 0.5))
    assert cuts(standard("angoff", without, course=course)[1])["final-A"] == "9.500"
    counts = "judge,relevance,difficulty,items,share\nx,high,easy,20,0.9\n"
    status, _, error = standard("ebel", counts, "--form", "A", course=course)
    assert (status, "has 19 that count (1 more left out by a regrade)" in error) == (2, True)


ANGOFF_MISTAKES = {
    "a misspelt item": (5, r"item-(\d\d),", r"itm-\1,", r"judges\.csv:5: the item `itm-\d\d` is not on final-A or final-B"),
    "an item of nowhere": (5, r"item-\d\d", "item-99", "judges.csv:5: the item `item-99`"),
    "an item missing for one judge": (5, r".*\n", "", r"judges\.csv:40: x did not judge 1 of the 20 items of final-A: item-"),
    "an item judged twice": (5, r"(.*\n)", r"\1\1", r"judges\.csv:6: x judges `item-\d\d` again; first on line 5"),
    "the same item twice, said differently": (5, r"(.*),(.*)\n", r"\1,0.1\n\1 ,0.2\n", "judges.csv:6: x judges"),
    "a per cent": (5, "0.5", "50", "judges.csv:5: `50` under share is not a share"),
    "more than all per cent": (5, "0.5", "101%", "judges.csv:5: `101%` under share is not a share"),
    "nan": (5, "0.5", "nan", "judges.csv:5: `nan` under share is not a share"),
    "infinity": (5, "0.5", "inf", "judges.csv:5: `inf` under share is not a share"),
    "below nothing": (5, "0.5", "-0.1", "judges.csv:5: `-0.1` under share is not a share"),
    "a decimal comma": (5, "0.5", "0,5", "judges.csv:5: 4 cells, but the header has 3"),
    "a comma that may separate thousands": (5, "0.5", '"1,500"', "judges.csv:5: `1,500` under share is not a share"),
    "an underscore": (5, "0.5", "0_1", "judges.csv:5: `0_1` under share is not a share"),
    "not a share": (5, "0.5", "", "judges.csv:5: `` under share is not a share"),
    "a cell too few": (5, r",0\.5", "", "judges.csv:5: 2 cells, but the header has 3"),
    "no judge": (5, "x,", ",", "judges.csv:5: the cell under judge is empty"),
    "a column missing": (1, "share", "part", r"judges\.csv:1: no column share\nhint: .*share \(a share, 0 to 1\)"),
    "a column twice": (1, "share", "share,share", "judges.csv:1: two columns are called `share`"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "old", "new", "said"), ANGOFF_MISTAKES.values(), ids=ANGOFF_MISTAKES
)
def test_a_mistake_in_a_table_of_items_is_refused_at_its_line(
    standard: Run, items: dict[str, list[str]], line: int, old: str, new: str, said: str
) -> None:
    lines = angoff((items["A"], 0.5), (items["B"], 0.5)).splitlines(keepends=True)
    changed = re.sub(old, new, lines[line - 1], count=1)
    assert changed != lines[line - 1]
    status, out, error = standard("angoff", "".join([*lines[: line - 1], changed, *lines[line:]]))
    assert (status, out) == (2, "")
    assert re.search(said, error), error
    assert "hint: " in error


@pytest.mark.parametrize(
    "written",
    [
        lambda table: table.replace("0.5", '"0,5"'),  # a decimal comma, quoted
        lambda table: table.replace("0.5", "50%"),  # the sign states the unit
        lambda table: table.replace(",", ";").replace("0.5", "0,5"),
        lambda table: "sep=\t\n" + table.replace(",", "\t").replace("0.5", "50 %"),
    ],
    ids=["a decimal comma", "per cent", "semicolons", "tabs"],
)
def test_judgements_as_a_spreadsheet_saves_them(
    standard: Run, items: dict[str, list[str]], written: Callable[[str], str]
) -> None:
    table = angoff((items["A"], 0.5), (items["B"], 0.5))
    assert cuts(standard("angoff", written(table))[1]) == {"final-A": "10.000", "final-B": "10.000"}


def test_judgements_in_a_workbook_whose_shares_are_shown_per_cent(
    items: dict[str, list[str]], tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    made.active.append(["judge", "item", "share"])
    for item in items["A"]:
        made.active.append(["x", item, 0.5])
        made.active.cell(made.active.max_row, 3).number_format = "0%"
    made.save(tmp_path / "judges.xlsx")
    read = read_judgements(tmp_path / "judges.xlsx", Standard.ANGOFF)
    assert {row.numbers["share"] for row in read.rows} == {0.5}


def test_a_form_that_nobody_judged_is_not_given_the_cut_of_another(
    standard: Run, items: dict[str, list[str]]
) -> None:
    status, out, error = standard("angoff", angoff((items["A"], 0.5)))
    assert (status, out) == (2, "")
    assert "nobody judged any of the 20 items of final-B" in error
    some = items["A"] + items["B"][:-2]
    status, _, error = standard("angoff", angoff((some, 0.5)))
    assert (status, "nobody judged 2 of the 20 items of final-B" in error) == (2, True)
    assert " and ".join(items["B"][-2:]) in error


EBEL = "judge,relevance,difficulty,items,share\n"
HOFSTEE = "judge,least_cut,most_cut,least_failed,most_failed\n"
MISTAKES = {
    "20 items sorted twice over": ("ebel", EBEL + "x,high,easy,20,0.9\nx,low,easy,20,0.4\n", ":3: x sorts 40 items, but final-A has 20 that count"),
    "half of the items": ("ebel", EBEL + "x,high,easy,4,0.9\nx,low,hard,6,0.4\n", ":3: x sorts 10 items"),
    "a cell twice": ("ebel", EBEL + "x,high,easy,10,0.9\nx,high,easy,10,0.9\n", ":3: x judges `high, easy` again; first on line 2"),
    "half an item": ("ebel", EBEL + "x,high,easy,19.5,0.9\nx,low,easy,0.5,0.4\n", ":2: `19.5` under items is not a whole number"),
    "items as a share": ("ebel", EBEL + "x,high,easy,0.5,0.9\nx,low,easy,0.5,0.4\n", ":2: `0.5` under items is not a whole number"),
    "an Ebel per cent": ("ebel", EBEL + "x,high,easy,20,90\n", ":2: `90` under share is not a share"),
    "cuts as shares": ("hofstee", HOFSTEE + "x,0.4,0.6,0.05,0.4\n", ":2: least_cut and most_cut are in marks, 0 to 20 on final-A, but these look like shares"),
    "one cut as a share": ("hofstee", HOFSTEE + "x,8,12,0.05,0.4\ny,0.4,12,0.05,0.4\n", ":3: least_cut and most_cut are in marks"),
    "cuts in per cent": ("hofstee", HOFSTEE + "x,8,12,0.05,0.4\ny,40,60,0.05,0.4\n", ":3: least_cut 40 is above the 20 marks of final-A"),
    "failures in per cent": ("hofstee", HOFSTEE + "x,8,12,5,40\n", ":2: `5` under least_failed is not a share"),
    "an endless cut": ("hofstee", HOFSTEE + "x,8,inf,0.05,0.4\n", ":2: `inf` under most_cut is not a number"),
    "cuts the wrong way round": ("hofstee", HOFSTEE + "x,12,8,0.05,0.4\n", ":2: least_cut 12 is not below most_cut 8"),
    "failures the wrong way round": ("hofstee", HOFSTEE + "x,8,12,0.4,0.05\n", ":2: least_failed 0.4 is above most_failed 0.05"),
    "a judge twice": ("hofstee", HOFSTEE + "x,8,12,0.05,0.4\nx,9,12,0.05,0.4\n", ":3: x judges again; first on line 2"),
    "scores as shares": ("borderline", "grade,score\n1,0.2\n2,0.5\n3,0.7\n4,0.9\n", ":2: every score is in marks, 0 to 20 on final-A"),
    "scores in per cent": ("borderline", "grade,score\n1,20\n2,50\n3,70\n4,90\n", ":3: score 50 is above the 20 marks of final-A"),
    "no score": ("borderline", "grade,score\n1,5\n2,nan\n3,9\n", ":3: `nan` under score is not a number"),
    "an endless grade": ("borderline", "grade,score\n1,5\ninf,7\n3,9\n", ":3: `inf` under grade is not a number"),
    "no lines": ("borderline", "grade,score\n", " contains no judgements"),
    "an empty file": ("borderline", "", ":1: no column grade, score"),
    "a file for Cohen": ("cohen", "grade,score\n1,5\n", "cohen takes no judgements"),
}  # fmt: skip


@pytest.mark.parametrize(("method", "table", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_table_in_another_unit_or_of_another_size_is_refused(
    standard: Run, method: str, table: str, said: str
) -> None:
    status, out, error = standard(method, table, "--form", "A")
    assert (status, out) == (2, "")
    assert said in error
    assert "hint: " in error


def test_a_cut_above_all_marks_is_refused(standard: Run) -> None:
    table = "grade,score\n1,5\n2,9\n3,12\n4,17\n"
    status, out, _ = standard("borderline", table, "--form", "A")
    assert (status, cuts(out)) == (0, {"final-A": "8.800"})
    status, _, error = standard("borderline", table, "--form", "A", "--borderline", "6")
    assert (status, "would be 24.400 marks of 20" in error) == (2, True)
    status, out, _ = standard("borderline", table, "--form", "A", "--borderline", "0.5")
    assert (status, "no sitting has a grade as low as 0.5" in out) == (0, True)


def test_a_line_through_the_sittings_of_several_forms_says_so(standard: Run) -> None:
    status, out, _ = standard("borderline", "grade,score\n1,5\n2,9\n3,12\n4,17\n")
    assert (status, cuts(out)) == (0, {"final-A": "8.800", "final-B": "8.800"})
    assert out.count("one line through all 4 sittings of the file") == 2


@pytest.mark.parametrize("words", [("--share", "nan"), ("--best", "nan"), ("--borderline", "inf")])
def test_an_option_is_a_number(standard: Run, words: tuple[str, str]) -> None:
    status, _, error = standard("cohen", None, *words)
    assert (status, f"{words[1]} is not a number" in error) == (2, True)


def test_a_form_or_exam_that_is_not_there(standard: Run) -> None:
    status, _, error = standard("cohen", None, "--form", "C")
    assert (status, "final-A, final-B" in error) == (2, True)
    assert standard("cohen", None, "--exam", "midterm")[0] == 2


def test_the_help_says_the_units(standard: Run) -> None:
    _, out, _ = standard("cohen", None, "--help")
    text = " ".join(out.split())
    for unit in ("share: 0 to 1", "score: marks", "cuts: marks; failed: shares of the people"):
        assert unit in text


SHARES = st.decimals(0, 1, places=2).map(float)


@given(st.lists(st.lists(SHARES, min_size=5, max_size=5), min_size=1, max_size=4), st.randoms())
def test_law_the_cut_is_the_mean_of_the_judges_sums_over_the_papers_own_items(
    panel: list[list[float]], chance: Random
) -> None:
    """In any order of lines, whatever items of another form are among them."""
    paper = JudgedPaper(name="final-A", items=("a", "b", "c"), left_out=("d",))
    rows = [
        JudgedLine(line=2, texts={"judge": str(judge), "item": item}, numbers={"share": share})
        for judge, shares in enumerate(panel)
        for item, share in zip("abcde", shares, strict=True)
    ]
    chance.shuffle(rows)
    judgements = Judgements(file="x", columns=("judge", "item", "share"), rows=tuple(rows))
    found = set_standard(Standard.ANGOFF, judgements, paper, None)
    expected = sum(sum(shares[:3]) for shares in panel) / len(panel)
    assert found.cut.cut.value == pytest.approx(expected)
    assert found.share is not None
    assert 0 <= found.share <= 1 + 1e-9
    assert (found.full, found.cut.sources) == (3, len(panel))


def test_hofstee_and_cohen_are_in_marks_of_the_paper() -> None:
    """Totals 0 to 39 of 40 marks, one each; the box is met where a fifth fail: at 8 marks."""
    paper = JudgedPaper(name="final-A", items=tuple(map(str, range(40))), left_out=())
    sat = PaperTally(
        paper="final-A", sittings=40, totals=tuple((n * 1000, 1) for n in range(40)), items=()
    )
    row = JudgedLine(
        line=2,
        texts={"judge": "x"},
        numbers={"least_cut": 4, "most_cut": 12, "least_failed": 0.1, "most_failed": 0.3},
    )
    judges = Judgements(file="x", columns=("judge", *row.numbers), rows=(row,))
    found = set_standard(Standard.HOFSTEE, judges, paper, sat)
    assert found.cut.cut.value == pytest.approx(8)
    assert found.share == pytest.approx(0.2)
    assert found.note.startswith("20.0% fall below it")
    found = set_standard(Standard.COHEN, Judgements(), paper, sat)
    assert found.cut.cut.value == pytest.approx(0.6 * 37.05)
    few = set_standard(Standard.HOFSTEE, judges, paper, None)
    assert (few.cut.cut.value, few.share, "0 of 30 needed" in few.cut.cut.why) == (None, None, True)
