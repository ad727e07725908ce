"""The learner's log together with the states that it folds to."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from ipt_train.log.core.event import Body, Event, NewEvent, Undone
from ipt_train.log.core.fold import Fold, LearnerState, Step, apply, in_order
from ipt_train.schedule.day import study_day, to_milliseconds
from ipt_train.vocabulary import EventId, ItemId

State = TypeVar("State")


class EventLog(Protocol):
    """Where events are kept; ``append`` returns only when the event is safe."""

    def events(self) -> list[Event]:
        """Read every event."""
        ...

    def append(self, draft: NewEvent) -> Event:
        """Add one event."""
        ...


class Journal:
    """Reads a log once, then keeps every state in step with what is recorded.

    Args:
        log: The log.
        now: The clock; aware instants.
        new_id: Makes ids that are unique over all devices.
        device: Name of this installation.
        aliases: For each retired item the one that took over its history.
        folds: Folds to keep beside that of study; others may be asked for later, for one more
            reading of the log each.
    """

    def __init__(
        self,
        log: EventLog,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        device: str,
        aliases: Mapping[ItemId, ItemId] | None = None,
        folds: Iterable[Fold[Any]] = (),
    ) -> None:
        self._log = log
        self._now = now
        self._new_id = new_id
        self._device = device
        self._aliases = aliases or {}
        self._folds: dict[str, Fold[Any]] = {fold.name: fold for fold in folds}
        self._states: dict[str, Any] = {}
        self._extent: tuple[int, int] = (0, 0)
        self._own: int = 0
        self.state: LearnerState = LearnerState()
        self.refold()

    def events(self) -> list[Event]:
        """Read every event of the log."""
        return self._log.events()

    @property
    def extent(self) -> tuple[int, int]:
        """How many events the states are folded from, and the newest stamp among them, or 0."""
        return self._extent

    @property
    def aliases(self) -> Mapping[ItemId, ItemId]:
        """For each retired item the one that took over its history."""
        return self._aliases

    def folded(self, fold: Fold[State]) -> State:
        """Return the state of a fold: kept, and moved on by each event that is recorded.

        An undo replaces the state by another object, so ask again rather than hold it.

        Raises:
            StoreError: It is asked for the first time, and the log cannot be read.
        """
        if fold.name not in self._states:
            state = fold.of(self._log.events())
            self._folds[fold.name], self._states[fold.name] = fold, state
        return cast(State, self._states[fold.name])

    def at(self) -> int:
        """Return the present instant in milliseconds since 1970."""
        return to_milliseconds(self._now())

    def today(self) -> int:
        """Return the present study day."""
        settings = self.state.settings
        return study_day(self._now(), settings.zone, settings.rollover)

    def record(self, body: Body, session: str = "") -> tuple[Event, Step | None]:
        """Commit one event, then move every state on by it.

        Raises:
            StoreError: It could not be written; the states stay as they were.
        """
        now, settings = self._now(), self.state.settings
        event = self._log.append(
            NewEvent(
                id=EventId(self._new_id()),
                device=self._device,
                session=session,
                at=to_milliseconds(now),
                day=study_day(now, settings.zone, settings.rollover),
                zone=settings.zone,
                rollover=settings.rollover,
                body=body,
            )
        )
        if isinstance(body, Undone) or event.sequence != self._own + 1:
            return event, self.refold(event.id)  # or another program wrote to the log meanwhile
        self._extent = (self._extent[0] + 1, event.stamp)
        self._own = event.sequence
        return event, self._apply(event)

    def refold(self, newest: EventId | None = None) -> Step | None:
        """Fold the whole log anew, as after an undo or when another program wrote to it.

        Args:
            newest: The event whose step is wanted.

        Returns:
            The step of that event, if it is a review that counts.

        Raises:
            StoreError: The log cannot be read; the states stay as they were.
        """
        events = self._log.events()
        self._extent = (len(events), max((event.stamp for event in events), default=0))
        self._own = max((one.sequence for one in events if one.device == self._device), default=0)
        self.state = LearnerState()
        self._states = {name: fold.start() for name, fold in self._folds.items()}
        wanted = None
        for event in in_order(events):
            step = self._apply(event)
            wanted = step if event.id == newest else wanted
        return wanted

    def _apply(self, event: Event) -> Step | None:
        for name, fold in self._folds.items():
            fold.apply(self._states[name], event)
        return apply(self.state, event, self._aliases)
