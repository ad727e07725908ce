"""Ratings in a real terminal: killed twice and taken up again; both sides blind, then compared."""

import json
import re
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.program import Terminal, run

FORM, ITEMS = "conclusion", 12
HELP = "? help"


class Rater:
    """One person with a home of her own, at a terminal of 80 by 24."""

    def __init__(self, environment: dict[str, str], home: Path, *, plain: bool = False) -> None:
        self.environment = environment | {"IPT_TRAIN_HOME": str(home)}
        self.home = home
        self.plain = plain
        self.terminal: Terminal | None = None

    def start(self, *words: str) -> Terminal:
        flags = ("--plain",) if self.plain else ()
        self.terminal = Terminal("rate", *words, *flags, env=self.environment)
        return self.terminal

    def key(self, key: str) -> None:
        """Press a key; in plain mode it is a line."""
        assert self.terminal
        self.terminal.send(f"{key}\r" if self.plain else key)

    def point(self, key: str) -> None:
        """Answer what asks for one key."""
        assert self.terminal
        self.terminal.until(HELP)
        self.key(key)

    def line(self, asks: str, text: str) -> None:
        """Answer what asks for a line."""
        assert self.terminal
        self.terminal.until(asks)
        self.terminal.send(f"{text}\r")

    def kill(self) -> None:
        assert self.terminal
        self.terminal.child.kill(signal.SIGKILL)
        self.terminal.end()

    def entries(self) -> dict[str, dict[str, Any]]:
        log = self.home / "data" / "profiles" / "default.db"
        with sqlite3.connect(log) as connection:
            rows = connection.execute(
                "select name, value from event where kind = 'rating-entry' order by stamp"
            )
            return {name: json.loads(value) for name, value in rows}

    def data(self, *words: str) -> Any:
        done = run("rate", *words, "--json", env=self.environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["data"]

    def refused(self, *words: str) -> str:
        done = run("rate", *words, env=self.environment)
        assert done.returncode == 2, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr

    def finish_self(self, prediction: str = "2.5") -> None:
        assert self.terminal
        self.line("Seen:", "")
        for _ in range(3):
            self.line("when you have thought", "")
        self.line("Learning point", "wait longer")
        self.line("Your prediction", prediction)
        self.terminal.until("Lock it")
        self.key("y")
        self.terminal.until("shows your scores")
        assert self.terminal.end() == 0


@pytest.mark.parametrize("plain", [False, True])
def test_killed_twice_and_every_entry_is_there(
    environment: dict[str, str], tmp_path: Path, plain: bool
) -> None:
    rater = Rater(environment, tmp_path / "trainee", plain=plain)
    terminal = rater.start(FORM, "--number", "14")
    terminal.until("supervision?")
    rater.key("y")
    for _ in range(5):
        rater.point("2")
    terminal.until("Adherence 6 of 12")
    rater.kill()
    assert len(rater.entries()) == 5
    terminal = rater.start()
    terminal.until("Going on")
    rater.point("3")  # the sixth, which asks for evidence
    rater.line("counts as 2", "12:3")  # no time
    rater.line("no words", "12:30")
    rater.point("<")  # back to it: what was entered stands until another is
    terminal.until("So far: 3.")
    rater.point("2")
    rater.point("x")
    terminal.until("Why is it not applicable")
    rater.point("1")
    for _ in range(5):
        rater.point("2")
    rater.point("2")  # the first competence
    terminal.until("Competence 2 of 12")
    rater.kill()
    assert len(rater.entries()) == ITEMS + 1
    rater.start()
    for _ in range(ITEMS - 2):
        rater.point("2")
    rater.finish_self()
    entries = rater.entries()
    assert [entries[f"adherence c{n}"].get("value") for n in range(1, 13)] == [2, 2, 2, 2, 2, 2, None, 2, 2, 2, 2, 2]  # fmt: skip
    assert entries["adherence c7"]["reason"] == "earlier"
    assert entries["learning-point"]["text"] == "wait longer"
    shown = rater.data("show")
    assert shown["score"]["adherence"] == {"value": 2.0, "n": 11}
    assert "unvalidated" in shown["notice"]


FLAG = "There is a safety flag."


@pytest.mark.parametrize("plain", [False, True])
def test_a_safety_flag_is_told_at_the_item_at_the_lock_and_ever_after(
    environment: dict[str, str], tmp_path: Path, plain: bool
) -> None:
    rater = Rater(environment, tmp_path / "trainee", plain=plain)
    terminal = rater.start(FORM, "--number", "14")
    terminal.until("supervision?")
    rater.key("y")
    for _ in range(9):  # the ninth is the safety item
        rater.point("2")
    said = terminal.until("Adherence 10 of 12")
    assert said.count(FLAG) == 1
    assert "contact your supervisor now" in flat(said)
    assert "adherence 2 is below 3" in flat(said)
    rater.kill()
    terminal = rater.start()
    assert FLAG in terminal.until("Adherence 10 of 12")  # it goes on where it was
    for _ in range(3 + ITEMS):
        rater.point("2")
    rater.line("Seen:", "10m")
    assert "x10 Misses or avoids a clear risk cue" in flat(terminal.until("think about"))
    for _ in range(3):
        rater.line("when you have thought", "")
    rater.line("Learning point", "")
    rater.line("Your prediction", "2")
    assert FLAG in terminal.until("Lock it?")
    rater.key("y")
    terminal.until("Locked")
    assert FLAG in terminal.until("x10 Misses")
    assert terminal.end() == 0
    page = tmp_path / "page.html"
    assert run("rate", "history", "--html", str(page), env=rater.environment).returncode == 0
    assert FLAG in page.read_text(encoding="utf-8")
    for words in (("list",), ("history",), ("history", "--plain"), ("show",)):
        assert FLAG in flat(run("rate", *words, env=rater.environment).stdout)
    for words in (("list",), ("history",), ("show",)):
        assert rater.data(*words)["safety_flag"].startswith(FLAG)
    table = run("rate", "history", "--csv", env=rater.environment).stdout
    assert table.count("adherence 2 is below 3") == len(table.splitlines()) - 1
    for words in (("request",), ("hand-over",)):
        done = run("rate", *words, "-o", str(tmp_path / "file.json"), env=rater.environment)
        assert FLAG in done.stderr
    assert "safety flag" in run("competency", "--plain", env=rater.environment).stdout


def flat(text: str) -> str:
    """What a person reads, without colours and line breaks."""
    return " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).split())


def rated(rater: Rater, adherence: str) -> None:
    """Rate all items alike through the terminal that was started."""
    for _ in range(ITEMS):
        rater.point(adherence)
    for _ in range(ITEMS):
        rater.point("2")


def test_both_sides_rate_blind_and_compare(environment: dict[str, str], tmp_path: Path) -> None:
    trainee = Rater(environment, tmp_path / "trainee")
    supervisor = Rater(environment, tmp_path / "supervisor")
    terminal = trainee.start(FORM, "--number", "15")
    terminal.until("supervision?")
    trainee.key("y")
    rated(trainee, "2")
    terminal.until("Seen:")
    # Nothing of an open rating is handed over or shown, and the request holds none of it.
    other = Rater(environment, trainee.home)
    request = tmp_path / "request.json"
    assert run("rate", "request", "-o", str(request), env=trainee.environment).returncode == 0
    assert "adherence" not in request.read_text(encoding="utf-8")
    assert "not locked" in other.refused("hand-over")
    assert "not locked" in other.refused("show")
    assert other.data("history")["sessions"] == []
    csv = run("rate", "history", "--csv", env=trainee.environment).stdout
    assert len(csv.splitlines()) == 1
    terminal.send("3b\r")
    for _ in range(3):
        trainee.line("when you have thought", "")
    trainee.line("Learning point", "Ask Maria again")
    terminal.until("k keeps it")
    trainee.key("x")
    trainee.line("Learning point", "wait longer")
    trainee.line("Your prediction", "1.5")
    terminal.until("Lock it")
    trainee.key("y")
    terminal.until("shows your scores")
    terminal.end()
    terminal = supervisor.start("--as", "supervisor", "--session", str(request))
    terminal.until("You rate blind")
    rated(supervisor, "1")
    supervisor.line("Seen:", "")
    supervisor.line("By its number", "3")
    supervisor.point("n")
    terminal.until("Lock it")
    supervisor.key("y")
    terminal.until("hand-over")
    terminal.end()
    file = tmp_path / "rating.json"
    assert run("rate", "hand-over", "-o", str(file), env=supervisor.environment).returncode == 0
    assert "wait longer" not in file.read_text(encoding="utf-8")
    found = trainee.data("compare", str(file))["comparison"]
    assert found["found"]["adherence"]["exact"] == 0
    assert found["found"]["adherence"]["within_one"] == 100
    assert found["found"]["adherence"]["signed"] == 1
    assert found["found"]["adherence_words"] == "large gap"
    assert found["found"]["prediction_error"] == 0.5
    assert found["next_step"]
    again = run("rate", "compare", str(file), env=trainee.environment)
    assert again.returncode == 0
    assert "Neither rating is the truth" in again.stdout.replace("\n", " ").replace("  ", " ")
    assert len(trainee.data("list")["ratings"]) == 2  # received once, however often it is read
    (line,) = trainee.data("history")["sessions"]
    assert line["theirs"]["adherence"]["value"] == 1.0
    agreed = trainee.data("agreement")["agreement"]
    assert agreed["adherence"]["icc"]["reason"].startswith("too few: 1 of 3")
    profile = run("competency", "--json", env=trainee.environment)
    practised = [one for one in json.loads(profile.stdout)["data"]["competencies"] if one["practice"]["ratings"]]  # fmt: skip
    assert {"self", "supervisor"} == {rater for one in practised for rater in one["practice"]["raters"]}  # fmt: skip
    page = tmp_path / "fidelity.html"
    assert run("rate", "history", "--html", str(page), env=trainee.environment).returncode == 0
    assert "unvalidated" in page.read_text(encoding="utf-8")
    assert "wait longer" not in page.read_text(encoding="utf-8")


def test_the_other_side_stays_closed_until_ones_own_is_locked(
    environment: dict[str, str], tmp_path: Path
) -> None:
    trainee = Rater(environment, tmp_path / "trainee")
    terminal = trainee.start(FORM, "--number", "1")
    terminal.until("supervision?")
    trainee.key("y")
    trainee.point("2")
    trainee.point("q")
    terminal.until("Saved")
    assert terminal.end() == 0
    name = trainee.data("list")["ratings"][0]["id"]
    theirs = {
        "format": "ipt-rating/1",
        "about": name,
        "rater": "supervisor",
        "session": {"form": FORM, "case": "AB123", "session": "1"},
        "entries": {"adherence c1": {"value": 4, "stamp": "1:00"}},
    }
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(theirs), encoding="utf-8")
    said = trainee.refused("compare", str(file))
    assert "not locked" in said
    assert "4" not in said
    assert len(trainee.data("list")["ratings"]) == 1  # nothing of it was kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"format": "ipt-rating/1", "about": 3}',
        b'{"format": "ipt-rating/1", "about": "x", "rater": "self", "session": {"form": "a"}, "entries": {"learning-point": {"text": "x"}}}',
        b'{"format": "ipt-rating/1", "about": "x", "rater": "self", "session": {"form": "\\u001b[2J"}, "entries": {}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_rating(environment: dict[str, str], tmp_path: Path, content: bytes) -> None:
    rater = Rater(environment, tmp_path / "trainee")
    file = tmp_path / "rating.json"
    file.write_bytes(content)
    assert "hint:" in rater.refused("compare", str(file))


