"""How many answers the coming days ask for: an expected value, so the same on every device.

Each card is followed through its next reviews. A review is remembered with the memory model's chance
on that day, as far as the learner's own answers bear it out, and the card then goes both ways, each
with its weight; the interval after either is the memory model's. A way that hardly weighs anything does not part any more: it goes on as a seeded
chance decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ipt_train.bank.core.model import Entry, Vignette, steps_of
from ipt_train.schedule.card import ByDays, Card, Learning, New, Schedule
from ipt_train.schedule.fuzz import factor_of
from ipt_train.schedule.memory import Memory, after_review, retrievability
from ipt_train.study.core.load import (
    Odds,
    answers_of_learning,
    answers_of_new,
    answers_of_relearning,
)
from ipt_train.vocabulary import ItemId, Rating

DAYS = 14
"""The days looked ahead."""
_LIGHTEST = 0.05
"""A way with less weight than this does not part any more."""
_LIGHTEST_OF_MANY, _LIGHTEST_OF_FEW, _LIGHTEST_OF_NEW = 1.0, 0.2, 0.02
"""The same where more days are looked ahead: many cards make up for chance, one new one does not."""
_MANY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is expected of some entries.

    Attributes:
        load: Answers that they ask for on each of the days looked ahead, the first day first.
        known: Expected number of them that can be recalled, for a new entry on each of these days
            and for begun ones, as a single figure, on the day after the last.
    """

    load: tuple[float, ...]
    known: tuple[float, ...]


def load_of_new(schedule: Schedule, odds: Odds, *, steps: bool = True) -> tuple[float, ...]:
    """Return the answers that an item asks for on the day it is begun and on those after.

    Args:
        schedule: How reviews are scheduled.
        odds: How the learner answers.
        steps: Whether learning steps apply.
    """
    return forecast_of_new(schedule, odds, DAYS, steps=steps).load


def forecast_of_new(schedule: Schedule, odds: Odds, days: int, *, steps: bool = True) -> Forecast:
    """Return what is expected of an item from the day on which it is begun.

    Args:
        schedule: How reviews are scheduled.
        odds: How the learner answers.
        days: Days to look ahead, 1 or more.
        steps: Whether learning steps apply.
    """
    load, known = [0.0] * days, [0.0] * days
    lightest = _LIGHTEST if days <= DAYS else _LIGHTEST_OF_NEW
    load[0] = answers_of_new(schedule, odds, steps=steps)
    relearning = answers_of_relearning(schedule, odds)
    for rating, weight in ((Rating.GOOD, odds.first), (Rating.AGAIN, 1 - odds.first)):
        memory, wanted = _after(None, rating, 0, schedule)
        if steps and schedule.learning_steps:
            memory, wanted = _after(memory, Rating.GOOD, 0, schedule)
        begun = _Wait(memory, 0, _days(wanted, schedule), weight)
        for wait, recall in _waits(begun, "", days, schedule, odds, lightest):
            if wait.due < days:
                load[wait.due] += wait.weight * (1 + (1 - recall) * relearning)
            for day in range(wait.last, min(wait.due, days)):
                known[day] += wait.weight * _recall(wait, day, schedule)
    return Forecast(load=tuple(load), known=tuple(known))


def load_of(
    entries: Iterable[Entry],
    cards: Mapping[ItemId, Card],
    today: int,
    schedule: Schedule,
    odds: Odds,
) -> tuple[float, ...]:
    """Return the answers that begun entries ask for on each of the next days, today first.

    Args:
        entries: Items and cases; those not begun ask for nothing.
        cards: Their schedules as they were when today began.
        today: The study day.
        schedule: How reviews are scheduled.
        odds: How the learner answers.
    """
    return forecast_of_begun(entries, cards, today, schedule, odds, DAYS).load


