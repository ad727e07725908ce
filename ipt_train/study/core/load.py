"""How many answers the coming days ask for: an expected value, so the same on every device.

Each card is followed through its next reviews. A review is remembered with the learner's own
chance, and the card then goes both ways, each with its weight; the interval after either is the
memory model's. Ways that hardly weigh anything are dropped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ipt_train.bank.core.model import Entry, Vignette, steps_of
from ipt_train.schedule.card import Card, Learning, New, Review, Schedule
from ipt_train.schedule.memory import Memory, after_review, retrievability
from ipt_train.vocabulary import ItemId, Rating

DAYS = 14
"""The days looked ahead."""
_LIGHTEST = 0.02
"""A way with less weight than this is not followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """How a learner answers.

    Attributes:
        first: Chance that a first answer is right, 0-1.
        recall: Chance that an item is recalled when it comes back after days, 0-1.
    """

    first: float
    recall: float


def answers_of_new(schedule: Schedule, odds: Odds, *, steps: bool = True) -> float:
    """Return how many answers an item takes on its first day until it comes back by days.

    Args:
        schedule: Its learning steps.
        odds: How the learner answers.
        steps: Whether learning steps apply; a case's questions have none.
    """
    count = len(schedule.learning_steps) if steps else 0
    if not count:
        return 1.0
    return (
        1.0
        + odds.first * _until_graduated(count, 1, odds)
        + (1 - odds.first) * _until_graduated(count, 0, odds)
    )


def _until_graduated(count: int, step: int, odds: Odds) -> float:
    """Return the answers from a learning step on: a wrong one goes back to the first step."""
    right = max(odds.recall, 0.05)
    from_first = sum(right**-power for power in range(1, count + 1))
    if step >= count:
        return 0.0
    remaining = sum(right**power for power in range(count - step))
    return remaining + (1 - right ** (count - step)) * from_first if step else from_first


def answers_of_learning(count: int, schedule: Schedule, odds: Odds) -> float:
    """Return about how many answers items in learning take until they come back by days."""
    return count * len(schedule.learning_steps or (0,)) / max(odds.recall, 0.05)


def load_of_new(schedule: Schedule, odds: Odds, *, steps: bool = True) -> tuple[float, ...]:
    """Return the answers that an item asks for on the day it is begun and on those after.

    Args:
        schedule: How reviews are scheduled.
        odds: How the learner answers.
        steps: Whether learning steps apply.
    """
    load = [0.0] * DAYS
    load[0] = answers_of_new(schedule, odds, steps=steps)
    for rating, weight in ((Rating.GOOD, odds.first), (Rating.AGAIN, 1 - odds.first)):
        memory, wanted = _after(None, rating, 0, schedule)
        if steps and schedule.learning_steps:
            memory, wanted = _after(memory, Rating.GOOD, 0, schedule)
        _follow(load, memory, 0, _days(wanted, schedule), weight, schedule, odds, 1.0)
    return tuple(load)


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
    load = [0.0] * DAYS
    for entry in entries:
        weight = float(len(steps_of(entry))) if isinstance(entry, Vignette) else 1.0
        known = [
            card
            for step in steps_of(entry)
            if not isinstance(card := cards.get(step.id, New()), New)
        ]
        if not known:
            continue
        if any(isinstance(card, Learning) for card in known):
            load[0] += weight * answers_of_learning(1, schedule, odds)
            continue
        first = min(
            (card for card in known if isinstance(card, Review)), key=lambda card: card.due_day
        )
        due = max(0, first.due_day - today)
        _follow(load, first.memory, first.last_day - today, due, 1.0, schedule, odds, weight)
    return tuple(load)


def _follow(
    load: list[float],
    memory: Memory,
    last: int,
    due: int,
    weight: float,
    schedule: Schedule,
    odds: Odds,
    answers: float,
) -> None:
    """Add what a card asks for from a day on, through both of its ways.

    Args:
        load: Answers by day, added to.
        memory: What is known of it.
        last: Day of its last review, counted from today.
        due: Day on which it comes back, counted from today.
        weight: Chance that it goes this way.
        schedule: How reviews are scheduled.
        odds: How the learner answers.
        answers: Answers that one review of it asks for.
    """
    if due >= DAYS or weight < _LIGHTEST:
        return
    missed = 1 - odds.recall
    again = missed * _relearning(schedule, odds)
    load[due] += weight * answers * (1 + (again if answers == 1 else 0))
    for rating, chance in ((Rating.GOOD, odds.recall), (Rating.AGAIN, missed)):
        after, wanted = _after(memory, rating, due - last, schedule)
        _follow(
            load,
            after,
            due,
            due + _days(wanted, schedule),
            weight * chance,
            schedule,
            odds,
            answers,
        )


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


def answers_of_review(
    entry: Entry, cards: Mapping[ItemId, Card], today: int, schedule: Schedule, odds: Odds
) -> float:
    """Return how many answers a review of an entry takes today; what is forgotten comes again.

    Args:
        entry: An item or a case; all questions of a case are asked, once each.
        cards: The schedules of its questions.
        today: The study day.
        schedule: Its relearning steps.
        odds: How the learner answers.
    """
    if isinstance(entry, Vignette):
        return float(len(steps_of(entry)))
    card = cards.get(entry.id, New())
    if isinstance(card, New):
        return 1.0
    known = retrievability(card.memory, today - card.last_day, schedule.parameters)
    return 1.0 + (1 - known) * _relearning(schedule, odds)


def _relearning(schedule: Schedule, odds: Odds) -> float:
    """Return the answers until a forgotten item comes back by days again."""
    right = max(odds.recall, 0.05)
    return sum(right**-power for power in range(1, len(schedule.relearning_steps) + 1))


def affordable(begun: Sequence[float], new: Sequence[float], answers: float) -> tuple[float, int]:
    """Return how many entries can be begun, so that the coming days stay within their room.

    Args:
        begun: Answers that begun entries ask for on each day, today first.
        new: Answers that an entry asks for on the day it is begun and on those after.
        answers: Answers that a day has room for.

    Returns:
        Entries a day that hold the mean of the days looked ahead to the room, a fraction since
        little room is spread over several days; and the most that today has room for.
    """
    days = len(begun)
    whole = sum((days - ago) * count for ago, count in enumerate(new[:days]))
    rate = (answers * days - sum(begun)) / whole
    return max(0.0, rate), max(0, round((answers - begun[0]) / new[0]))
