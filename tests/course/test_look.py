"""A cohort looked at: items, progress, report, export and Parquet, from sixty handed-in exams."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.operation.answers import course_answers
from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.pack import pack_course
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run

ATTEMPTS = 60


def progress_of(number: int) -> dict[str, Any]:
    """What a trainee adds: one in ten is quiet, one in ten remembers little."""
    days = [3] * 30 if number % 10 else [3] * 10 + [0] * 20
    retained = 50 if number % 10 != 1 else 20
    return {
        "day": "2026-11-09",
        "answers_last_30_days": days,
        "domains": [{"domain": "all", "items": 100, "seen": 60, "reviews": 55, "retained": retained}],
        "competencies": [{"id": "keeping-time", "recall": 0.5 + number / 200}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("look")
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(ATTEMPTS))
    keys = world.build()
    for number, person in enumerate(opened.people):
        world.hand_in(
            world.submission(
                person, keys[0], ability=0.3 + number / 120, blanks=0.05, progress=progress_of(number)
            )
        )  # fmt: skip
    assert len(collect(opened, world.inbox, now=NOW).accepted) == ATTEMPTS
    return world


def said(world: World, environment: dict[str, str], *words: str) -> Any:
    done = run("course", *words, "--course", str(world.folder.root), "--json", env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["data"]


def test_answers_are_in_the_banks_ids_and_marked_as_the_bank_marks(world: World) -> None:
    rows = list(course_answers(world.open(), "final"))
    assert len(rows) == ATTEMPTS * 20
    assert {row.paper for row in rows} == {"final-A"}
    chosen = [row for row in rows if not row.blank and row.response in ("a", "b", "c", "d")]
    assert chosen
    single = [row for row in chosen if int(row.item[-2:]) % 5 not in (1, 3)]
    assert single
    assert all((row.units == 1000) == (row.response == "b") for row in single)
    assert all(row.units == 0 for row in rows if row.blank)
    assert all(isinstance(row, ItemResponse) and row.full == 1000 for row in rows)


def test_items_figures_are_those_of_the_export(world: World, environment: dict[str, str]) -> None:
    (paper,) = said(world, environment, "items")["papers"]
    done = run("course", "export", "--course", str(world.folder.root), env=environment)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == ATTEMPTS * 20
    assert paper["sittings"] == ATTEMPTS
    for item in paper["items"]:
        units = [int(row["units"]) for row in rows if row["item"] == item["item"]]
        assert item["facility"]["n"] == len(units) == ATTEMPTS
        assert item["facility"]["value"] == pytest.approx(sum(units) / len(units) / 1000)
        assert item["facility"]["low"] < item["facility"]["value"] < item["facility"]["high"]
    assert paper["alpha"]["value"] is not None
    table = run("course", "items", "--course", str(world.folder.root), "--csv", env=environment)
    assert len(table.stdout.splitlines()) == 21
    shown = run("course", "items", "--options", "--plain", "--course", str(world.folder.root), env=environment)  # fmt: skip
    assert "Only first attempts are counted." in shown.stdout
    assert "b (key)" in shown.stdout


def test_a_group_below_the_least_gets_words(world: World, environment: dict[str, str]) -> None:
    course = str(world.folder.root)
    no = run("course", "items", "--compare", "section:S1:S9", "--course", course, env=environment)
    assert no.returncode == 2
    assert "nobody on the roster" in no.stderr
    no = run("course", "items", "--compare", "height:a:b", "--course", course, env=environment)
    assert "does not give groups" in no.stderr


def test_progress_names_reasons_and_no_scores(world: World, environment: dict[str, str]) -> None:
    found = cohort_progress(world.open(), ())
    assert found.people == found.added == ATTEMPTS
    assert found.coverage == pytest.approx(0.6)
    quiet = [one for one in found.learners if any("no answer for 20 days" in why for why in one.reasons)]  # fmt: skip
    weak = [one for one in found.learners if any("recalled 20 of 55" in why for why in one.reasons)]
    assert len(quiet) == len(weak) == 6
    (spread,) = found.competencies
    assert spread.people == ATTEMPTS
    assert spread.low is not None
    assert spread.middle is not None
    assert spread.low < spread.middle
    shown = run("course", "progress", "--course", str(world.folder.root), env=environment).stdout
    assert not any(name in shown for _, name, _ in world.people)
    named = run(
        "course", "progress", "--names", "--course", str(world.folder.root), env=environment
    )
    assert any(name in named.stdout for _, name, _ in world.people)


def test_the_report_is_anonymous_and_small_groups_are_suppressed(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    course = str(world.folder.root)
    own, others = tmp_path / "own.html", tmp_path / "others.html"
    for file, more in ((others, ()), (own, ("--names",))):
        done = run("course", "report", "--html", str(file), *more, "--course", course, env=environment)  # fmt: skip
        assert done.returncode == 0, done.stderr
    text = others.read_text(encoding="utf-8")
    assert not any(name in text for _, name, _ in world.people)
    assert "under 5" in text
    assert not any(person in text for person in world.open().people)
    assert any(name in own.read_text(encoding="utf-8") for _, name, _ in world.people)


def test_parquet_is_written_once_and_counts_the_same(world: World, tmp_path: Path) -> None:
    duck = pytest.importorskip(
        "ipt_train.course.scale.duck", reason="the scale extra is not installed"
    )
    from ipt_train.course.cohort.tally import tally

    opened = world.open()
    told: list[tuple[int, int]] = []
    (first,) = pack_course(opened, tmp_path, advance=lambda *done: told.append(done))
    people = len(opened.people)
    assert told == [(number, people) for number in range(1, people + 1)]
    assert (first.written, first.answers) == (True, ATTEMPTS * 20)
    (again,) = pack_course(opened, tmp_path)
    assert not again.written
    assert duck.tally_parquet(first.file) == tally(course_answers(opened, "final"))


def test_the_dictionary_names_every_column(world: World, environment: dict[str, str]) -> None:
    done = run("course", "export", "--dictionary", env=environment)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["table"] for row in rows} == {
        "reviews", "items", "sessions", "answers", "course-items",
    }  # fmt: skip
    assert all(row["meaning"] for row in rows)
    for words, table in ((("export",), "answers"), (("items", "--csv"), "course-items")):
        done = run("course", *words, "--course", str(world.folder.root), env=environment)
        head = next(csv.reader(io.StringIO(done.stdout)))
        assert head == [row["column"] for row in rows if row["table"] == table]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 7, 9), ["0", "7", "9"]),
        ((2, 3, 9), ["under 5", "under 5", "9"]),
        ((2, 7, 9), ["under 5", "under 8", "9"]),  # else 2 could be had from the whole
        ((0, 2), ["0", "under 5"]),
    ],
)
def test_a_suppressed_count_cannot_be_had_from_the_others(
    counts: tuple[int, ...], shown: list[str]
) -> None:
    from ipt_train.course.operation.page_counts import shown_counts

    assert shown_counts(counts, {}) == shown
    assert shown_counts(counts, {"p": "Ann"}) == [str(one) for one in counts]


def test_standards_by_five_methods(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    """Judges of O13 (five times sums 2.6, 2.4, 2.9) and the other closed forms, through the command."""
    items = sorted({row.item for row in course_answers(world.open(), "final")})
    tables = {
        "angoff": "judge,item,share\n" + "".join(
            f"{judge},{item},{share}\n"
            for judge, shares in enumerate(([.6, .7, .5, .8], [.5, .6, .6, .7], [.7, .8, .5, .9]))
            for item, share in zip(items, shares * 5, strict=True)
        ),
        "ebel": "judge,relevance,difficulty,items,share\nx,high,easy,8,0.9\nx,low,hard,12,0.4\ny,high,easy,10,0.8\ny,low,hard,10,0.5\n",
        "borderline": "grade,score\n" + "".join(
            f"{g},{y / 5}\n" for g, y in zip((1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5), (40, 44, 50, 52, 55, 60, 63, 61, 70, 74, 82), strict=True)
        ),
        "cohen": "",
        "hofstee": "judge,least_cut,most_cut,least_failed,most_failed\nx,5,14,0.05,0.4\ny,6,13,0.05,0.3\n",
    }  # fmt: skip
    expected = {"angoff": 13.1666667, "ebel": 12.5, "borderline": 10.3932584}
    for method, text in tables.items():
        file = tmp_path / f"{method}.csv"
        file.write_text(text, encoding="utf-8")
        words = (method, str(file)) if text else (method,)
        one = said(world, environment, "standard", *words)["papers"]["final-A"]
        assert one["cut"]["cut"]["value"] is not None, method
        assert one["cut"]["error"] is not None, method
        assert one["band"]["passed"] + one["band"]["failed"] == ATTEMPTS
        if method in expected:
            assert one["cut"]["cut"]["value"] == pytest.approx(expected[method], abs=1e-6)
    bad = tmp_path / "bad.csv"
    for text, words in (
        ("judge,item\n", "no column share"),
        ("judge,item,share\na,b,7\n", "bad.csv:2:"),
    ):
        bad.write_text(text, encoding="utf-8")
        done = run("course", "standard", "angoff", str(bad), "--course", str(world.folder.root), env=environment)  # fmt: skip
        assert done.returncode == 2
        assert words in done.stderr
