"""What a learner's state says about an entry: new or due, in learning, set aside, and when it comes back."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_train.bank.core.model import Entry, Item, steps_of
from ipt_train.log.core.fold import LearnerState
from ipt_train.schedule.card import ByDays, InterdayLearning, Learning, New, Review
from ipt_train.schedule.memory import retrievability


def is_new(entry: Entry, state: LearnerState) -> bool:
    """Whether nothing of the entry was ever answered."""
    if isinstance(entry, Item):
        return entry.id not in state.cards
    return all(step.id not in state.cards for step in entry.steps)


def is_due(entry: Entry, state: LearnerState, day: int) -> bool:
    """Whether a seen entry is due on a study day.

    A vignette is due when any of its steps is, or when it was left half-way. An item
    whose revision rose since it was answered is due again, and so is one that was asked for.
    """
    return is_wanted(entry, state) or any(_step_due(step, state, day) for step in steps_of(entry))


def is_wanted(entry: Entry, state: LearnerState) -> bool:
    """Whether an entry was asked for, such as by a mistake in an exam."""
    return any(step.id in state.wanted for step in steps_of(entry))


def _step_due(step: Item, state: LearnerState, day: int) -> bool:
    match state.cards.get(step.id, New()):
        case New():
            return step.vignette is not None  # asked about only where another step was seen
        case Learning():
            return step.vignette is not None  # other items in learning come back by the minute
        case InterdayLearning(due_day=due) | Review(due_day=due):
            return due <= day or state.seen[step.id].revision < step.revision


def in_learning(entry: Entry, state: LearnerState, day: int) -> bool:
    """Whether what brings a seen entry back on a study day is a step of learning that spans a night.

    A case counts as a review if anything else brings it back: a review, or a step not answered yet.
    """
    if isinstance(entry, Item):
        return isinstance(state.cards.get(entry.id), InterdayLearning)
    due = [step for step in entry.steps if _step_due(step, state, day)]
    return bool(due) and all(isinstance(state.cards.get(step.id), InterdayLearning) for step in due)


def set_aside(entry: Entry, state: LearnerState, day: int) -> bool:
    """Whether an entry is suspended, or left for a study day."""
    return entry.id in state.suspended or state.buried.get(entry.id) == day


def items_kept(entries: Iterable[Entry], state: LearnerState, day: int) -> list[Item]:
    """Return the items that are not set aside on a study day."""
    items = [entry for entry in entries if isinstance(entry, Item)]
    return [item for item in items if not set_aside(item, state, day)]


def recall_of(entry: Entry, state: LearnerState, day: int) -> float:
    """Return the chance of recalling an entry on a study day, 0-1; the weakest step counts."""
    parameters = state.settings.schedule.parameters
    chances = [
        retrievability(card.memory, day - card.last_day, parameters)
        for step in steps_of(entry)
        if not isinstance(card := state.cards.get(step.id, New()), New)
    ]
    return min(chances, default=1.0)


def first_day(entry: Entry, state: LearnerState) -> int | None:
    """Return the study day on which an entry was begun, if it was."""
    days = [state.seen[step.id].first_day for step in steps_of(entry) if step.id in state.seen]
    return min(days, default=None)


def due_day(entry: Entry, state: LearnerState) -> int | None:
    """Return the study day on which an entry comes back, if it is scheduled by days."""
    if entry.id in state.suspended:
        return None
    days = [
        card.due_day
        for step in steps_of(entry)
        if isinstance(card := state.cards.get(step.id), ByDays)
    ]
    return min(days, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDue:
    """The next study day with something due, and how many entries that are; zeros for none.

    Attributes:
        day: The study day.
        count: Entries due on it.
        learning: How many of them are still in learning.
    """

    day: int
    count: int
    learning: int


def next_due(entries: Iterable[Entry], state: LearnerState, today: int) -> NextDue:
    """Return what is due on the next study day after today with something due."""
    ahead = [
        (day, entry)
        for entry in entries
        if (day := due_day(entry, state)) is not None and day > today
    ]
    soonest = min((day for day, _ in ahead), default=0)
    coming = [entry for day, entry in ahead if day == soonest]
    learning = sum(in_learning(entry, state, soonest) for entry in coming)
    return NextDue(day=soonest, count=len(coming), learning=learning)
