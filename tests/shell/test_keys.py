"""A key means the same in every sitting, and is read one by one."""

import ast
import os
import pty
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from ipt_train.shell.keyboard import Keyboard
from ipt_train.shell.keys import MEANINGS, Keys, say_early
from ipt_train.shell.screen import Screen

PACKAGE = Path(__file__).parents[2] / "ipt_train"
LISTS = {"SURE", "ASKING", "AFTER", "ALWAYS", "_KEYS", "case", "again"}


def labels() -> Iterator[tuple[str, str]]:
    """Every key that a screen offers, with its file: literals in calls of ``keys`` and in lists."""
    for file in PACKAGE.glob("*/screen/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in LISTS
            called = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                "keys", "_command",
            )  # fmt: skip
            if named or called:
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield file.name, part.value


def test_a_key_means_the_same_in_every_sitting() -> None:
    offered = [(file, *label.split(" ", 1)) for file, label in labels() if label[1:2] == " "]
    letters = {(file, key, word) for file, key, word in offered if not key.isdigit()}
    assert {key for _, key, _ in letters} >= set("?<bcdefgmoqrstuvxyn")
    strangers = {
        (file, key, word)
        for file, key, word in letters
        if not set(word.replace(",", "").split()) & set(MEANINGS[key].replace(",", "").split())
    }
    assert strangers == set()


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_line_of_keys_breaks_between_keys(width: int) -> None:
    target = StringIO()
    keys = ("1-3 answer", "b not today", "r other options", "? help", "q quit")
    Screen(console=Console(file=target, width=width)).keys(*keys)
    lines = target.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert "  ".join(line.strip() for line in lines) == "  ".join(keys)


def keyboard(*typed: str, early: str = "") -> Keys:
    pressed, waiting = iter(typed), [early]

    def take() -> str:
        return waiting.pop() if waiting else ""

    return Keys(key=lambda: next(pressed), line=lambda _: "", single=True, early=take)


def test_what_comes_in_the_wake_of_an_enter_is_kept_apart() -> None:
    keys = keyboard("\r12", "x", early="3")
    assert keys.command("") == ""
    assert keys.typed_before() == "123"
    assert keys.typed_before() == ""
    assert keys.command("") == "x"


@pytest.mark.parametrize(("early", "error"), [("a\x03", KeyboardInterrupt), ("\x04", EOFError)])
def test_leaving_early_is_leaving(early: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        keyboard(early=early).typed_before()


def test_a_paste_is_no_answer_by_accident() -> None:
    """It stays in one piece, so that none of its letters is taken for a key."""
    assert keyboard("1 quick brown").command("") == "1 quick brown"
    assert keyboard(early="\x1b[A1\n\n2").typed_before() == "1 2"


def test_what_is_typed_while_a_question_appears_is_shown_and_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keys at intervals of 20 ms: an answer, Enter, and an answer to what nobody has seen yet."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        typing, target = Keyboard(), StringIO()
        keys = replace(keyboard(), early=typing.early, at_once=typing.at_once)
        screen = Screen(console=Console(file=target, width=80))
        assert say_early(screen, keys, "") == target.getvalue() == ""
        os.write(ours, b"1")
        assert say_early(screen, keys, keys.typed_before()) == "1"
        os.write(ours, b"2")
        assert say_early(screen, keys, "1") == "1 2"
        assert "Typed before this was shown: 1 2" in target.getvalue()
    os.close(ours)


@pytest.mark.parametrize("is_terminal", [True, False])
def test_in_plain_mode_a_terminal_breaks_a_listed_text_between_words(is_terminal: bool) -> None:
    target, stem = StringIO(), "A stem of several words that one line does not hold"
    console = Console(file=target, width=20, force_terminal=is_terminal, color_system=None)
    Screen(console=console, plain=True).brief(" -", stem)
    rows = target.getvalue().splitlines()
    assert " ".join(row.strip() for row in rows) == f"- {stem}"
    assert (len(rows) > 1) is is_terminal
