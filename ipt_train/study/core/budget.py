"""A day's share of new entries and reviews, so that it takes as many minutes as were promised.

It follows from the events before the study day began and from the settings, so that every device
says the same all day long, whatever was answered meanwhile.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import Entry, Vignette, steps_of
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.core.habit import seconds_an_answer
from ipt_train.schedule.card import Card, Review
from ipt_train.schedule.memory import memory_of
from ipt_train.study.core.load import (
    Odds,
    affordable,
    answers_of_new,
    answers_of_review,
    load_of,
    load_of_new,
)
from ipt_train.vocabulary import ItemId, Rating

_USUAL_FIRST = 0.6
"""Share of first answers that are right, assumed before the log tells."""
_ASSUMED_ANSWERS = 20
"""As many answers the usual odds weigh beside the learner's own; nobody validated it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a study day has room for.

    Attributes:
        new: Entries to begin.
        reviews: Reviews, at most.
        answers: Answers that reviews may take; None where no budget is kept.
        seconds: The learner's own time for an answer.
        load: Answers that begun entries ask for on each of the next days, today first; empty
            where no budget is kept.
    """

    new: int
    reviews: int
    seconds: float
    new_answers: float
    answers: float | None = None
    load: tuple[float, ...] = ()


def allowance(entries: Sequence[Entry], state: LearnerState, day: int) -> Allowance:
    """Return what a study day has room for.

    Args:
        entries: What may be studied.
        state: The learner's state, at whatever time of the day.
        day: The study day.
    """
    settings = state.settings
    seconds, odds = seconds_an_answer(state.habit.days, day), odds_of(state, day)
    first = answers_of_new(settings.schedule, odds)
    if settings.new_per_day is not None or settings.minutes_per_day is None:
        new = settings.new_per_day or 0
        return Allowance(
            new=new, reviews=settings.reviews_per_day, seconds=seconds, new_answers=first
        )
    answers = settings.minutes_per_day * 60 / seconds
    cards = morning(state, day)
    begun = load_of(entries, cards, day, settings.schedule, odds)
    fresh = [entry for entry in entries if not any(step.id in cards for step in steps_of(entry))]
    rate, most = affordable(begun, _mean_load(fresh, state, odds), answers)
    return Allowance(
        new=min(most, math.floor(rate * (day + 1)) - math.floor(rate * day)),
        reviews=settings.reviews_per_day,
        seconds=seconds,
        new_answers=first,
        answers=answers,
        load=begun,
    )


def morning(state: LearnerState, day: int) -> dict[ItemId, Card]:
    """Return the cards as they were when a study day began, as far as load depends on it.

    What was begun today is not among them; what was reviewed today has the memory that it had.
    """
    cards = dict(state.cards)
    for name, seen in state.seen.items():
        if seen.last_day < day:
            continue
        before = _before(state.histories[name])
        if not before:
            cards.pop(name, None)
            continue
        cards[name] = _restored(state, name, before, day)
    return cards


def history_before(state: LearnerState, name: ItemId, day: int) -> Sequence[tuple[Rating, int]]:
    """Return the reviews of an item that were given before a study day."""
    history, seen = state.histories.get(name, []), state.seen.get(name)
    return _before(history) if seen and seen.last_day >= day else history


def _before(history: Sequence[tuple[Rating, int]]) -> Sequence[tuple[Rating, int]]:
    """Return the reviews before those of the newest day: it began with the last that waited a day."""
    first = max((place for place, (_, days) in enumerate(history) if days), default=0)
    return history[:first]


def within(
    due: Sequence[Entry], done: Sequence[Entry], room: Allowance, state: LearnerState, day: int
) -> int:
    """Return how many of the due reviews, in their order, a study day still has room for.

    Args:
        due: What is due now, what comes first first.
        done: What was reviewed today.
        room: What the study day has room for.
        state: The learner's state.
        day: The study day.
    """
    count = max(0, room.reviews - len(done))
    if room.answers is None:
        return min(count, len(due))
    cards, schedule, odds = morning(state, day), state.settings.schedule, odds_of(state, day)
    left = room.answers - sum(
        answers_of_review(entry, cards, day, schedule, odds) for entry in done
    )
    for number, entry in enumerate(due[:count]):
        left -= answers_of_review(entry, cards, day, schedule, odds)
        if left < 0:
            return max(number, 1 if not done else 0)
    return min(count, len(due))


def _restored(
    state: LearnerState, name: ItemId, before: Sequence[tuple[Rating, int]], day: int
) -> Review:
    """Return a card that was reviewed today as it was before: due today."""
    history = state.histories[name]
    waited = history[len(before)][1]
    return Review(
        memory=memory_of(before, state.settings.schedule.parameters),
        interval=max(1, waited),
        due_day=day,
        last_day=day - waited,
        repetitions=len(before),
        lapses=0,
    )


def odds_of(state: LearnerState, day: int) -> Odds:
    """Return how the learner answers, by what was answered before a study day.

    Few answers are held towards the usual odds: six first answers in ten right, and what comes
    back recalled as often as the desired retention says.
    """
    first = [_USUAL_FIRST] * _ASSUMED_ANSWERS
    recall = [state.settings.schedule.desired_retention] * _ASSUMED_ANSWERS
    for name in state.histories:
        for place, (rating, days) in enumerate(history_before(state, name, day)):
            if place == 0:
                first.append(float(rating is not Rating.AGAIN))
            elif days:
                recall.append(float(rating is not Rating.AGAIN))
    return Odds(first=sum(first) / len(first), recall=sum(recall) / len(recall))


def _mean_load(fresh: Sequence[Entry], state: LearnerState, odds: Odds) -> tuple[float, ...]:
    """Return the mean load of the entries that may be begun; an item's where there are none."""
    schedule = state.settings.schedule
    item, step = (load_of_new(schedule, odds, steps=steps) for steps in (True, False))
    cases = [entry for entry in fresh if isinstance(entry, Vignette)]
    questions = sum(len(steps_of(case)) for case in cases)
    items, count = len(fresh) - len(cases), max(1, len(fresh))
    if not fresh:
        return item
    return tuple(
        (one * items + other * questions) / count for one, other in zip(item, step, strict=True)
    )
