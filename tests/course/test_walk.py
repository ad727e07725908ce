"""The walk of docs/courses.md, word for word: from nothing to grades and feedback."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.course import open_course
from tests.conftest import ROOT
from tests.course.handouts import answers_for, data_of, hand_in_of, key_for
from tests.program import run
from tests.walk import BLOCK

PAGE = ROOT / "docs" / "courses.md"
HEADING = "## From nothing to grades and feedback\n"


def blocks() -> list[tuple[str, str]]:
    """The blocks of the walk up to what helps on the way: language and text."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition(HEADING)
    walk, _, _ = after.partition("\nOn the way these help:")
    return BLOCK.findall(walk)


def commands() -> Iterator[list[str]]:
    """The commands of the walk, each as words."""
    for language, text in blocks():
        if language == "sh":
            yield from map(shlex.split, text.splitlines())


def test_the_walk_is_five_commands_and_one_edit() -> None:
    words = [" ".join(one[:3]) for one in commands() if one[0] != "cd"]
    names = ("new", "hand-out", "collect", "grade", "release")
    assert words == [f"ipt-train course {name}" for name in names]
    assert [language for language, _ in blocks()].count("yaml") == 1


def test_the_walk_leads_from_nothing_to_grades(warm: dict[str, str], tmp_path: Path) -> None:
    folder, said = tmp_path, ""
    for language, text in blocks():
        if language == "csv":
            (tmp_path / "people.csv").write_text(text, encoding="utf-8")
        if language == "yaml":
            file = tmp_path / "autumn-2026" / "course.yaml"
            title = "    title: Final exam\n"
            before = file.read_text(encoding="utf-8")
            assert title in before
            file.write_text(before.replace(title, title + text), encoding="utf-8")
        for line in text.splitlines() if language == "sh" else ():
            words = shlex.split(line)
            if words[0] == "cd":
                folder = tmp_path / words[1]
                continue
            own = words[2:]
            if own[0] == "collect":
                handed_in(folder, own[1], warm)
            if own[0] == "release":  # the exam of the walk is not due yet
                early = run("course", *own, env=warm, cwd=folder)
                assert (early.returncode, "may still hand in" in early.stderr) == (2, True)
                own += ["--anyway", "--by", "A. Tutor"]
            done = run("course", *own, env=warm, cwd=folder)
            assert done.returncode == 0, (line, done.stderr, done.stdout)
            said += done.stdout
    assert re.search(r"Anna Schmidt \(1001\) +100\.0%", said)
    assert re.search(r"Mei Chen \(1003\) +no grade", said)


def handed_in(folder: Path, inbox: str, environment: dict[str, str]) -> None:
    """Two people sit the exam in the pages that were handed to them; the third does not."""
    shelf = Shelf(
        banks=(ROOT / "question_banks",),
        schemas=ROOT / "schemas",
        cache=Path(environment["IPT_TRAIN_HOME"]) / "cache" / "banks",
    )
    assert load_library(shelf, []).library.items()
    keys = read_keys(Folder(root=folder), "final")
    people = list(open_course(Folder(root=folder), shelf).people)
    page_of = {
        data_of(page)["person"]: page for page in (folder / "hand-out" / "final").glob("*.html")
    }
    assert len(page_of) == 3
    (folder / inbox).mkdir()
    for person, right in ((people[0], True), (people[1], False)):
        key = key_for(keys, page_of[person])
        answers = answers_for(key, person, ability=1.0 if right else 0.5)
        saved = hand_in_of(page_of[person], answers)
        (folder / inbox / f"{person}.hand-in.json").write_bytes(saved)


def test_the_examples_of_an_extension_can_be_read(warm: dict[str, str], tmp_path: Path) -> None:
    _, _, after = PAGE.read_text(encoding="utf-8").partition("## More time for one person\n")
    examples = [text for language, text in BLOCK.findall(after) if language == "yaml"][:2]
    assert len(examples) == 2
    for number, example in enumerate(examples):
        folder = tmp_path / f"course-{number}"
        assert run("course", "new", str(folder), env=warm).returncode == 0
        (folder / "roster.csv").write_text("id,name,email\n1001,Ann Lee,ann@example.org\n")
        people = run("course", "people", "--csv", "--course", str(folder), env=warm).stdout
        pseudonym = re.findall(r"p-[0-9a-f]{16}", people)[0]
        file = folder / "course.yaml"
        text = file.read_text(encoding="utf-8").replace(
            "    title: Final exam\n", "    title: Final exam\n    due: 2027-01-15T18:00\n"
        )
        added = example.replace("p-0123456789abcdef", pseudonym)
        file.write_text(f"{text}{added}", encoding="utf-8")
        checked = run("course", "check", str(folder), env=warm)
        assert checked.returncode == 0, checked.stdout


def test_the_schema_travels_with_the_course(environment: dict[str, str], tmp_path: Path) -> None:
    """The line for editors pointed into one machine's installation before."""
    folder = tmp_path / "autumn"
    assert run("course", "new", str(folder), env=environment).returncode == 0
    first = (folder / "course.yaml").read_text(encoding="utf-8").splitlines()[0]
    named = folder / first.partition("$schema=")[2]
    assert named == folder / "course.schema.json"
    assert named.read_bytes() == (ROOT / "schemas" / "course.schema.json").read_bytes()


def test_the_example_of_a_blueprint_builds_an_exam(warm: dict[str, str], tmp_path: Path) -> None:
    _, _, after = PAGE.read_text(encoding="utf-8").partition("## Your own questions\n")
    example = next(text for language, text in BLOCK.findall(after) if language == "yaml")
    folder = tmp_path / "autumn"
    assert run("course", "new", str(folder), env=warm).returncode == 0
    (folder / "half.yaml").write_text(example, encoding="utf-8")
    file = folder / "course.yaml"
    text = file.read_text(encoding="utf-8").replace("blueprint: module", "blueprint: half.yaml")
    file.write_text(text, encoding="utf-8")
    built = run("course", "exam", "build", "final", "--course", str(folder), "--json", env=warm)
    assert built.returncode == 0, built.stderr
    table = json.loads(built.stdout)["data"]["table"]
    assert sum(sum(levels.values()) for levels in table.values()) == 20
    assert sum(table["process"].values()) >= 4
