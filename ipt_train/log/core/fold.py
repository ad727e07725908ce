"""From events to state. The same events in any order of arrival give the same state."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ipt_train.errors import SettingError
from ipt_train.log.core.answers import Answers, answered
from ipt_train.log.core.change import choose, mark
from ipt_train.log.core.dawn import Dawn
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
from ipt_train.log.core.history import Histories
from ipt_train.log.core.kept_state import dump, load
from ipt_train.log.core.met import met_after
from ipt_train.log.core.seen import Seen
from ipt_train.log.core.settings import Settings
from ipt_train.log.core.tally import Tally
from ipt_train.schedule.card import Card, New, review
from ipt_train.vocabulary import EventId, ItemId, Mode

State = TypeVar("State")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold(Generic[State]):
    """One way to come from events to a state, so that whoever keeps it can move it on.

    Attributes:
        name: What the state is kept under; no two folds of a log share one.
        start: Makes the state of an empty log.
        apply: Moves a state on by the next event in order, in place; undone events were left
            out before.
        answered: The same for answers one after another; a fold that they do not move has none.
        digest: Text that is equal exactly when two states are.
        dump: Returns a state as what JSON can hold and as bytes; a fold without it has no snapshot.
        load: Returns the state that ``dump`` was made from.
        sources: Files of the package that the state follows from, beside those of every fold.
        about: Whatever else it follows from, as text; an empty one for nothing.
    """

    name: str
    start: Callable[[], State]
    apply: Callable[[State, Event], object]
    answered: Callable[[State, Answers], object] | None = None
    digest: Callable[[State], str] = repr
    dump: Callable[[State], tuple[Any, bytes]] | None = None
    load: Callable[[Any, bytes], State] | None = None
    sources: tuple[str, ...] = ()
    about: str = ""

    def of(self, events: Iterable[Event]) -> State:
        """Return the state that a log stands for.

        Args:
            events: The events of one person, in any order, duplicates allowed.
        """
        state = self.start()
        for event in in_order(events):
            self.apply(state, event)
        return state


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
        met: Revision of every item in the banks as last met; ``edition`` is their digest, if known.
        habit: Answers and time of each study day.
        dawn: What the newest study day has changed, as it was before.
        settings: The settings in force.
        tally: The answers of study, counted as the statistics of progress need them.
        chosen: For each setting that was ever chosen, the event that did so last.
        recent: Ids of the newest thirty answers that count, practice among them, the newest last.
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
    histories: Histories = field(default_factory=Histories)
    met: dict[str, int] = field(default_factory=dict)
    edition: str = ""
    habit: Habit = field(default_factory=Habit)
    dawn: Dawn = field(default_factory=Dawn)
    settings: Settings = field(default_factory=Settings)
    tally: Tally = field(default_factory=Tally)
    chosen: dict[str, EventId] = field(default_factory=dict)
    recent: list[EventId] = field(default_factory=list)

    @property
    def last(self) -> EventId | None:
        """Id of the newest review that still counts, if any."""
        return self.recent[-1] if self.recent else None

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
            (sorted(self.met.items()), self.edition),
            sorted(self.habit.days.items()),
            (
                self.dawn.day,
                sorted(self.dawn.cards.items()),
                sorted(self.dawn.suspended),
                self.dawn.foretold,
            ),
            self.settings,
            self.tally,
            sorted(self.chosen.items()),
            self.recent,
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
        answered=lambda state, answers: answered(state, answers, aliases or {}),
        digest=LearnerState.digest,
        dump=dump,
        load=load,
        about=repr(sorted((aliases or {}).items())),
    )


def apply(state: LearnerState, event: Event, aliases: Mapping[ItemId, ItemId]) -> Step | None:
    """Move the state on by one event, in place; return the step if it was a review.

    Args:
        state: The state so far.
        event: The next event in order; undos were taken out before.
        aliases: For each retired item the one that took over its history.
    """
    match event.body:
        case Reviewed() as body:
            return _reviewed(state, event, body, aliases)
        case Drilled() as drilled:
            state.habit.answered(
                day=event.day, session=event.session, at=event.at, response_ms=drilled.response_ms
            )
            state.tally.drills += 1
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
        case Marked() as marked:
            if event.day > state.dawn.day:
                state.dawn = Dawn(day=event.day, suspended=set(state.suspended))
            mark(state, marked, aliases.get(marked.item, marked.item), event.day)
        case Chosen() as chosen:
            state.chosen[chosen.name] = event.id
            # A setting of a newer or older program stays in the log and has no effect.
            with suppress(SettingError):
                choose(state, chosen)
        case BanksMet() as met:
            state.met, state.edition = met_after(state.met, state.edition, met)
    return None


def _reviewed(
    state: LearnerState, event: Event, body: Reviewed, aliases: Mapping[ItemId, ItemId]
) -> Step | None:
    item = aliases.get(body.item, body.item)
    before = state.cards.get(item, New())
    answered(state, Answers.of(event, body), aliases)
    if body.mode is not Mode.STUDY:
        return None
    return Step(event=event, body=body, before=before, after=state.cards[item])


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