def test_empty_states_and_json(environment: dict[str, str], tmp_path: Path) -> None:
    rater = Rater(environment, tmp_path / "nobody")
    for words, said in (
        (("list",), "No session was rated yet"),
        (("history",), "No session has been rated and locked yet"),
        (("agreement",), "No session was rated by both sides yet"),
        (("calibrate",), "ipt-train rate calibrate EXCERPT"),
    ):
        done = run("rate", *words, env=rater.environment)
        assert done.returncode == 0, done.stderr
        assert said in " ".join(done.stdout.split())
        assert rater.data(*words) is not None
    assert "--as supervisor" in rater.refused("--as", "supervisor")


def test_an_excerpt_is_rated_and_the_reasoning_shown(
    environment: dict[str, str], tmp_path: Path
) -> None:
    rater = Rater(environment, tmp_path / "rater")
    known = rater.data("calibrate")["excerpts"]
    assert len(known) >= 4
    chosen = next(one for one in known if one["form"] == FORM)
    terminal = rater.start("calibrate", chosen["id"])
    terminal.until("T is the therapist")
    for _ in range(ITEMS):
        rater.point("4")
    rater.point("2")
    terminal.until("Competence 2 of 12")
    rater.kill()
    rater.start("calibrate", chosen["id"])
    for _ in range(ITEMS - 1):
        rater.point("2")
    assert rater.terminal
    rater.terminal.until("q stop")
    rater.terminal.send("a")
    rater.terminal.until("not the truth")
    assert rater.terminal.end() == 0
    found = rater.data("calibrate", chosen["id"])["calibration"]
    assert len(found["readings"]) == ITEMS
    assert all(one["argued"]["argument"] or one["argued"]["reason"] for one in found["readings"])
    assert any(one["distance"] for one in found["readings"])
    assert rater.data("list")["ratings"] == []  # an excerpt is nobody's session
    again = run("rate", "calibrate", chosen["id"], env=rater.environment)
    assert "Your reading of" in again.stdout
    assert "no excerpt" in rater.refused("calibrate", "nothing-of-it")
