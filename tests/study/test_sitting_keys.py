"""What a sitting can do beside answering: how sure, notes, disputes, not today."""

import sqlite3
from pathlib import Path

import pexpect
import pytest

from tests.program import BANK, COMMAND, Terminal, run

STUDY = ("study", "--bank", BANK, "--topic", "history")
HINT = "q quit"


def test_how_sure_is_asked_between_answer_and_feedback(environment: dict[str, str]) -> None:
    assert run("config", "set", "confidence", "asked", env=environment).returncode == 0
    terminal = Terminal(*STUDY, env=environment)
    shown = terminal.until(HINT)
    assert "c certain" not in shown
    terminal.send("1")
    asked = terminal.until("3 certain")
    assert "Right." not in asked
    assert "Wrong." not in asked
    terminal.send("9")
    terminal.until("1, 2 or 3, or Enter.")
    terminal.send("2")
    terminal.until("Remember:")
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0
    log = Path(environment["IPT_TRAIN_HOME"]) / "data" / "profiles" / "default.db"
    with sqlite3.connect(log) as connection:
        kept = connection.execute("select confidence from event where kind = 'review'").fetchall()
    assert kept == [("unsure",)]
    assert run("config", "set", "confidence", "off", env=environment).returncode == 0
    silent = Terminal(*STUDY, env=environment)
    shown = silent.until(HINT)
    assert "guess" not in shown
    silent.send("q")
    assert silent.end() == 0


def test_notes_disputes_and_not_today(environment: dict[str, str]) -> None:
    terminal = Terminal(*STUDY, env=environment)
    terminal.until(HINT)
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("m")
    terminal.until("Enter for none")
    terminal.send("the one with the date\r")
    terminal.until("Noted.")
    terminal.send("d")
    terminal.until("Enter to leave it")
    terminal.send("two options fit\r")
    terminal.until("bank dispute")
    terminal.send("u")
    terminal.until("Undone")
    terminal.until(HINT)
    terminal.send("1")
    terminal.until("Your note:")
    terminal.until(HINT)
    terminal.send("\r")
    while terminal.any_of(HINT, "This sitting") == 0:
        terminal.send("b")
        terminal.until("Skipped until tomorrow")
    assert terminal.end() == 0


def event_rows(environment: dict[str, str], column: str) -> list[object]:
    log = Path(environment["IPT_TRAIN_HOME"]) / "data" / "profiles" / "default.db"
    with sqlite3.connect(log) as connection:
        rows = connection.execute(f"select {column} from event where kind = 'review'").fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize("columns", [40, 80])
def test_no_key_is_parted_from_its_word_in_plain_mode(
    environment: dict[str, str], columns: int
) -> None:
    terminal = Terminal(*STUDY, "--plain", env=environment, columns=columns)
    terminal.until("Answer: ")
    rows = terminal.lines()
    keys = ("1-3 answer,", "g guess,", "b not today,", "s set aside,", "? help,", "q quit")
    assert [key for key in keys if not any(key in row for row in rows)] == []
    terminal.send("q\r")
    assert terminal.end() == 0


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_key_is_parted_from_its_word(environment: dict[str, str], columns: int) -> None:
    terminal = Terminal("case", "sample", "--bank", BANK, env=environment, columns=columns)
    terminal.until(HINT)
    terminal.send("\r")
    terminal.until(HINT)
    rows = [row.strip() for row in terminal.lines()]
    keys = ("1-3 answer", "g guess", "b not today", "v case", "? help", "q quit")
    assert [key for key in keys if not any(key in row for row in rows)] == []
    terminal.send("1")
    terminal.until(HINT)
    rows = [row.strip() for row in terminal.lines()]
    keys = ("Enter next", "r other options", "d dispute", "? help", "q quit")
    assert [key for key in keys if not any(key in row for row in rows)] == []
    terminal.send("q")
    assert terminal.end() == 0