def forecast_of_begun(
    entries: Iterable[Entry],
    cards: Mapping[ItemId, Card],
    today: int,
    schedule: Schedule,
    odds: Odds,
    days: int,
) -> Forecast:
    """Return what is expected of begun entries from today on.

    Args:
        entries: Items and cases; those not begun ask for nothing.
        cards: Their schedules as they were when today began.
        today: The study day.
        schedule: How reviews are scheduled.
        odds: How the learner answers.
        days: Days to look ahead, 1 or more.
    """
    load, known = [0.0] * days, 0.0
    lightest = (
        _LIGHTEST
        if days <= DAYS
        else _LIGHTEST_OF_FEW
        if len(cards) <= _MANY
        else _LIGHTEST_OF_MANY
    )
    for entry in entries:
        begun = [card for step in steps_of(entry) if not isinstance(card := cards.get(step.id, New()), New)]  # fmt: skip  # read as one phrase
        if not begun:
            continue
        questions = float(len(steps_of(entry))) if isinstance(entry, Vignette) else 1.0
        waiting = [card for card in begun if isinstance(card, Learning)]
        if waiting:
            load[0] += questions * answers_of_learning(1, schedule, odds)
            memory, wanted = _after(waiting[0].memory, Rating.GOOD, 0, schedule)
            first = _Wait(memory, 0, _days(wanted, schedule), 1.0)
        else:
            card = min(
                (card for card in begun if isinstance(card, ByDays)), key=lambda one: one.due_day
            )
            first = _Wait(card.memory, card.last_day - today, max(0, card.due_day - today), 1.0)
        relearning = answers_of_relearning(schedule, odds) if questions == 1 else 0
        for wait, recall in _waits(first, entry.id, days, schedule, odds, lightest):
            if wait.due < days:
                load[wait.due] += wait.weight * questions * (1 + (1 - recall) * relearning)
            else:
                known += wait.weight * _recall(wait, days, schedule)
    return Forecast(load=tuple(load), known=(known,))


class _Wait(NamedTuple):
    """The time between two reviews of a card, on one of the ways that it may go.

    Attributes:
        memory: What is known of it.
        last: Day of the review before, counted from today.
        due: Day of the review after, counted from today.
        weight: Chance that it goes this way.
    """

    memory: Memory
    last: int
    due: int
    weight: float


def _waits(
    first: _Wait, name: str, days: int, schedule: Schedule, odds: Odds, lightest: float
) -> Iterator[tuple[_Wait, float]]:
    """Yield every wait of an entry until the days looked ahead are over, and the chance of recall at its end.

    A way with less weight than the lightest goes on undivided, right or wrong as a chance seeded
    by the entry's name and the day decides, so that nothing is lost on the way.
    """
    ahead, power = [first], odds.after_days(schedule.desired_retention)
    while ahead:
        wait = ahead.pop()
        recall = _recall(wait, wait.due, schedule) ** power
        yield wait, recall
        if wait.due >= days:
            continue
        if wait.weight > lightest:
            ways = [(Rating.GOOD, recall), (Rating.AGAIN, 1 - recall)]
        else:
            right = factor_of("forecast", name, wait.due) < recall
            ways = [(Rating.GOOD if right else Rating.AGAIN, 1.0)]
        for rating, chance in ways:
            if chance > 0:
                memory, wanted = _after(wait.memory, rating, wait.due - wait.last, schedule)
                due = wait.due + _days(wanted, schedule)
                ahead.append(_Wait(memory, wait.due, due, wait.weight * chance))


def _recall(wait: _Wait, day: int, schedule: Schedule) -> float:
    return retrievability(wait.memory, day - wait.last, schedule.parameters)


@lru_cache(maxsize=4096)
def _after(
    memory: Memory | None, rating: Rating, days: int, schedule: Schedule
) -> tuple[Memory, float]:
    return after_review(
        memory,
        rating,
        days,
        parameters=schedule.parameters,
        desired_retention=schedule.desired_retention,
    )


def _days(wanted: float, schedule: Schedule) -> int:
    return min(schedule.maximum_interval, max(1, round(wanted)))
