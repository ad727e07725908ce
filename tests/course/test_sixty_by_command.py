"""Sixty trainees from `course new` to the gradebook, by commands alone; spreadsheets open the tables."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.exchange.keys import read_keys
from ipt_train.rating.operation.files import rating_section
from tests.conftest import ROOT
from tests.course.test_look import progress_of
from tests.course.world import World, bank, shelf_for
from tests.program import run
from tests.report.pages import forms, rated

PEOPLE = 60
HOSTILE = ("=1+1", "+44 20", "-1+1", "@SUM(A1)", "<b>Bo</b>", '=HYPERLINK("http://x.test","y")')


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(root=tmp_path, shelf=shelf_for(tmp_path))


def roster() -> str:
    """A roster whose names try what a spreadsheet would evaluate."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "name", "email", "language"))
    for number in range(PEOPLE):
        name = HOSTILE[number] if number < len(HOSTILE) else f"Trainee {number:02}"
        language = "first" if number % 2 else "second"
        writer.writerow((f"{number:05}", name, f"t{number}@example.org", language))
    return out.getvalue()


def test_sixty_by_command(world: World, environment: dict[str, str]) -> None:
    folder = world.folder
    course = ("--course", str(folder.root))

    def said(*words: str, status: int = 0) -> Any:
        result = run("course", *words, "--json", env=environment)
        assert result.returncode == status, result.stderr + result.stdout
        return json.loads(result.stdout)["data"]

    said("new", str(folder.root), "--id", "autumn", "--title", "Autumn")
    world.write_bank(bank())
    place = ROOT / "tests" / "bank" / "good" / "bibliography.yaml"
    (folder.root / "bank" / "bibliography.yaml").write_text(place.read_text())
    text = folder.course.read_text().replace("banks: []", "banks: [bank/own.yaml]")
    folder.course.write_text(text.replace("blueprint: module", "length: 16"))
    folder.roster.write_text(roster(), encoding="utf-8", newline="")
    assert said("check", str(folder.root))["people"] == PEOPLE
    said("exam", "build", "--forms", "2", "--seed", "5", *course)
    people = [one["pseudonym"] for one in said("people", *course)["people"]]

    keys = read_keys(folder, "final")
    ratings = rating_section(rated(forms(world.root / "cache"), 6))
    world.inbox.mkdir()
    for number, person in enumerate(people):
        more: dict[str, Any] = {"progress": progress_of(number)}
        if number < 6:
            more["ratings"] = ratings
        world.hand_in(
            world.submission(person, keys[number % 2], ability=0.3 + number / 120, blanks=0.05, **more)
        )  # fmt: skip
    assert len(said("collect", str(world.inbox), *course)["accepted"]) == PEOPLE

    grades = said("grade", *course)["grades"]
    assert sum(one["exams"][0]["share"] is not None for one in grades) == PEOPLE
    papers = said("items", *course, "--compare", "language:first:second")["papers"]
    assert sorted(paper["sittings"] for paper in papers) == [PEOPLE // 2] * 2
    least = papers[0]["items"][0]["difference"]
    assert least is not None  # two groups of fifteen are too few for a difference, and it says so
    assert "too few" in json.dumps(least)
    compared = ("course", "items", "--compare", "language:first:second", *course)
    assert "Groups" in run(*compared, env=environment).stdout
    table = list(csv.DictReader(run(*compared, "--csv", env=environment).stdout.splitlines()))
    assert [int(row["n_reference"]) + int(row["n_focal"]) for row in table] == [30] * len(table)
    assert not any(row["delta"] for row in table)
    found = said("progress", *course)
    assert found["agreement"]["sessions"] == 6 * 5
    assert set(found["by_supervisor"]) == {"abc"}
    assert found["agreement"]["adherence"]["icc"]["n"] == 30
    assert "value" in found["agreement"]["adherence"]["icc"]
    page = world.root / "course.html"
    assert run("course", "report", "--html", str(page), *course, env=environment).returncode == 0
    assert not re.search(r"Trainee \d\d", page.read_text(encoding="utf-8"))  # a name of the roster
    item = keys[0].entries[0].item.id
    assert said("regrade", "--leave-out", item, *course)["written"] is False
    said("regrade", "--leave-out", item, "--do", "--by", "A", "--reason", "faulty", *course)
    back = world.root / "back"
    assert run("course", "receipts", str(back), *course, env=environment).returncode == 0
    assert len(list(back.iterdir())) == PEOPLE

    tables = {}
    for name, words in {
        "canvas": ("--to", "canvas", "--column", "77"),
        "moodle": ("--to", "moodle"),
        "blackboard": ("--to", "blackboard", "--column", "55"),
        "wide": (),
    }.items():
        tables[name] = world.root / f"{name}.csv"
        done = run("course", "gradebook", *words, "-o", str(tables[name]), *course, env=environment)
        assert done.returncode == 0, done.stderr
    answers = world.root / "answers.csv"
    assert run("course", "export", "-o", str(answers), *course, env=environment).returncode == 0
    opened_by_a_spreadsheet([*tables.values(), answers], world.root / "opened")


def opened_by_a_spreadsheet(files: list[Path], folder: Path) -> None:
    """LibreOffice opens each table and writes it again: no cell was evaluated, none was damaged."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("everything else passed; no LibreOffice is installed to open the tables with")
    for file in files:
        subprocess.run(
            [
                office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
                "--outdir", str(folder / file.stem), str(file),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        (written,) = (folder / file.stem).glob("*.csv")
        ours = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        theirs = list(csv.reader(written.read_text(encoding="utf-8-sig").splitlines()))
        assert len(theirs) == len(ours), file.name
        for row, other in zip(ours, theirs, strict=True):
            for cell, seen in zip(row, other, strict=False):
                assert seen == cell or _same_number(cell, seen), (file.name, cell, seen)


def _same_number(cell: str, seen: str) -> bool:
    try:
        return float(cell) == float(seen)
    except ValueError:
        return False
