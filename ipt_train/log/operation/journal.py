"""The learner's log together with the state that it folds to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from ipt_train.log.core.event import Body, Draft, Event, Undone
from ipt_train.log.core.fold import LearnerState, Step, apply, fold
from ipt_train.schedule.day import study_day, to_milliseconds
from ipt_train.vocabulary import EventId, ItemId


class EventLog(Protocol):
    """Where events are kept; ``append`` returns only when the event is safe."""

    def events(self) -> list[Event]:
        """Read every event."""
        ...

    def append(self, draft: Draft) -> Event:
        """Add one event."""
        ...


class Journal:
    """Reads a log once, then keeps the state in step with what is recorded.

    Args:
        log: The log.
        now: The clock; aware instants.
        new_id: Makes ids that are unique over all devices.
        device: Name of this installation.
        aliases: For each retired item the one that took over its history.
    """

    def __init__(
        self,
        log: EventLog,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        device: str,
        aliases: Mapping[ItemId, ItemId] | None = None,
    ) -> None:
        self._log = log
        self._now = now
        self._new_id = new_id
        self._device = device
        self._aliases = aliases or {}
        self._extent: tuple[int, int] = (0, 0)
        self.state: LearnerState = self._folded()

    def events(self) -> list[Event]:
        """Read every event of the log."""
        return self._log.events()

    @property
    def extent(self) -> tuple[int, int]:
        """How many events the state is folded from, and the newest stamp among them, or 0."""
        return self._extent

    @property
    def aliases(self) -> Mapping[ItemId, ItemId]:
        """For each retired item the one that took over its history."""
        return self._aliases

    def at(self) -> int:
        """Return the present instant in milliseconds since 1970."""
        return to_milliseconds(self._now())

    def today(self) -> int:
        """Return the present study day."""
        settings = self.state.settings
        return study_day(self._now(), settings.zone, settings.rollover)

    def record(self, body: Body, session: str = "") -> tuple[Event, Step | None]:
        """Commit one event, then move the state on by it.

        Raises:
            StoreError: It could not be written; the state stays as it was.
        """
        now, settings = self._now(), self.state.settings
        event = self._log.append(
            Draft(
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
        if isinstance(body, Undone):
            self.state = self._folded()
            return event, None
        self._extent = (self._extent[0] + 1, event.stamp)
        return event, apply(self.state, event, self._aliases)

    def _folded(self) -> LearnerState:
        events = self._log.events()
        self._extent = (len(events), max((event.stamp for event in events), default=0))
        return fold(events, self._aliases)
