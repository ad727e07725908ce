"""Generates a bank of any size: single-best-answer items of about 1.4 kB, all different, none flawed."""

import random
from pathlib import Path

WORDS = [
    "alliance",
    "anger",
    "answer",
    "assessment",
    "bereavement",
    "burden",
    "change",
    "choice",
    "clinic",
    "comfort",
    "conflict",
    "contact",
    "course",
    "custom",
    "daily",
    "daughter",
    "decision",
    "distance",
    "effort",
    "evening",
    "event",
    "expectation",
    "family",
    "farewell",
    "feeling",
    "focus",
    "formulation",
    "friend",
    "garden",
    "goal",
    "grief",
    "group",
    "guilt",
    "habit",
    "help",
    "history",
    "holiday",
    "home",
    "hope",
    "hour",
    "illness",
    "interest",
    "inventory",
    "job",
    "journey",
    "kitchen",
    "letter",
    "limit",
    "link",
    "listening",
    "loss",
    "manager",
    "meal",
    "meeting",
    "memory",
    "message",
    "mood",
    "morning",
    "mother",
    "move",
    "neighbour",
    "notice",
    "offer",
    "onset",
    "partner",
    "patience",
    "pattern",
    "phase",
    "phone",
    "plan",
    "pressure",
    "problem",
    "promise",
    "quarrel",
    "question",
    "reason",
    "recording",
    "regret",
    "relief",
    "request",
    "result",
    "retirement",
    "return",
    "review",
    "role",
    "rule",
    "sadness",
    "school",
    "scale",
    "season",
    "session",
    "share",
    "shift",
    "silence",
    "sister",
    "sleep",
    "sorrow",
    "stage",
    "step",
    "story",
    "strain",
    "strategy",
    "street",
    "strength",
    "supervisor",
    "support",
    "surprise",
    "symptom",
    "task",
    "teacher",
    "technique",
    "tension",
    "time",
    "tone",
    "topic",
    "train",
    "transition",
    "trust",
    "uncle",
    "view",
    "visit",
    "voice",
    "wedding",
    "week",
    "weekend",
    "wish",
    "word",
    "work",
    "worry",
    "year",
]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()


def item(number: int, chance: random.Random) -> str:
    """Return one item as YAML; the key is no longer than the other options."""
    key = chance.randrange(4)
    options = []
    for index, name in enumerate("abcd"):
        mark = "        key: true\n" if index == key else ""
        options.append(
            f"      - id: {name}\n        text: {_sentence(chance, 6)}\n{mark}        rationale: >-\n"
            f"          {_sentence(chance, 9)}\n          {_sentence(chance, 9)} {number}.\n"
        )
    return (
        f"  - id: generated-{number}\n    revision: 1\n    type: single-best-answer\n    objective: objective-{number // 2}\n"
        f"    level: apply\n    stem: >-\n      {_sentence(chance, 10)}\n      {_sentence(chance, 8).lower()} {number}?\n"
        f"    options:\n{''.join(options)}    explanation: >-\n      {_sentence(chance, 12)}.\n"
        f"    references: [R01]\n    facts: [F001, P00{number % 9 + 1}]  # a comment\n    certainty: verified\n    status: draft\n"
    )


def write_banks(folder: Path, items: int, a_file: int = 500) -> list[Path]:
    """Write ``items`` items into files of at most ``a_file``, with a bibliography beside them."""
    chance = random.Random(items)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bibliography.yaml").write_text(
        "format: ipt-bibliography/1\nreferences:\n  - id: R01\n    short: A work\n    citation: A work.\n    verification: verified\n"
    )
    files = []
    for first in range(0, items, a_file):
        file = folder / f"bank-{first // a_file:04}.yaml"
        body = "\n".join(
            item(number, chance) for number in range(first, min(first + a_file, items))
        )
        file.write_text(
            f"format: ipt-bank/1\nid: bank-{first // a_file}\ntitle: Generated\nlanguage: en-GB\nlicence: CC-BY-4.0\ndomain: process\nitems:\n{body}"
        )
        files.append(file)
    return files
