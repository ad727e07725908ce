"""A day's sitting at the terminal: the exercise in it, and going beyond the day."""

import json
import signal
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.errors import UsageError
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.study.operation.begin import Aim, Theme, begin_sitting
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import begin_study
from ipt_train.study.screen.due import what_is_next
from tests.conftest import Clock
from tests.program import BANK, Terminal, run
from tests.study.exercises import drill, trained
from tests.study.learner import response
from tests.study.test_exercise import Journals, answer_all

Env = dict[str, str]
OFFER = "Next: a drill"
SAID = "You are not alone with it."


def log_file(env: Env) -> Path:
    return Path(env["IPT_TRAIN_HOME"]) / "data" / "profiles" / "default.db"


def logged(env: Env, kind: str) -> list[tuple[str, str | None]]:
    with sqlite3.connect(log_file(env)) as log:
        rows: list[tuple[str, str | None]] = log.execute(
            "select item, note from event where kind = ?", (kind,)
        ).fetchall()
    return rows


def due(env: Env) -> dict[str, object]:
    data: dict[str, object] = json.loads(run("due", "--json", env=env).stdout)["data"]
    return data


@pytest.fixture
def learner(warm: Env, library: Library) -> Iterator[Env]:
    """Somebody who answered a question yesterday, and has two new ones a day."""
    clock, numbers = Clock(datetime.now(UTC) - timedelta(days=1)), count()
    with Log(log_file(warm), clock) as log:
        journal = Journal(log, now=clock, new_id=lambda: f"a{next(numbers)}", device="a")
        journal.record(Chosen(name="zone", value="UTC"))
        journal.record(Chosen(name="new-per-day", value="2"))
        answer_all(begin_study(journal, library, session="1", limit=1), clock)
    yield warm


def offered(env: Env, *words: str) -> Terminal:
    """A sitting that came to its exercise: the one new question was answered and comes again."""
    terminal = Terminal("study", *words, env=env)
    terminal.until("q quit")
    terminal.send("1")
    terminal.until("Remember:")
    terminal.until("q quit")
    terminal.send("\r")
    terminal.until(OFFER)
    terminal.until("q quit")
    return terminal


def reply(terminal: Terminal, text: str) -> None:
    terminal.until("> ")
    terminal.send(f"{text}\r")
    if text:
        terminal.until("> ")
        terminal.send("\r")


def marked(terminal: Terminal) -> str:
    """Begin the drill, reply, and meet the first criterion of three."""
    terminal.send("\r")
    reply(terminal, SAID)
    for number, key in enumerate("ynn", 1):
        terminal.until(f"{number} of 3.")
        terminal.send(key)
    return terminal.until("Enter alone skips this.")


def test_a_day_ends_with_a_drill_that_is_said_twice(learner: Env) -> None:
    assert (due(learner)["new"], due(learner)["exercise"]) == (2, "drill")
    terminal = offered(learner)
    shown = marked(terminal)
    assert "1 of 3 criteria met" in shown
    assert "A good reply" not in shown
    reply(terminal, "It is called depression.")
    shown = terminal.until("Remember:")
    assert "First:" in shown
    assert "Again:" in shown
    terminal.until("q quit")
    terminal.send("q")
    assert terminal.end() == 0
    lines = "\n".join(terminal.lines())
    assert "1 drill" in lines
    assert "Still waiting today: 1 to ask again." in lines
    assert (due(learner)["new"], due(learner)["exercise"]) == (0, "")
    ((item, _),) = logged(learner, "drill")
    assert logged(learner, "drill-again") == [(item, "")]
    assert SAID not in log_file(learner).read_bytes().decode(errors="ignore")
    again = Terminal("study", env=learner)
    again.until("q quit")
    again.send("b")  # what would come again is left, and makes room for another new one
    assert OFFER not in again.until("q quit")
    again.send("q")
    again.until("Still waiting today: 1 new.")
    assert again.end() == 0
    assert (due(learner)["new"], due(learner)["learning"]) == (1, 0)


