"""Makes a course whose people have all handed in, and the same answers as tables."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.harness.spent import ROOT
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.build_exam import build_exam
from ipt_train.course.operation.course import open_course
from ipt_train.course.operation.new_course import new_course
from ipt_train.exam.core.simulate import simulated
from ipt_train.exam.operation.submit import pack_submission
from ipt_train.exam.submission.seal import new_signing_key

ITEMS = 200
"""Items of the paper."""
STARTED = datetime(2026, 11, 9, 9, tzinfo=UTC)
LEVELS = ("remember", "understand", "apply", "analyse")


def bank(items: int) -> dict[str, Any]:
    options = [
        {"id": name, "text": f"Answer {name}", "rationale": f"Because {name} says so."} for name in "abcd"
    ]  # fmt: skip
    return {
        "format": "ipt-bank/1", "id": "own", "title": "Own", "language": "en-GB", "licence": "CC-BY-4.0",
        "domain": "techniques",
        "items": [
            {
                "id": f"tech-item-{number:04}", "revision": 1, "type": "single-best-answer",
                "objective": f"objective-{number}", "level": LEVELS[number % 4],
                "stem": f"Which answer belongs to question {number}?",
                "options": [option | ({"key": True} if place == number % 4 else {}) for place, option in enumerate(options)],
                "explanation": "The idea.", "references": ["R01"], "facts": ["F001"], "certainty": "verified",
                "status": "draft",
            }
            for number in range(items)
        ],
    }  # fmt: skip


def shelf_of(root: Path) -> Shelf:
    return Shelf(banks=(root / "none",), schemas=ROOT / "schemas", cache=root / "cache")


def make_course(root: Path, people: int, items: int = ITEMS) -> None:
    """Make a course whose people have all handed in, and the same answers as CSV."""
    folder, shelf = Folder(root=root / "course"), shelf_of(root)
    new_course(folder, id="course", title="Course", zone="UTC", schema="x")
    (root / "course" / "own.yaml").write_text(json.dumps(bank(items)))
    good = ROOT / "tests" / "bank" / "good"
    (root / "course" / "bibliography.yaml").write_text((good / "bibliography.yaml").read_text())
    text = folder.course.read_text().replace("banks: []", "banks: [own.yaml]")
    folder.course.write_text(text.replace("blueprint: module", f"length: {items}"))
    lines = [f"s{number},Person {number},s{number}@example.org" for number in range(people)]
    folder.roster.write_text("id,name,email\n" + "\n".join(lines) + "\n")
    opened = open_course(folder, shelf)
    build_exam(opened, opened.course.exam(), shelf, seed=1)
    key = read_keys(folder, "final")[0]
    inbox, table = root / "inbox", root / "csv"
    inbox.mkdir()
    table.mkdir()
    for number, person in enumerate(opened.people):
        answers = simulated(
            key, ability=0.6, blanks=0.02, seed=person, started_ms=int(STARTED.timestamp() * 1000)
        )
        packed = pack_submission(
            person=person, course="course", exam="final", paper=key.paper, attempt=1, started_at=STARTED,
            ended_at=STARTED + timedelta(minutes=55), answers=answers, key=new_signing_key(),
        )  # fmt: skip
        (inbox / packed.name).write_bytes(packed.data)
        with (table / f"{number}.csv").open("w", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["person", "item", "revision", "response", "at", "ms"])
            writer.writerows(
                (person, answer.item, answer.revision, " ".join(answer.response or ()), answer.at_ms, answer.response_ms)
                for answer in answers
            )  # fmt: skip
