"""The forms in which commands of a course can be had, and the names that they had before."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from ipt_train.course.exchange.regrades import regrades_of
from ipt_train.course.operation.collect import collect
from tests.course.test_look import progress_of
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run

Env = dict[str, str]
PEOPLE = 6


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Six trainees, of whom five handed in; one of these has left since."""
    root = tmp_path_factory.mktemp("forms")
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(PEOPLE))
    (key,) = world.build()
    for number, person in enumerate(list(opened.people)[1:]):
        world.hand_in(world.submission(person, key, progress=progress_of(number)))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == PEOPLE - 1
    world.people = world.people[:-1]
    world.write_roster()
    return world


def course(world: World) -> tuple[str, str]:
    return ("--course", str(world.folder.root))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("words", "columns", "rows"),
    [
        (("people",), "pseudonym,id,name,key,how", PEOPLE - 1),
        (("check", "--without-strangers"), "file,line,column,severity,code,message,help", 2),
        (("receipts",), "person,exam,attempt,accepted_at,arrived_at,submission", PEOPLE - 1),
        (("progress",), "person,day,answers,quiet,seen,items,retained,reviews,reasons", PEOPLE - 1),
        (("progress", "--names"), "person,day,answers,quiet,seen,items,retained,reviews,reasons,name", PEOPLE - 1),
        (("standard", "cohen"), "paper,method,cut,cut_low,cut_high,standard_error,full,share,sources,passed,failed,in_doubt,left_out,note", 1),
        (("gradebook", "--to", "moodle", "--without-strangers"), "First name,Last name,ID number,", PEOPLE - 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_a_list_is_a_table_too(
    world: World, environment: Env, words: tuple[str, ...], columns: str, rows: int
) -> None:
    done = run("course", *words, "--format", "csv", *course(world), env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(columns)
    assert len(table(done.stdout)) == rows
    assert "belongs to nobody: attempt 1 at final" in done.stderr or words[0] == "check"


def test_figures_that_nobody_added_are_empty_and_no_zeros(world: World, environment: Env) -> None:
    done = run("course", "progress", "--names", "--csv", *course(world), env=environment)
    rows = {row["name"]: row for row in table(done.stdout)}
    idle, busy = rows["Given0 Family0"], rows["Given1 Family1"]
    assert [idle[name] for name in ("day", "answers", "quiet", "seen", "reviews")] == [""] * 5
    assert idle["reasons"].startswith("has handed in nothing yet")
    assert [busy[name] for name in ("day", "quiet", "seen", "reviews")] == ["2026-11-09", "20", "60", "55"]  # fmt: skip


def test_receipts_are_listed_as_they_would_be_handed_back(
    world: World, environment: Env, tmp_path: Path
) -> None:
    listed = run("course", "receipts", "--json", *course(world), env=environment)
    folder = tmp_path / "receipts"
    folder.mkdir()
    written = run("course", "receipts", str(folder), "--json", *course(world), env=environment)
    data = json.loads(written.stdout)["data"]
    assert data["receipts"] == json.loads(listed.stdout)["data"]["receipts"]
    assert data["written_to"] == str(folder)
    assert f"5 receipts written to {folder}" in written.stderr
    files = [json.loads(file.read_text()) for file in folder.iterdir()]
    assert {(one["person"], one["submission"]) for one in files} == {
        (one["person"], one["submission"]) for one in data["receipts"]
    }
    shown = run("course", "receipts", "--plain", *course(world), env=environment).stdout
    assert all(f"{one['person']}: Exam final, Attempt 1" in shown for one in files)


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["shown", "json"])
def test_a_receipt_is_verified_under_the_old_name_too(
    world: World, environment: Env, tmp_path: Path, more: tuple[str, ...]
) -> None:
    run("course", "receipts", str(tmp_path), *course(world), env=environment)
    file = str(next(tmp_path.iterdir()))
    words = (file, "--submission", file, *more)
    new, old = (run("course", name, *words, env=environment) for name in ("verify", "receipt"))
    assert (new.returncode, new.stderr) == (old.returncode, "") == (1, "")
    assert old.stdout.replace("course receipt", "course verify") == new.stdout
    assert old.stderr.startswith("ipt-train: note: `course receipt` is now `course verify`")
    assert "\n  receipt " not in run("course", "-h", env=environment).stdout


def test_the_old_option_of_the_dictionary_says_the_new_command(environment: Env) -> None:
    old = run("course", "export", "--dictionary", env=environment)
    new = run("export", "dictionary", env=environment)
    assert (old.returncode, old.stdout) == (0, new.stdout)
    assert (
        old.stderr == "ipt-train: note: `course export --dictionary` is now `export dictionary`\n"
    )
    assert "--dictionary" not in run("course", "export", "-h", env=environment).stdout


@pytest.mark.parametrize("name", ["answers.xlsx", "Answers.XLS", "answers.ods"])
def test_a_table_of_text_is_not_written_under_the_name_of_a_workbook(
    world: World, environment: Env, tmp_path: Path, name: str
) -> None:
    """Excel says of such a file that it is damaged."""
    file = tmp_path / name
    done = run("course", "export", "-o", str(file), *course(world), env=environment)
    assert done.returncode == 2
    assert "is the name of a workbook" in done.stderr and not file.exists()
    other = re.search(r"such as `([^`]+)`", " ".join(done.stderr.split()))
    assert other is not None
    again = tmp_path / other[1]
    assert (
        run("course", "export", "-o", str(again), *course(world), env=environment).returncode == 0
    )
    assert again.read_text().startswith("person,")


def test_answers_are_the_same_in_every_form(world: World, environment: Env, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    done = run("course", "export", "-o", str(file), *course(world), env=environment)
    assert done.stderr.endswith(f"\n80 rows written to {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    data = json.loads(run("course", "export", "--json", *course(world), env=environment).stdout)
    rows = table(file.read_text())
    assert [{name: str(cell) for name, cell in row.items()} for row in data["data"]["rows"]] == rows


def test_a_gradebook_goes_to_its_file_and_its_figures_to_programs(
    world: World, environment: Env, tmp_path: Path
) -> None:
    file = tmp_path / "book.csv"
    words = ("course", "gradebook", "--without-strangers", *course(world))
    done = run(*words, "--json", "-o", str(file), env=environment)
    assert json.loads(done.stdout)["data"]["graded"] == PEOPLE - 2
    assert file.read_text() == run(*words, env=environment).stdout


def test_a_report_without_a_page_has_its_tables(world: World, environment: Env) -> None:
    shown = run("course", "report", *course(world), env=environment)
    data = json.loads(run("course", "report", "--json", *course(world), env=environment).stdout)
    assert shown.returncode == 0, shown.stderr
    assert "Anonymous; counts under 5 people are suppressed." in shown.stdout
    for section in data["data"]["sections"]:
        assert section["heading"] in shown.stdout
    for text in (shown.stdout, json.dumps(data)):
        assert not any(person in text or name in text for _, name, _ in world.people for person in world.open().people)  # fmt: skip
    own = run("course", "report", "--names", *course(world), env=environment).stdout
    assert "Given1 Family1" in own


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("verify", "none.json"), "check that you typed the file name correctly"),
        (("verify", "none.json", "--submission", "none.zip"), "check that you typed the file name correctly"),
        (("gradebook", "--without-strangers", "--fill", "none.csv", "--column", "x"), "check the name of the export"),
        (("people",), "give the course folder with --course"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_a_file_that_is_not_there_is_told_with_what_to_do(
    world: World, environment: Env, tmp_path: Path, words: tuple[str, ...], hint: str
) -> None:
    place = () if words[0] in ("verify", "people") else course(world)
    done = run("course", *words, *place, "--json", env=environment, cwd=tmp_path)
    assert done.returncode == 2
    assert f"hint: {hint}" in done.stderr
    assert json.loads(done.stdout)["errors"][0]["hint"].startswith(hint)


def test_a_key_that_was_told_is_said_back(world: World, environment: Env) -> None:
    people = json.loads(run("course", "people", "--json", *course(world), env=environment).stdout)
    known = people["data"]["people"][1]
    words = ("course", "enrol", known["pseudonym"], known["key"].lower(), "--json")
    done = run(*words, *course(world), env=environment)
    assert json.loads(done.stdout)["data"] == {
        "person": known["pseudonym"],
        "fingerprint": known["key"],
    }
    assert done.stderr.endswith(f"\nenrolled {known['pseudonym']}\n")


def test_a_regrade_without_who_and_why_is_not_begun(world: World, environment: Env) -> None:
    words = ("course", "regrade", "--do", "--without-strangers", "--by", "A", *course(world))
    done = run(*words, env=environment)
    assert (done.returncode, "hint: add --by WHO and --reason WHY" in done.stderr) == (2, True)
    assert regrades_of(world.folder) == []
