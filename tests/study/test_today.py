"""Today at a glance, and an end of a sitting that is true whatever the sitting was about."""

import json
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.ground import Competency
from ipt_train.bank.core.model import Library, Vignette
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.day import in_words, on
from ipt_train.study.core.exercise import CaseSteps
from ipt_train.study.operation.begin import Aim, Theme, begin_case, begin_drill, begin_sitting
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.study.operation.today import is_unpromised, today_of
from ipt_train.study.screen.due import what_is_next
from ipt_train.study.screen.question import standing_parts
from ipt_train.vocabulary import Domain, EventKind, Mark
from tests.conftest import Clock
from tests.program import BANK, Terminal, run
from tests.study.exercises import drill, marks, trained
from tests.study.learner import a_journal, response

Journals = Callable[..., Journal]
Env = dict[str, str]
HINT = "q quit"
WEAK = "weak-spot"


WAYS = {
    "study": Aim(), "limit": Aim(limit=3), "minutes": Aim(minutes=2), "no new": Aim(new=0), "few new": Aim(new=2),
    "more": Aim(more=3), "topic": Aim(theme=Theme(topic="history")), "cram": Aim(theme=Theme(cram=True)),
    "competency": Aim(theme=Theme(competency=WEAK)),
}  # fmt: skip  # a table
ALIKE = (
    "next_due", "next_count", "next_learning", "learning_later", "later_seconds", "over_limit", "exercise", "more",
)  # fmt: skip  # a list
"""Figures that have the same name at the end of a sitting and in what is due."""
WHOLE = ("study", "limit", "minutes")
"""Ways whose pile is that of the day, so that the counter is the day's as well."""


@pytest.fixture
def practised(library: Library) -> Library:
    """The small library with drills, a case and a competency."""
    both = trained(library, {"one": WEAK, "case-sample": WEAK}, drill("a", WEAK), drill("b", "x"))
    both.competencies[WEAK] = Competency(
        id=WEAK, title="Weak", domain=Domain.PROCESS, level="core", description="", evidence=("items",)
    )  # fmt: skip  # a row
    return both


def begin(journal: Journal, library: Library, way: str, chance: random.Random) -> Sitting:
    session = f"s{chance.random()}"
    if way == "case":
        case = next(one for one in library.entries() if isinstance(one, Vignette))
        return begin_case(journal, library, case, session=session)
    if way == "drill":
        return begin_drill(journal, library, library.drills[0], session=session)
    return begin_sitting(journal, library, WAYS[way], session=session, exercise=True)


def act(sitting: Sitting, clock: Clock, chance: random.Random) -> bool:
    """Do what somebody may do at this point; return whether anything was there to be done."""
    action, exercise = chance.random(), sitting.offered()
    if exercise and action < 0.3:
        sitting.postpone(exercise)
    elif isinstance(exercise, Drill):
        sitting.reply(exercise, marks(exercise, Mark.PARTLY), 9000)
    elif isinstance(exercise, CaseSteps):
        sitting.begin(exercise)
    elif (question := sitting.next()) is None:
        return False
    elif action < 0.1:
        sitting.leave(question, chance.choice([EventKind.BURY, EventKind.SUSPEND]))
    elif action < 0.2:
        sitting.undo()
    else:
        clock.move(seconds=chance.randrange(3, 90))
        before = standing_parts(sitting.standing())
        sitting.answer(question, response(question, right=chance.random() < 0.7), None, 3000)
        assert standing_parts(sitting.standing()) != before
    return True


