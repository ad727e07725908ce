"""What a check of a course says, with file, line and column; and when keys disagree."""

import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from ipt_train.bank.rules.explain import every_explanation, explanations
from ipt_train.course.core.pseudonym import pseudonym
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.enrolment import read_register
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course, open_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.new_course import new_course
from ipt_train.course.store.row import KeyRow
from ipt_train.errors import CourseError, IptTrainError, KeyFileError, OutputError
from ipt_train.vocabulary import Enrolment, Severity
from tests.conftest import ROOT
from tests.course.tamper import run_sql
from tests.course.world import NOW, World, shelf_for, trainees


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(root=tmp_path, shelf=shelf_for(tmp_path))
    world.begin(trainees(3))
    return world


def test_a_new_course_is_sound_and_its_secrets_are_its_owners(tmp_path: Path) -> None:
    shelf = replace(shelf_for(tmp_path), banks=(ROOT / "question_banks",))
    world = World(root=tmp_path, shelf=shelf)
    title = 'A "title": with \\ # and more'
    made = new_course(world.folder, id="autumn", title=title, zone="Europe/Paris", schema="x")
    found = check_course(world.folder, world.shelf)
    assert (found.findings, found.people, found.exams) == ((), 0, 1)
    assert open_course(world.folder, world.shelf).course.title == title
    secrets = [world.folder.root / name for name in made if name.startswith("private")]
    assert len(secrets) == 3
    if os.name == "posix":
        assert {stat.S_IMODE(one.stat().st_mode) for one in secrets} == {0o600}
    with pytest.raises(OutputError, match="already exists"):
        new_course(world.folder, id="autumn", title="x", zone="UTC", schema="x")


@pytest.mark.parametrize("good", range(0, 14, 2))
def test_a_course_that_a_full_disk_stopped_can_be_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: int
) -> None:
    """Keys of no course stood in the way, one of them empty; each file takes two of these calls."""
    folder = Folder(root=tmp_path / "course")
    fsync, calls = os.fsync, iter(range(good + 1))

    def full(descriptor: int) -> None:
        if next(calls) == good:
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left on device"):
            new_course(folder, id="autumn", title="x", zone="UTC", schema="x")
    assert [one for one in folder.root.rglob("*") if one.is_file()] == []
    assert len(new_course(folder, id="autumn", title="x", zone="UTC", schema="x")) == 7


COURSE = {
    "zone": ("zone: Europe/London", "zone: Europe/Londn", "K001", "no time zone"),
    "a day that is none": ("due: 2026-11-09T17:00", "due: 2026-02-30T17:00", "K002", "not a time in"),
    "clocks forward": ("due: 2026-11-09T17:00", "due: 2026-03-29T01:30", "K002", "go forward"),
    "due before it opens": ("due: 2026-11-09T17:00", "due: 2026-11-09T17:00\n    opens: 2026-11-10T09:00", "K002", "before it opens"),
    "a date in another form": ("due: 2026-11-09T17:00", "due: 9/11/2026", "S007", "due"),
    "no length": ("    length: 20\n", "", "K006", "neither blueprint nor length"),
    "a rule misspelt": ("rule: best", "rule: bets", "S006", "bets"),
    "a key misspelt": ("pass_mark: 0.6", "passmark: 0.6", "S004", "passmark"),
    "a share above 1": ("pass_mark: 0.6", "pass_mark: 60", "S009", "60"),
    "two exams of one id": ("thresholds:", "  - {id: final, title: Again, length: 3}\nthresholds:", "K003", "two exams"),
    "no weight": ("    pass_mark: 0.6", "    pass_mark: 0.6\n    weight: 0", "K009", "weight 0"),
    "an extension of nobody": ("thresholds:", "extensions:\n  - {person: p-0000000000000000, exam: final}\nthresholds:", "K005", "nobody on the roster"),
    "no instructor's key": ("instructors: [age1", "instructors: [agf1", "S007", "agf1"),
    "a blueprint of nowhere": ("    length: 20", "    blueprint: finale", "K010", "finale cannot be read"),
    "a letter wrong in a key": ("instructors: [age1", "instructors: [age1q", "S007", "age1q"),
    "a pass mark that is none": ("pass_mark: 0.6", "pass_mark: .nan", "Y020", "not a number"),
    "a weight that is none": ("    pass_mark: 0.6", "    pass_mark: 0.6\n    weight: .NaN", "Y020", "not a number"),
    "endless points": ("thresholds:", "points: .inf\nthresholds:", "Y020", "not a number"),
    "a deduction of endless digits": ("per_day: 0.1", "per_day: 1e999", "Y020", "not a number"),
    "a threshold twice": ("name: merit", "name: pass", "K003", "twice"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "said"), COURSE.values(), ids=COURSE)
