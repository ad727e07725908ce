"""One flaw at a time is put into the shipped items and steps, of every type: each is found at its line, and nothing else is."""

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.source.shelf import Shelf, check
from tests.conftest import ROOT

BANKS = sorted(
    path
    for path in (ROOT / "question_banks").glob("*.yaml")
    if "\nformat: ipt-bank/1\n" in path.read_text()
)
LINT = Selection(lint=True)
Mutant = tuple[str, int]
"""A text with one flaw, and the line at which it must be found."""


def units(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield a bank of each entry alone, where its item or step begins and ends, and how far it is indented."""
    items = text.index("\nitems:\n") + 8
    below = re.compile(r"^[a-z]+:", re.M).search(text, items)
    text = (
        text[: below.start()] if below else text
    )  # ids of `retired` before and behind are no items
    entries = re.compile(r"^  - id: ", re.M).finditer(text, items)
    starts = [found.start() for found in entries] + [len(text)]
    head = text[: starts[0]]
    for begin, end in pairwise(starts):
        alone = head + text[begin:end]
        steps = [
            found.start()
            for found in re.finditer(r"^      - id: \S+\n        revision", alone, re.M)
        ]
        if not steps:
            yield alone, len(head), len(alone), 0
        for first, last in pairwise([*steps, alone.find("\n    debrief:")] if steps else []):
            yield alone, first, last, 4


def swapped(text: str, begin: int, end: int, pattern: str, new: str) -> Mutant | None:
    found = re.compile(pattern, re.M).search(text, begin, end)
    if not found:
        return None
    line = text.count("\n", 0, found.start(1)) + 1
    return text[: found.start(1)] + new + text[found.end(1) :], line


TEXT = r"^        text: (>-\n(?:          .*\n)+|.*\n)"
LAST_TEXT = r"(?s:.*)^        text: (>-\n(?:          .*\n)+|.*\n)"
STEM = r"^    stem: (>-\n(?:      .*\n)+|.*\n)"
FLAWS: dict[str, tuple[str, str]] = {
    "W001": (LAST_TEXT, "None of the above\n"),
    "W002": (LAST_TEXT, "All of the above\n"),
    "W005": (STEM, "The area of ____ fits this client best.\n"),
    "W105": (STEM, "The area that fits this client best is\n"),
    "W007": (LAST_TEXT, None),  # type: ignore[dict-item]
    "S002": (r"^(    explanation: (?:>-\n(?:      .*\n)+|.*\n))", ""),
    "S003": (r"^    (level): ", "wobble: 1\n    level"),
    "S004": (r"^    (explanation): ", "explanaton"),
    "S005": (TEXT, "[a, list]\n"),
    "S006": (r"^    level: (\w+)", "recall"),
    "S007": (r"^    objective: (\S+)", "An Objective"),
    "S009": (r"^    revision: (\d+)", "0"),
    "S010": (TEXT, '""\n'),
    "S011": (r"^    facts: (\[.*\])", "[F001, F001]"),
    "I002": (r"^    references: \[(\w+)", "R999"),
    "I003": (r"^      - id: (b)$", "a"),
    "I004": (r"^(        key: true\n)", ""),
    "Y004": (r"^    (level): ", "level: apply\n    level"),
    "Y005": (r"^    level: (\w+)", "&anchor apply"),
}  # fmt: skip


OF_CHOICES = {"W001", "W002", "W005", "W007", "W105", "S005", "S010", "I003", "I004"}
"""Flaws that only items with one best answer can have, as they are written here."""


def shifted(pattern: str, by: int) -> str:
    """Return a pattern of an item's lines for a step, which is indented further."""
    further = " " * by
    begun = re.sub(r"\^(\(?) ", lambda found: f"^{found[1]}{further} ", pattern)
    return begun.replace("(?:  ", "(?:  " + further)


def mutants(text: str, code: str) -> Iterator[Mutant]:
    pattern, new = FLAWS[code]
    for alone, begin, end, by in units(text):
        if code in OF_CHOICES and "type: single-best-answer" not in alone[begin:end]:
            continue
        replacement = new
        if code == "W007":
            first = re.compile(shifted(TEXT, by), re.M).search(alone, begin, end)
            assert first
            replacement = first[1]
        replacement = replacement.replace("\n    ", "\n    " + " " * by)
        made = swapped(alone, begin, end, shifted(pattern, by), replacement)
        if not made:
            continue
        line = made[1]
        if code == "S002":  # reported at the item
            line = alone.count("\n", 0, begin) + 1
        elif code == "I004":  # reported at the options
            line = alone.count("\n", 0, alone.index("    options:\n", begin)) + 2
        elif code == "Y004":  # reported at the second of the two
            line += 1
        yield made[0], line


@pytest.fixture
def checked(tmp_path: Path, shelf: Shelf) -> Callable[[str], list[Finding]]:
    (tmp_path / "bibliography.yaml").write_text(
        (ROOT / "question_banks" / "bibliography.yaml").read_text()
    )
    alone = Shelf(banks=(), schemas=shelf.schemas, cache=tmp_path / "cache")

    def run(text: str) -> list[Finding]:
        (tmp_path / "bank.yaml").write_text(text)
        return list(
            check(alone, [tmp_path / "bank.yaml"], selection=LINT, use_cache=False).findings
        )

    return run


@pytest.mark.parametrize("code", FLAWS)
def test_every_injected_flaw_is_found_at_its_line(
    code: str, checked: Callable[[str], list[Finding]]
) -> None:
    """Forty items of the shipped banks for each flaw, chosen by a seed; all of them with IPT_TRAIN_ALL_MUTANTS."""
    import os

    made = [mutant for bank in BANKS for mutant in mutants(bank.read_text(), code)]
    assert len(made) >= 40
    if not os.environ.get("IPT_TRAIN_ALL_MUTANTS"):
        made = random.Random(code).sample(made, 40)
    for text, line in made:
        found = [(one.code, one.line) for one in checked(text)]
        assert (code, line) in found
        others = {other for other, _ in found} - {code}
        assert others <= ALONGSIDE.get(code, set()), found


ALONGSIDE = {
    "W001": {"W003", "W104", "B002"}, "W002": {"W003", "W104", "B002"}, "W007": {"W003", "W004", "B002"}, "W005": {"W104"}, "I003": {"I003"},
}  # fmt: skip
"""What a flaw may bring with it: a shortened distractor can leave the key the longest option."""


@pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.stem)
def test_the_clean_twin_has_no_finding(bank: Path, checked: Callable[[str], list[Finding]]) -> None:
    assert checked(bank.read_text()) == []