@pytest.mark.parametrize("seed", range(12))
def test_law_counter_and_closing_lines_agree_with_what_is_due(
    practised: Library, clock: Clock, seed: int
) -> None:
    """In every way to sit, at every key: answering, undo, setting aside, the exercise, leaving.

    Where the clock was set back by days, the lines at the end still do.
    """
    chance, journal = random.Random(seed), a_journal(practised, clock)
    was_set_back = False
    name, values = ("minutes-per-day", "248") if seed % 3 else ("new-per-day", "24")
    journal.record(Chosen(name=name, value=chance.choice(values)))
    if seed % 4 == 3:  # longer than a sitting waits for
        journal.record(Chosen(name="learning-steps", value=chance.choice(["1m 40m", "5m 3h"])))
        journal.record(Chosen(name="relearning-steps", value="90m"))
    for way in ("study", *chance.choices([*WAYS, "case", "drill"], k=5)):
        if way == "cram" and not journal.state.cards:
            continue
        sitting, more = begin(journal, practised, way, chance), True
        for _ in range(chance.randrange(25)):
            due, ahead = due_of(journal, practised), sitting.standing().ahead
            if way in WHOLE and not was_set_back:
                assert (ahead.reviews, ahead.new, ahead.again) == (
                    due.reviews,
                    due.new,
                    due.learning,
                )
            more = more and act(sitting, clock, chance)
        due, summary = due_of(journal, practised), sitting.summary()
        assert summary.left == due.reviews + due.learning
        for figure in ("again", "learning"), ("new_left", "new"), *((one, one) for one in ALIKE):
            assert getattr(summary, figure[0]) == getattr(due, figure[1]), figure
        waits = bool(due.reviews or due.new or due.learning)
        first = what_is_next(summary)[0]
        assert first.startswith("Still waiting today:") is waits
        assert first.startswith("Done for now.") is (not waits and due.learning_later > 0)
        hours = chance.choice([0, 2, 26, 26, 26, -60])
        was_set_back = was_set_back or hours < 0
        clock.move(hours=hours)


def test_two_terminals_at_once_both_end_with_what_is_due(
    journals: Journals, library: Library, clock: Clock
) -> None:
    first, second = journals(), journals()
    here, there = (
        begin_study(journal, library, session=name)
        for journal, name in ((first, "1"), (second, "2"))
    )
    for sitting, count in ((here, 1), (there, 3)):
        for _ in range(count):
            question = sitting.next()
            assert question
            clock.move(seconds=20)
            sitting.answer(question, response(question, right=True), None, 9000)
    due = due_of(journals(), library)
    for sitting in (here, there):
        summary = sitting.summary()
        assert (summary.left, summary.new_left) == (due.reviews + due.learning, due.new)


@pytest.mark.parametrize(
    ("day", "words", "when"),
    [
        ("2026-11-29", "yesterday", "yesterday"),
        ("2026-11-30", "today", "today"),
        ("2026-12-01", "tomorrow", "tomorrow"),
        ("2026-12-02", "Wednesday 2 December", "on Wednesday 2 December"),
        ("2027-01-05", "Tuesday 5 January", "on Tuesday 5 January"),
        ("2027-07-05", "Monday 5 July 2027", "on Monday 5 July 2027"),
    ],
)
def test_days_are_said_in_words(day: str, words: str, when: str) -> None:
    assert in_words(day, "2026-11-30") == words
    assert on(day, "2026-11-30") == when
    assert in_words(date.fromisoformat(day)).endswith(day[:4])


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
    assert is_unpromised(journal)  # it keeps its number until it is asked
    assert journal.state.settings.new_per_day == 10


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


@pytest.mark.parametrize(
    ("typed", "minutes", "new", "told"),
    [
        ("\r", "none", "10", "Kept at 10 new a day."),
        ("15\r", "15", "auto", "15 minutes a day."),
        ("0\r15\r", "15", "auto", "A whole number from 1 to 240"),
    ],
)
def test_a_learner_with_answers_is_asked_once_and_may_leave_it_as_it_is(
    environment: Env, typed: str, minutes: str, new: str, told: str
) -> None:
    past = (
        "card_id,review_time,review_rating\ntechniques-sister-on-sundays,2026-01-05T10:00:00Z,3\n"
    )
    file = Path(environment["IPT_TRAIN_HOME"]).parent / "past.csv"
    file.write_text(past)
    assert run("data", "import-fsrs", str(file), env=environment).returncode == 0
    assert run("config", "get", "new-per-day", env=environment).stdout == "10\n"
    terminal = Terminal("study", env=environment)
    terminal.until("So far you get up to 10 new a day, however long that takes.")
    terminal.until("Enter keeps it as it is")
    for line in typed.split("\r")[:-1]:
        terminal.send(f"{line}\r")
    terminal.until(told)
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0
    assert run("config", "get", "minutes-per-day", env=environment).stdout == f"{minutes}\n"
    assert run("config", "get", "new-per-day", env=environment).stdout == f"{new}\n"
    again = Terminal("study", env=environment)
    assert "How many minutes" not in again.until(HINT)
    again.send("q")
    assert again.end() == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("words", [("study",), ()])