def test_a_mistake_in_the_course_file(
    world: World, old: str, new: str, code: str, said: str
) -> None:
    text = world.folder.course.read_text()
    assert old in text
    world.folder.course.write_text(text.replace(old, new, 1))
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.file) == (code, str(world.folder.course))
    assert said in found.message
    assert found.help or found.code == "S009"
    lines = world.folder.course.read_text().splitlines()
    assert 1 <= found.line <= len(lines)
    assert 1 <= found.column <= len(lines[found.line - 1]) + 1
    with pytest.raises(CourseError, match=f"{found.line}:{found.column}: {code}"):
        world.open()


BANKS = {
    "a file that is not there": ("bank/nope.yaml", "there is no bank at"),
    "an id that no bank has": ("techniqes", "there is no bank `techniqes`"),
    "a second one that is wrong": ("bank/own.yaml, nope", "there is no bank `nope`"),
    "a file that is no bank": ("course.yaml", "no bank was found"),
    "a bank with an error": ("bank/broken.yaml", "broken.yaml:1:"),
}


@pytest.mark.parametrize(("banks", "said"), BANKS.values(), ids=BANKS)
def test_a_bank_that_cannot_be_used_is_found_before_the_exam_is_built(
    world: World, banks: str, said: str
) -> None:
    """And does not stop what needs no bank, such as grading."""
    world.build()
    (world.folder.root / "bank" / "broken.yaml").write_text("format: ipt-bank/1\nitems: 3\n")
    text = world.folder.course.read_text()
    world.folder.course.write_text(text.replace("banks: [bank/own.yaml]", f"banks: [{banks}]"))
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.line, found.severity) == ("K013", 5, Severity.ERROR)
    assert said in found.message
    assert found.help
    assert len(grade_all(world.open(), now=NOW).grades) == 3


def test_a_signing_key_of_nobody_is_warned_of(world: World) -> None:
    person = next(iter(world.open().people))
    with open_database(world.folder) as database, database.writing():
        told = [
            KeyRow(person, "AAAA", "", "told"),
            KeyRow("p-0000000000000000", "BBBB", "", "told"),
        ]
        database.replace(KeyRow, told)
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.severity) == ("K014", Severity.WARNING)
    assert (found.file, "p-0000000000000000" in found.message) == (str(world.folder.database), True)
    assert set(read_register(world.folder, Enrolment.TOLD).entries) == {person, "p-0000000000000000"}  # fmt: skip
    run_sql(world.folder.database, "update signing_key set how = 'seen'")
    with pytest.raises(CourseError, match="the signing keys have been changed or damaged"):
        read_register(world.folder, Enrolment.TOLD)


def test_a_letter_wrong_in_an_instructors_key(world: World) -> None:
    text = world.folder.course.read_text()
    at = text.index("age1") + 20
    other = "q" if text[at] != "q" else "p"
    world.folder.course.write_text(text[:at] + other + text[at + 1 :])
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.line) == ("K011", 6)


ROSTER = {
    "no email": ("id,name\na,Ann\n", 1, "R001"),
    "a column twice": ("id,name,email,id\n", 1, "R002"),
    "too many cells": ("id,name,email\na,Lee, Ann,x@y\n", 2, "R003"),
    "a quote left open": ('id,name,email\n"a,Ann,x@y\n', 2, "R003"),
    "an id that cannot be": ("id,name,email\n../x,Ann,x@y\n", 2, "R004"),
    "a formula as id": ("id,name,email\n=1+1,Ann,x@y\n", 2, "R004"),
    "no name": ("id,name,email\na,,x@y\n", 2, "R005"),
    "an escape": ("id,name,email\na,Ann \x1b[2J,x@y\n", 2, "R006"),
    "one id twice": ("id,name,email\na,Ann,x@y\nA,Bo,z@y\n", 3, "R007"),
    "one address twice": ("id,name,email\na,Ann,x@y\nb,Bo,X@y\n", 3, "R007"),
    "one name twice": ("id,name,email\na,Ann Lee,x@y\nb,ann  lee,z@y\n", 3, "R008"),
}


