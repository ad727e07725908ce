"""Corrections of an exam that was sat: each shown first, logged, named in every output, and taken back."""

import csv
import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.regrades import add_regrade, regrades_of
from ipt_train.course.operation.build_exam import build_exam
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.decide import Wishes, decisions_of
from ipt_train.course.operation.grade import grade_all
from ipt_train.errors import CourseError, IptTrainError, UsageError
from ipt_train.exam.core.marking import mark
from ipt_train.vocabulary import Severity
from tests.conftest import ROOT
from tests.course.regraded import Small, answering, label, small
from tests.course.tamper import run_sql
from tests.course.world import NOW, World, bank, shelf_for, trainees

REASON = "it proved faulty (A. Tutor, 20"


@pytest.fixture
def course(tmp_path: Path, environment: dict[str, str]) -> Small:
    """Marks before: 19, 19 (a blank), 20, and one who handed nothing in."""
    return small(tmp_path, environment)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The same course for tests that change nothing."""
    root = tmp_path_factory.mktemp("unchanged")
    home = {"IPT_TRAIN_HOME": str(root / "home"), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return small(root, home)


CASES = {
    "--leave-out": ([19, 19, 19, None], "left out for everybody"),
    "--full-marks": ([20, 20, 20, None], "full marks for everybody"),
    "--also": ([20, 19, 20, None], "a second answer is right"),
}


def wish(option: str, item: str) -> tuple[str, str]:
    return option, f"{item}=c" if option == "--also" else item


@pytest.mark.parametrize("option", CASES)
def test_a_correction_is_shown_done_and_taken_back(course: Small, option: str) -> None:
    expected, words = CASES[option]
    item = str(course.entry("single-best-answer").item.id)
    before = course.marks()
    assert before == [19, 19, 20, None]
    tried = course.regrade(*wish(option, item), do=False)
    assert (tried["written"], words in tried["items"][item]) == (False, True)
    assert regrades_of(course.world.folder) == []
    done = course.regrade(*wish(option, item))
    assert done["changes"] == tried["changes"]
    assert done["changes"] != ()
    assert course.marks() == expected
    again = course.regrade(*wish(option, item))
    assert (again["items"], again["written"]) == ({}, False)
    assert f"`{item}`: {words}: {REASON}" in again["in_force"][0]

    undone = course.regrade("--undo", item, do=False)
    assert (undone["written"], "taken back" in undone["items"][item]) == (False, True)
    course.regrade("--undo", item, reason="the complaint fell")
    assert course.marks() == before
    graded = grade_all(course.world.open(), now=NOW)
    assert words not in " ".join(graded.rules["final"])
    assert len(regrades_of(course.world.folder)) == 2


def test_every_output_names_every_correction_with_its_reason(course: Small) -> None:
    """By commands: grade, gradebook, items, release, report and export; a correction was named in none of them."""
    items = [str(course.entry("single-best-answer", place).item.id) for place in range(3)]
    by_item = dict(zip(items, CASES, strict=True))
    words = [word for item, option in by_item.items() for word in wish(option, item)]
    tried = course.typed("regrade", *words)
    assert (tried["written"], sorted(tried["items"])) == (False, sorted(items))
    assert "Nothing was written; --do does it." in course.run("regrade", *words).stdout
    logged = ("--do", "--by", "A. Tutor", "--reason", "it proved faulty")
    assert course.run("regrade", *words, *logged).returncode == 0
    assert "In force" in course.run("regrade").stdout
    export = course.world.root / "export.csv"
    export.write_text("Student,SIS User ID,Final exam (7)\n    Points Possible,,40.00\nx,s0000,\n")
    outputs = {
        line: course.run(*line.split("|"))
        for line in (
            "grade", "gradebook", "gradebook|--to|canvas|--column|7", "gradebook|--to|long",
            f"gradebook|--fill|{export}|--column|Final exam", "items|--plain", "items|--csv", "export", "release|--json",
            "report|--html|-",
        )
    }  # fmt: skip
    results = course.world.folder.results
    texts = {line: f"{done.stdout}{done.stderr}" for line, done in outputs.items()}
    texts |= {name: (results / name).read_text() for name in ("rules.csv", "grades.json")}
    assert {line: done.stderr for line, done in outputs.items() if done.returncode} == {}
    for item, option in by_item.items():
        sentence = f"`{item}`: {CASES[option][1]}: {REASON}"
        for line, text in texts.items():
            squeezed = " ".join(text.replace(f"<code>{item}</code>", f"`{item}`").split())
            wanted = sentence.removesuffix("20") if line == "report|--html|-" else sentence
            assert wanted in squeezed, line  # a page has its days in words
        rows = csv.DictReader(io.StringIO(outputs["export"].stdout))
        told = [one for one in rows if one["item"] == item]
        assert len(told) == 3
        assert all(one["correction"].startswith(f"{CASES[option][1]}: {REASON}") for one in told)
        assert {one["left_out"] for one in told} == {str(int(option == "--leave-out"))}


def test_answers_to_what_is_left_out_stay_in_export_and_pack(course: Small, tmp_path: Path) -> None:
    item = str(course.entry("single-best-answer").item.id)
    before = course.run("export").stdout
    course.regrade("--leave-out", item)
    after = course.run("export").stdout
    assert len(after.splitlines()) == len(before.splitlines()) == 1 + 3 * 20
    rows = [one for one in csv.DictReader(io.StringIO(after)) if one["item"] == item]
    assert sorted(one["units"] for one in rows) == ["0", "0", "1000"]
    duckdb = pytest.importorskip("duckdb", reason="the scale extra is not installed")
    done = course.run("pack", "-o", str(tmp_path / "packed"))
    assert "60 answers" in done.stdout
    file = tmp_path / "packed" / "exam=final" / "answers.parquet"
    told = duckdb.read_parquet(str(file)).filter("left_out").fetchall()
    assert len(told) == 3
    assert REASON in str(told[0])
    from ipt_train.course.scale.duck import tally_parquet

    (paper,) = tally_parquet(file)
    assert len({one.item for one in paper.items}) == 19
    assert len(course.typed("items")["papers"][0]["items"]) == 19


def test_a_blank_with_full_marks_is_still_counted_as_blank(course: Small) -> None:
    item = str(course.entry("single-best-answer").item.id)
    course.regrade("--full-marks", item)
    attempts = [one["exams"][0]["attempts"] for one in course.typed("grade")["grades"]]
    assert [(one[0]["answered"], one[0]["blank"]) for one in attempts[:3]] == [(20, 0), (19, 1), (20, 0)]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(course.run("export").stdout)))
    gifts = [(one["blank"], one["units"]) for one in rows if one["item"] == item]
    assert sorted(gifts) == [("0", "1000"), ("0", "1000"), ("1", "1000")]


@pytest.mark.parametrize(
    ("wish", "message", "hint"),
    [
        (("--leave-out", "nope"), "the exam has no item `nope`", "known: item-"),
        (("--full-marks", "nope"), "the exam has no item `nope`", "known: item-"),
        (("--also", "ITEM"), "`ITEM` does not give a second key", "ITEM=KEY"),
        (("--also", "ITEM=b"), "`b` is already the key of ITEM", "give the other"),
        (("--also", "ITEM=z"), "`z` is not an answer to ITEM", "give one of a, b, c, d"),
        (("--also", "ITEM=a+c"), "`a+c` is not an answer to ITEM", "give 1 of a, b, c, d"),
        (("--undo", "ITEM"), "there is nothing to take back for `ITEM`", "lists what is in force"),
        (
            ("--leave-out", "ITEM", "--full-marks", "ITEM"),
            "`ITEM` already has a decision: left out for everybody",
            "regrade --undo ITEM",
        ),
    ],
)
def test_what_cannot_be_decided_is_refused(
    unchanged: Small, wish: tuple[str, ...], message: str, hint: str
) -> None:
    item = str(unchanged.entry("single-best-answer").item.id)
    wishes: dict[str, list[str]] = {}
    for option, value in zip(wish[::2], wish[1::2], strict=True):
        name = option.removeprefix("--").replace("-", "_")
        wishes.setdefault(name, []).append(value.replace("ITEM", item))
    with pytest.raises(IptTrainError) as caught:
        decisions_of(Wishes(**wishes), [unchanged.key], ())
    assert message.replace("ITEM", item) in caught.value.message
    assert hint.replace("ITEM", item) in caught.value.hint or hint in caught.value.hint


def test_a_refusal_leaves_no_log(unchanged: Small) -> None:
    done = unchanged.run("regrade", "--full-marks", "nope", "--do", "--by", "A", "--reason", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the exam has no item `nope`" in done.stderr
    assert regrades_of(unchanged.world.folder) == []


def test_several_of_one_item_are_taken_back_one_by_one(course: Small) -> None:
    item = str(course.entry("single-best-answer").item.id)
    course.regrade("--also", f"{item}=c")
    course.regrade("--also", f"{item}=d")
    undone = course.regrade("--undo", item)
    assert undone["items"] == {item: "taken back: a second answer is right: d"}
    assert course.marks() == [20, 19, 20, None]
    course.regrade("--undo", item)
    assert course.marks() == [19, 19, 20, None]


def changed_bank(course: Small, item: str) -> None:
    data = bank()
    for option in next(one for one in data["items"] if one["id"] == item)["options"]:
        option.pop("key", None)
        if option["id"] == "c":
            option["key"] = True
    course.world.write_bank(data)


def built(course: Small, seed: int = 7, *, replace: bool = True) -> tuple[str, ...]:
    """What building the exam again says."""
    opened = course.world.open()
    exam = opened.course.exam()
    words: dict[str, bool] = {"replace": replace, "anyway": replace}
    return build_exam(opened, exam, course.world.shelf, seed=seed, **words).notes


def test_building_again_undoes_no_regrade_in_silence(course: Small) -> None:
    """The review: after `--replace` with the same seed the left-out item counted again, without a word."""
    first, second, third = (str(course.entry("single-best-answer", n).item.id) for n in range(3))
    course.regrade("--leave-out", second)
    course.regrade("--also", f"{first}=c", "--full-marks", third)
    before = course.marks()
    for replace in (False, True):
        notes = built(course, replace=replace)
        assert course.marks() == before
        for item in (first, second, third):
            assert any(f"in force: `{item}`" in note and REASON in note for note in notes)
    assert len([note for note in built(course, 8) if "regraded before" in note]) == 3
    shown = course.run("exam", "build", "--seed", "8", "--replace", "--anyway").stdout
    assert "Regraded before" in shown


def test_building_again_corrects_no_key_in_silence(course: Small) -> None:
    """A key that was corrected in the bank is taken over by a regrade alone, which shows whose grades it changes."""
    item = str(course.entry("single-best-answer").item.id)
    changed_bank(course, item)
    assert f"`{item}` now has a different key in the bank" in built(course)[0]
    assert course.marks() == [19, 19, 20, None]
    done = course.regrade()
    assert done["items"] == {item: "key corrected (revision 1 to 1)"}
    assert course.marks() == [20, 19, 19, None]
    assert f"`{item}`: its key was corrected: {REASON}" in " ".join(
        course.run("grade").stdout.split()
    )
    with pytest.raises(UsageError, match="was corrected in the bank"):
        course.regrade("--undo", item)
    assert built(course) != ()
    assert course.marks() == [20, 19, 19, None]


def test_a_second_key_that_the_bank_made_the_key_changes_nothing_more(course: Small) -> None:
    item = str(course.entry("single-best-answer").item.id)
    course.regrade("--also", f"{item}=c")
    changed_bank(course, item)
    course.regrade()
    assert course.marks() == [20, 19, 19, None]


def test_a_key_that_does_not_open_is_said_when_an_exam_is_built_again(course: Small) -> None:
    course.world.folder.keys.joinpath("final.key.age").write_bytes(b"not age")
    assert "the key that was locked before does not open" in built(course, replace=False)[0]
    assert course.marks() == [19, 19, 20, None]


@pytest.mark.parametrize(
    "change",
    [
        "update correction set body = cast(replace(body, 'full-marks', 'left-out') as blob)",
        "update correction set number = 7",
        "update correction set seal = x'00'",
        "delete from correction",
        "insert into correction select 2, seal, body from correction",
    ],
)
def test_a_changed_log_of_regrades_stops_grading(course: Small, change: str) -> None:
    """One changed word of the log could give or take marks without a word."""
    item = str(course.entry("single-best-answer").item.id)
    course.regrade("--full-marks", item)
    run_sql(course.world.folder.database, change)
    with pytest.raises(CourseError, match="the log of regrades has been changed or damaged"):
        standing_corrections(course.world.folder, "final")
    done = course.run("grade")
    assert (done.returncode, done.stdout) == (2, "")
    assert "course.db: the log of regrades has been changed or damaged" in done.stderr
    (finding,) = check_course(course.world.folder, course.world.shelf).findings
    assert (str(finding.code), finding.severity) == ("K024", Severity.ERROR)


def test_regrades_of_earlier_versions_go_on_and_can_be_taken_back(course: Small) -> None:
    """Their decisions stood in the locked key, and their log said them in words."""
    from dataclasses import replace

    from ipt_train.course.exchange.keys import stored_keys, write_keys

    folder, item = course.world.folder, str(course.entry("single-best-answer").item.id)
    keys = [
        replace(
            key,
            entries=tuple(replace(one, left_out=str(one.item.id) == item) for one in key.entries),
        )
        for key in stored_keys(folder, "final")
    ]
    write_keys(folder, "final", keys, course.world.open().course.instructors)
    assert "left out for everybody: no reason is noted" in " ".join(
        course.run("grade").stdout.split()
    )
    line = {"at": "2026-11-10T10:00:00+00:00", "by": "B", "reason": "two keys", "exam": "final", "items": {item: "left out for everybody"}}  # fmt: skip
    add_regrade(folder, line)  # as the folder of an earlier version is taken over
    assert course.marks() == [19, 19, 19, None]
    assert "left out for everybody: two keys (B, 2026-11-10)" in " ".join(
        course.run("grade").stdout.split()
    )
    built(course)
    assert course.marks() == [19, 19, 19, None]
    course.regrade("--undo", item)
    assert course.marks() == [19, 19, 20, None]


def test_a_second_order_and_a_second_set_are_as_right_as_the_key(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    course = small(tmp_path, environment)
    cases = (("ordering", "b+a+c+d"), ("multiple-response", "a+b"))
    for number, (kind, second) in enumerate(cases, 1):
        entry = course.entry(kind)
        answer = [label(entry, name) for name in second.split("+")]
        person = course.people[-1]
        packed = course.world.submission(person, course.key, ability=1.0, attempt=number, change=answering(entry, answer))  # fmt: skip
        course.world.hand_in(packed)
        collect(course.world.open(), course.world.inbox, now=NOW + timedelta(hours=number))

        def raw(number: int = number) -> float:
            grade = grade_all(course.world.open(), now=NOW).grades[-1].exams[0]
            return grade.attempts[number - 1].raw or 0.0

        assert raw() < 1
        course.regrade("--also", f"{entry.item.id}={second}")
        assert raw() == 1


def test_an_exam_of_shipped_items_alone_is_warned_of(tmp_path: Path) -> None:
    """Whoever has the program has the key: 40 of 40 right from `bank show` alone, the review found."""
    from ipt_train.course.screen.build import public_notes

    world = World(root=tmp_path, shelf=shelf_for(tmp_path), forms=1)
    opened = world.begin(trainees(2))
    own = build_exam(opened, opened.course.exam(), world.shelf, seed=7)
    assert (own.public, public_notes(own)) == (0, [])
    text = world.folder.course.read_text().replace("[bank/own.yaml]", "[]")
    world.folder.course.write_text(text)
    shelf = Shelf(banks=(ROOT / "question_banks", tmp_path / "own"), schemas=ROOT / "schemas", cache=tmp_path / "cache")  # fmt: skip
    opened = world.open()
    shipped = build_exam(opened, opened.course.exam(), shelf, seed=7, replace=True)
    assert shipped.public == shipped.items == 20
    (note,) = public_notes(shipped)
    assert "every item of `final` is in a bank that comes with the program" in note


def test_the_key_is_shown_to_the_instructor(course: Small, tmp_path: Path) -> None:
    entry = course.entry("single-best-answer")
    item = str(entry.item.id)
    course.regrade("--also", f"{item}=c")
    shown = course.run("key", "final", "--plain").stdout
    assert f"Because b of {int(item[-2:])}." in shown
    assert f"Because a of {int(item[-2:])}." in shown  # of distractors too
    assert f"The idea of {int(item[-2:])}." in shown
    assert f"Also right: Answer c of {int(item[-2:])}" in shown
    assert f"Regraded: A second answer is right: {REASON.removesuffix('20')}" in shown
    told: Any = course.typed("key")["forms"]["A"]
    assert [one["item"] for one in told] == [str(one.item.id) for one in course.key.entries]
    for asked, keyed in zip(told, course.key.entries, strict=True):
        assert mark(keyed, asked["right"][0]).correct
        assert asked["credit"] == str(keyed.item.credit)
    assert len(next(one for one in told if one["item"] == item)["right"]) == 2
    page = tmp_path / "key.html"
    assert course.run("key", "--html", str(page)).returncode == 0
    assert page.stat().st_mode & 0o777 == 0o600
    assert "default-src 'none'" in page.read_text()
    assert "one of A" in course.run("key", "--form", "Q").stderr
