"""What a study day has room for is fixed by the events before it, on every device, all day long."""

import random

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.log.core.event import Chosen, Marked
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.budget import Allowance, allowance
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import begin_study
from ipt_train.vocabulary import EventKind
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog
from tests.study.learner import a_journal, response


def room(journal: Journal, library: Library) -> Allowance:
    return allowance(list(library.entries()), journal.state, journal.today())


def from_before(journal: Journal, library: Library) -> Allowance:
    """What the log of the morning gives by itself, with nothing of today in it but settings."""
    today = journal.today()
    past = [one for one in journal.events() if one.day < today or isinstance(one.body, Chosen)]
    return allowance(list(library.entries()), fold(past, journal.aliases), today)


def study(journal: Journal, library: Library, clock: Clock, chance: random.Random) -> None:
    """Answer some questions, and take back, leave or set aside others."""
    sitting = begin_study(journal, library, session=f"{chance.random()}")
    for _ in range(chance.randrange(3, 20)):
        question = sitting.next()
        if question is None:
            return
        clock.move(seconds=chance.randrange(4, 90))
        way = chance.random()
        if way < 0.08:
            sitting.leave(question, chance.choice([EventKind.BURY, EventKind.SUSPEND]))
        elif way < 0.16:
            sitting.undo()
        else:
            right = chance.random() < 0.75
            sitting.answer(question, response(question, right=right), None, 4000)
        said, due = sitting.summary(), due_of(journal, library)
        assert (said.new_left, said.left) == (due.new, due.reviews + due.learning)


def merge(one: Journal, other: Journal) -> None:
    for ours, theirs in ((one, other), (other, one)):
        log = ours._log
        assert isinstance(log, MemoryLog)
        log.absorb(theirs.events())
    for journal in (one, other):
        journal.refold()


@pytest.mark.parametrize("seed", range(6))
def test_law_two_devices_agree_from_morning_to_evening(
    library: Library, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    laptop, phone = (a_journal(library, clock, name) for name in ("laptop", "phone"))
    laptop.record(Chosen(name="minutes-per-day", value=str(chance.choice([2, 4, 8]))))
    merge(laptop, phone)
    for _ in range(8):
        morning = room(laptop, library)
        for journal in chance.choices([laptop, phone], k=4):
            study(journal, library, clock, chance)
            assert room(laptop, library) == room(phone, library) == morning
            assert room(journal, library) == from_before(journal, library)
            if chance.random() < 0.5:
                merge(laptop, phone)
                assert room(laptop, library) == room(phone, library) == morning
        merge(laptop, phone)
        assert due_of(laptop, library) == due_of(phone, library)
        sittings = [begin_study(one, library, session="x").standing() for one in (laptop, phone)]
        assert sittings[0] == sittings[1]
        clock.move(days=chance.choice([1, 1, 2, 9]))


def test_what_is_set_aside_today_counts_from_tomorrow(library: Library, clock: Clock) -> None:
    journal = a_journal(library, clock)
    journal.record(Chosen(name="minutes-per-day", value="4"))
    study(journal, library, clock, random.Random(1))
    clock.move(days=1)
    before = room(journal, library)
    for name in list(journal.state.cards)[:3]:
        journal.record(Marked(item=name, mark=EventKind.SUSPEND))
    assert room(journal, library) == before
    clock.move(days=1)
    assert sum(room(journal, library).load) < sum(before.load)
    assert room(journal, library) == from_before(journal, library)


def test_a_setting_counts_at_once(library: Library, clock: Clock) -> None:
    journal = a_journal(library, clock)
    study(journal, library, clock, random.Random(1))
    clock.move(days=1)
    study(journal, library, clock, random.Random(2))
    for name, value in (
        ("minutes-per-day", "3"), ("minutes-per-day", "30"), ("desired-retention", "0.8"),
        ("parameters", " ".join(f"{0.5 + number / 10}" for number in range(21))),
        ("exam-date", "2026-11-20"), ("new-per-day", "3"), ("new-per-day", "auto"),
    ):  # fmt: skip  # a table
        before = room(journal, library)
        journal.record(Chosen(name=name, value=value))
        assert room(journal, library) != before or name == "exam-date"
        assert room(journal, library) == from_before(journal, library)
