"""A long reply stops after each screenful; a short one, a pipe and plain mode never do."""

import io
from collections.abc import Iterator

import pytest

from ipt_train.shell.keys import Keys
from ipt_train.shell.pause import PausingStream
from tests.program import Terminal

ASKED = "Enter more"
LINES = [f"line {number}\n" for number in range(1, 31)]


def keys(pressed: Iterator[str], *, typed: bool = False) -> Keys:
    return Keys(key=lambda: next(pressed), line=lambda _: "", single=True, is_typed=lambda: typed)


def written(pressed: str, lines: list[str], *, rows: int = 11, typed: bool = False) -> list[str]:
    """What stands on the screen afterwards, a mark where somebody was waited for."""
    stream, person = io.StringIO(), keys(iter(pressed), typed=typed)
    paused = PausingStream(stream, lambda: person, lambda: (40, rows))
    for line in lines:
        paused.write(line)
    return stream.getvalue().replace("\r", "\n").splitlines()


@pytest.mark.parametrize(
    ("pressed", "shown", "asked"),
    [("\r\r", 30, 2), ("x\r\n", 30, 2), ("a", 30, 1), ("q", 10, 1), ("\r\x03", 20, 2), ("\x04", 10, 1)],
)  # fmt: skip  # a table
def test_law_no_line_is_lost_but_those_that_are_not_wanted(
    pressed: str, shown: int, asked: int
) -> None:
    lines = written(pressed, LINES)
    assert [line for line in lines if line.startswith("line")] == [
        line.strip() for line in LINES[:shown]
    ]
    assert sum(ASKED in line for line in lines) == asked


def test_what_fits_does_not_stop() -> None:
    assert not any(ASKED in line for line in written("", LINES[:10]))
    assert any(ASKED in line for line in written("q", LINES[:11]))


def test_a_line_that_the_terminal_breaks_counts_as_often_as_it_is_broken() -> None:
    assert any(ASKED in line for line in written("q", ["a" * 200 + "\n"] * 3))


def test_who_has_typed_the_next_command_is_not_waited_for() -> None:
    assert [*map(str.strip, LINES)] == written("", LINES, typed=True)


def test_in_a_terminal(environment: dict[str, str]) -> None:
    terminal = Terminal("case", env=environment)
    terminal.until(ASKED)
    assert len([line for line in terminal.lines() if line]) >= 20
    terminal.send("\r")
    terminal.until(ASKED)
    terminal.send("q")
    assert terminal.end() == 0
    assert "Begin one with" not in terminal.raw


@pytest.mark.parametrize(
    ("words", "environment_too"), [(("case", "--plain"), {}), (("case",), {"TERM": "dumb"})]
)
def test_plain_mode_does_not_stop(
    environment: dict[str, str], words: tuple[str, ...], environment_too: dict[str, str]
) -> None:
    terminal = Terminal(*words, env=environment | environment_too)
    assert terminal.end() == 0
    assert ASKED not in terminal.raw
    assert "Begin one with" in terminal.raw
