"""From events to state. The same events in any order of arrival give the same state."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from ipt_train.errors import SettingError
from ipt_train.log.core.event import (
    BanksMet,
    Chosen,
    Drilled,
    DrilledAgain,
    Event,
    Marked,
    Reviewed,
    Undone,
)
from ipt_train.log.core.habit import Habit
from ipt_train.log.core.settings import Settings, with_setting
from ipt_train.schedule.card import Card, New, Review, review
from ipt_train.schedule.exam import brought_in
from ipt_train.schedule.memory import memory_of
from ipt_train.vocabulary import EventId, EventKind, ItemId, Mode, Rating

State = TypeVar("State")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold(Generic[State]):
    """One way to come from events to a state, so that whoever keeps it can move it on.

    Attributes:
        name: What the state is kept under; no two folds of a log share one.
        start: Makes the state of an empty log.
        apply: Moves a state on by the next event in order, in place; undone events were left
            out before.
        digest: Text that is equal exactly when two states are.
    """

    name: str
    start: Callable[[], State]
    apply: Callable[[State, Event], object]
    digest: Callable[[State], str] = repr

    def of(self, events: Iterable[Event]) -> State:
        """Return the state that a log stands for.

        Args:
            events: The events of one person, in any order, duplicates allowed.
        """
        state = self.start()
        for event in in_order(events):
            self.apply(state, event)
        return state


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a learner did with one item so far; days are ordinals."""

    first_day: int
    last_day: int
    revision: int
    reviews: int
    correct: int


@dataclass(slots=True, kw_only=True)
class LearnerState:
    """Everything that the log says of a learner now.

    Attributes:
        cards: Schedule of each item that was reviewed.
        seen: Counts of each item that was reviewed.
        flagged: Items flagged for a second look, with the note.
        suspended: Items set aside.
        drills: Schedule of each drill that was answered.
        drill_scores: Own mark of the newest reply to each drill, 0-1.
        notes: The learner's own note on an item.
        disputed: Items that the learner disputes, with the reason.
        buried: Items left for the day, with the study day.
        wanted: Items to be asked soon, with the study day on which that was said.
        practised: Study day on which an item was last practised beside the schedule.
        histories: Rating and days since the last review, for each review of an item.
        met: Revision of every item in the banks as they were last met.
        habit: Answers and time of each study day.
        settings: The settings in force.
        last: Id of the newest review that still counts, if any.
    """

    cards: dict[ItemId, Card] = field(default_factory=dict)
    seen: dict[ItemId, Seen] = field(default_factory=dict)
    flagged: dict[ItemId, str] = field(default_factory=dict)
    suspended: set[ItemId] = field(default_factory=set)
    drills: dict[ItemId, Card] = field(default_factory=dict)
    drill_scores: dict[ItemId, float] = field(default_factory=dict)
    notes: dict[ItemId, str] = field(default_factory=dict)
    disputed: dict[ItemId, str] = field(default_factory=dict)
    buried: dict[ItemId, int] = field(default_factory=dict)
    wanted: dict[ItemId, int] = field(default_factory=dict)
    practised: dict[ItemId, int] = field(default_factory=dict)
    histories: dict[ItemId, list[tuple[Rating, int]]] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    habit: Habit = field(default_factory=Habit)
    settings: Settings = field(default_factory=Settings)
    last: EventId | None = None

    def digest(self) -> str:
        """Return a digest of the whole state, equal exactly when the states are equal."""
        parts = (
            sorted(self.cards.items()),
            sorted(self.seen.items()),
            sorted(self.flagged.items()),
            sorted(self.suspended),
            sorted(self.drills.items()),
            sorted(self.drill_scores.items()),
            sorted(self.notes.items()),
            sorted(self.disputed.items()),
            sorted(self.buried.items()),
            sorted(self.wanted.items()),
            sorted(self.practised.items()),
            sorted(self.histories.items()),
            sorted(self.met.items()),
            sorted(self.habit.days.items()),
            self.settings,
        )
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One review as it was folded: the card before and after it."""

    event: Event
    body: Reviewed
    before: Card
    after: Card


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, each once, in their order; undone ones are left out."""
    unique = {event.id: event for event in events}
    undone = {event.body.target for event in unique.values() if isinstance(event.body, Undone)}
    kept = (event for event in unique.values() if event.id not in undone)
    return sorted(kept, key=lambda event: (event.stamp, event.device, event.sequence, event.id))


def study(aliases: Mapping[ItemId, ItemId] | None = None) -> Fold[LearnerState]:
    """Return the fold of study.

    Args:
        aliases: For each retired item the one that took over its history.
    """
    return Fold(
        name="study",
        start=LearnerState,
        apply=lambda state, event: apply(state, event, aliases or {}),
        digest=LearnerState.digest,
    )


