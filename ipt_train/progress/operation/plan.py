"""Whether the banks can be learnt by an exam, and what that costs a day."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from ipt_train.bank.core.model import Library, steps_of
from ipt_train.errors import UsageError
from ipt_train.log.core.event import Chosen, Event, Reviewed
from ipt_train.log.core.fold import LearnerState, in_order
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import New
from ipt_train.schedule.exam import WINDOW
from ipt_train.schedule.memory import Workload, retrievability, simulated
from ipt_train.study.core.queue import first_day, is_new
from ipt_train.vocabulary import ItemId, Mode, Rating

RETENTIONS = (0.80, 0.85, 0.90, 0.95)
PACE_DAYS = 14
FEW_ANSWERS = 50
USUAL_SECONDS, USUAL_RIGHT = 30.0, 0.6
"""Assumed where the log has too few answers to tell: seconds an answer, share of first answers right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One desired retention and what it takes."""

    retention: float
    minutes: float
    most: float
    known: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The way to an exam.

    Attributes:
        exam: Day of the exam, as an ISO date.
        days: Study days until then.
        entries: Items and cases there are.
        unseen: How many of them were never answered.
        pace: New ones begun a day, over the last fourteen days.
        needed: New ones a day that are needed to have begun all before the last fortnight.
        reached: How many would have been begun by then at the present pace.
        enough: Whether the present pace is enough.
        remembered: Mean chance today of recalling what was seen; None before the first answer.
        seconds: Median seconds an answer, assumed or of the log.
        first_right: Share of first answers that were right, assumed or of the log.
        assumed: Whether the last two are assumed, for want of answers.
        lines: Cost and gain by desired retention, of the new ones.
        retention: The desired retention in force.
    """

    exam: str
    days: int
    entries: int
    unseen: int
    pace: float
    needed: int
    reached: int
    enough: bool
    remembered: float | None
    seconds: float
    first_right: float
    assumed: bool
    lines: tuple[Line, ...]
    retention: float


def day_of(text: str) -> date:
    """Return the day that a text names.

    Raises:
        UsageError: It is not a date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is not a date", hint="write it as 2027-05-14") from None


def plan(journal: Journal, library: Library, exam: date) -> Plan:
    """Return what it takes to know the banks by an exam.

    Raises:
        UsageError: The exam is not in the future.
    """
    state, today = journal.state, journal.today()
    days = exam.toordinal() - today
    if days < 1:
        raise UsageError(f"{exam} is not after today", hint="name a day to come, as 2027-05-14")
    entries = [entry for entry in library.entries() if entry.id not in state.suspended]
    unseen = sum(is_new(entry, state) for entry in entries)
    begun = sum(today - PACE_DAYS < (first_day(entry, state) or 0) <= today for entry in entries)
    pace = begun / PACE_DAYS
    room = max(1, days - WINDOW)
    seconds, right, assumed = _habits(journal.events(), journal.aliases)
    chances = [
        retrievability(card.memory, today - card.last_day, state.settings.schedule.parameters)
        for entry in entries
        for step in steps_of(entry)
        if not isinstance(card := state.cards.get(step.id, New()), New)
    ]
    needed = math.ceil(unseen / room)
    return Plan(
        exam=exam.isoformat(),
        days=days,
        entries=len(entries),
        unseen=unseen,
        pace=pace,
        needed=needed,
        reached=min(unseen, math.floor(pace * room)),
        enough=pace * room >= unseen,
        remembered=sum(chances) / len(chances) if chances else None,
        seconds=seconds,
        first_right=right,
        assumed=assumed,
        lines=tuple(
            _line(one, _workload(state, unseen, days, needed, one, seconds, right))
            for one in RETENTIONS
            if unseen
        ),
        retention=state.settings.schedule.desired_retention,
    )


def follow(journal: Journal, made: Plan) -> tuple[str, ...]:
    """Put a plan in force by events; return what was set, in words."""
    journal.record(Chosen(name="exam-date", value=made.exam))
    said = [f"exam-date {made.exam}"]
    chosen = journal.state.settings.new_per_day
    if chosen is not None and made.needed > chosen:
        journal.record(Chosen(name="new-per-day", value=str(min(999, made.needed))))
        said.append(f"new-per-day {min(999, made.needed)}")
    return tuple(said)


def _line(retention: float, load: Workload) -> Line:
    return Line(retention=retention, minutes=load.minutes, most=load.most, known=load.known)


def _workload(
    state: LearnerState,
    unseen: int,
    days: int,
    new_per_day: int,
    retention: float,
    seconds: float,
    right: float,
) -> Workload:
    settings = state.settings
    return simulated(
        items=unseen,
        days=days,
        new_per_day=new_per_day,
        reviews_per_day=settings.reviews_per_day,
        maximum_interval=settings.schedule.maximum_interval,
        desired_retention=retention,
        seconds=seconds,
        first_right=right,
        parameters=settings.schedule.parameters,
    )


def _habits(events: list[Event], aliases: Mapping[ItemId, ItemId]) -> tuple[float, float, bool]:
    """Return seconds an answer, the share of first answers right, and whether they are assumed."""
    answers = [
        event.body
        for event in in_order(events)
        if isinstance(event.body, Reviewed) and event.body.mode is Mode.STUDY
    ]
    firsts = {aliases.get(body.item, body.item): body for body in reversed(answers)}
    if len(firsts) < FEW_ANSWERS:
        return USUAL_SECONDS, USUAL_RIGHT, True
    right = sum(body.rating is not Rating.AGAIN for body in firsts.values()) / len(firsts)
    return median(body.response_ms for body in answers) / 1000, right, False
