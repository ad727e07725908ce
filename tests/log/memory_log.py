"""A log in memory, for months of study in a moment; placed as the real one places events."""

from ipt_train.log.core.event import Draft, Event


class MemoryLog:
    def __init__(self) -> None:
        self._events: list[Event] = []

    def events(self) -> list[Event]:
        return list(self._events)

    def append(self, draft: Draft) -> Event:
        fields = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
        last = self._events[-1].stamp if self._events else None
        stamp = draft.at if last is None else max(draft.at, last + 1)
        event = Event(**fields, sequence=len(self._events) + 1, stamp=stamp)
        self._events.append(event)
        return event
