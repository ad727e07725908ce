"""A backlog, after a break or from another program, is worked off within the budget, weakest first."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Library
from ipt_train.data.exchange.history_read import PastReview
from ipt_train.data.operation.import_history import past_event
from ipt_train.log.core.event import Chosen, Event
from ipt_train.log.core.fold import fold
from ipt_train.log.core.settings import Settings
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import ByDays, Learning
from ipt_train.schedule.memory import memory_of
from ipt_train.study.core.entry import recall_of
from ipt_train.study.core.queue import agenda
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import begin_study
from ipt_train.study.screen.due import what_is_next
from ipt_train.vocabulary import ItemId
from tests.conftest import Clock
from tests.study.learner import STRONG, a_journal, months, response, studied

Answers = Iterable[tuple[str, datetime, int]]
JANUARY = datetime(2026, 1, 5, 10, tzinfo=UTC)


def past(answers: Answers) -> list[Event]:
    """Return the events that an import makes of answers: card, time and rating."""
    return [
        past_event(
            PastReview(card=card, at=int(at.timestamp() * 1000), rating=rating, duration_ms=9000, event=""),
            ItemId(card), 1, None, Settings(zone="UTC"),
        )
        for card, at, rating in answers
    ]  # fmt: skip  # one call


def with_history(library: Library, clock: Clock, answers: Answers) -> Journal:
    return a_journal(library, clock, events=past(answers))


def names(library: Library, count: int) -> list[str]:
    return [item.id for item in library.items() if item.vignette is None][:count]


def test_one_review_each_months_ago_is_a_backlog_not_a_day_of_it(
    shipped: Library, clock: Clock
) -> None:
    """Whatever the last rating was, and though short steps would have it back within minutes."""
    answers = [(name, JANUARY, number % 4 + 1) for number, name in enumerate(names(shipped, 300))]
    journal = with_history(shipped, clock, answers)
    journal.record(Chosen(name="reviews-per-day", value="5"))
    due = due_of(journal, shipped)
    assert due.reviews + due.learning == 5
    journal.record(Chosen(name="minutes-per-day", value="10"))
    journal.record(Chosen(name="reviews-per-day", value="100"))
    due = due_of(journal, shipped)
    assert due.new == 0
    assert 0 < due.seconds <= 600
    assert due.learning > 0  # what was forgotten is the weakest, so it comes first
    assert due.reviews + due.learning + due.over_limit + _held_back(shipped, journal) == 300


def _held_back(library: Library, journal: Journal) -> int:
    """Due, but a question on the same point comes first."""
    everything = agenda(list(library.entries()), journal.state, day=journal.today(), new_limit=0)  # fmt: skip
    fresh = {name for name in names(library, 9999) if ItemId(name) not in journal.state.cards}
    without = agenda(
        [one for one in library.entries() if one.id not in fresh and one.id in journal.state.cards],
        journal.state, day=journal.today(),
    )  # fmt: skip
    assert without.entries == everything.entries
    return without.buried


def test_a_history_taken_over_is_worked_off_within_the_budget(
    shipped: Library, clock: Clock
) -> None:
    chosen = names(shipped, 120)
    answers = [
        (name, JANUARY + timedelta(days=60 * visit, minutes=number), 3 if number % 5 else 1)
        for number, name in enumerate(chosen)
        for visit in range(3)
    ]
    journal = with_history(shipped, clock, answers)
    made = months(journal, shipped, clock, STRONG, days=21, budget=10)
    assert sum(minutes > 12 for minutes in made.minutes) <= 2  # of 21 days
    assert max(made.minutes) <= 13
    assert made.waiting[0] > 0
    assert made.waiting == sorted(made.waiting, reverse=True)
    assert made.waiting[-1] == 0
    assert all(isinstance(journal.state.cards[ItemId(name)], ByDays) for name in chosen)


def test_what_waits_is_said_and_nothing_is_promised_for_tomorrow(
    shipped: Library, clock: Clock
) -> None:
    journal = with_history(shipped, clock, [(name, JANUARY, 3) for name in names(shipped, 200)])
    journal.record(Chosen(name="minutes-per-day", value="5"))
    sitting = begin_study(journal, shipped, session="s")
    reviews = due_of(journal, shipped).reviews
    while question := sitting.next():
        clock.move(seconds=20)
        sitting.answer(question, response(question, right=True), None, 9000)
    summary = sitting.summary()
    assert summary.answers == reviews
    assert summary.over_limit == due_of(journal, shipped).over_limit > 0
    assert summary.days_to_clear is not None
    assert abs(summary.days_to_clear - summary.over_limit / reviews) < summary.days_to_clear
    assert summary.days_to_clear > 5
    assert what_is_next(summary)[0].startswith("Done for today.")
    assert not any("Tomorrow" in line for line in what_is_next(summary))


def test_after_a_break_the_weakest_come_first_and_half_learnt_items_take_their_share(
    shipped: Library,
) -> None:
    journal, clock = studied(shipped, STRONG, days=30, budget=10)
    sitting = begin_study(journal, shipped, session="left", new_limit=9)
    for _ in range(9):  # begun and left, so that they are still in learning after the break
        if question := sitting.next():
            clock.move(seconds=5)
            sitting.answer(question, response(question, right=False), None, 4000)
    clock.move(days=40)
    state, today, entries = journal.state, journal.today(), list(shipped.entries())
    learning = sum(isinstance(card, Learning) for card in state.cards.values())
    assert learning > 3
    chosen = agenda(entries, state, day=today)
    assert chosen.new == 0
    assert chosen.over_limit > 0
    # Each takes two answers, as the forecast counts them, and more at worst.
    answers = 600 / chosen.seconds
    assert chosen.reviews + chosen.learning + 2 * learning <= answers
    whole = agenda(entries, state, day=today, review_limit=9999)
    asked = {entry.id for entry in chosen.entries}
    rest = [entry for entry in whole.entries if entry.id not in asked]
    weakest = max(recall_of(entry, state, today) for entry in chosen.entries)
    assert weakest <= min(recall_of(entry, state, today) for entry in rest) + 1e-9


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300), st.integers(1, 4)), max_size=30)
)
def test_law_a_history_of_another_program_comes_back_by_days(
    answers: list[tuple[str, int, int]],
) -> None:
    """Its memory is that of all its reviews, and being wrong twice on one day is forgotten once."""
    events = past((card, JANUARY + timedelta(hours=hour), rating) for card, hour, rating in answers)
    state = fold(events)
    for name, card in state.cards.items():
        assert isinstance(card, ByDays)
        history = state.histories[name]
        assert card.memory == memory_of(history)
        assert card.due_day > card.last_day
        assert card.lapses == sum(rating == 1 and days > 0 for rating, days in history[1:])
