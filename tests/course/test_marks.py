"""Marks by hand: every name in marks.csv is looked up, and a line that does not fit stops what reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_train import cli
from ipt_train.course.core.course import Course, Exam
from ipt_train.course.core.grade import Attempt, Manual
from ipt_train.course.core.grading import grade_exam
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.exam.core.key import Key
from ipt_train.vocabulary import Severity
from tests.course.world import NOW, STARTED, World, shelf_for, trainees

Run = Callable[..., tuple[int, str, str]]
HEAD = "person,exam,item,mark,comment\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three people; the first answered form A, the second form B, the third nothing."""
    root = tmp_path_factory.mktemp("marks")
    world = World(root=root, shelf=shelf_for(root))
    opened = world.begin(trainees(3))
    keys = world.build()
    for person, key in zip(list(opened.people)[:2], keys, strict=True):
        world.hand_in(world.submission(person, key, ability=0.0))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == 2
    return world


@pytest.fixture
def people(world: World) -> list[str]:
    world.folder.marks.unlink(missing_ok=True)
    return list(world.open().people)


@pytest.fixture
def keys(world: World) -> list[Key]:
    return read_keys(world.folder, "final")


@pytest.fixture
def course(
    world: World,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli._run(["course", *words, "--course", str(world.folder.root)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


MISTAKES = {
    "a misspelt item": ("{p},final,{item}x,1,\n", 2, "the exam `final` has no item `{item}x`", "did you mean `{item}`?"),
    "a misspelt item without a mark": ("{p},final,{item}x,,Well done\n", 2, "has no item `{item}x`", "did you mean"),
    "an item of nowhere": ("{p},final,no-such-thing,0,\n", 2, "has no item `no-such-thing`", "one of item-"),
    "an item where the mark should stand": ("{p},final,0.5\n", 2, "has no item `0.5`", "one of item-"),
    "the second line": ("{p},final,{item},1,\n{p},final,{item}x,1,\n", 3, "has no item `{item}x`", "did you mean"),
    "an exam that is not there": ("{p},finale,,1,\n", 2, "there is no exam `finale`", "did you mean `final`?"),
    "an exam of another name": ("{p},midterm,{item},1,\n", 2, "there is no exam `midterm`", "one of final"),
    "nobody": ("p-0000000000000000,final,,1,\n", 2, "nobody on the roster has the id, email address or pseudonym `p-0000000000000000`", "course people"),
    "an id that is not there": ("s9,final,,1,\n", 2, "the id, email address or pseudonym `s9`", "course people"),
    "a name in place of it": ("Given0 Family0,final,,1,\n", 2, "or pseudonym `Given0 Family0`", "s0000 (Given0 Family0)"),
    "nobody at all": (",final,,1,\n", 2, "no person is given", "write an id"),
    "more than full marks": ("{p},final,,85 of 80,\n", 2, "`85 of 80` is not a mark: it is more than 80", "85 of 100"),
    "marks of nothing": ("{p},final,,0 of 0,\n", 2, "`0 of 0` is not a mark", "85 of 100"),
    "more than all per cent": ("{p},final,,101%,\n", 2, "`101%` is not a mark", "85%"),
    "a per cent": ("{p},final,,85,\n", 2, "`85` is not a mark", "0.85 for 85%"),
    "nan": ("{p},final,,nan,\n", 2, "`nan` is not a mark", "0 to 1"),
    "infinity": ("{p},final,,inf,\n", 2, "`inf` is not a mark", "0 to 1"),
    "an underscore": ("{p},final,,0_1,\n", 2, "`0_1` is not a mark", "0 to 1"),
    "a decimal comma": ("{p},final,,0,85,\n", 2, "the mark `0` with the comment `85` may be the mark 0,85", "0.85"),
    "a decimal comma and a comment": ("{p},final,,0,85,Well done\n", 2, "6 cells, but the header has 5", "double quotes"),
    "a comma that may separate thousands": ('{p},final,,"1,250",\n', 2, "`1,250` is not a mark", "with a point"),
    "a comment that is not quoted": ("{p},final,,1,Well, done\n", 2, "6 cells", "double quotes"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said", "help"), MISTAKES.values(), ids=MISTAKES)
def test_a_line_that_does_not_fit_is_an_error_at_its_place(
    world: World, people: list[str], keys: list[Key], course: Run, text: str, line: int, said: str, help: str
) -> None:  # fmt: skip
    fill = {"p": people[0], "item": str(keys[0].entries[0].item.id)}
    world.folder.marks.write_text(HEAD + text.format(**fill))
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.line, Path(found.file).name) == ("K012", line, "marks.csv")
    assert said.format(**fill) in found.message
    assert help.format(**fill) in found.help
    status, out, _ = course("check")
    assert (status, f"marks.csv:{line}:1: error K012" in out) == (1, True)
    for words in (("grade",), ("gradebook",), ("regrade",)):
        status, out, error = course(*words)
        assert (status, out) == (2, "")
        assert f"marks.csv:{line}:1: K012" in error
        assert said.format(**fill) in error


def test_person_exam_and_item_are_each_said(world: World, people: list[str], course: Run) -> None:
    world.folder.marks.write_text(HEAD + f"p-1,finl,x,2,\n{people[0]},final,x,1,\n")
    found = check_course(world.folder, world.shelf).findings
    assert [one.line for one in found] == [2, 2, 2, 3]
    _, _, error = course("grade")
    assert "nobody on the roster has the id, email address or pseudonym `p-1` and 3 more" in error


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("person,exam,mark,comment", "missing from the header: item"),
        ("person,exam,items,mark,comment", "missing from the header: item"),
        ("person,exam,item,mark,mark,comment", "two columns are called `mark`"),
        ("person,exam,item,mark,comment,attempt", "the column `attempt` is not known"),
    ],
)
def test_a_column_that_nothing_is_done_with(
    world: World, people: list[str], head: str, said: str
) -> None:
    world.folder.marks.write_text(f"{head}\n{people[0]},final,,1,,\n")
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.line, said in found.message) == (1, True)


def test_a_sheet_with_empty_rows_and_columns_is_read(world: World, people: list[str]) -> None:
    """As spreadsheets save it: a mark of the item itself, and one of the whole exam."""
    item = read_keys(world.folder, "final")[0].entries[0].item.id
    world.folder.marks.write_text(
        f"\ufeffperson,exam,item,mark,comment,,\r\n{people[0]},final,{item},1,,,\r\n,,,,,,\r\n{people[1]},final,,.5\r\n"
    )
    assert check_course(world.folder, world.shelf).findings == ()
    grades = {one.person: one.exams[0] for one in grade_all(world.open(), now=NOW).grades}
    assert (grades[people[0]].manual, grades[people[0]].unused) == (True, ())
    assert grades[people[1]].share == 0.5


def test_an_item_of_an_exam_that_was_not_built_waits_until_it_is(
    world: World, people: list[str], course: Run
) -> None:
    """A warning, since an error would keep the exam from being built."""
    text = world.folder.course.read_text()
    more = "  - {id: second, title: Second, length: 5}\nthresholds:"
    world.folder.course.write_text(text.replace("thresholds:", more))
    try:
        world.folder.marks.write_text(HEAD + f"{people[0]},second,item-99,1,\n{people[0]},second,,1,\n")  # fmt: skip
        (found,) = check_course(world.folder, world.shelf).findings
        assert (found.line, "`second` has not been built yet" in found.message) == (2, True)
        assert (found.severity, "course exam build" in found.help) == (Severity.WARNING, True)
        assert course("grade")[0] == 0
        assert course("exam", "build", "second")[0] == 0
        (found,) = check_course(world.folder, world.shelf).findings
        assert "the exam `second` has no item `item-99`" in found.message
        assert course("grade")[0] == 2
    finally:
        (world.folder.keys / "second.key.age").unlink(missing_ok=True)
        (world.folder.papers / "second-A.json").unlink(missing_ok=True)
        world.folder.course.write_text(text)


def test_items_are_looked_up_in_the_keys_where_papers_were_put_away(
    world: World, people: list[str], keys: list[Key]
) -> None:
    away = world.folder.papers.rename(world.root / "away")
    try:
        item = keys[1].entries[0].item.id
        world.folder.marks.write_text(HEAD + f"{people[1]},final,{item},1,\n{people[1]},final,{item}x,1,\n")  # fmt: skip
        (found,) = check_course(world.folder, world.shelf).findings
        assert (found.line, f"has no item `{item}x`" in found.message) == (3, True)
        world.folder.papers.mkdir()
        damaged = world.folder.papers / "final-A.json"
        damaged.write_text("{")
        assert check_course(world.folder, world.shelf).findings == (found,)
        damaged.unlink()
        world.folder.papers.rmdir()
    finally:
        away.rename(world.folder.papers)


def test_a_mark_without_a_question_that_counts_is_named(
    world: World, people: list[str], keys: list[Key], course: Run
) -> None:
    """For an item of the other form, and for somebody who handed nothing in."""
    own, other = ({str(one.item.id) for one in key.entries} for key in keys)
    item = min(other - own)
    text = "".join(f"{person},final,{item},1,\n" for person in people)
    world.folder.marks.write_text(HEAD + text)
    status, out, _ = course("grade", "--plain")
    assert status == 0
    said = f"the mark by hand for {item} is not used: no such question counts here"
    named = [line for line in out.splitlines() if said in line]
    whose = [world.open().people[name] for name in (people[0], people[2])]
    labels = [f"{person.name} ({person.id}) final" for person in whose]
    assert [line.split(":")[0] for line in named] == labels
    rows = (world.folder.results / "grades.csv").read_text().splitlines()
    assert [said in row for row in rows if row.startswith("p-")] == [True, False, True]
    status, out, _ = course("gradebook")
    assert out.count(said) == 2


def test_a_mark_that_has_no_use_is_told_of_the_attempts_looked_at() -> None:
    exam = Exam(id="final", title="Final")
    whole = Course(id="c", title="C", zone="UTC", banks=(), instructors=(), exams=(exam,))
    tries = [
        Attempt(number=1, form="A", started_at=STARTED, ended_at=STARTED, received_at=STARTED, scores={"a": 0.0, "b": 0.0})
    ]  # fmt: skip
    grade = grade_exam("p", tries, whole, exam, Manual(items={"b": 1.0, "c": 1.0, "d": 1.0}))
    assert (grade.share, grade.manual, grade.unused) == (0.5, True, ("c", "d"))
    assert grade.note == "the mark by hand for c, d is not used: no such question counts here"
    grade = grade_exam("p", [], whole, exam, Manual(items={"b": 1.0}))
    assert (grade.share, grade.manual, grade.unused) == (None, False, ("b",))
    assert grade.note.startswith("nothing was handed in; the mark by hand for b is not used")
