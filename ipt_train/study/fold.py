"""From events to state. The same events in any order of arrival give the same state."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from ipt_train.errors import SettingError
from ipt_train.schedule.card import Card, New, review
from ipt_train.study.event import Chosen, Drilled, Event, Marked, Reviewed, Undone
from ipt_train.study.settings import Settings, with_setting
from ipt_train.vocabulary import EventId, EventKind, ItemId, Mode


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
        settings: The settings in force.
        last: Id of the newest review that still counts, if any.
    """

    cards: dict[ItemId, Card] = field(default_factory=dict)
    seen: dict[ItemId, Seen] = field(default_factory=dict)
    flagged: dict[ItemId, str] = field(default_factory=dict)
    suspended: set[ItemId] = field(default_factory=set)
    drills: dict[ItemId, Card] = field(default_factory=dict)
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


def apply(state: LearnerState, event: Event, aliases: Mapping[ItemId, ItemId]) -> Step | None:
    """Move the state on by one event, in place; return the step if it was a review.

    Args:
        state: The state so far.
        event: The next event in order; undos were taken out before.
        aliases: For each retired item the one that took over its history.
    """
    match event.body:
        case Reviewed(mode=mode) if mode is not Mode.STUDY:
            state.last = event.id  # practice is kept in the log and moves nothing
        case Drilled() as drilled:
            state.drills[drilled.item] = review(
                state.drills.get(drilled.item, New()),
                drilled.rating,
                item=drilled.item,
                day=event.day,
                at=event.at,
                schedule=state.settings.schedule,
                steps=False,
            )
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
        case Marked(item=name, mark=mark, note=note):
            item = aliases.get(name, name)
            match mark:
                case EventKind.FLAG:
                    state.flagged[item] = note
                case EventKind.UNFLAG:
                    state.flagged.pop(item, None)
                case EventKind.SUSPEND:
                    state.suspended.add(item)
                case EventKind.UNSUSPEND:
                    state.suspended.discard(item)
        case Chosen(name=name, value=value):
            # A setting of a newer or older program stays in the log and has no effect.
            with suppress(SettingError):
                state.settings = with_setting(state.settings, name, value)
        case Undone():
            pass
    return None


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
    state = LearnerState()
    for _ in replay(events, state, aliases):
        pass
    return state
