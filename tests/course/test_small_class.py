"""Eight people, two forms: counts first, few lines, one person's whole story, grades on the screen."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.core.explained import EXPLAINED
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.answers import course_answers
from ipt_train.course.operation.collect import collect
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.figure.rounding import percent
from tests.course.small import PEOPLE, small_class
from tests.course.world import NOW, World
from tests.program import run

LINES = 60
"""What `course items` may take for eight people."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return small_class(tmp_path_factory.mktemp("small"))


def shown(world: World, environment: dict[str, str], *words: str) -> str:
    done = run("course", *words, "--course", str(world.folder.root), env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def data(world: World, environment: dict[str, str], *words: str) -> Any:
    return json.loads(shown(world, environment, *words, "--json"))["data"]


def test_items_of_eight_fit_on_sixty_lines_counts_first(
    world: World, environment: dict[str, str]
) -> None:
    text = shown(world, environment, "items")
    lines = text.splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= 80
    assert "too few" not in "\n".join(lines[:33])
    assert text.count("too few") <= 2  # one line a form
    needs = (
        "Facility needs 10 people per form, reliability 30, discrimination 50, a Rasch model 100"
    )
    assert needs in " ".join(text.split())
    (exam,) = data(world, environment, "items")["exams"]
    hardest = exam["items"][0]
    place, share = " ".join(hardest["places"]), f"{hardest['right']} of {hardest['n']}"
    assert re.search(
        rf"^ {share} +{place} +{hardest['item']}\b.*{hardest['stem'][:20]}", text, re.M
    )


def test_counts_are_those_of_the_answers_with_forms_together(
    world: World, environment: dict[str, str]
) -> None:
    (exam,) = data(world, environment, "items")["exams"]
    answers = list(course_answers(world.open(), "final"))
    papers = {file.stem[-1]: json.loads(file.read_text()) for file in world.folder.papers.iterdir()}
    assert exam["sittings"] == {"A": 4, "B": 3}
    assert len(exam["items"]) == len({one.item for one in answers})
    for count in exam["items"]:
        own = [one for one in answers if one.item == count["item"]]
        assert count["n"] == len(own)
        assert count["right"] == sum(one.units == one.full for one in own)
        assert count["partly"] == sum(0 < one.units < one.full for one in own)
        assert count["blanks"] == sum(one.blank for one in own)
        for place in count["places"]:
            asked = papers[place[0]]["questions"][int(place[1:]) - 1]
            assert asked["item"] == count["item"]
    shares = [count["right"] / count["n"] for count in exam["items"]]
    assert shares == sorted(shares)


def test_the_table_has_counts_and_places(world: World, environment: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(world, environment, "items", "--csv"))))
    assert len(rows) == 80
    assert {int(row["place"]) for row in rows} == set(range(1, 41))
    assert all(0 <= int(row["right"]) <= int(row["n"]) for row in rows)


def test_every_figure_is_explained_with_a_bad_value_and_a_source(
    world: World, environment: dict[str, str]
) -> None:
    text = " ".join(shown(world, environment, "items", "--explain", "--plain").split())
    for figure in EXPLAINED:
        assert f"{figure.figure} {figure.meaning} {figure.bad} ({figure.source})" in text
    assert len(data(world, environment, "items", "--explain")["explained"]) == len(EXPLAINED)
    assert data(world, environment, "items")["explained"] == []


def test_grade_prints_everybody_s_grade_by_name(world: World, environment: dict[str, str]) -> None:
    text = shown(world, environment, "grade", "--plain")
    grades = data(world, environment, "grade")["grades"]
    people = list(world.open().people.values())
    for grade, person in zip(grades, people, strict=True):
        share = grade["exams"][0]["share"]
        words = "no grade" if share is None else percent(share)
        assert f"{person.name} ({person.id}): final {words}, Result" in text
    assert "Mei Chen (1003) final: attempt 1: late, 10% of the marks taken off" in text
    assert "due 2026-11-09 17:00 Europe/London" in text
    assert "extensions: 1 person has a later deadline or extra time" in text
    assert "UTC" not in text


@pytest.mark.parametrize("who", ["1003", "Mei Chen", "chen, mei", "MEI@example.org", "pseudonym"])
def test_a_person_is_found_by_what_is_at_hand(
    who: str, world: World, environment: dict[str, str]
) -> None:
    pseudonym = list(world.open().people)[2]
    story = data(world, environment, "person", pseudonym if who == "pseudonym" else who)
    assert (story["id"], story["pseudonym"]) == ("1003", pseudonym)


