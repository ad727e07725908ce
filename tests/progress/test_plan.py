"""`plan`: what fits before an exam, what all of it takes, and the exam date, which is all it sets."""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.errors import UsageError
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.plan import FARTHEST, Plan, day_of, follow, plan
from ipt_train.study.core.entry import is_new
from ipt_train.study.operation.due import due_of
from tests.conftest import Clock
from tests.program import Terminal, run
from tests.study.learner import STRONG, a_journal, months, studied

Env = dict[str, str]


def in_days(journal: Journal, days: int) -> date:
    return date.fromordinal(journal.today() + days)


@pytest.fixture(scope="module")
def begun(shipped: Library) -> tuple[Journal, Clock]:
    """Somebody who studied for thirty days within ten minutes a day."""
    return studied(shipped, STRONG, days=30, budget=10)


def test_what_is_begun_is_counted_and_its_reviews_take_time(
    shipped: Library, begun: tuple[Journal, Clock]
) -> None:
    journal, _ = begun
    seen = plan(journal, shipped, in_days(journal, 120))
    fresh = a_journal(shipped, begun[1])
    none = plan(fresh, shipped, in_days(fresh, 120))
    assert none.entries == none.unseen == seen.entries
    assert seen.unseen < none.unseen
    assert seen.remembered
    assert seen.remembered > 0.8
    assert seen.needed == -(-seen.unseen // (120 - 14))
    assert seen.all.minutes * seen.days > seen.seconds * seen.unseen / 60
    assert seen.all.known > 0.8 * seen.entries


def test_what_is_foreseen_agrees_with_due_and_with_what_then_happens(
    shipped: Library,
) -> None:
    journal, clock = studied(shipped, STRONG, days=20, budget=10)
    told = plan(journal, shipped, in_days(journal, 40))
    due = due_of(journal, shipped)
    assert told.minutes_a_day == 10
    assert abs(told.fits.a_day * 26 - told.fits.reached) < 1e-6
    assert told.unseen == sum(is_new(entry, journal.state) for entry in shipped.entries())
    assert told.seconds == due.seconds_an_answer
    before = told.unseen
    # A case takes more answers than an item, and two on the same point never come on one day.
    later = months(journal, shipped, clock, STRONG, days=26, budget=10)
    assert before - later.new[-1] == pytest.approx(told.fits.reached, rel=0.25)
    assert sum(later.minutes) / 26 == pytest.approx(told.fits.minutes, rel=0.25)


NEAR, FAR = (1, 2, 13, 14, 15, 90), (365, 366, 7305, 2_900_000)
A_BUDGET, NONE_NEW = (("minutes-per-day", "10"),), (("new-per-day", "0"),)


@pytest.mark.parametrize(
    ("days", "settings"),
    [
        *product(NEAR, [(), A_BUDGET, NONE_NEW]),
        *product(FAR, [()]),  # looked ahead at for a year, whatever the date
        (FAR[-1], A_BUDGET),
        (FAR[-1], NONE_NEW),
    ],
)
def test_any_date_is_answered_at_once(
    shipped: Library, begun: tuple[Journal, Clock], days: int, settings: tuple[tuple[str, str], ...]
) -> None:
    journal = a_journal(shipped, begun[1])
    for name, value in settings:
        journal.record(Chosen(name=name, value=value))
    for learner in (journal, begun[0]):
        began = time.process_time()
        made = plan(learner, shipped, min(in_days(journal, 0) + timedelta(days=days), date.max))
        assert time.process_time() - began < 2  # a third of a second where nothing else runs
        assert made.days_planned == min(days, FARTHEST)
        assert 0 <= made.reached <= made.unseen
        assert made.enough == (made.reached == made.unseen)
        assert all(0 <= line.known <= 1 for line in made.lines)
        for less, more in pairwise(made.lines):  # who wishes to forget less studies no less
            assert less.minutes <= 1.01 * more.minutes


@pytest.mark.parametrize(
    ("zone", "now", "days"),
    [
        ("Europe/London", "2027-03-27T12:00", 1),  # the clocks go forward in the night
        ("Europe/London", "2027-10-30T12:00", 1),
        ("America/New_York", "2027-03-13T23:30", 1),
        ("Europe/London", "2028-02-28T12:00", 1),
        ("Pacific/Apia", "2027-06-01T12:00", 1),
    ],
)
def test_the_day_after_is_one_day_away(shipped: Library, zone: str, now: str, days: int) -> None:
    clock = Clock(datetime.fromisoformat(now).replace(tzinfo=UTC))
    journal = a_journal(shipped, clock)
    journal.record(Chosen(name="zone", value=zone))
    assert plan(journal, shipped, in_days(journal, days)).days == days


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_day_that_is_over_is_refused_with_a_day_that_works(
    journals: Callable[..., Journal], library: Library, days: int
) -> None:
    journal = journals()
    with pytest.raises(UsageError, match="not after today") as refused:
        plan(journal, library, in_days(journal, days))
    assert refused.value.hint
    day, told = date.fromisoformat(refused.value.hint.rsplit(" ", 1)[-1]), list[tuple[int, int]]()
    assert plan(journal, library, day, advance=lambda *done: told.append(done)).days == 60
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2027-02-29", "February 2027 has 28 days"),
        ("2100-02-29", "February 2100 has 28 days"),
        ("2027-04-31", "April 2027 has 30 days"),
        ("2027-04-00", "write it as 2027-05-14"),
        ("2027-13-01", "write it as 2027-05-14"),
        ("10000-01-32", "write it as 2027-05-14"),
        ("tomorrow", "write it as 2027-05-14"),
        ("14.05.2027", "write it as 2027-05-14"),
        ("", "write it as 2027-05-14"),
    ],
)
def test_what_is_no_day_is_refused(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"`{text}` is not a date") as refused:
        day_of(text)
    assert refused.value.hint == hint


