"""``course items`` where there are enough sittings for a Rasch model and for groups."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.operation.collect import collect
from ipt_train.progress.operation.columns import ANSWERS, COURSE_ITEMS, NO_INTERVAL
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run
from tests.progress.cells import misfits, never_empty, rows_of

PEOPLE = 420


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("many")
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(PEOPLE))
    roster = world.folder.roster.read_text().splitlines()
    for place in range(1, PEOPLE + 1, 2):
        roster[place] = roster[place].replace("S1", "S2")
    world.folder.roster.write_text("\n".join(roster) + "\n")
    keys = world.build()
    for number, person in enumerate(opened.people):
        ability = 0.2 + number / (1.25 * PEOPLE)
        world.hand_in(world.submission(person, keys[0], ability=ability, blanks=0.02))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == PEOPLE
    return world


def said(world: World, environment: dict[str, str], *words: str) -> str:
    done = run("course", *words, "--course", str(world.folder.root), env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def paper(world: World, environment: dict[str, str]) -> dict[str, Any]:
    text = said(world, environment, "items", "--compare", "section:S1:S2", "--json")
    (found,) = json.loads(text)["data"]["papers"]
    assert isinstance(found, dict)
    return found


def test_json_has_the_model_and_the_groups(paper: dict[str, Any]) -> None:
    model = paper["rasch"]
    assert model["n"] + model["none_right"] + model["all_right"] == paper["sittings"] == PEOPLE
    assert (model["why"], model["same"], model["degrees"]) == ("", [], 19)
    places = [one["rasch"]["location"]["value"] for one in paper["items"]]
    assert sum(places) == pytest.approx(0, abs=1e-9)
    easiest, hardest = (pick(paper["items"], key=lambda one: one["facility"]["value"]) for pick in (max, min))  # fmt: skip
    assert easiest["rasch"]["location"]["value"] < hardest["rasch"]["location"]["value"]
    for one in paper["items"]:
        figure = one["rasch"]["location"]
        assert figure["high"] - figure["low"] == pytest.approx(2 * 1.959964 * one["rasch"]["error"])
        assert one["rasch"]["infit"]["low"] < 1.3
        assert one["difference"]["n_reference"] == one["difference"]["n_focal"] == PEOPLE // 2
        assert one["difference"]["ets_class"] in {"A", "B", "C"}


def test_csv_has_the_same_figures(
    paper: dict[str, Any], world: World, environment: dict[str, str]
) -> None:
    text = said(world, environment, "items", "--compare", "section:S1:S2", "--csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row, one in zip(rows, paper["items"], strict=True):
        assert (row["paper"], row["item"]) == ("final-A", one["item"])
        for column, figure in (
            ("facility", one["facility"]["value"]),
            ("location", one["rasch"]["location"]["value"]),
            ("location_high", one["rasch"]["location"]["high"]),
            ("location_error", one["rasch"]["error"]),
            ("infit_low", one["rasch"]["infit"]["low"]),
            ("odds_ratio", one["difference"]["odds_ratio"]["value"]),
            ("delta_low", one["difference"]["delta"]["low"]),
            ("n_focal", one["difference"]["n_focal"]),
        ):
            assert float(row[column]) == pytest.approx(figure, abs=1e-6), column
        assert row["ets_class"] == one["difference"]["ets_class"]
        assert row["flags"].split() == [flag["code"] for flag in one["flags"]]


def test_cells_are_what_the_dictionary_says(world: World, environment: dict[str, str]) -> None:
    answers = rows_of(said(world, environment, "export"))
    assert misfits(ANSWERS, answers) == set()
    assert never_empty(ANSWERS, answers) == {"mark"}  # empty where an earlier version packed them
    compared = rows_of(said(world, environment, "items", "--compare", "section:S1:S2", "--csv"))
    alone = rows_of(said(world, environment, "items", "--csv"))
    assert misfits(COURSE_ITEMS, compared + alone) == set()
    for column in COURSE_ITEMS:
        if "--compare" in column.empty:
            assert not any(row[column.name] for row in alone), column.name
        if column.empty == NO_INTERVAL:
            assert not any(row[column.name] for row in compared), column.name
        else:
            assert any(row[column.name] for row in compared) or column.name in {"flags", "codes"}


def test_eighty_columns_hold_it(world: World, environment: dict[str, str]) -> None:
    words = ("items", "--compare", "section:S1:S2", "--options")
    shown = said(world, environment | {"COLUMNS": "80"}, *words).splitlines()
    assert max(map(len, shown)) <= 80
    heads = [line.split() for line in shown if line.startswith((" Item ", " Option "))]
    assert ["Item", "No.", "n", "Right", "Facility"] in heads
    assert ["Item", "No.", "Item-rest", "D", "Efficiency"] in heads
    assert ["Item", "Location,", "logits", "SE", "Infit"] in heads
    assert ["Item", "n,", "first", "n,", "second", "Delta", "Class"] in heads
    assert heads.count(["Option", "n", "Share", "Item-rest", "Distractor"]) == 20
    rows = [line for line in shown if line.startswith(" item-") and ", question " not in line]
    assert len(rows) == 4 * 20
    assert all(line.count("(") == line.count(")") for line in rows)  # no interval is broken
    plain = said(world, environment, "items", "--plain").splitlines()
    assert any(line.startswith("Rasch model ") and line.endswith("with all right") for line in plain)  # fmt: skip
    assert sum("Location, logits" in line and "Infit" in line for line in plain) == 20


def test_the_report_has_locations_and_no_small_counts(
    paper: dict[str, Any], world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    from ipt_train.course.operation.page_counts import shown_counts

    file = tmp_path / "course.html"
    done = run("course", "report", "--html", str(file), "--course", str(world.folder.root), env=environment)  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = file.read_text(encoding="utf-8")
    assert "Rasch model of final-A" in text
    assert "Location, logits" in text
    assert "Andersen&#39;s test" in text
    none, every = shown_counts([paper["rasch"]["none_right"], paper["rasch"]["all_right"]], {})
    assert f"left out: {none} sittings with none right, {every} with all right" in text