def test_what_is_typed_before_a_question_is_neither_taken_nor_lost(
    environment: dict[str, str],
) -> None:
    terminal = Terminal(*STUDY, env=environment)
    terminal.send("3")  # before anything was shown
    terminal.until("Enter takes it")
    assert event_rows(environment, "item") == []
    assert "\n3" not in terminal.raw  # nor was it written into the screen
    terminal.send("\r")
    terminal.until(HINT)
    assert len(event_rows(environment, "item")) == 1
    terminal.send("\r2")  # the Enter is for the feedback, the 2 was typed unseen
    terminal.until("Typed before this was shown: 2")
    assert len(event_rows(environment, "item")) == 1
    terminal.send("1")  # another answer is as good
    terminal.until(HINT)
    assert len(event_rows(environment, "item")) == 2
    terminal.send("q")
    assert terminal.end() == 0


def test_ctrl_z_stops_the_program_and_it_goes_on(environment: dict[str, str]) -> None:
    command = " ".join([*COMMAND, *STUDY])
    shell = pexpect.spawn(
        "bash", ["--norc", "-i"], env=environment | {"PS1": "$ "}, timeout=20, encoding="utf-8"
    )
    shell.sendline(command)
    shell.expect_exact(HINT)
    shell.send("\x1a")
    shell.expect_exact("Stopped")
    shell.sendline("fg")
    shell.expect_exact(COMMAND[0])
    shell.expect_exact(HINT)  # the question is written again
    shell.send("1")
    shell.expect_exact("Remember:")
    shell.expect_exact(HINT)
    shell.send("q")
    shell.sendline("exit")
    shell.expect_exact(pexpect.EOF)
    assert len(event_rows(environment, "item")) == 1


def test_the_screen_is_written_again_when_the_window_gets_another_size(
    environment: dict[str, str],
) -> None:
    terminal = Terminal(*STUDY, env=environment)
    terminal.until(HINT)
    wide = terminal.lines()
    terminal.child.setwinsize(24, 40)
    terminal.screen.resize(24, 40)
    shown = terminal.until(HINT)
    assert "Which option is right" in shown
    assert max(map(len, terminal.lines())) <= 40
    terminal.child.setwinsize(24, 80)
    terminal.screen.resize(24, 80)
    terminal.until(HINT)
    assert [line for line in wide if line] == [line for line in terminal.lines() if line]
    terminal.send("1")
    terminal.until("Remember:")
    terminal.until(HINT)
    terminal.send("\x0c")
    terminal.until("Remember:")  # so is what came after the question
    terminal.until(HINT)
    terminal.send("m")
    terminal.until("Note to yourself")
    terminal.send("half a no")
    terminal.until("half a no")
    terminal.child.setwinsize(24, 60)
    terminal.until("Typed so far: half a no")
    terminal.until("Note to yourself")
    terminal.send("\r")
    terminal.until("Noted.")
    terminal.send("q")
    assert terminal.end() == 0
    assert len(event_rows(environment, "item")) == 1


def test_plain_mode_is_left_alone_when_the_window_gets_another_size(
    environment: dict[str, str],
) -> None:
    terminal = Terminal(*STUDY, "--plain", env=environment)
    terminal.until("Answer: ")
    terminal.child.setwinsize(24, 40)
    terminal.send("1\r")
    assert "Which option is right" not in terminal.until("Remember:")
    terminal.send("q\r")
    assert terminal.end() == 0


@pytest.mark.parametrize(("key", "right", "verdict"), [("y", 1, "Right."), ("n", 0, "Wrong.")])
def test_a_near_miss_is_asked_about_once(
    environment: dict[str, str], key: str, right: int, verdict: str
) -> None:
    terminal = Terminal("study", "--bank", BANK, "--topic", "word", env=environment)
    terminal.until(HINT)
    terminal.send("attachement teory\r")
    terminal.until("Did you mean `attachment theory`?")
    terminal.send("q")
    terminal.until("Press y or n.")
    assert event_rows(environment, "item") == []
    terminal.send(key)
    terminal.until(verdict)
    assert event_rows(environment, "correct") == [right]
    assert event_rows(environment, "response") == ['"attachement teory"']
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0


def test_a_file_of_answers_is_never_asked(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("item,response\nword,attachement teory\n")
    told = run("study", "--bank", BANK, "--new", "9", "--answers", str(file), env=environment)
    assert told.returncode == 0
    assert "wrong: word" in told.stdout
