"""A number and its noun are put together in one place, so that nobody is told of "1 files"."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_train.plural import are, be, counted, listed, noun, times, was
from tests.conftest import ROOT

ROOMS = ("study", "progress", "rating", "log", "data", "schedule", "shell")
"""The rooms whose sentences all keep to it."""
_NOUN = re.compile(
    r"^ (?:(?:new|more|due|other|adequate|problem) )?(answers|cases|cards|characters|copies|days|drills|events|exams|files|forms|items|lines|minutes|"
    r"months|orders|people|points|profiles|questions|ratings|recalls|replies|reviews|sessions|sittings|steps|times|"
    r"weeks|years)\b"
)


def numbers_before_nouns(text: str) -> Iterator[str]:
    """Yield what is put before a noun in the plural that is none of ``plural``'s doing."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr):
            for number, words in zip(node.values, node.values[1:], strict=False):
                if (
                    isinstance(number, ast.FormattedValue)
                    and isinstance(words, ast.Constant)
                    and _NOUN.match(str(words.value))
                    and not _is_fixed(number.value)
                    and not _has_decimals(number)
                ):
                    yield ast.unparse(node)


def _is_fixed(value: ast.expr) -> bool:
    """Whether a value is said with its noun already, or a constant that is known to be more than one."""
    if isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("counted", "are", "be"):
        return True
    names = [one.id for one in ast.walk(value) if isinstance(one, ast.Name)]
    return bool(names) and all(name.isupper() for name in names)


def _has_decimals(value: ast.FormattedValue) -> bool:
    """Whether a number is written with decimals, as in 1.00 points."""
    return value.format_spec is not None and "f" in ast.unparse(value.format_spec).lstrip("f")


@pytest.mark.parametrize("room", ROOMS)
def test_counts_are_put_together_in_one_place(room: str) -> None:
    files = sorted((ROOT / "ipt_train" / room).rglob("*.py"))
    assert files
    found = {
        str(file.relative_to(ROOT)): wrong
        for file in files
        if (wrong := list(numbers_before_nouns(Path(file).read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_the_search_finds_what_it_is_for() -> None:
    wrong = list(numbers_before_nouns('f"{n} files, {m} new items"'))
    assert len(wrong) == 2
    assert list(numbers_before_nouns("f\"{counted(n, 'file')} and {DAYS} days\"")) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (counted(1, "file"), "1 file"),
        (counted(0, "file"), "0 files"),
        (counted(1200, "reply", "replies"), "1,200 replies"),
        (noun(1, "person", "people"), "person"),
        (are(1, "review"), "1 review is"),
        (are(2, "review"), "2 reviews are"),
        (f"{be(1)} {be(2)} {was(1)} {was(0)}", "is are was were"),
        (f"{times(1)}, {times(2)}, {times(3)}", "once, twice, 3 times"),
        (listed([]), ""),
        (listed(["", "a", ""]), "a"),
        (listed(["a", "b"]), "a and b"),
        (listed(["1 review", "", "2 new", "1 to ask again"]), "1 review, 2 new and 1 to ask again"),
        (listed(["f", "m", "d"], "or"), "f, m or d"),
    ],
)
def test_numbers_and_lists_as_they_are_said(said: str, words: str) -> None:
    assert said == words
