"""Today at a glance, and an end of a sitting that is true whatever the sitting was about."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_train.bank.core.model import Library, Vignette
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.practice import begin_practice
from ipt_train.study.operation.study import Sitting, begin_case, begin_study
from ipt_train.study.operation.today import is_unpromised, today_of
from ipt_train.study.screen.due import day_in_words, what_is_next
from ipt_train.study.screen.question import standing_parts
from ipt_train.vocabulary import EventKind
from tests.conftest import Clock
from tests.program import BANK, Terminal, run
from tests.study.learner import response

Journals = Callable[..., Journal]
Env = dict[str, str]
HINT = "q quit"


def begin(journal: Journal, library: Library, way: str, chance: random.Random) -> Sitting:
    session = f"s{chance.random()}"
    match way:
        case "study":
            return begin_study(journal, library, session=session)
        case "limit":
            return begin_study(journal, library, session=session, limit=3)
        case "few new":
            return begin_study(journal, library, session=session, new_limit=2)
        case "topic":
            return begin_practice(journal, library, session=session, topic_name="history")
        case "case":
            case = next(one for one in library.entries() if isinstance(one, Vignette))
            return begin_case(journal, library, case, session=session)
    return begin_practice(journal, library, session=session)


@pytest.mark.parametrize("seed", range(12))
def test_law_counter_and_closing_lines_agree_with_what_is_due(
    journals: Journals, library: Library, clock: Clock, seed: int
) -> None:
    """After studying, a case, a topic, cramming, undo, setting aside and leaving."""
    chance, journal = random.Random(seed), journals()
    if seed % 2:
        journal.record(Chosen(name="minutes-per-day", value="4"))
    for way in (
        "study",
        *chance.choices(["study", "limit", "few new", "topic", "case", "cram"], k=5),
    ):
        sitting = begin(journal, library, way, chance)
        for _ in range(chance.randrange(1, 25)):
            question = sitting.next()
            if question is None:
                break
            before = standing_parts(sitting.standing())
            action = chance.random()
            if action < 0.1:
                sitting.leave(question, chance.choice([EventKind.BURY, EventKind.SUSPEND]))
            elif action < 0.2:
                sitting.undo()
            else:
                clock.move(seconds=chance.randrange(3, 90))
                right = chance.random() < 0.7
                sitting.answer(question, response(question, right=right), None, 3000)
                assert standing_parts(sitting.standing()) != before
        due, summary = due_of(journal, library), sitting.summary()
        assert summary.left == due.reviews + due.learning
        assert (summary.new_left, summary.again) == (due.new, due.learning)
        assert (summary.next_due, summary.next_count) == (due.next_due, due.next_count)
        waits = bool(due.reviews or due.new or due.learning)
        assert what_is_next(summary)[0].startswith("Done for today.") is not waits
        clock.move(hours=chance.choice([0, 2, 26]))


@pytest.mark.parametrize(
    ("day", "words"), [("2026-12-01", "Tomorrow"), ("2026-12-02", "Wednesday 2 December"), ("2027-01-05", "Tuesday 5 January")]
)  # fmt: skip  # a table
def test_days_are_said_in_words(day: str, words: str) -> None:
    assert day_in_words(day, "2026-11-30") == words


def test_what_was_learned_and_the_streak_are_said(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal = journals()
    for _ in range(3):
        sitting = begin_study(journal, library, session=f"s{clock.instant}", new_limit=2)
        while question := sitting.next():
            clock.move(seconds=20)
            sitting.answer(question, response(question, right=True), None, 9000)
        summary = sitting.summary()
        clock.move(days=1)
    assert summary.learned == 2
    assert summary.streak == 3
    assert "You have studied 3 days in a row." in what_is_next(summary)


def test_today_of_somebody_who_studied(journals: Journals, library: Library, clock: Clock) -> None:
    journal = journals()
    assert today_of(journal, library).began is False
    assert is_unpromised(journal)
    sitting = begin_study(journal, library, session="s", limit=4)
    while question := sitting.next():
        clock.move(seconds=20)
        sitting.answer(question, response(question, right=True), None, 9000)
    today = today_of(journal, library)
    assert (today.began, today.answers, today.streak) == (True, 4, 1)
    assert today.seconds == today.due.seconds > 0
    assert not is_unpromised(journal)


def test_a_chosen_number_is_not_asked_about(journals: Journals) -> None:
    journal = journals()
    journal.record(Chosen(name="new-per-day", value="10"))
    assert not is_unpromised(journal)


def test_alone_it_says_what_waits_and_makes_nothing(environment: Env) -> None:
    first = run(env=environment)
    assert (first.returncode, first.stdout.count("\n")) == (0, 4)
    assert "`ipt-train study`" in first.stdout
    assert not Path(environment["IPT_TRAIN_HOME"], "data").exists()
    assert run("today", "--json", env=environment).stdout.count("welcome") == 1
    assert "Commands:" in run("-h", env=environment).stdout


def test_the_first_sitting_asks_once_for_the_minutes(environment: Env) -> None:
    terminal = Terminal("study", env=environment)
    terminal.until("How many minutes a day")
    terminal.send("ten\r")
    terminal.until("A whole number from 1 to 240")
    terminal.send("12\r")
    terminal.until(HINT)
    terminal.send("q")
    terminal.until("Still waiting today")
    assert terminal.end() == 0
    assert run("config", "get", "minutes-per-day", env=environment).stdout == "12\n"
    assert run("config", "get", "new-per-day", env=environment).stdout == "auto\n"
    again = Terminal("study", env=environment)
    assert "How many minutes" not in again.until(HINT)
    again.send("q")
    assert again.end() == 0


def test_with_a_bank_of_its_own_nothing_is_asked(environment: Env) -> None:
    terminal = Terminal("study", "--bank", BANK, env=environment)
    assert "How many minutes" not in terminal.until(HINT)
    terminal.send("q\r")
    assert terminal.end() == 0
