"""What rate says to programs: tables, documents, refusals; and a sitting that ends before its end."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipt_train.errors import RatingFileError
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    LEARNING_POINT,
    PREDICTION,
    EntryKey,
    RatingEntry,
    adherence,
    competence,
    prompt,
)
from ipt_train.rating.core.provenance import Provenance
from ipt_train.rating.exchange.handed_file import LARGEST, handed_text
from ipt_train.rating.operation.files import Handed, receive
from ipt_train.rating.operation.open import open_rater
from ipt_train.rating.operation.rate import RatingSheet, open_rating
from ipt_train.shell.places import real_paths
from ipt_train.shell.runtime import real_runtime
from tests.program import Terminal, run

Env = dict[str, str]
FORM, ITEMS = "conclusion", 12
EXCERPT = "excerpt-shoes-in-the-dark"


def entered(environment: Env, sessions: int) -> RatingSheet:
    """Sessions of one trainee on disk, all her points entered; the supervisor rated each but the last."""
    app = replace(real_runtime(), environ=environment, paths=real_paths(environment))
    log = open_rater(app, "default")
    for number in range(1, sessions + 1):
        details = {"form": FORM, "case": "QH960", "session": str(number), "rater": "self"}
        sheet = open_rating(log.journal, log.sets, rating=f"rating-{number}", details=details)
        theirs: dict[EntryKey, RatingEntry] = {}
        for item in sheet.form.items:
            for key in (adherence(item.id), competence(item.id)):
                sheet.enter(key, value=2, stamp="")
                theirs[key] = RatingEntry({"value": 3, "stamp": "1:00"})
        sheet.enter(BEHAVIOURS, value=0)
        for name in sheet.prompts():
            sheet.enter(prompt(name), stamp="")
        sheet.enter(LEARNING_POINT, text="wait longer")
        sheet.enter(PREDICTION, adherence="2.5")
        if number < sessions:
            sheet.lock()
            about = {"rater": "supervisor", "about": f"rating-{number}"}
            receive(log.journal, Handed(provenance=Provenance.of(details | about), entries=theirs))
    return sheet


@pytest.fixture
def rated(environment: Env) -> Env:
    """A trainee with two sessions that both sides rated and locked, and one that is open."""
    entered(environment, 3)
    return environment


def rows(env: Env, *words: str) -> list[dict[str, str]]:
    done = run("rate", *words, "--csv", env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout == run("rate", *words, "--format", "csv", env=env).stdout
    return list(csv.DictReader(io.StringIO(done.stdout)))


def data(env: Env, *words: str) -> Any:
    return json.loads(run("rate", *words, "--json", env=env).stdout)["data"]


def test_what_is_listed_is_a_table(rated: Env) -> None:
    ratings = data(rated, "list")["ratings"]
    assert [one["rating"] for one in rows(rated, "list")] == [one["id"] for one in ratings]
    forms = data(rated, "forms")["forms"]
    assert [one["items"].split() for one in rows(rated, "forms")] == [one["items"] for one in forms]
    items = data(rated, "forms", FORM)["form"]["items"]
    table = rows(rated, "forms", FORM)
    assert [one["item"] for one in table] == [one["id"] for one in items]
    assert [one["adherence_4"] for one in table] == [one["adherence"]["4"] for one in items]
    excerpts = data(rated, "calibrate")["excerpts"]
    assert [one["excerpt"] for one in rows(rated, "calibrate")] == [one["id"] for one in excerpts]


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        (("show", "rating-1"), {"adherence": "2", "competence": "2", "not_applicable": ""}),
        (("compare",), {"adherence_self": "2", "adherence_supervisor": "3"}),
    ],
)
def test_a_rating_is_a_row_an_item_with_the_safety_flag_on_each(
    rated: Env, words: tuple[str, ...], cells: dict[str, str]
) -> None:
    table = rows(rated, *words)
    assert len(table) == ITEMS
    assert all(cells.items() <= one.items() for one in table)
    assert all("adherence 2 is below 3" in one["safety_flag"] for one in table)


def test_agreement_says_in_the_table_why_a_figure_is_missing(rated: Env) -> None:
    table = rows(rated, "agreement")
    assert [one["scale"] for one in table] == ["adherence"] * ITEMS + ["competence"] * ITEMS
    assert {(one["n"], one["exact"], one["within_one"]) for one in table} == {("2", "0.0", "100.0")}
    assert all(one["alpha"] == "" and "too few: 2 of 10" in one["reason"] for one in table)
    assert all("safety flag" in one["safety_flag"] for one in table)


@pytest.mark.parametrize(("command", "holds"), [("request", "request"), ("hand-over", "rating")])
def test_what_is_handed_over_is_never_another_document(
    rated: Env, tmp_path: Path, command: str, holds: str
) -> None:
    file = tmp_path / "file.json"
    words = (command, "rating-1")
    refused = run("rate", *words, "--json", "-o", str(file), env=rated)
    assert refused.returncode == 2
    assert "--output and --json cannot be combined" in refused.stderr
    assert not file.exists()
    done = run("rate", *words, "-o", str(file), env=rated)
    assert done.stdout == ""
    assert done.stderr.endswith(f"written to {file}\n")
    text = file.read_text(encoding="utf-8")
    assert run("rate", *words, env=rated).stdout == text
    told = data(rated, *words)
    assert told[holds] == json.loads(text)
    assert told["safety_flag"] in done.stderr


def test_history_has_one_form_at_a_time(rated: Env, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    refused = run("rate", "history", "--csv", "--html", str(page), env=rated)
    assert (refused.returncode, page.exists()) == (2, False)
    assert "learning-point" in run("rate", "history", "--csv", env=rated).stdout
    assert "wait longer" not in run("rate", "history", "--csv", env=rated).stdout
    assert "wait longer" in run("rate", "history", "--csv", "--with-text", env=rated).stdout
    assert run("rate", "history", "--html", "-", env=rated).stdout.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_an_excerpt_that_is_not_rated_is_no_document(environment: Env, form: str) -> None:
    done = run("rate", "calibrate", EXCERPT, form, env=environment)
    assert done.returncode == 2
    assert "rate it in a terminal first" in done.stderr
    assert data(environment, "calibrate")["excerpts"][0]["rated"] is False


def test_forms_alone_are_enough_to_show_a_rating(rated: Env) -> None:
    alone = ("--bank", "question_banks/fidelity-forms.yaml")
    shown = run("rate", "show", "rating-1", *alone, env=rated)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == run("rate", "show", "rating-1", env=rated).stdout


CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_leaving_before_a_rating_is_begun(environment: Env, key: str) -> None:
    terminal = Terminal("rate", FORM, "--number", "3", env=environment)
    terminal.until("supervision?")
    terminal.send(key)
    terminal.until("No rating was begun.")
    assert terminal.end() == (130 if key == CTRL_C else 0)
    assert data(environment, "list")["ratings"] == []


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_leaving_at_the_lock_keeps_everything_and_locks_nothing(rated: Env, key: str) -> None:
    terminal = Terminal("rate", env=rated)
    terminal.until("Lock it?")
    terminal.send(key)
    terminal.until("every point is kept")
    assert terminal.end() == (130 if key == CTRL_C else 0)
    assert [one["locked"] for one in data(rated, "list")["ratings"]][-1] is False
    terminal = Terminal("rate", env=rated)
    terminal.until("Lock it?")
    terminal.send("y")
    terminal.until("Locked: rating-3")
    assert terminal.end() == 0


def test_the_lock_shows_what_was_entered_and_lets_it_be_changed(rated: Env) -> None:
    terminal = Terminal("rate", env=rated, rows=40)
    shown = terminal.until("Lock it?")
    assert "What you have entered" in shown
    assert re.search(r"c1 [A-Z].+ 2 +2\s", shown)
    terminal.until("q quit")
    terminal.send("<")
    terminal.until("Your prediction")
    terminal.send("<\r")  # and further back
    terminal.until("Learning point")
    terminal.send("wait longer\r")
    assert "What you have entered" in terminal.until("q quit without")
    terminal.send("q")
    terminal.until("Not locked.")
    assert terminal.end() == 0


@pytest.mark.parametrize(("words", "asked"), [((FORM, "--number", "1"), "supervision?"), (("calibrate", EXCERPT), "")])  # fmt: skip
def test_an_interrupted_sitting_says_that_all_is_kept(
    environment: Env, words: tuple[str, ...], asked: str
) -> None:
    terminal = Terminal("rate", *words, env=environment)
    if asked:
        terminal.until(asked)
        terminal.send("y")
    terminal.until("? help")
    terminal.send("2")
    terminal.until("? help")
    terminal.send(CTRL_C)
    terminal.until("every point is kept")
    assert terminal.end() == 130


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda file: None, "cannot be read"),
        (lambda file: file.write_bytes(b" " * (LARGEST + 1)), "too large"),
        (lambda file: file.write_bytes(b"\xff"), "not UTF-8"),
    ],
)
def test_files_of_the_other_side_that_cannot_be_read(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    file = tmp_path / "rating.json"
    make(file)
    with pytest.raises(RatingFileError, match=told):
        handed_text(file)
