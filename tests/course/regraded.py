"""A course of a few people with one form, whose every grade can be reckoned by hand."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.regrade import RegradeRequest, regrade
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.key import Key, KeyEntry
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run


@dataclass
class Small:
    """The course, and what is typed in it."""

    world: World
    people: list[str]
    environment: dict[str, str]

    @property
    def key(self) -> Key:
        return read_keys(self.world.folder, "final")[0]

    def entry(self, kind: str, place: int = 0) -> KeyEntry:
        """A question of a type, in the order of the paper."""
        return [one for one in self.key.entries if one.item.type == kind][place]

    def typed(self, *words: str, status: int = 0) -> Any:
        """What a command of the course says as JSON."""
        done = self.run(*words, "--json")
        assert done.returncode == status, done.stderr + done.stdout
        return json.loads(done.stdout)["data"]

    def run(self, *words: str) -> Any:
        course = ("--course", str(self.world.folder.root))
        return run("course", *words, *course, env=self.environment)

    def regrade(
        self, *words: str, reason: str = "it proved faulty", do: bool = True
    ) -> dict[str, Any]:
        """What a regrade says; the words are those of the command."""
        wishes: dict[str, list[str]] = {}
        for option, value in zip(words[::2], words[1::2], strict=True):
            wishes.setdefault(option.removeprefix("--").replace("-", "_"), []).append(value)
        opened = self.world.open()
        request = RegradeRequest(by="A. Tutor", reason=reason, do=do, **wishes)
        done = regrade(opened, opened.course.exam(), self.world.shelf, request, now=NOW)
        return asdict(done)

    def marks(self) -> list[float | None]:
        """Everybody's marks, of twenty questions unless some are left out."""
        graded = grade_all(self.world.open(), now=NOW).grades
        counting = sum(not one.left_out for one in self.key.entries)
        shares = [one.exams[0].share for one in graded]
        return [None if one is None else round(one * counting, 9) for one in shares]


def answering(entry: KeyEntry, response: Any) -> Any:
    """A change that puts one answer in place of the one that was given."""
    name = str(entry.item.id)

    def change(answers: list[GivenAnswer]) -> list[GivenAnswer]:
        return [replace(one, response=response) if one.item == name else one for one in answers]

    return change


def label(entry: KeyEntry, option: str) -> str:
    """The number on the paper of an option of the bank."""
    return next(number for number, name in entry.options.items() if name == option)


def small(root: Path, environment: dict[str, str], people: int = 4, **more: Any) -> Small:
    """People who know everything, but for the first two answers to one question: c, and a blank."""
    world = World(root=root, shelf=shelf_for(root), forms=1, **more)
    opened = world.begin(trainees(people))
    key = world.build()[0]
    names = list(opened.people)
    entry = next(one for one in key.entries if one.item.type == "single-best-answer")
    others = [answering(entry, [label(entry, "c")]), answering(entry, None)]
    for person, change in zip(names[: people - 1], [*others, *[list] * people], strict=False):
        world.hand_in(world.submission(person, key, ability=1.0, change=change))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == people - 1
    return Small(world=world, people=names, environment=environment)
