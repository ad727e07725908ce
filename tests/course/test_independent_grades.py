"""A course by commands alone, whose grades a script that shares nothing with the program works out again."""

import ast
import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.course import independent_grades as independent
from tests.course.handouts import data_of, hand_in_of
from tests.program import run

PEOPLE = """\
id,name,email,namesake
0045,"García, José",jose@example.org,
1002,Siobhán O'Brien,siobhan@example.org,
1003,Jürgen Müller,jm@example.org,yes
1004,"Mu\u0308ller, Ju\u0308rgen",jm2@example.org,yes
007,Łukasz Żółć,lz@example.org,
1006,Mei Chen,mei@example.org,
"""
RULES = """\
    due: 2024-03-01T18:00
    length: 12
    attempts: {rule: mean, allowed: 2}
    late: {rule: deduct, per_day: 0.15, at_most: 0.25, grace_minutes: 5, clock: received}
    missing: {blank: left-out, absent: zero}
"""
BEGUN = datetime(2024, 3, 1, 15, tzinfo=UTC)
ARRIVED = {"0045": "2024-03-01T17:59", "1002": "2024-03-01T18:06", "1003": "2024-03-03T09:00", "1004": "2024-03-01T16:30"}  # fmt: skip


@pytest.fixture
def written(warm: dict[str, str], tmp_path: Path) -> tuple[Path, independent.Written]:
    """Four by pages, one from a table, one absent; an item left out, one with full marks, a mark by hand."""
    folder = tmp_path / "course"

    def do(*words: str) -> str:
        done = run("course", *words, env=warm, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stderr, done.stdout)
        return done.stdout

    def key() -> Any:
        file = tmp_path / "key.json"
        file.write_text(do("key", "--json", "--course", "course"), encoding="utf-8")
        return json.loads(file.read_text(encoding="utf-8"))["data"]["forms"]

    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    do("new", "course", "--roster", "people.csv")
    text = (folder / "course.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(True) if line.split(":")[0].strip() not in ("blueprint", "attempts", "late", "missing")]  # fmt: skip
    (folder / "course.yaml").write_text("".join(kept).replace("    minutes:", RULES + "    minutes:"), encoding="utf-8")  # fmt: skip
    do("exam", "build", "final", "--seed", "5", "--course", "course")
    do("hand-out", "final", "--course", "course")
    (tmp_path / "list.csv").write_text(do("people", "--csv", "--course", "course"), "utf-8")
    people = {row["id"]: row["pseudonym"] for row in csv.DictReader((tmp_path / "list.csv").open(encoding="utf-8"))}  # fmt: skip
    pages = {data_of(page)["person"]: page for page in (folder / "hand-out" / "final").glob("*.html")}  # fmt: skip
    asked = key()["A"]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for place, id_ in enumerate(ARRIVED):
        saved = hand_in_of(pages[people[id_]], (), changes=work(asked, place))
        (inbox / f"{id_}.hand-in.json").write_bytes(saved)
    (tmp_path / "arrived.csv").write_text("person,arrived\n" + "".join(f"{id_},{at}\n" for id_, at in ARRIVED.items()))  # fmt: skip
    do("collect", "inbox", "--arrivals", "arrived.csv", "--course", "course")
    with (tmp_path / "entered.csv").open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("person", "form", *(f"Q{one['number']}" for one in asked)))
        table.writerow(("007", "A", *(printed(response) for response in responses(asked, 4))))
    by = ("--by", "A. Tutor", "--course", "course")
    do("enter", "entered.csv", "--exam", "final", "--at", "2024-03-02T19:00", *by)
    single = [one for one in asked if one["type"] == "single-best-answer"]
    for wish, entry in (("--leave-out", single[0]), ("--full-marks", single[1])):
        do("regrade", wish, entry["item"], "--reason", "proved faulty", "--do", *by)
    marks = f"person,exam,item,mark,comment\n0045,final,{single[2]['item']},50%,two readings\n"
    (folder / "marks.csv").write_text(marks)
    key()
    do("receipts", "receipts", "--course", "course")
    do("grade", "--names", "-o", "grades.xlsx", "--course", "course")
    for name in ("book.csv", "book.xlsx"):
        do("gradebook", "-o", name, "--course", "course")
    read = independent.read_written(
        folder, people=tmp_path / "list.csv", keys=[tmp_path / "key.json"], inboxes=[inbox],
        receipts=tmp_path / "receipts", entered=[(tmp_path / "entered.csv", "final")],
    )  # fmt: skip
    return tmp_path, read


def responses(asked: Sequence[dict[str, Any]], place: int) -> list[Any]:
    """Answers of one of the people: right, wrong, partly right or blank, by place and question."""
    return [response(one, (place + one["number"]) % 4) for one in asked]


def response(entry: dict[str, Any], kind: int) -> Any:
    right = entry["right"][0]
    if kind == 3:
        return None
    if kind == 2 or (kind == 1 and entry["type"] == "true-false"):
        return right
    match entry["type"]:
        case "ordering":
            return [right[1], right[0], *right[2:]]
        case "matching":
            return dict(zip(right, [*list(right.values())[1:], right[min(right)]], strict=True))
        case "multiple-response":
            return right[:1]
    return right if kind == 0 else [next(one for one in entry["options"] if one not in right)]


def work(asked: Sequence[dict[str, Any]], place: int) -> dict[str, Any]:
    ended = BEGUN + timedelta(minutes=40 + 15 * place)
    at = int(ended.timestamp() * 1000) - 60_000
    return {
        "started_at": BEGUN.isoformat(), "ended_at": ended.isoformat(),
        "answers": [
            {"item": one["item"], "revision": one["revision"], "response": given, "at": at, "ms": 900}
            for one, given in zip(asked, responses(asked, place), strict=True)
        ],
    }  # fmt: skip  # a table


def printed(given: Any) -> str:
    """An answer as a person enters it."""
    match given:
        case None:
            return "-"
        case bool():
            return str(given).lower()
        case dict():
            return "; ".join(f"{one}={other}" for one, other in given.items())
    return ", ".join(given)


def test_grades_are_those_of_an_independent_reckoning(
    written: tuple[Path, independent.Written],
) -> None:
    folder, files = written
    grades = independent.graded(files)
    assert len(grades) == 6
    by_id = {files.people[person]["id"]: grade for (person, _), grade in grades.items()}
    assert [by_id[id_].counted[0].late for id_ in ("0045", "1002", "1003")] == [0, 6, 2340]
    assert by_id["1006"].share == 0
    assert len({grade.share for grade in grades.values()}) == 6
    tables = [folder / "course" / "results" / "grades.csv", folder / "grades.xlsx"]
    for table in tables:
        assert independent.differences(files, grades, independent.cells_of(table)) == []
    for table in (folder / "book.csv", folder / "book.xlsx"):
        cells = independent.cells_of(table)
        assert independent.gradebook_differences(files, grades, cells, {"final": "final"}) == []
    rows = independent.cells_of(tables[0])  # and what is wrong is found
    rows[0]["share"] = str(float(rows[0]["share"]) + 0.000002)
    rows[1]["late_minutes"] = "1"
    assert len(independent.differences(files, grades, rows[:-1])) == 3


def test_the_reckoning_shares_nothing_with_the_program() -> None:
    tree = ast.parse((ROOT / "tests/course/independent_grades.py").read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}  # fmt: skip
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [one for one in imported if one.split(".")[0] in ("ipt_train", "tests")]
