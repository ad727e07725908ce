"""A log in memory, for months of study in a moment; placed as the real one places events."""

from collections import Counter
from collections.abc import Collection, Iterable

from ipt_train.log.core.answers import Answers
from ipt_train.log.core.event import Event, NewEvent, Reviewed
from ipt_train.log.core.rows import LogRows, key_of
from ipt_train.vocabulary import EventId


class MemoryLog:
    """Attributes: ``reads`` counts how often the whole log was read."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._numbers: Counter[str] = Counter()
        self._stamp: int | None = None
        self.reads = 0

    def events(self) -> list[Event]:
        self.reads += 1
        return list(self._events)

    def after(self, row: int) -> LogRows:
        self.reads += 1
        return rows_of([(n, event) for n, event in enumerate(self._events, 1) if n > row])

    def rows_of(self, ids: Collection[str]) -> dict[EventId, int]:
        return {event.id: n for n, event in enumerate(self._events, 1) if event.id in ids}

    def named(self, ids: Collection[str]) -> dict[EventId, Event]:
        return {event.id: event for event in self._events if event.id in ids}

    def last_number(self, device: str) -> int:
        return self._numbers[device]

    def append(self, draft: NewEvent) -> Event:
        fields = {name: getattr(draft, name) for name in NewEvent.__dataclass_fields__}
        stamp = draft.at if self._stamp is None else max(draft.at, self._stamp + 1)
        event = Event(**fields, sequence=self._numbers[draft.device] + 1, stamp=stamp)
        self._take(event)
        return event

    def absorb(self, events: Iterable[Event]) -> None:
        """Take in what another log holds and this one lacks."""
        known = {event.id for event in self._events}
        for event in events:
            if event.id not in known:
                self._take(event)

    def _take(self, event: Event) -> None:
        self._events.append(event)
        self._numbers[event.device] = max(self._numbers[event.device], event.sequence)
        self._stamp = event.stamp if self._stamp is None else max(self._stamp, event.stamp)


def rows_of(numbered: Iterable[tuple[int, Event]]) -> LogRows:
    """Events, with the numbers of their rows, in the shape in which the real log is read."""
    events = list(numbered)
    answers = [(n, one) for n, one in events if isinstance(one.body, Reviewed)]
    single = [Answers.of(one, one.body) for _, one in answers if isinstance(one.body, Reviewed)]
    columns = {name: [getattr(answer, name)[0] for answer in single] for name in Answers.__slots__}
    return LogRows.of(
        [key_of(one) for _, one in answers],
        [n for n, _ in answers],
        Answers(**columns),
        [(n, one) for n, one in events if not isinstance(one.body, Reviewed)],
    )