def test_a_leap_day_is_a_day_and_spaces_around_it_do_not_count() -> None:
    assert day_of(" 2028-02-29 ") == date(2028, 2, 29)


def settings_of(journal: Journal) -> list[tuple[str, str]]:
    bodies = [event.body for event in journal.events()]
    return [(body.name, body.value) for body in bodies if isinstance(body, Chosen)][1:]


def a_plan(journal: Journal, library: Library, new: int | None) -> Plan:
    return plan(journal, library, in_days(journal, 3), new=new)


@pytest.mark.parametrize("chosen", [[], [("minutes-per-day", "10")], [("new-per-day", "2")]])
def test_following_sets_the_exam_date_and_nothing_else(
    journals: Callable[..., Journal], library: Library, chosen: list[tuple[str, str]]
) -> None:
    journal = journals()
    for name, value in chosen:
        journal.record(Chosen(name=name, value=value))
    made = a_plan(journal, library, None)
    assert follow(journal, made) == (f"exam-date {made.exam}",)
    assert settings_of(journal) == [*chosen, ("exam-date", made.exam)]


def test_more_than_thirty_new_a_day_are_set_by_a_yes_alone(
    journals: Callable[..., Journal], library: Library
) -> None:
    journal = journals()
    with pytest.raises(UsageError, match="31 new a day is more than 30; nothing was set"):
        follow(journal, a_plan(journal, library, 31))
    assert settings_of(journal) == []
    assert follow(journal, a_plan(journal, library, 30))[1] == "new-per-day 30"
    assert follow(journal, a_plan(journal, library, 31), agreed=True)[1] == "new-per-day 31"


class TestCommand:
    EXAM = ("plan", "--exam", (datetime.now(UTC) + timedelta(days=12)).date().isoformat())

    def test_it_says_what_fits_and_what_all_takes(self, warm: Env) -> None:
        shown = run(*self.EXAM, env=warm).stdout
        for words in ("What fits", "For all", "less than a fortnight", "`ipt-train due`"):
            assert words in " ".join(shown.split())
        data = json.loads(run(*self.EXAM, "--json", env=warm).stdout)["data"]
        assert data["set"] == []
        assert data["plan"]["questions"] > data["plan"]["entries"]
        items = json.loads(run("progress", "--json", env=warm).stdout)["data"]["total"]["items"]
        assert data["plan"]["questions"] == items

    def test_without_a_terminal_it_refuses_with_a_hint_that_works(self, warm: Env) -> None:
        words = (*self.EXAM, "--follow", "--new", "45")
        asked = " ".join(run(*self.EXAM, "--new", "45", env=warm).stdout.split())
        assert "Add --follow to set the exam date and 45 new a day; nothing else" in asked
        refused = run(*words, env=warm)
        assert refused.returncode == 2
        assert "add --yes" in refused.stderr
        assert run("config", "get", "exam-date", env=warm).stdout == "none\n"
        told = " ".join(run(*words, "--yes", env=warm).stdout.split())
        assert "You will get 45 new a day" in told
        assert run("config", "get", "new-per-day", env=warm).stdout == "45\n"
        for command in told.split("`ipt-train config set ")[1:]:
            assert run("config", "set", *command.split("`")[0].split(), env=warm).returncode == 0
        assert run("config", "get", "exam-date", env=warm).stdout == "none\n"
        assert run("config", "get", "new-per-day", env=warm).stdout == "auto\n"

    @pytest.mark.parametrize(("key", "new"), [("y", "45"), ("n", "10"), ("\r", "10")])
    def test_at_a_terminal_it_asks(self, environment: Env, key: str, new: str) -> None:
        terminal = Terminal(*self.EXAM, "--follow", "--new", "45", env=environment, rows=60)
        terminal.until("any other key for no")
        terminal.send(key)
        assert terminal.end() == (0 if key == "y" else 2)
        assert run("config", "get", "new-per-day", env=environment).stdout == f"{new}\n"

    def test_the_command_that_is_advised_makes_room_for_all(self, warm: Env) -> None:
        day = (datetime.now(UTC) + timedelta(days=100)).date().isoformat()
        run("config", "set", "minutes-per-day", "2", env=warm)
        shown = " ".join(run("plan", "--exam", day, env=warm).stdout.split())
        command = shown.split("For all of it, with room for the fullest days: `ipt-train ")[
            1
        ].split("`")[0]
        assert run(*command.split(), env=warm).returncode == 0
        assert json.loads(run("plan", "--exam", day, "--json", env=warm).stdout)["data"]["plan"][
            "enough"
        ]
