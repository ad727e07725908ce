"""Generates a bank of any size: single-best-answer items of about 1.4 kB, all different, none flawed."""

import random
import shutil
from pathlib import Path

from benchmarks.harness.kept import kept

ONSETS = ("b br c ch d dr f fl g gr h j k l m n p pl r s sh st t th tr v w").split(" ")
RHYMES = [
    "ab",
    "ace",
    "ake",
    "all",
    "and",
    "ant",
    "are",
    "ash",
    "ate",
    "eal",
    "ear",
    "ed",
    "een",
    "ell",
    "end",
    "ent",
    "ess",
    "ice",
    "ide",
    "igh",
    "ill",
]
WORDS = [
    a + b + c + d for a in ONSETS for b in RHYMES for c in ("", "m", "r") for d in ("", "er", "on")
]


def _sentence(chance: random.Random, words: int) -> str:
    """Return words about as often as a language has them: the n-th commonest 1/n as often."""
    chosen = (WORDS[int(len(WORDS) ** chance.random()) - 1] for _ in range(words))
    return " ".join(chosen).capitalize()


def item(number: int, chance: random.Random) -> str:
    """Return one item as YAML; the key is no longer than the other options."""
    key = chance.randrange(4)
    options = []
    for index, name in enumerate("abcd"):
        mark = "        key: true\n" if index == key else ""
        options.append(
            f"      - id: {name}\n        text: {_sentence(chance, 6)}\n{mark}        rationale: >-\n"
            f"          {_sentence(chance, 8)}\n          {_sentence(chance, 8)} {number}.\n"
        )
    return (
        f"  - id: generated-{number}\n    revision: 1\n    type: single-best-answer\n    objective: objective-{number // 2}\n"
        f"    level: apply\n    stem: >-\n      {_sentence(chance, 10)}\n      {_sentence(chance, 8).lower()} {number}?\n"
        f"    options:\n{''.join(options)}    explanation: >-\n      {_sentence(chance, 11)}.\n"
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


def copy_banks(folder: Path, items: int, a_file: int = 500) -> list[Path]:
    """Do as ``write_banks`` does, by copying what an earlier run wrote."""
    made = kept(
        f"banks-{items}-{a_file}", lambda new: write_banks(new, items, a_file), [Path(__file__)]
    )
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return sorted(folder.glob("bank-*.yaml"))
