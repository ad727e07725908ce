"""What a sitting can do beside answering: how sure, notes, disputes, not today."""

import sqlite3
from pathlib import Path

from tests.program import BANK, Terminal, run

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
    terminal.send("n")
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
        terminal.until("left for today")
    assert terminal.end() == 0