def test_leaving_at_the_minutes_records_nothing_and_it_is_asked_again(
    environment: Env, words: tuple[str, ...], key: str
) -> None:
    for _ in range(2):
        terminal = Terminal(*words, env=environment)
        terminal.until("How many minutes a day")
        terminal.until("Minutes: ")
        terminal.send(key)
        assert terminal.end() == 130
        assert terminal.raw.endswith("\r\nipt-train: interrupted\r\n")
    assert "fault" not in terminal.raw
    assert run("config", "get", "minutes-per-day", env=environment).stdout == "none\n"


@pytest.mark.parametrize("plain", [False, True])
def test_alone_at_a_terminal_it_welcomes_and_asks_the_first_question(
    environment: Env, plain: bool
) -> None:
    terminal = Terminal(*(["today", "--plain"] if plain else []), env=environment)
    welcome = terminal.until("How many minutes a day")
    assert welcome.count("\n") == 4
    terminal.send("\r")
    terminal.until("10 minutes a day.")
    terminal.until("1-" if plain else HINT)
    terminal.send("q\r" if plain else "q")
    terminal.until("Still waiting today")
    assert terminal.end() == 0
    assert run("config", "get", "minutes-per-day", env=environment).stdout == "10\n"
    again = Terminal(env=environment)  # nothing was answered, so it still begins at once
    assert "How many minutes" not in again.until(HINT)
    again.send("q")
    assert again.end() == 0


def test_who_has_begun_sees_today_and_is_asked_nothing(environment: Env) -> None:
    first = Terminal(env=environment)
    first.until("Minutes: ")
    first.send("5\r")
    first.until(HINT)
    first.send("1")
    first.until("Enter next")
    first.send("q")
    assert first.end() == 0
    today = Terminal(env=environment)
    today.until("Begin with `ipt-train study`.")
    assert today.end() == 0


def standing(environment: Env, *words: str) -> tuple[str, str]:
    """Return the header of a sitting that is left at once, and its closing line."""
    terminal = Terminal("study", *words, env=environment)
    header = terminal.until(HINT)
    terminal.send("q")
    terminal.until("This sitting")
    assert terminal.end() == 0
    counts = re.search(r"0 done · (.*?) · about (\d+) min left", header)
    ending = re.search(r"Still waiting today: (.*?)\.", " ".join(terminal.lines()))
    assert counts
    assert ending
    return counts[1], ending[1]


def test_a_budget_or_a_number_counts_at_once_for_due_header_and_end(environment: Env) -> None:
    seen = []
    for name, value in (
        ("minutes-per-day", "5"), ("minutes-per-day", "20"), ("new-per-day", "3"),
        ("new-per-day", "auto"), ("minutes-per-day", "none"),
    ):  # fmt: skip  # a table
        assert run("config", "set", name, value, env=environment).returncode == 0
        due = json.loads(run("due", "--json", env=environment).stdout)["data"]
        waits = f"{due['new']} new"
        assert standing(environment) == (waits, waits)
        seen.append(due["new"])
    assert seen[0] < seen[1]
    assert seen[2:] == [3, seen[1], 10]


def test_minutes_cap_one_sitting_only(environment: Env) -> None:
    assert run("config", "set", "minutes-per-day", "20", env=environment).returncode == 0
    whole = standing(environment)
    settings = run("config", "list", "--json", env=environment).stdout
    assert standing(environment, "--minutes", "1")[1] == whole[1]  # the day stays what it was
    assert run("config", "list", "--json", env=environment).stdout == settings
    assert standing(environment) == whole