def apply(state: LearnerState, event: Event, aliases: Mapping[ItemId, ItemId]) -> Step | None:
    """Move the state on by one event, in place; return the step if it was a review.

    Args:
        state: The state so far.
        event: The next event in order; undos were taken out before.
        aliases: For each retired item the one that took over its history.
    """
    if isinstance(event.body, Reviewed | Drilled):
        state.habit.answered(
            day=event.day, session=event.session, at=event.at, response_ms=event.body.response_ms
        )
    match event.body:
        case Reviewed(mode=mode, item=name) if mode is not Mode.STUDY:
            state.last = event.id  # practice is kept in the log and moves no schedule
            state.practised[aliases.get(name, name)] = event.day
        case Drilled() as drilled:
            state.drill_scores[drilled.item] = drilled.score
            state.drills[drilled.item] = review(
                state.drills.get(drilled.item, New()),
                drilled.rating,
                item=drilled.item,
                day=event.day,
                at=event.at,
                schedule=state.settings.schedule,
                steps=False,
            )
        case DrilledAgain():
            state.habit.passed(session=event.session, at=event.at)
        case Reviewed() as body:
            item = aliases.get(body.item, body.item)
            before = state.cards.get(item, New())
            after = review(
                before,
                body.rating,
                item=item,
                day=event.day,
                at=event.at,
                schedule=state.settings.schedule,
                steps=body.vignette is None,
            )
            state.cards[item] = after
            elapsed = 0 if isinstance(before, New) else max(0, event.day - before.last_day)
            state.histories.setdefault(item, []).append((body.rating, elapsed))
            state.wanted.pop(item, None)
            old = state.seen.get(item)
            state.seen[item] = Seen(
                first_day=old.first_day if old else event.day,
                last_day=max(event.day, old.last_day) if old else event.day,
                revision=body.revision if item == body.item else 0,
                reviews=(old.reviews if old else 0) + 1,
                correct=(old.correct if old else 0) + body.correct,
            )
            state.last = event.id
            return Step(event=event, body=body, before=before, after=after)
        case Marked() as marked:
            _mark(state, marked, aliases.get(marked.item, marked.item), event.day)
        case Chosen() as chosen:
            # A setting of a newer or older program stays in the log and has no effect.
            with suppress(SettingError):
                _choose(state, chosen)
        case BanksMet(revisions=revisions):
            state.met = revisions
        case _:  # exams and ratings have folds of their own
            pass
    return None


def _mark(state: LearnerState, marked: Marked, item: ItemId, day: int) -> None:
    match marked.mark:
        case EventKind.FLAG:
            state.flagged[item] = marked.note
        case EventKind.UNFLAG:
            state.flagged.pop(item, None)
        case EventKind.SUSPEND:
            state.suspended.add(item)
        case EventKind.UNSUSPEND:
            state.suspended.discard(item)
        case EventKind.BURY:
            state.buried[item] = day
        case EventKind.QUEUE:
            state.wanted[item] = day
        case EventKind.DISPUTE:
            state.disputed[item] = marked.note
        case EventKind.UNDISPUTE:
            state.disputed.pop(item, None)
        case EventKind.NOTE if marked.note:
            state.notes[item] = marked.note
        case EventKind.NOTE:
            state.notes.pop(item, None)


def _choose(state: LearnerState, chosen: Chosen) -> None:
    """Change a setting, and what stands already as far as the setting reaches it.

    Parameters of the memory model give every memory anew from its history, and leave the days on
    which items are due; an exam date brings in what would come after it, or lets it go again.
    """
    before = state.settings.schedule
    state.settings = with_setting(state.settings, chosen.name, chosen.value)
    schedule = state.settings.schedule
    if schedule.parameters != before.parameters:
        for item, card in state.cards.items():
            if not isinstance(card, New):
                memory = memory_of(state.histories[item], schedule.parameters)
                state.cards[item] = replace(card, memory=memory)
    if schedule.exam_day != before.exam_day:
        for item, card in state.cards.items():
            if isinstance(card, Review):
                due = brought_in(
                    card.last_day + card.interval,
                    reviewed=card.last_day,
                    exam_day=schedule.exam_day,
                    item=item,
                    repetitions=card.repetitions,
                )
                state.cards[item] = replace(card, due_day=due)


def replay(
    events: Iterable[Event], state: LearnerState, aliases: Mapping[ItemId, ItemId] | None = None
) -> Iterator[Step]:
    """Fold events into ``state`` and yield each review on the way."""
    for event in in_order(events):
        step = apply(state, event, aliases or {})
        if step:
            yield step


def fold(events: Iterable[Event], aliases: Mapping[ItemId, ItemId] | None = None) -> LearnerState:
    """Return the state that a log stands for.

    Args:
        events: The events of one learner, in any order, duplicates allowed.
        aliases: For each retired item the one that took over its history.
    """
    return study(aliases).of(events)