def test_what_is_left_makes_room_for_another_at_once(learner: Env) -> None:
    terminal = Terminal("study", env=learner)
    assert "2 new" in terminal.until("q quit")
    terminal.send("b")
    assert "2 new" in terminal.until("q quit")
    terminal.send("u")
    terminal.until("Undone:")
    assert "2 new" in terminal.until("q quit")
    terminal.send("q")
    assert terminal.end() == 0
    assert due(learner)["new"] == 2


def test_it_is_skipped_with_a_key(learner: Env) -> None:
    terminal = offered(learner)
    terminal.send("?")
    terminal.until("leaves with a summary")
    terminal.send("x")
    terminal.until("Press Enter, b, u or q.")
    terminal.send("b")
    terminal.until("Skipped for today")
    terminal.until("q quit")
    terminal.send("q")
    assert terminal.end() == 0
    assert due(learner)["exercise"] == ""
    assert logged(learner, "drill") == []


def test_undo_at_the_offer_and_quitting_in_the_drill(learner: Env) -> None:
    terminal = offered(learner)
    terminal.send("u")
    terminal.until("Undone:")
    terminal.until("q quit")
    terminal.send("1")
    terminal.until("Remember:")
    terminal.until("q quit")
    terminal.send("\r")
    terminal.until(OFFER)
    terminal.until("q quit")
    terminal.send("\r")
    terminal.until("> ")
    terminal.send("q\r")
    terminal.until("1 new (a drill) and 1 to ask again")
    assert terminal.end() == 0
    assert due(learner)["new"] == 1


@pytest.mark.parametrize(
    ("after", "first", "second"), [("Enter alone skips this.", 1, 0), ("Again:", 1, 1)]
)
def test_a_kill_loses_no_reply_that_was_acknowledged(
    learner: Env, after: str, first: int, second: int
) -> None:
    terminal = offered(learner)
    marked(terminal)
    if second:
        reply(terminal, "It is called depression.")
        terminal.until(after)
    terminal.child.kill(signal.SIGKILL)
    terminal.end()
    assert (len(logged(learner, "drill")), len(logged(learner, "drill-again"))) == (first, second)
    assert due(learner)["exercise"] == ""


def test_ctrl_c_at_the_second_reply_keeps_the_first(learner: Env) -> None:
    terminal = Terminal("drill", env=learner)
    reply(terminal, SAID)
    for number, key in enumerate("ynn", 1):
        terminal.until(f"{number} of 3.")
        terminal.send(key)
    terminal.until("> ")
    terminal.send("\x03")
    terminal.until("interrupted; your marks are saved")
    assert terminal.end() == 130
    assert len(logged(learner, "drill")) == 1


def test_in_plain_mode_and_a_mark_is_corrected(learner: Env) -> None:
    terminal = Terminal("drill", "--plain", "--keep-text", env=learner, columns=40)
    reply(terminal, SAID)
    for number, key in ((1, "n"), (2, "u"), (1, "y"), (2, "y"), (3, "p")):
        terminal.until(f"{number} of 3.")
        terminal.until("y, p or n: ")
        terminal.send(f"{key}\r")
    terminal.until("2 of 3 criteria met")
    reply(terminal, "It is called depression.")
    assert f"First: {SAID}" in terminal.until("Again:")
    assert terminal.end() == 0
    assert logged(learner, "drill-again")[0][1] == "It is called depression."


def test_narrow_replies_stand_below_each_other(learner: Env) -> None:
    for columns, beside in ((40, False), (80, True)):
        terminal = Terminal("drill", env=learner, columns=columns, rows=60)
        reply(terminal, SAID)
        for number in (1, 2, 3):
            terminal.until(f"{number} of 3.")
            terminal.send("n")
        reply(terminal, "It is called depression.")
        assert terminal.end() == 0
        heads = [line for line in terminal.lines() if "First:" in line]
        assert ["Again:" in line for line in heads] == [beside]