@pytest.mark.parametrize(("text", "line", "code"), ROSTER.values(), ids=ROSTER)
def test_a_mistake_in_the_roster(world: World, text: str, line: int, code: str) -> None:
    world.folder.roster.write_text(text)
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.line, found.file) == (code, line, str(world.folder.roster))
    with pytest.raises(CourseError, match=code):
        world.open()


def test_two_people_of_one_name_can_be_said_to_be_two(world: World) -> None:
    world.folder.roster.write_text("id,name,email,namesake\na,Ann,x@y,yes\nb,Ann,z@y,yes\n")
    assert len(world.open().people) == 2


def test_two_keys_that_disagree_stop_everything(world: World) -> None:
    world.folder.pseudonym_key.write_text("11" * 32)
    with pytest.raises(CourseError, match="two keys disagree"):
        world.open()


def lost(world: World) -> None:
    world.folder.pseudonym_key.unlink()


def short(world: World) -> None:
    world.folder.pseudonym_key.write_text("1234")


def shared(world: World) -> None:
    world.folder.pseudonym_key.chmod(0o644)


@pytest.mark.parametrize(("change", "said"), [(lost, "cannot be read"), (short, "damaged"), (shared, "others may read")])  # fmt: skip
def test_a_key_that_cannot_be_used(world: World, change: object, said: str) -> None:
    change(world)  # type: ignore[operator]
    with pytest.raises(KeyFileError, match=said):
        world.open()


def test_pseudonyms_need_the_key() -> None:
    one = pseudonym(b"k" * 32, "course", "s1")
    assert one == pseudonym(b"k" * 32, "course", "s1")
    others = {pseudonym(b"l" * 32, "course", "s1"), pseudonym(b"k" * 32, "other", "s1"), pseudonym(b"k" * 32, "course", "s2")}  # fmt: skip
    assert len({one, *others}) == 4


MARKS = {
    "no header": "p,final,,1,\n",
    "nobody": "person,exam,item,mark,comment\np-1,final,,1,\n",
    "too high": "person,exam,item,mark,comment\n{person},final,,9,\n",
    "not a number": "person,exam,item,mark,comment\n{person},final,,good,\n",
    "a quote left open": 'person,exam,item,mark,comment\n"{person},final,,1,\n',
    "two marks": "person,exam,item,mark,comment\n{person},final,,1,\n{person},final,,0,\n",
}


@pytest.mark.parametrize("text", MARKS.values(), ids=MARKS)
def test_marks_by_hand_that_do_not_fit_stop_grading(world: World, text: str) -> None:
    from ipt_train.course.operation.grade import grade_all
    from tests.course.world import NOW

    opened = world.open()
    world.build()
    world.folder.marks.write_text(text.format(person=next(iter(opened.people))))
    with pytest.raises(IptTrainError, match=r"marks\.csv:"):
        grade_all(opened, now=NOW)


@pytest.mark.parametrize("text", MARKS.values(), ids=MARKS)
def test_marks_by_hand_that_do_not_fit_are_found_before(world: World, text: str) -> None:
    opened = world.open()
    world.folder.marks.write_text(text.format(person=next(iter(opened.people))))
    (found,) = check_course(world.folder, world.shelf).findings
    assert (found.code, found.severity) == ("K012", Severity.ERROR)
    assert found.file.endswith("marks.csv")
    assert 1 <= found.line <= 3


def test_every_code_is_explained_and_every_explanation_has_its_code() -> None:
    sources = [
        *(ROOT / "ipt_train" / "course").rglob("*.py"),
    ]
    used = {code for file in sources for code in re.findall(r'"([KR]0[0-9]{2})"', file.read_text())}
    assert used == set(every_explanation()) - set(explanations())


def test_whole_numbers_may_be_written_with_a_point(world: World) -> None:
    """The schema lets 60.0 pass as a whole number; papers that hold it could not be read."""
    text = world.folder.course.read_text()
    for old, new in (
        ("minutes: 60", "minutes: 60.0"),
        ("length: 20", "length: 20.0"),
        ("allowed: 2", "allowed: 2.0"),
        ("grace_minutes: 10", "grace_minutes: 10.0"),
        ("seed: 7", "seed: 7.0"),
    ):
        assert old in text
        text = text.replace(old, new)
    world.folder.course.write_text(text)
    assert check_course(world.folder, world.shelf).findings == ()
    key = world.build()[0]
    person = next(iter(world.open().people))
    world.hand_in(world.submission(person, key))
    assert len(collect(world.open(), world.inbox, now=NOW).accepted) == 1
    assert grade_all(world.open(), now=NOW).grades[0].share is not None