def test_the_whole_story_of_one_person(world: World, environment: dict[str, str]) -> None:
    story = data(world, environment, "person", "1003")
    (exam,), pseudonym = story["exams"], story["pseudonym"]
    grades = data(world, environment, "grade")["grades"]
    graded = next(grade for grade in grades if grade["person"] == pseudonym)
    assert (exam["share"], story["share"]) == (graded["exams"][0]["share"], graded["share"])
    assert exam["due"] == "2026-11-09 17:30 Europe/London"
    assert exam["extension"] == (
        "due later than 2026-11-09 17:00 Europe/London, 15 minutes more than 60"
    )
    assert [mark for _, mark in exam["by_hand"]] == [1.0]
    assert exam["comment"] == "two readings are possible"
    (attempt,) = exam["attempts"]
    assert (attempt["late_minutes"], attempt["counted"]) == (30, True)
    assert attempt["share"] == pytest.approx(attempt["raw"] * 0.9)
    assert attempt["arrived"] == "2026-11-10 00:00 Europe/London"
    (refused,) = story["refused"]
    assert refused["file"].startswith("torn-")
    assert "zip" in refused["why"]
    assert story["progress"]["reviews"] == 55
    assert len(story["ratings"]) == 4
    assert story["key"]

    text = shown(world, environment, "person", "1003")
    assert len(text.splitlines()) <= 50
    plain = shown(world, environment, "person", "1003", "--plain")
    for words in ("After lateness", "Receipt for the file", "Due reviews recalled 20 of 55"):
        assert words in plain


def test_the_page_of_a_person_says_the_same(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "mei.html"
    shown(world, environment, "person", "1003", "--html", str(file))
    page = file.read_text(encoding="utf-8")
    for words in (
        "Mei Chen",
        "9 November 2026, 17:30 Europe/London",
        "Refused files",
        "two readings",
    ):
        assert words in page
    assert not any(name in page for _, name, _ in PEOPLE if name != "Mei Chen")


def test_who_handed_in_nothing_has_a_story_too(world: World, environment: dict[str, str]) -> None:
    story = data(world, environment, "person", "Ida Berg")
    assert (story["share"], story["exams"][0]["attempts"], story["key"]) == (None, [], "")
    assert "Nothing was handed in." in shown(world, environment, "person", "Ida Berg", "--plain")


def test_the_report_has_people_last_by_the_grade_of_the_course(
    world: World, environment: dict[str, str]
) -> None:
    sections = data(world, environment, "report", "--names")["sections"]
    assert sections[-1]["heading"] == "People"
    (table,) = sections[-1]["tables"]
    assert table["columns"] == ["Name", "Course", "Result", "final", "Note"]
    shares = [row[1] for row in table["rows"]]
    assert shares[-1] == "no grade"
    percents = [float(share.rstrip("%")) for share in shares[:-1]]
    assert percents == sorted(percents, reverse=True)
    assert "What the figures mean" in [section["heading"] for section in sections]
    anonymous = json.dumps(data(world, environment, "report"), ensure_ascii=False)
    assert not any(name in anonymous for _, name, _ in PEOPLE)
    assert "forms together" not in anonymous  # counts of so few people would be somebody's answers


def test_the_page_draws_the_pass_mark_and_names_its_axes(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "own.html"
    shown(world, environment, "report", "--names", "--html", str(file))
    page = file.read_text(encoding="utf-8")
    for words in ("pass mark 60%", ">Share of the marks</text>", ">People</text>", ">60%</text>"):
        assert words in page


def test_receipts_bear_the_ids_of_people_and_local_times(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    shown(world, environment, "receipts", str(tmp_path / "back"))
    names = sorted(file.name for file in (tmp_path / "back").iterdir())
    assert names == [f"final-100{number}-1.receipt.json" for number in range(1, 8)]
    assert "2026-11-10 00:00 Europe/London" in shown(world, environment, "receipts", "--plain")


def test_progress_names_who_shared_nothing(world: World, environment: dict[str, str]) -> None:
    text = " ".join(shown(world, environment, "progress", "--names", "--plain").split())
    assert "Shared no progress 7 of 8: " in text
    assert "Lars Holm" in text.partition("Shared no progress")[2]
    assert "i5 Risk and safety" in text


def test_a_file_of_copied_answers_is_laid_down_once(world: World) -> None:
    opened = world.open()
    people, key = list(opened.people), read_keys(world.folder, "final")[0]
    world.hand_in(
        world.submission(
            people[7], key, attempt=1, change=lambda _: _answers(world, people[0], key)
        ),
        "copied.submission.zip",
    )
    sizes = []
    for hour in range(13, 17):
        found = collect(world.open(), world.inbox, now=NOW + timedelta(hours=hour))
        reasons = {one.file: one.why for one in found.refused}
        assert reasons["copied.submission.zip"].startswith("its answers and times are those")
        sizes.append(world.folder.database.stat().st_size)
    (world.inbox / "copied.submission.zip").unlink()
    assert len(set(sizes)) == 1


def _answers(world: World, person: str, key: Any) -> list[GivenAnswer]:
    """The answers that another person handed in."""
    kept: list[GivenAnswer] = []

    def noted(given: list[GivenAnswer]) -> list[GivenAnswer]:
        kept.extend(given)
        return given

    world.submission(person, key, ability=0.5, blanks=0.05, change=noted)
    return kept
