"""One rule of rounding: what is printed is what a spreadsheet shows, and what a file gives again."""

import csv
import io
import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.course.operation.collect import collect
from ipt_train.figure.rounding import mark_cell, percent, points, share_cell
from tests.course.group import Group
from tests.course.world import NOW, World, bank, shelf_for, trainees
from tests.program import run


@pytest.mark.parametrize(
    ("share", "places", "said"),
    [(0.8125, 1, "81.3%"), (0.5625, 1, "56.3%"), (0.125, 0, "13%"), (0.345, 0, "35%"), (1.0, 1, "100.0%"), (0.0, 1, "0.0%")],
)  # fmt: skip
def test_percentages_are_rounded_as_a_spreadsheet_does(share: float, places: int, said: str) -> None:  # fmt: skip
    assert percent(share, places) == said


@given(st.integers(0, 10_000))
def test_law_half_a_tenth_of_a_per_cent_goes_up(parts: int) -> None:
    shown = Fraction(percent(parts / 10_000)[:-1])
    assert shown == Fraction((parts + 5) // 10, 10)


@given(st.integers(1, 60), st.data())
def test_law_marks_of_a_file_give_the_share_of_a_file(full: int, data: st.DataObject) -> None:
    """Whatever thirds, sevenths and their squares earn."""
    of = data.draw(st.lists(st.integers(1, 10), min_size=full, max_size=full))
    marks = [Fraction(data.draw(st.integers(0, n * n)), n * n) for n in of]
    written = sum(Decimal(repr(mark_cell(float(mark)))) for mark in marks) / full
    exact = sum(marks) / full
    assert abs(Fraction(written) - exact) <= Fraction(1, 10**12)
    assert abs(Fraction(share_cell(float(exact)) or 0) - exact) <= Fraction(501, 10**9)


def test_points_have_no_more_digits_than_they_need() -> None:
    assert [points(one) for one in (0.0, 4.5, 85.625, 100.0, 1e-9)] == [
        "0",
        "4.5",
        "85.63",
        "100",
        "0",
    ]


def test_grades_from_an_export_have_the_same_digits(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """From thousandths of a mark every second grade came out otherwise in its last digit."""
    world = World(root=tmp_path, shelf=shelf_for(tmp_path), forms=2)
    opened = world.begin(trainees(14))
    data = bank()
    for item in data["items"]:
        if "sequence" in item:
            item |= {"sequence": item["sequence"][:3], "credit": "each-answer"}
    world.write_bank(data)
    keys = world.build()
    for number, person in enumerate(opened.people):
        world.hand_in(world.submission(person, keys[number % 2], ability=0.4, blanks=0.1))
    collect(world.open(), world.inbox, now=NOW)

    def rows(*words: str) -> list[dict[str, str]]:
        done = run("course", *words, "--course", str(world.folder.root), env=environment)
        assert done.returncode == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))

    rows("grade")
    with (world.folder.root / "results" / "grades.csv").open(encoding="utf-8") as stream:
        grades = {row["person"]: Decimal(row["share"]) for row in csv.DictReader(stream)}
    assert len(grades) == 14
    for column, table in (("mark", rows("export")), ("score", rows("gradebook", "--to", "long"))):
        earned: dict[str, list[Decimal]] = {person: [] for person in grades}
        for row in table:
            earned[row["person"]].append(Decimal(row[column] or "0"))
        assert any(mark % Decimal("0.001") for marks in earned.values() for mark in marks)
        for person, marks in earned.items():
            share = (sum(marks) / len(marks)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
            assert share == grades[person], person


def test_packed_answers_say_what_was_left_out(tmp_path: Path, environment: dict[str, str]) -> None:
    """An export from packed answers said of every item that it counts, also of those left out."""
    pytest.importorskip("duckdb")
    group = Group(tmp_path, environment)
    item = str(group.key.entries[0].item.id)
    who = ("--by", "A. Tutor", "--reason", "two keys")
    assert group.run("regrade", "--leave-out", item, "--do", *who).returncode == 0
    packed = tmp_path / "packed"
    assert group.run("pack", "-o", str(packed)).returncode == 0
    plain, other = group.run("export", "--json"), group.run("export", "--json", "--from", str(packed))  # fmt: skip
    assert json.loads(plain.stdout)["data"] == json.loads(other.stdout)["data"]
    rows = list(csv.DictReader(io.StringIO(group.run("export", "--from", str(packed)).stdout)))
    assert {row["item"] for row in rows if row["left_out"] == "1"} == {item}
