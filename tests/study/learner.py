"""Learners who study for months, seeded: strong, weak, and one who misses days."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import NamedTuple

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Library,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.log.core.event import Chosen, Event, Response
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import ByDays, InterdayLearning, New, Review
from ipt_train.schedule.memory import retrievability
from ipt_train.study.core.entry import is_new
from ipt_train.study.core.exercise import Exercise, exercise_kind
from ipt_train.study.core.session import Question
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.vocabulary import Mark
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """How somebody studies.

    Attributes:
        name: What the learner is called in tables; seeds the chance.
        first: Chance that a first answer is right.
        again: Chance that an answer is right when the item comes again within minutes.
        seconds: Mean seconds an answer, the reading of feedback included.
        rests: Day of each week, 0-6 from the first day on, without a sitting; None for none.
        away: Days of a break, by their numbers.
    """

    name: str
    first: float
    again: float
    seconds: float
    rests: int | None = None
    away: range = range(0)

    def studies(self, day: int) -> bool:
        """Whether there is a sitting on a day, by its number."""
        return day % 7 != self.rests and day not in self.away


STRONG = Learner(name="strong", first=0.8, again=0.97, seconds=18)
WEAK = Learner(name="weak", first=0.45, again=0.85, seconds=35)
IRREGULAR = Learner(
    name="irregular", first=0.65, again=0.92, seconds=25, rests=3, away=range(40, 50)
)


class Recall(NamedTuple):
    """An answer on the day on which something was due: a review, or a step of learning after a night.

    Attributes:
        day: Number of the day.
        review: Whether it was a review.
        chance: Chance of recall by the memory model.
        right: Whether it was recalled.
    """

    day: int
    review: bool
    chance: float
    right: bool


@dataclass(slots=True, kw_only=True)
class Months:
    """What came of it, a number a day.

    Attributes:
        minutes: Minutes of study.
        new: New entries that were left to begin in the evening.
        items: The single questions among them: cases come a few steps a day, however much room there is.
        waiting: Reviews put off for want of room in the day's sitting; 0 on a day without one.
        exercises: Days that held an exercise, and of which kind it was.
        recalls: Answers on the day that was due, to reviews and to what was in learning over a night.
    """

    minutes: list[float] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    exercises: dict[int, str] = field(default_factory=dict)
    recalls: list[Recall] = field(default_factory=list)


def a_journal(
    library: Library, clock: Clock, device: str = "laptop", events: Sequence[Event] = ()
) -> Journal:
    """Return a journal over a log in memory, in which there may be events already."""
    log, numbers = MemoryLog(), count(len(events) + 1)
    log.absorb(events)
    return Journal(
        log,
        now=clock,
        new_id=lambda: f"{device}-{next(numbers):06}",
        device=device,
        aliases=aliases_of(library),
    )


def months(
    journal: Journal,
    library: Library,
    clock: Clock,
    learner: Learner,
    *,
    days: int,
    budget: int,
    seed: int = 0,
) -> Months:
    """Let a learner study for some days with a budget of minutes."""
    journal.record(Chosen(name="minutes-per-day", value=str(budget)))
    chance, made = random.Random(f"{learner.name} {budget} {seed}"), Months()
    for day in range(days):
        began, put_off = clock.instant, 0
        if learner.studies(day):
            sitting = begin_study(journal, library, session=f"day {day}", exercise=True)
            put_off = sitting.agenda.over_limit
            while (exercise := sitting.offered()) or (question := sitting.next()):
                if exercise:
                    _train(sitting, exercise, clock)
                    made.exercises[day] = exercise_kind(exercise)
                    continue
                spent = min(119.0, chance.lognormvariate(0, 0.4) * learner.seconds * 0.92)
                clock.move(seconds=spent)
                recall = _chance(journal, question, learner)
                right = chance.random() < recall
                _note(journal, question, made, recall, right=right)
                sitting.answer(question, response(question, right=right), None, int(spent * 500))
        made.minutes.append((clock.instant - began).total_seconds() / 60)
        left = [entry for entry in library.entries() if is_new(entry, journal.state)]
        made.new.append(len(left))
        made.items.append(sum(isinstance(entry, Item) for entry in left))
        made.waiting.append(put_off)
        clock.instant = began
        clock.move(days=1)
    return made


_STUDIED: dict[tuple[Learner, int, int], tuple[list[Event], datetime]] = {}


def studied(library: Library, learner: Learner, *, days: int, budget: int) -> tuple[Journal, Clock]:
    """Return a journal of some days of study of the shipped banks, and the clock after them.

    Many tests begin where somebody has studied before; she does so once for all of them.
    """
    key = (learner, days, budget)
    if key not in _STUDIED:
        clock = Clock()
        journal = a_journal(library, clock)
        months(journal, library, clock, learner, days=days, budget=budget)
        _STUDIED[key] = (journal.events(), clock.instant)
    events, instant = _STUDIED[key]
    clock = Clock(instant)
    return a_journal(library, clock, events=events), clock


def _train(sitting: Sitting, exercise: Exercise, clock: Clock) -> None:
    """Begin the steps of a case, or do a drill in about three minutes."""
    if not isinstance(exercise, Drill):
        sitting.begin(exercise)
        return
    clock.move(seconds=150)
    chance = random.Random(exercise.id)
    marks = {one.id: chance.choice([Mark.YES, Mark.YES, Mark.PARTLY]) for one in exercise.criteria}
    sitting.reply(exercise, marks, 40_000)
    clock.move(seconds=30)
    sitting.reply_again(20_000)


def _chance(journal: Journal, question: Question, learner: Learner) -> float:
    """Memory is what the model says: what is tested is the plan, not the model."""
    match journal.state.cards.get(question.item.id, New()):
        case New():
            return learner.first
        case Review(memory=memory, last_day=last) | InterdayLearning(memory=memory, last_day=last):
            parameters = journal.state.settings.schedule.parameters
            return retrievability(memory, journal.today() - last, parameters)
        case _:
            return learner.again


def _note(
    journal: Journal, question: Question, made: Months, recall: float, *, right: bool
) -> None:
    card = journal.state.cards.get(question.item.id)
    if isinstance(card, ByDays) and card.due_day == journal.today():
        made.recalls.append(Recall(len(made.minutes), isinstance(card, Review), recall, right))


def response(question: Question, *, right: bool) -> Response:
    """Return the right answer to any question, or a wrong one."""
    match question.item.interaction:
        case Choice(options=options):
            keys = tuple(option.id for option in options if option.key)
            return keys if right else tuple(option.id for option in options if not option.key)[:1]
        case TrueFalse(key=key):
            return key is right
        case TextEntry(accepted=accepted):
            return accepted[0] if right else "no idea at all"
        case NumberEntry(value=value, tolerance=tolerance):
            return str(value if right else value + tolerance + 1)
        case Ordering(sequence=sequence):
            order = tuple(option.id for option in sequence)
            return order if right else order[::-1]
        case Matching(prompts=prompts, options=options):
            wrong = {
                prompt.id: next(one.id for one in options if one.id != prompt.key)
                for prompt in prompts
            }
            return {prompt.id: prompt.key for prompt in prompts} if right else wrong
        case Cloze(gaps=gaps):
            return {gap.id: gap.accepted[0] if right else "no idea at all" for gap in gaps}
