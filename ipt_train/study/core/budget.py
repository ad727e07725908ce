"""A day's share of new entries and reviews, so that it takes as many minutes as were promised.

It follows from the events before the study day began and from the settings, so that every device
says the same all day long, whatever was answered or set aside meanwhile.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import Entry, Vignette, steps_of
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.core.habit import seconds_an_answer
from ipt_train.log.core.tally import Recalls
from ipt_train.schedule.card import Card, Learning, New, Schedule
from ipt_train.study.core.forecast import DAYS, Forecast, forecast_of_new, load_of
from ipt_train.study.core.load import (
    Odds,
    affordable,
    answers_of_learning,
    answers_of_new,
    answers_of_review,
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
        new_load: Answers that a new entry asks for on the day it is begun and on those after, likewise.
        day: The study day.
    """

    new: int
    reviews: int
    seconds: float
    new_answers: float
    answers: float | None = None
    load: tuple[float, ...] = ()
    new_load: tuple[float, ...] = ()
    day: int = 0

    def with_exercise(self, answers: float) -> int:
        """Return the entries to begin on a day with an exercise, which counts as one of them.

        The others share the time that it leaves, so that a day with a drill is as long as any other.

        Args:
            answers: How many answers the exercise takes as long as.
        """
        if self.answers is None:
            return self.new
        return 1 + begun_on_a_day(self.day, self.load, self.new_load, self.answers - answers)


def begun_on_a_day(day: int, begun: Sequence[float], new: Sequence[float], answers: float) -> int:
    """Return how many entries to begin on a study day; the arguments are those of ``affordable``."""
    rate, most = affordable(begun, new, answers)
    return min(most, math.floor(rate * (day + 1)) - math.floor(rate * day))


def allowance(entries: Sequence[Entry], state: LearnerState, day: int) -> Allowance:
    """Return what a study day has room for.

    Args:
        entries: All that there is to study, what is set aside too.
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
    set_aside = state.dawn.suspended if state.dawn.day == day else state.suspended
    there = [entry for entry in entries if entry.id not in set_aside]
    begun = load_of(there, cards, day, settings.schedule, odds)
    fresh = [entry for entry in there if not any(step.id in cards for step in steps_of(entry))]
    new_load = mean_forecast(fresh, settings.schedule, odds, DAYS).load
    return Allowance(
        new=begun_on_a_day(day, begun, new_load, answers),
        reviews=settings.reviews_per_day,
        seconds=seconds,
        new_answers=first,
        answers=answers,
        load=begun,
        new_load=new_load,
        day=day,
    )


def morning(state: LearnerState, day: int) -> dict[ItemId, Card]:
    """Return the cards as they were when a study day began; what was begun on it is not there."""
    if state.dawn.day != day:
        return state.cards
    cards = dict(state.cards)
    for name, before in state.dawn.cards.items():
        if isinstance(before, New):
            del cards[name]
        else:
            cards[name] = before
    return cards


def history_before(state: LearnerState, name: ItemId, day: int) -> Sequence[tuple[Rating, int]]:
    """Return the reviews of an item that were given before a study day."""
    history = state.histories.get(name, [])
    if state.dawn.day != day or name not in state.dawn.cards:
        return history
    before = state.dawn.cards[name]
    return history[: 0 if isinstance(before, New) else before.repetitions]


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
    half_learnt = [
        name
        for name, card in cards.items()
        if isinstance(card, Learning) and name not in state.suspended
    ]
    left = room.answers - answers_of_learning(len(half_learnt), schedule, odds)
    done = [entry for entry in done if not isinstance(cards.get(entry.id), Learning)]
    left -= sum(answers_of_review(entry, cards, day, schedule, odds) for entry in done)
    for number, entry in enumerate(due[:count]):
        left -= answers_of_review(entry, cards, day, schedule, odds)
        if left < 0:
            return max(number, 1 if not done else 0)
    return min(count, len(due))


def odds_of(state: LearnerState, day: int) -> Odds:
    """Return how the learner answers, by what was answered before a study day.

    Few answers are held towards the usual odds: six first answers in ten right, and what comes back
    after days recalled as often as the memory model says.
    """
    first, first_right = state.histories.first, state.histories.first_right
    for name, before in state.dawn.cards.items() if state.dawn.day == day else ():
        if isinstance(before, New):
            right = state.histories[name][0][0] is not Rating.AGAIN
            first, first_right = first - 1, first_right - right
    usual, foretold = state.settings.schedule.desired_retention, state.tally.foretold
    today = state.dawn.foretold if state.dawn.day == day else Recalls()
    later, recalled = foretold.n - today.n, foretold.well - today.well
    expected = round(foretold.foretold - today.foretold, 6)  # the same all day long
    power = math.log(_held(usual, recalled, later)) / math.log(_held(usual, expected, later))
    return Odds(
        first=_held(_USUAL_FIRST, first_right, first), recall=usual**power, again=usual**power
    )


def _held(usual: float, right: float, answers: int) -> float:
    """Return a share of right answers, few of them held towards what is usual."""
    return (usual * _ASSUMED_ANSWERS + right) / (_ASSUMED_ANSWERS + answers)


def mean_forecast(fresh: Sequence[Entry], schedule: Schedule, odds: Odds, days: int) -> Forecast:
    """Return the mean forecast of entries that may be begun; an item's where there are none.

    Args:
        fresh: Entries not begun.
        schedule: How reviews are scheduled.
        odds: How the learner answers.
        days: Days to look ahead, 1 or more.
    """
    item, step = (forecast_of_new(schedule, odds, days, steps=steps) for steps in (True, False))
    cases = [entry for entry in fresh if isinstance(entry, Vignette)]
    if not fresh:
        return item
    items, questions = len(fresh) - len(cases), sum(len(steps_of(case)) for case in cases)
    return Forecast(
        load=_mixed(item.load, items, step.load, questions, len(fresh)),
        known=_mixed(item.known, items, step.known, len(cases), len(fresh)),
    )


def _mixed(
    item: Sequence[float], items: int, step: Sequence[float], steps: int, entries: int
) -> tuple[float, ...]:
    return tuple(
        (one * items + other * steps) / entries for one, other in zip(item, step, strict=True)
    )
