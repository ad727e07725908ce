"""The learner's log together with the states that it folds to."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from ipt_train.log.core.event import Body, Event, NewEvent, Undone
from ipt_train.log.core.fold import Fold, LearnerState, Step, study
from ipt_train.log.operation.catch_up import Current, Keeper, NothingKept, RowLog, current
from ipt_train.schedule.day import study_day, to_milliseconds
from ipt_train.vocabulary import EventId, ItemId

State = TypeVar("State")


class EventLog(RowLog, Protocol):
    """Where events are kept; ``append`` returns only when the event is safe."""

    def events(self) -> list[Event]:
        """Read every event."""
        ...

    def named(self, ids: Collection[str]) -> dict[EventId, Event]:
        """Read some events, by their ids."""
        ...

    def last_number(self, device: str) -> int:
        """Return the number of the last event of a device, or 0."""
        ...

    def append(self, draft: NewEvent) -> Event:
        """Add one event."""
        ...


class Journal:
    """Reads what was added to a log, then keeps every state in step with what is recorded.

    Args:
        log: The log.
        now: The clock; aware instants.
        new_id: Makes ids that are unique over all devices.
        device: Name of this installation.
        aliases: For each retired item the one that took over its history.
        folds: Folds to keep beside that of study; others may be asked for later, for one more
            reading of the log each.
        keeper: Where states are kept from one opening to the next.
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
        keeper: Keeper | None = None,
    ) -> None:
        self._log = log
        self._now = now
        self._new_id = new_id
        self._device = device
        self._aliases = aliases or {}
        self._study = study(self._aliases)
        self._keeper = keeper or NothingKept()
        self._folds: dict[str, Fold[Any]] = {fold.name: fold for fold in folds}
        self._folds[self._study.name] = self._study
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

    def named(self, ids: Collection[EventId]) -> list[Event]:
        """Return some events, in the order of their ids; what is not there is passed over."""
        events = self._log.named(ids)
        return [events[name] for name in ids if name in events]

    def folded(self, fold: Fold[State]) -> State:
        """Return the state of a fold: kept, and moved on by each event that is recorded.

        An undo replaces the state by another object, so ask again rather than hold it.

        Raises:
            StoreError: It is asked for the first time, and the log cannot be read.
        """
        if fold.name not in self._states:
            now = current(self._log, [fold], self._keeper)[fold.name]
            self._folds[fold.name], self._states[fold.name] = fold, now.state
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
            return event, self.refold(event)  # or another program wrote to the log meanwhile
        self._extent = (self._extent[0] + 1, event.stamp)
        self._own = event.sequence
        return event, self._apply(event)

    def catch_up(self) -> None:
        """Bring every state up to the log if another program of this device wrote to it meanwhile.

        Raises:
            StoreError: The log cannot be read; the states stay as they were.
        """
        if self._log.last_number(self._device) != self._own:
            self.refold()

    def refold(self, newest: Event | None = None) -> Step | None:
        """Bring every state up to the log, as after an undo or when another program wrote to it.

        Args:
            newest: The event whose step is wanted.

        Returns:
            The step of that event, if it is a review that counts.

        Raises:
            StoreError: The log cannot be read; the states stay as they were.
        """
        own = self._log.last_number(self._device)  # before reading: what comes between is noticed
        now = current(self._log, self._folds.values(), self._keeper, newest)
        self._own = own
        self._states = {name: one.state for name, one in now.items()}
        studied: Current = now[self._study.name]
        self._extent = (studied.events, studied.newest)
        self.state = studied.state
        return cast("Step | None", studied.step)

    def _apply(self, event: Event) -> Step | None:
        step = None
        for name, fold in self._folds.items():
            moved = fold.apply(self._states[name], event)
            if name == self._study.name:
                step = moved
        return cast("Step | None", step)
