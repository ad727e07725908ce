"""A course of four with one form, of whom the first two handed in, and what is typed in it."""

import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ipt_train.course.operation.collect import Collected, collect
from ipt_train.course.operation.grade import grade_all
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run

CLOSED = datetime(2026, 11, 12, 9, tzinfo=UTC)
"""When the exam is due for everybody."""
WHY = ("--by", "A. Tutor", "--reason", "typed another's pseudonym")


class Group:
    """A course of four with one form, of whom the first two handed in."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        self.world = World(root=root, shelf=shelf_for(root), forms=1)
        opened = self.world.begin(trainees(4))
        self.key = self.world.build()[0]
        self.people = list(opened.people)
        self.environment = environment
        for person in self.people[:2]:
            self.world.hand_in(self.world.submission(person, self.key))
        assert len(self.collect().accepted) == 2

    def collect(self) -> Collected:
        told: list[tuple[int, int]] = []
        opened, inbox = self.world.open(), self.world.inbox
        result = collect(opened, inbox, now=NOW, advance=lambda *done: told.append(done))
        assert told == [(number, result.files) for number in range(1, result.files + 1)]
        return result

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        course = ("--course", str(self.world.folder.root))
        return run("course", *words, *course, env=self.environment, cwd=self.world.root)

    def grades(self) -> dict[str, dict[str, Any]]:
        told: list[tuple[int, int]] = []
        graded = grade_all(self.world.open(), now=NOW, advance=lambda *done: told.append(done))
        assert [number for number, _ in told] == list(range(1, told[-1][1] + 1))
        return {one.person: asdict(one) for one in graded.grades}

    def share(self, place: int) -> float | None:
        share: float | None = self.grades()[self.people[place]]["exams"][0]["share"]
        return share

    def note(self, place: int) -> str:
        return str(self.grades()[self.people[place]]["exams"][0]["note"])
