"""A course with its trainees, made of real files: a bank, a folder, submissions."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.build_exam import build_exam
from ipt_train.course.operation.course import OpenCourse, open_course
from ipt_train.course.operation.new_course import new_course
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.key import Key
from ipt_train.exam.core.simulate import simulated
from ipt_train.exam.exchange.signing_keys import signing_key
from ipt_train.exam.operation.submit import Packed, pack_submission
from tests.conftest import BANK, ROOT

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
STARTED = datetime(2026, 11, 9, 9, tzinfo=UTC)
DOMAINS = ("history", "principles", "techniques", "process")
STUDIED = {
    "day": "2026-11-09",
    "answers_last_30_days": [2] * 30,
    "domains": [
        {"domain": "all", "items": 60, "seen": 30, "due": 4, "reviews": 25, "retained": 20}
    ],
    "competencies": [],
}
"""How study goes, as a trainee adds it to a submission."""
LEVELS = ("remember", "understand", "apply", "analyse")


def bank(items: int = 60, *, key: str = "b") -> dict[str, Any]:
    """A bank as plain data: single answers with one key, every fifth of another type."""
    made: list[dict[str, Any]] = []
    for number in range(items):
        one: dict[str, Any] = {
            "id": f"item-{number:02}", "revision": 1, "type": "single-best-answer",
            "objective": f"objective-{number}", "domain": DOMAINS[number % 4], "level": LEVELS[number // 4 % 4],
            "stem": f"Which answer belongs to question {number}?",
            "options": [
                {"id": name, "text": f"Answer {name} of {number}", "rationale": f"Because {name} of {number}."}
                | ({"key": True} if name == key else {})
                for name in "abcd"
            ],
            "explanation": f"The idea of {number}.", "references": ["R01"], "facts": ["F001"],
            "certainty": "verified", "status": "draft",
        }  # fmt: skip
        if number % 5 == 1:
            one["type"] = "multiple-response"
            one["options"][3]["key"] = True
        if number % 5 == 3:
            one["type"] = "ordering"
            one["sequence"] = [{k: v for k, v in option.items() if k != "key"} for option in one.pop("options")]  # fmt: skip
        made.append(one)
    return {
        "format": "ipt-bank/1", "id": "own", "title": "Own", "language": "en-GB", "licence": "CC-BY-4.0",
        "domain": "techniques", "items": made,
    }  # fmt: skip


COURSE = """format: ipt-course/1
id: autumn
title: Autumn course
zone: Europe/London
banks: [bank/own.yaml]
instructors: [{recipient}]
{head}exams:
  - id: final
    title: Final exam
    length: 20
    forms: {forms}
    seed: 7
    minutes: 60
    due: 2026-11-09T17:00
    attempts: {{rule: best, allowed: 2}}
    late: {{rule: deduct, per_day: 0.1, grace_minutes: 10}}
    pass_mark: 0.6
thresholds:
  - {{name: pass, from: 0.6}}
  - {{name: merit, from: 0.75}}
{tail}"""


@dataclass
class World:
    """A course folder and what its trainees do."""

    root: Path
    shelf: Shelf
    forms: int = 2
    head: str = ""
    tail: str = ""
    people: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def folder(self) -> Folder:
        return Folder(root=self.root / "course")

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    def begin(self, people: list[tuple[str, str, str]], items: int = 60) -> OpenCourse:
        """Make the folder, the bank, the roster and the exam."""
        new_course(self.folder, id="autumn", title="Autumn", zone="Europe/London", schema="x")
        self.inbox.mkdir()
        self.people = people
        self.write_bank(bank(items))
        place = self.folder.root / "bank"
        for file in ("bibliography.yaml", "facts.yaml"):
            if (BANK / file).exists():
                (place / file).write_text((BANK / file).read_text())
        self.write_course()
        self.write_roster()
        return self.open()

    def write_course(self) -> None:
        from pyrage import x25519

        secret = self.folder.identity.read_text().strip()
        recipient = str(x25519.Identity.from_str(secret).to_public())
        self.folder.course.write_text(
            COURSE.format(recipient=recipient, forms=self.forms, head=self.head, tail=self.tail)
        )

    def write_roster(self) -> None:
        from ipt_train.csv_file import csv_text

        self.folder.roster.write_text(
            csv_text(("id", "name", "email", "section"), [(*one, "S1") for one in self.people]),
            newline="",
        )

    def write_bank(self, data: dict[str, Any]) -> None:
        file = self.folder.root / "bank" / "own.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(data))

    def open(self) -> OpenCourse:
        return open_course(self.folder, self.shelf)

    def build(self, seed: int = 7) -> list[Key]:
        opened = self.open()
        build_exam(opened, opened.course.exam(), self.shelf, seed=seed)
        return read_keys(self.folder, "final")

    def key_of(self, person: str) -> bytes:
        return signing_key(self.root / "homes" / person, "default", "autumn")

    def submission(
        self,
        person: str,
        paper_key: Key,
        /,
        *,
        ability: float = 0.7,
        blanks: float = 0.0,
        attempt: int = 1,
        started: datetime = STARTED,
        change: Callable[[list[GivenAnswer]], list[GivenAnswer]] = list,
        **more: Any,
    ) -> Packed:
        answers = simulated(
            paper_key, ability=ability, blanks=blanks, seed=f"{person}{attempt}",
            started_ms=int(started.timestamp() * 1000),
        )  # fmt: skip
        values: dict[str, Any] = {
            "person": person, "course": "autumn", "exam": "final", "paper": paper_key.paper, "attempt": attempt,
            "started_at": started, "ended_at": started + timedelta(minutes=50), "answers": change(answers),
            "key": self.key_of(person),
        } | more  # fmt: skip
        return pack_submission(**values)

    def hand_in(self, packed: Packed, name: str = "") -> Path:
        file = self.inbox / (name or packed.name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(packed.data)
        return file


def shelf_for(root: Path) -> Shelf:
    """A shelf without banks of its own, with the real schemas."""
    return Shelf(banks=(root / "no-banks",), schemas=ROOT / "schemas", cache=root / "cache")


def trainees(count: int) -> list[tuple[str, str, str]]:
    return [(f"s{number:04}", f"Given{number} Family{number}", f"s{number:04}@example.org") for number in range(count)]  # fmt: skip
