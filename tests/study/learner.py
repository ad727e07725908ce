"""Learners who study for months, seeded: strong, weak, and one who misses days."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Library,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.log.core.event import Chosen, Response
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import New, Review
from ipt_train.schedule.memory import retrievability
from ipt_train.study.core.exercise import Exercise
from ipt_train.study.core.queue import is_new
from ipt_train.study.core.session import Question
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.vocabulary import Mark
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """How somebody studies.

    Attributes:
        first: Chance that a first answer is right.
        again: Chance that an answer is right when the item comes again within minutes.
        seconds: Mean seconds an answer, the reading of feedback included.
        studies: Whether there is a sitting on a day, by its number.
    """

    first: float
    again: float
    seconds: float
    studies: Callable[[int], bool] = lambda _day: True


STRONG = Learner(first=0.8, again=0.97, seconds=18)
WEAK = Learner(first=0.45, again=0.85, seconds=35)
IRREGULAR = Learner(
    first=0.65, again=0.92, seconds=25, studies=lambda day: day % 7 != 3 and not 40 <= day < 50
)


@dataclass(slots=True, kw_only=True)
class Months:
    """What came of it, a number a day.

    Attributes:
        minutes: Minutes of study.
        new: New entries that were left to begin in the evening.
        waiting: Reviews put off for want of room, in the evening.
        exercises: Days that held an exercise, and of which kind it was.
        recalls: Of reviews answered on the day that they were due: the day, and whether recalled.
    """

    minutes: list[float] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    exercises: dict[int, str] = field(default_factory=dict)
    recalls: list[tuple[int, bool]] = field(default_factory=list)


def a_journal(library: Library, clock: Clock, device: str = "laptop") -> Journal:
    """Return a journal over a log in memory."""
    numbers = count(1)
    return Journal(
        MemoryLog(),
        now=clock,
        new_id=lambda: f"{device}-{next(numbers):06}",
        device=device,
        aliases=aliases_of(library),
    )


def months(
    journal: Journal, library: Library, clock: Clock, learner: Learner, *, days: int, budget: int
) -> Months:
    """Let a learner study for some days with a budget of minutes."""
    journal.record(Chosen(name="minutes-per-day", value=str(budget)))
    chance, made = random.Random(f"{learner.first} {budget}"), Months()
    for day in range(days):
        began = clock.instant
        if learner.studies(day):
            sitting = begin_study(journal, library, session=f"day {day}", exercise=True)
            while (exercise := sitting.offered()) or (question := sitting.next()):
                if exercise:
                    _train(sitting, exercise, clock)
                    made.exercises[day] = "drill" if isinstance(exercise, Drill) else "case"
                    continue
                spent = min(119.0, chance.lognormvariate(0, 0.4) * learner.seconds * 0.92)
                clock.move(seconds=spent)
                right = chance.random() < _chance(journal, question, learner)
                _note(journal, question, made, right=right)
                sitting.answer(question, response(question, right=right), None, int(spent * 500))
        made.minutes.append((clock.instant - began).total_seconds() / 60)
        left = sum(is_new(entry, journal.state) for entry in library.entries())
        made.new.append(left)
        made.waiting.append(due_of(journal, library).over_limit)
        clock.instant = began
        clock.move(days=1)
    return made


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
        case Review(memory=memory, last_day=last):
            parameters = journal.state.settings.schedule.parameters
            return retrievability(memory, journal.today() - last, parameters)
        case _:
            return learner.again


def _note(journal: Journal, question: Question, made: Months, *, right: bool) -> None:
    card = journal.state.cards.get(question.item.id)
    if isinstance(card, Review) and card.due_day == journal.today():
        made.recalls.append((len(made.minutes), right))


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
