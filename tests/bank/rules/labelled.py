"""Questions that a person labelled with their flaws, and how far a rule agrees with the labels.

Each line of `labels/<set>/<file>.yaml` is a question: its stem, its options with `*` before the key, and the
codes of the flaws that a reader would name. A file is written for the rule that it is named after, half of it
with the flaw and half without, but all rules are held to all questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.core.tree import Mapping
from ipt_train.bank.rules.rule import ItemRule

LABELS = Path(__file__).parent / "labels"
BY_EYE = {"W003", "W201", "W202", "W203", "W204", "W205"}
"""Flaws of length and of single words: a reader judged them in the rule's own file only."""
PLACE = (1, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question; `name` is the file that it stands in."""

    name: str
    stem: str
    options: tuple[str, ...]
    flaws: frozenset[str]
    view: ItemView


@dataclass(frozen=True, slots=True)
class Result:
    """How far a rule agrees with labels."""

    judged: int
    flawed: int
    hits: int
    alarms: tuple[Question, ...]
    misses: tuple[Question, ...]

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + len(self.alarms))

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.flawed)


@cache
def labelled(folder: str) -> tuple[Question, ...]:
    """Return all questions of a set."""
    return tuple(
        question(file.stem, entry["stem"], entry["options"], entry["flaws"])
        for file in sorted((LABELS / folder).glob("*.yaml"))
        for entry in YAML(typ="safe").load(file)
    )


def question(name: str, stem: str, choices: str, flaws: str = "") -> Question:
    """Return a question of a line: options between `|`, the key after `*`."""
    texts = [text.strip() for text in choices.split("|")]
    keys = [text.startswith("*") for text in texts]
    if not any(keys):
        keys[0] = True
    texts = [text.removeprefix("*") for text in texts]
    options = [
        _mapping({"id": f"o{number}", "text": text, "key": key})
        for number, (text, key) in enumerate(zip(texts, keys, strict=True))
    ]
    item = {"id": "q", "type": "single-best-answer", "stem": stem, "options": options}
    view = ItemView("labels.yaml", _mapping(item | {"shuffle": False}), (), {})
    return Question(name, stem, tuple(texts), frozenset(flaws.split()), view)


def agreement(rule: ItemRule, questions: Sequence[Question]) -> Result:
    """Return how far a rule agrees with the labels of questions."""
    if rule.code in BY_EYE:
        questions = [one for one in questions if one.name == rule.code.lower()]
    found = {one for one in questions if next(iter(rule.check(one.view)), None)}
    flawed = {one for one in questions if rule.code in one.flaws}
    return Result(
        judged=len(questions),
        flawed=len(flawed),
        hits=len(found & flawed),
        alarms=tuple(one for one in questions if one in found - flawed),
        misses=tuple(one for one in questions if one in flawed - found),
    )


def _mapping(data: dict[str, object]) -> Mapping:
    whole = Mapping(PLACE)
    whole.update(data)
    whole.value_places.update(dict.fromkeys(data, PLACE))
    return whole
