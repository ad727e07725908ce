"""Drills: a reply first, then marks, then good replies; due again by one's own marks."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.program import BANK, Terminal, run

DRILLS = """format: ipt-drills/1
id: drills
title: Drills
language: en-GB
licence: CC-BY-4.0
drills:
""" + "".join(
    f"""  - id: drill-{name}
    revision: 1
    objective: naming
    competencies: [giving-the-sick-role]
    phase: initial
    problem_area: grief
    situation: Second session of {name}.
    client: I am just lazy, says {name}.
    task: Reply in two sentences.
    criteria:
      - {{id: a, text: Names the illness, why: It lifts blame., facts: [F001]}}
      - {{id: b, text: Gives hope, why: Hope helps., facts: [F001]}}
      - {{id: c, text: Keeps to plain words, why: They are understood., facts: [F001]}}
    replies:
      - {{id: a, text: This is depression., comment: Short.}}
      - {{id: b, text: You are ill and it can be treated., comment: Shorter.}}
    mistakes:
      - {{id: a, text: Cheer up., fault: It blames.}}
      - {{id: b, text: Why lazy, fault: It asks for reasons.}}
    explanation: Blame is lifted first.
    references: [R01]
    facts: [F001]
    certainty: verified
    status: draft
"""
    for name in ("one", "two")
)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    place = tmp_path / "bank"
    place.mkdir()
    (place / "bibliography.yaml").write_text((Path(BANK).parent / "bibliography.yaml").read_text())
    (place / "sample.yaml").write_text(Path(BANK).read_text())
    (place / "drills.yaml").write_text(DRILLS)
    return str(place)


def logged(environment: dict[str, str]) -> list[tuple[str, float, int, str]]:
    file = next(Path(environment["IPT_TRAIN_HOME"]).rglob("*.db"))
    with sqlite3.connect(file) as log:
        return log.execute(
            "select item, score, rating, response from event where kind = 'drill'"
        ).fetchall()


def test_a_reply_comes_before_anything_is_shown(folder: str, environment: dict[str, str]) -> None:
    terminal = Terminal("drill", "--bank", folder, env=environment)
    asked = terminal.until("> ")
    assert "I am just lazy, says one." in asked
    for later in ("Names the illness", "This is depression", "Cheer up"):
        assert later not in asked
    terminal.send("You are not lazy.\r")
    terminal.until("> ")
    terminal.send("\r")
    terminal.until("Names the illness")
    terminal.send("n")
    terminal.until("Gives hope")
    terminal.send("x")
    terminal.until("Press y, p or n")
    terminal.send("p")
    terminal.until("plain words")
    terminal.send("y")
    shown = terminal.until("> ")
    assert "1 of 3 criteria met, by your own marks." in shown
    assert "Say it again, with what was missing:" in shown
    assert "It lifts blame." in shown
    assert "Keeps to plain words" not in shown  # that was met
    assert "This is depression" not in shown
    terminal.send("\r")
    shown = terminal.until("Next:")
    assert "Cheer up." in shown
    assert terminal.end() == 0
    ((item, score, rating, response),) = logged(environment)
    assert (item, score, rating) == ("drill-one", 0.5, 2)
    assert json.loads(response) == {"marks": {"a": "no", "b": "partly", "c": "yes"}, "text": ""}


def test_the_next_drill_is_another_and_text_is_kept_when_asked(
    folder: str, environment: dict[str, str]
) -> None:
    for name in ("one", "two"):
        terminal = Terminal("drill", "--bank", folder, "--plain", "--keep-text", env=environment)
        assert f"says {name}." in terminal.until("> ")
        terminal.send("It is depression.\r")
        terminal.until("> ")
        terminal.send("\r")
        for _ in range(3):
            terminal.until("y, p or n: ")
            terminal.send("y\r")
        terminal.until("Next:")
        assert terminal.end() == 0
    assert [json.loads(row[3])["text"] for row in logged(environment)] == ["It is depression."] * 2
    over = run("drill", "--bank", folder, env=environment)
    assert "No drill is due" in over.stdout
    listed = json.loads(run("drill", "--list", "--bank", folder, "--json", env=environment).stdout)
    assert all(line["due"] for line in listed["data"]["drills"])
    assert "due " in run("drill", "--list", "--bank", folder, env=environment).stdout


@pytest.mark.parametrize("keys", [["q\r"], ["words\r", "\r", "q"]])
def test_leaving_marks_nothing(folder: str, environment: dict[str, str], keys: list[str]) -> None:
    terminal = Terminal("drill", "drill-two", "--bank", folder, env=environment)
    for number, key in enumerate(keys):
        terminal.until("> " if number < 2 else "Names the illness")
        terminal.send(key)
    terminal.until("nothing was marked")
    assert terminal.end() == 0
    assert logged(environment) == []


def test_an_unknown_drill_names_the_one_meant(folder: str, environment: dict[str, str]) -> None:
    result = run("drill", "drill-tow", "--bank", folder, env=environment)
    assert result.returncode == 2
    assert "did you mean `drill-two`?" in result.stderr
    assert "no drill here" in run("drill", "--list", "--bank", BANK, env=environment).stdout


def test_ctrl_c_says_that_nothing_was_marked(folder: str, environment: dict[str, str]) -> None:
    terminal = Terminal("drill", "drill-two", "--bank", folder, env=environment)
    terminal.until("> ")
    terminal.send("words\r")
    terminal.until("> ")
    terminal.send("\r")
    terminal.until("Names the illness")
    terminal.send("\x03")
    terminal.until("interrupted; nothing was marked")
    assert terminal.end() == 130
    assert logged(environment) == []
