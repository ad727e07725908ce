"""Sittings driven by a program in a real pseudo-terminal, and their screens."""

import signal
import sqlite3
from pathlib import Path

import pytest

from tests.program import BANK, Terminal, run

STUDY = ("study", "--bank", BANK, "--topic", "history")
HINT = "q quit"


def answers(env: dict[str, str]) -> int:
    log = Path(env["IPT_TRAIN_HOME"]) / "data" / "profiles" / "default.db"
    connection = sqlite3.connect(log)
    count = connection.execute("select count(*) from event where kind = 'review'").fetchone()[0]
    assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    connection.close()
    return int(count)


def test_a_sitting_with_single_keys(environment: dict[str, str]) -> None:
    terminal = Terminal(*STUDY, env=environment)
    terminal.until(HINT)
    lines = terminal.lines()
    assert lines[1].startswith("── History · practice ──")
    assert lines[2].startswith(" 0 of 20 done · ")
    assert lines[2].endswith(" min left")
    assert any("Which option is right" in line for line in lines)
    assert [line[:5] for line in lines if "Option" in line] == ["  1  ", "  2  ", "  3  "]
    assert max(map(len, lines)) <= 80
    terminal.send("c")
    terminal.until("Marked: certain.")
    terminal.send("2")
    feedback = terminal.until(HINT)
    assert answers(environment) == 1  # it was committed before the feedback was drawn
    assert ("Right." in feedback) != ("Wrong." in feedback)
    assert "Because of" in feedback
    assert "Remember:" in feedback
    assert "Weissman 2020 [R01]" in feedback
    terminal.send("f")
    terminal.until("no reason")
    terminal.send("two options fit\r")
    terminal.until("Flagged.")
    terminal.send("r")
    terminal.until("Not chosen, wrong")
    terminal.send("u")
    terminal.until("Undone")
    terminal.until(HINT)
    terminal.send("?")
    terminal.until("loses nothing")
    terminal.send("7")
    terminal.until("Not an answer")
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("q")
    terminal.until("This sitting")
    assert terminal.end() == 0
    assert answers(environment) == 2  # the undone one stays in the log


def test_colour_and_no_colour(environment: dict[str, str]) -> None:
    for extra, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        terminal = Terminal(*STUDY, env=environment | extra)
        terminal.until(HINT)
        terminal.send("q")
        assert terminal.end() == 0
        assert ("\x1b[1;36m" in terminal.raw) == coloured
        assert "\x1b[3" not in terminal.raw or coloured


def test_plain_mode_is_one_fact_a_line(environment: dict[str, str]) -> None:
    terminal = Terminal(*STUDY, "--plain", env=environment)
    text = terminal.until("Answer: ")
    assert "\x1b" not in text
    assert text.isascii()
    lines = [line for line in text.splitlines() if line]
    assert [line for line in lines if line[:2] in ("1.", "2.", "3.")]
    terminal.send("2\r")
    feedback = terminal.until("Enter for the next question: ")
    assert feedback.replace("2\r\n", "", 1).startswith(("Right.", "Wrong."))
    assert feedback.isascii()
    terminal.send("q\r")
    assert terminal.end() == 0


def test_the_c_locale_gets_ascii(environment: dict[str, str]) -> None:
    terminal = Terminal(*STUDY, env=environment | {"LC_ALL": "C", "LANG": "C"})
    terminal.until(HINT)
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0
    assert terminal.raw.isascii()


def test_a_dumb_terminal_is_plain(environment: dict[str, str]) -> None:
    terminal = Terminal(*STUDY, env=environment | {"TERM": "dumb"})
    terminal.until("Answer: ")
    terminal.send("q\r")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.raw


def test_every_type_can_be_answered(environment: dict[str, str]) -> None:
    terminal = Terminal("study", "--bank", BANK, "--topic", "principles", env=environment)
    typed = {
        "Which options are right?": "12\r", "The claim holds.": "2", "What is it called?": "attachment theory\r",
        "Put these in order.": "123\r", "Match them.": "1 2\r", "Fill the gaps.": "1984; four\r",
        "For how many weeks does it last?": "16,5 weeks\r",
    }  # fmt: skip
    stems = list(typed)
    seen = set()
    for _ in range(7):
        stem = stems[terminal.any_of(*stems)]
        terminal.until(HINT)
        terminal.send(typed[stem])
        terminal.until("Next:")
        terminal.until(HINT)
        terminal.send("\r")
        seen.add(stem)
    assert seen == set(stems)
    assert terminal.end() == 0
    assert answers(environment) == 7


def test_a_case_unfolds(environment: dict[str, str]) -> None:
    terminal = Terminal("case", "sample", "--bank", BANK, env=environment)
    warning = terminal.until(HINT)
    assert "A death is mentioned." in warning
    assert "third time" not in warning  # the case waits until it is wanted
    terminal.send("\r")
    opening = terminal.until(HINT)
    for words in ("Case: A sample case", "third time", "step 1 of 3"):
        assert words in opening
    assert "She says more." not in opening
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("\r")
    second = terminal.until(HINT)
    assert "She says more." in second
    assert "She weeps." not in second
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("\r")
    third = terminal.until(HINT)
    assert "She weeps." in third
    terminal.send("1")
    last = terminal.until(HINT)
    terminal.send("\r")
    assert "Debrief" in last
    assert "An expert would weigh three things." in last
    terminal.until("This sitting")
    assert terminal.end() == 0


@pytest.mark.parametrize("how", ["ctrl-c", "ctrl-d", "hang-up"])
def test_leaving_in_any_way_keeps_every_answer(environment: dict[str, str], how: str) -> None:
    terminal = Terminal(*STUDY, env=environment)
    terminal.until(HINT)
    terminal.send("1")
    terminal.until(HINT)
    match how:
        case "ctrl-c":
            terminal.send("\x03")
            terminal.until("every answer up to here is saved")
            assert terminal.end() == 130
        case "ctrl-d":
            terminal.send("\x04")
            terminal.until("This sitting")
            assert terminal.end() == 0
        case "hang-up":
            terminal.child.kill(signal.SIGHUP)
            terminal.child.expect_exact(__import__("pexpect").EOF)
    assert answers(environment) == 1
    assert run("data", "doctor", "--quick", env=environment).returncode == 0


def test_nothing_due_says_what_to_do(environment: dict[str, str]) -> None:
    terminal = Terminal("study", "--bank", BANK, "--new", "0", env=environment)
    terminal.until("Nothing is due in this sitting")
    terminal.until("Carry on with")
    assert terminal.end() == 0


def test_a_suspended_item_stays_away_until_it_is_taken_up(environment: dict[str, str]) -> None:
    terminal = Terminal("study", "--bank", BANK, "--topic", "second-idea", env=environment)
    terminal.until(HINT)
    terminal.send("s")
    terminal.until("Set aside")
    assert terminal.end() == 0
    assert "two" in run("item", "list", "--suspended", "--bank", BANK, env=environment).stdout
    assert run("item", "unsuspend", "two", "--bank", BANK, env=environment).returncode == 0
    again = Terminal("study", "--bank", BANK, "--topic", "second-idea", env=environment)
    again.until(HINT)
    again.send("q")
    assert again.end() == 0


def test_a_narrow_terminal_wraps(environment: dict[str, str]) -> None:
    terminal = Terminal(*STUDY, env=environment, columns=40)
    terminal.until("quit")
    assert max(map(len, terminal.lines())) <= 40
    terminal.send("q")
    assert terminal.end() == 0