@pytest.mark.parametrize(
    "aim",
    [Aim(theme=Theme(topic="history")), Aim(theme=Theme(cram=True)), Aim(new=0), Aim(new=1)],
    ids=str,
)
def test_other_sittings_hold_none(
    journals: Journals, library: Library, clock: Clock, aim: Aim
) -> None:
    journal, both = journals(), trained(library, {}, drill("a"))
    answer_all(begin_study(journal, both, session="1", limit=1), clock)
    clock.move(days=1)
    assert begin_sitting(journal, both, Aim(), session="2", exercise=True).agenda.exercise
    assert not begin_sitting(journal, both, aim, session="2", exercise=True).agenda.exercise


def test_banks_by_name_are_not_the_whole_shelf(shelf: Shelf) -> None:
    assert not load_library(shelf).library.narrowed
    assert load_library(shelf, [BANK]).library.narrowed


def test_without_a_terminal_there_is_none(learner: Env, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("item,response\n")
    assert run("study", "--answers", str(file), env=learner).returncode == 0
    assert due(learner)["exercise"] == "drill"
    assert run("study", env=learner).returncode == 2


def test_more_goes_beyond_the_day_and_says_so(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal = journals()
    journal.record(Chosen(name="new-per-day", value="2"))
    sitting = begin_study(journal, library, session="1")
    answer_all(sitting, clock)
    assert what_is_next(sitting.summary())[0] == (
        "Done for today. Want more? `ipt-train study --more 5`"
    )
    more = begin_sitting(journal, library, Aim(more=3), session="2")
    assert more.agenda.new == 3
    answer_all(more, clock)
    assert due_of(journal, library).new == 0
    answer_all(begin_study(journal, library, session="3", more=99), clock)
    rest = begin_sitting(journal, library, Aim(more=3), session="4").summary()
    assert (rest.more, what_is_next(rest)[0]) == (0, "Done for today.")


def test_a_competency_is_practised_by_id_or_title(
    journals: Journals, library: Library, clock: Clock
) -> None:
    from ipt_train.bank.core.ground import Competency
    from ipt_train.vocabulary import Domain

    grief = Competency(
        id="working-with-grief", title="Working with loss", domain=Domain.PROCESS, level="core",
        description="Works.", evidence=("items",),
    )  # fmt: skip
    journal = journals()
    both = trained(library, {"one": grief.id, "case-sample": grief.id, "two": "other"}, drill("a"))
    both.competencies[grief.id] = grief
    for name in ("working-with-grief", "Working with grief", "working with loss"):
        sitting = begin_sitting(
            journal, both, Aim(theme=Theme(competency=name)), session=name, exercise=True
        )
        assert {entry.id for entry in sitting.agenda.entries} == {"one", "case-sample"}
        assert sitting.agenda.exercise is None
    question = sitting.next()
    assert question
    sitting.answer(question, response(question, right=True), None, 100)
    assert journal.state.cards == {}  # practice moves no schedule
    for wrong, meant in (("working-with-greif", grief.id), ("wroking with loss", grief.id)):
        with pytest.raises(UsageError) as raised:
            begin_sitting(journal, both, Aim(theme=Theme(competency=wrong)), session="x")
        assert raised.value.hint == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("theme", "counts"),
    [
        ({"competency": "a", "topic": "b"}, {}), ({"competency": "a", "cram": True}, {}),
        ({"topic": "b", "cram": True}, {}), ({"topic": "b"}, {"more": 5}), ({"competency": "a"}, {"new": 5}),
        ({}, {"more": 5, "new": 2}),
    ],
    ids=str,
)  # fmt: skip  # a table
def test_what_does_not_go_together_is_refused(
    theme: dict[str, Any], counts: dict[str, int]
) -> None:
    with pytest.raises(UsageError):
        Aim(theme=Theme(**theme), **counts)


def test_the_command_knows_both(learner: Env) -> None:
    wrong = run("study", "--competency", "working-with-greif", env=learner)
    assert wrong.returncode == 2
    assert "did you mean `working-with-grief`?" in wrong.stderr
    terminal = Terminal("study", "--more", "3", env=learner)
    assert "5 new" in terminal.until("q quit")
    terminal.send("q")
    assert terminal.end() == 0
