"""What the screens of a learner say: keys in whole rows, days in words, and the way back to what was left."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ipt_train.shell.keys import MEANINGS
from ipt_train.shell.screen import _balanced
from ipt_train.study.screen.commands import AFTER, ALWAYS, ASKING, SURE
from tests.program import BANK, Terminal, run

Env = dict[str, str]
ISO = re.compile(r"\b20\d\d-\d\d(-\d\d)?\b")
ROWS = [("1-4 answer", *SURE, *ASKING, "v case", *ALWAYS), (*AFTER, "t card", *ALWAYS)]


@pytest.mark.parametrize("width", [40, 60, 80, 88])
@pytest.mark.parametrize("keys", ROWS)
def test_help_and_quit_stand_on_one_row(width: int, keys: tuple[str, ...]) -> None:
    rows = _balanced(keys, width - 1)
    assert rows[-1].endswith("? help  q quit")
    assert "  ".join(rows) == "  ".join(keys)
    assert max(map(len, rows)) < width
    assert max(map(len, rows)) - min(map(len, rows)) < width / 2


@given(
    st.lists(st.text("abc ", min_size=1, max_size=9), min_size=1, max_size=14), st.integers(5, 90)
)
def test_law_keys_are_all_there_in_as_few_rows_as_hold_them(keys: list[str], room: int) -> None:
    rows = _balanced(keys, room)
    assert "  ".join(rows) == "  ".join(keys)
    assert all(cell_len(row) <= max(room, *map(cell_len, keys)) for row in rows)


def test_a_key_that_sets_aside_says_so() -> None:
    assert MEANINGS["s"] == "set aside"
    assert "s set aside" in ASKING
    assert "s set aside" in AFTER


@pytest.fixture
def begun(warm: Env, tmp_path: Path) -> Env:
    """Somebody who answered two questions and did a drill."""
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "item,response\nhistory-web-page-two-decades,a\ntechniques-news-and-neighbours,a\n"
    )
    assert run("study", "--new", "999", "--answers", str(answers), env=warm).returncode == 0
    run("config", "set", "minutes-per-day", "10", env=warm)
    terminal = Terminal("drill", env=warm)
    terminal.until("> ")
    terminal.send("You are not alone with it.\r")
    terminal.until("> ")
    terminal.send("\r")
    while terminal.any_of("of 3.", "of 4.", "of 5.", "Enter alone skips this.", "Remember:") < 3:
        terminal.send("y")
    terminal.end()
    return warm


@pytest.mark.parametrize(
    "words",
    ["today", "due", "progress", "plan --exam 2027-05-14", "drill --list", "competency", "undo", "item list", "rate list"],
)  # fmt: skip  # a list
def test_days_on_screens_are_said_in_words(words: str, begun: Env) -> None:
    result = run(*words.split(), env=begun)
    assert result.returncode == 0
    assert ISO.findall(result.stdout) == []
    assert " %" not in result.stdout


def test_a_case_with_a_content_note_can_be_left_for_another_day(begun: Env) -> None:
    terminal = Terminal("case", "case-never-a-free-afternoon", env=begun)
    terminal.until("Content note:")
    terminal.until("Death of a husband.")
    terminal.until("b not today")
    terminal.send("x")
    terminal.until("Press Enter, b or q.")
    terminal.send("b")
    terminal.until("Skipped until tomorrow")
    terminal.until("Still waiting today")
    assert terminal.end() == 0
    assert "The counsellor" not in terminal.raw


def test_a_case_that_is_left_says_how_to_carry_on_and_a_view_brings_the_question_back(
    begun: Env,
) -> None:
    name = "case-never-a-free-afternoon"
    terminal = Terminal("case", name, env=begun, rows=60)
    terminal.until("q quit")
    terminal.send("\r")
    terminal.until("q quit")
    for key in ("v", "?"):
        terminal.send(key)
        assert ("role transition the better" in terminal.until("? help  q quit")) is (key == "v")
    terminal.send("1")
    terminal.until("Enter next")
    terminal.until("q quit")
    terminal.send("q")
    terminal.until(f"This case stays open: `ipt-train case {name}`")
    assert terminal.end() == 0


@pytest.mark.parametrize(
    "words", ["--topic techniques", "--cram", "--competency working-with-feeling"]
)
def test_practice_does_not_count_its_pile_as_due(words: str, begun: Env) -> None:
    terminal = Terminal("study", *words.split(), "--minutes", "5", env=begun)
    while not (header := terminal.until("q quit")).count("of 20 done"):
        terminal.send("b")
    assert "practice" in header
    line = next(line for line in header.splitlines() if "of 20 done" in line)
    assert "review" not in line
    assert " new" not in line
    terminal.send("q")
    assert terminal.end() == 0


def test_of_many_answers_that_were_not_asked_for_the_first_are_named(
    warm: Env, tmp_path: Path
) -> None:
    file = tmp_path / "answers.csv"
    names = ("one", "two", "three", "one-again")
    file.write_text(
        "item,response\n" + "".join(f"{name},a\n" for name in names) + "claim,true\nword,x\n"
    )
    said = run("study", "--bank", BANK, "--new", "0", "--answers", str(file), env=warm)
    assert "6 answers were not asked for now" in " ".join(said.stdout.split()), said.stderr
    assert "and 1 more." in said.stdout
