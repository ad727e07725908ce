"""The commands of `course`, as an instructor types them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.exchange.folder import Folder, locked_for_writing
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.regrades import regrades_of
from tests.conftest import ROOT
from tests.course.world import World, bank, shelf_for
from tests.program import run


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(root=tmp_path, shelf=shelf_for(tmp_path))


def test_a_course_from_new_to_receipts(world: World, environment: dict[str, str]) -> None:
    folder: Folder = world.folder
    course = ("--course", str(folder.root))

    def said(*words: str, status: int = 0) -> Any:
        result = run("course", *words, "--json", env=environment)
        assert result.returncode == status, result.stderr + result.stdout
        return json.loads(result.stdout)["data"]

    made = said("new", str(folder.root), "--id", "autumn", "--title", "Autumn")
    assert "private/identity.txt" in made["files"]
    assert "already exists" in run("course", "new", str(folder.root), env=environment).stderr
    world.write_bank(bank())
    place = ROOT / "tests" / "bank" / "good" / "bibliography.yaml"
    (folder.root / "bank" / "bibliography.yaml").write_text(place.read_text())
    text = folder.course.read_text().replace("banks: []", "banks: [bank/own.yaml]")
    folder.course.write_text(text.replace("blueprint: module", "length: 12"))
    folder.roster.write_text(
        "id,name,email\nann,Ann Lee,ann@example.org\nbo,Bo [bold]Li,bo@example.org\n"
    )
    assert said("check", str(folder.root)) == {"people": 2, "exams": 1}
    people = said("people", *course)["people"]
    assert "Bo [bold]Li" in run("course", "people", *course, env=environment).stdout

    built = said("exam", "build", "--forms", "2", "--seed", "5", *course)
    assert sorted(built["digests"]) == ["A", "B"]
    paper = json.loads((folder.papers / "final-A.json").read_text())
    assert len(paper["questions"]) == 12
    assert "already been built" in run("course", "exam", "build", "--forms", "2", "--seed", "6", *course, env=environment).stderr  # fmt: skip

    key = read_keys(folder, "final")[0]
    ann = people[0]["pseudonym"]
    started = datetime.now(UTC) - timedelta(hours=2)
    world.inbox.mkdir()
    packed = world.submission(ann, key, ability=1.0, started=started)
    file = world.hand_in(packed)
    (world.inbox / "notes.txt").write_text("not a submission")
    assert run("course", "enrol", ann, packed.fingerprint, *course, env=environment).returncode == 0
    found = said("collect", str(world.inbox), *course, status=1)
    assert [one["person"] for one in found["accepted"]] == [ann]
    assert [one["file"] for one in found["refused"]] == ["notes.txt"]
    assert found["unconfirmed"] == []

    grades = said("grade", *course)["grades"]
    assert [one["exams"][0]["share"] for one in grades] == [1.0, None]
    out = world.root / "canvas.csv"
    said("gradebook", "--to", "canvas", "--column", "77", "-o", str(out), *course)
    assert "Final exam (77)" in out.read_text()
    export = world.root / "export.csv"
    export.write_text("Student,SIS User ID,Final exam (77)\n    Points Possible,,40.00\nLee,ann,\n")
    fill = ("gradebook", "--fill", str(export), "--column", "Final exam")
    filled = run("course", *fill, *course, env=environment)
    assert filled.stdout.endswith("Lee,ann,40\n")
    assert "full marks: 40\nfull marks from: the row Points Possible\n" in filled.stderr
    refused = run("course", *fill, "--points", "100", *course, env=environment)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "worth 40 points" in refused.stderr
    scaled = said("gradebook", "--to", "blackboard", "--column", "77", "--points", "40", *course)
    assert (scaled["full_marks"], scaled["full_marks_from"]) == (40.0, "--points")
    wide = run("course", "gradebook", *course, env=environment).stdout
    assert "ann,Ann Lee,ann@example.org,100.0,100.0,pass" in wide

    item = key.entries[0].item.id
    tried = said("regrade", "--leave-out", item, *course)
    assert (tried["written"], tried["items"]) == (False, {item: "left out for everybody"})
    refused = run("course", "regrade", "--leave-out", item, "--do", *course, env=environment)
    assert (refused.returncode, "who regrades, and why?" in refused.stderr) == (2, True)
    said("regrade", "--leave-out", item, "--do", "--by", "A", "--reason", "faulty", *course)
    assert len(regrades_of(folder)) == 1

    back = world.root / "back"
    assert run("course", "receipts", str(back), *course, env=environment).returncode == 0
    (receipt,) = back.iterdir()
    checked = said("verify", str(receipt), "--submission", str(file))
    assert checked["fits"] is True
    assert said("verify", str(receipt), "--submission", str(receipt), status=1)["fits"] is False
    receipt.write_text(receipt.read_text().replace('"attempt":1', '"attempt":2'))
    assert "changed after it was signed" in run("course", "verify", str(receipt), env=environment).stderr  # fmt: skip


def test_findings_have_places_and_status(world: World, environment: dict[str, str]) -> None:
    run("course", "new", str(world.folder.root), "--id", "autumn", env=environment)
    text = world.folder.course.read_text().replace("pass_mark: 0.6", "passmark: 0.6")
    world.folder.course.write_text(text)
    result = run("course", "check", str(world.folder.root), env=environment)
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "passmark" in one)
    assert result.returncode == 1
    assert f"course.yaml:{line}:5: error S004" in result.stdout
    elsewhere = run("course", "grade", "--course", str(world.root / "none"), env=environment)
    assert (elsewhere.returncode, "give the course folder" in elsewhere.stderr) == (2, True)


def test_two_exams_have_weights_and_one_may_not_be_built(
    world: World, environment: dict[str, str]
) -> None:
    world.tail = ""
    world.begin([("ann", "Ann Lee", "ann@example.org")])
    text = world.folder.course.read_text().replace(
        "thresholds:", "  - {id: second, title: Second, length: 5, weight: 3}\nthresholds:"
    )
    world.folder.course.write_text(text)
    course = ("--course", str(world.folder.root))
    said = run("course", "exam", "build", *course, env=environment)
    assert (said.returncode, "the course has several exams" in said.stderr) == (2, True)
    assert run("course", "exam", "build", "final", *course, env=environment).returncode == 0
    wide = run("course", "gradebook", *course, env=environment)
    assert "id,name,email,section,final,course,threshold,passed,notes" in wide.stdout
    second = run("course", "gradebook", "--to", "moodle", "--exam", "second", *course, env=environment)  # fmt: skip
    assert (second.returncode, "has not been built" in second.stderr) == (2, True)
    assert "The exam second was not built yet." in run("course", "grade", *course, env=environment).stdout  # fmt: skip


def test_names_of_files_are_data_on_the_screen(world: World, environment: dict[str, str]) -> None:
    world.begin([("ann", "Ann Lee", "ann@example.org")])
    world.build()
    (world.inbox / "\x1b[2J[bold]x.zip").write_bytes(b"PK")
    course = ("--course", str(world.folder.root))
    result = run("course", "collect", str(world.inbox), *course, env=environment)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout
    assert "[bold]x.zip" in result.stdout
    assert "zip file is damaged" in result.stdout


def test_a_key_is_not_taken_down_while_another_program_writes(
    world: World, environment: dict[str, str]
) -> None:
    """The register is read, changed and written: what collecting adds meanwhile would be lost."""
    opened = world.begin([("ann", "Ann Lee", "ann@example.org")])
    (person,) = opened.people
    mark = world.submission(person, world.build()[0]).fingerprint
    words = ("course", "enrol", person, mark, "--course", str(world.folder.root))
    with locked_for_writing(world.folder):
        refused = run(*words, env=environment)
        assert (refused.returncode, "another program is writing" in refused.stderr) == (2, True)
    assert run(*words, env=environment).returncode == 0
