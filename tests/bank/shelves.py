"""Shelves of small banks that change as people change them."""

import os
from pathlib import Path

from ipt_train.bank.source.shelf import Shelf
from tests.conftest import BANK, ROOT

ITEM = """  - id: {id}
    revision: {revision}
    type: true-false
    objective: {id}
    level: remember
    stem: Is {word} the word of {id}?
    key: true
    rationale_true: It is, as was said before of it.
    rationale_false: It is the word, as was said before.
    explanation: The word of the item is {word}.
    references: [R01]
    facts: [F001]
    certainty: verified
    status: draft
"""
CASE = """  - id: case-{id}
    revision: 1
    type: vignette
    title: A case
    phase: initial
    problem_areas: [grief]
    case: Somebody says {word}.
    debrief: The word was {word}.
    references: [R01]
    facts: [F001]
    certainty: verified
    status: draft
    steps:
      - id: step-{id}
        revision: 1
        type: true-false
        objective: step-{id}
        level: apply
        scene: She says {word} again.
        stem: Did she say {word}?
        key: true
        rationale_true: She did, as was said before of it.
        rationale_false: She did say it, as was said before.
        explanation: It was {word}.
        references: [R01]
        facts: [F001]
        certainty: verified
        status: draft
      - id: next-{id}
        revision: 1
        type: true-false
        objective: next-{id}
        level: apply
        scene: She says {word} once more.
        stem: Did she say {word}?
        key: true
        rationale_true: She did, as was said before of it.
        rationale_false: She did say it, as was said before.
        explanation: It was {word}.
        references: [R01]
        facts: [F001]
        certainty: verified
        status: draft
"""


def bank(name: str, words: dict[str, tuple[str, int]], *, case: str = "") -> str:
    """A bank of true-false items, each with a word and a revision; with a case of one step if it has a word."""
    items = [
        ITEM.format(id=one, word=word, revision=number) for one, (word, number) in words.items()
    ]
    if case:
        items.insert(len(items) // 2, CASE.format(id=name, word=case))
    return (
        f"format: ipt-bank/1\nid: {name}\ntitle: Bank {name}\nlanguage: en-GB\nlicence: CC-BY-4.0\n"
        f"domain: process\nitems:\n{''.join(items)}"
    )


def shelf_in(folder: Path, cache: str = "cache") -> Shelf:
    """The small bank of the tests, a learner's own banks in ``own``, and a cache."""
    (folder / "own").mkdir(parents=True, exist_ok=True)
    return Shelf(banks=(BANK, folder / "own"), schemas=ROOT / "schemas", cache=folder / cache)


def edit_unseen(file: Path, old: str, new: str) -> None:
    """Change a text for one of the same length, and put the time of change back."""
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    assert len(old) == len(new)
    with file.open("r+", encoding="utf-8") as stream:  # the same inode
        stream.write(text.replace(old, new))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
