"""Rows of a log in the order of their events: answers in columns, and every other event by itself."""

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from ipt_train.log.core.answers import Answers
from ipt_train.log.core.event import Event, Undone
from ipt_train.vocabulary import EventId

Key = tuple[int, str, int, EventId]
"""What events are in order by: stamp, device, sequence and id."""


def key_of(event: Event) -> Key:
    """Return what an event is put in order by."""
    return event.stamp, event.device, event.sequence, event.id


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRows:
    """Rows of a log.

    Attributes:
        keys: The key of each event, in order.
        numbers: The numbers of their rows, which count the events as they arrived.
        events: Those that are no answers, by their places among the keys, in order.
        answers: The answers.
    """

    keys: Sequence[Key]
    numbers: Sequence[int]
    events: dict[int, Event]
    answers: Answers

    @classmethod
    def of(
        cls,
        keys: Sequence[Key],
        numbers: Sequence[int],
        answers: Answers,
        events: Iterable[tuple[int, Event]],
    ) -> "LogRows":
        """Put answers and other events in order.

        Args:
            keys: The keys of the answers.
            numbers: Their rows.
            answers: The answers, in the same order as these.
            events: The other events and their rows, in any order.
        """
        order = sorted(range(len(keys)), key=keys.__getitem__)
        if order != list(range(len(keys))):
            keys, numbers = [keys[n] for n in order], [numbers[n] for n in order]
            answers = answers.at_places(order)
        others = sorted((key_of(event), number, event) for number, event in events)
        if others:
            places = [bisect(keys, key) + before for before, (key, _, _) in enumerate(others)]
            rows = sorted([*zip(keys, numbers, strict=True), *(one[:2] for one in others)])
            keys, numbers = [key for key, _ in rows], [number for _, number in rows]
            of_place = {n: one[2] for n, one in zip(places, others, strict=True)}
        return cls(keys=keys, numbers=numbers, answers=answers, events=of_place if others else {})

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def ids(self) -> Iterator[EventId]:
        """The id of each event."""
        return (key[3] for key in self.keys)

    @property
    def undone(self) -> set[EventId]:
        """The events that undos among them name."""
        bodies = (event.body for event in self.events.values())
        return {body.target for body in bodies if isinstance(body, Undone)}

    def parts(self) -> Iterator[Answers | Event]:
        """Yield what is there, in order: answers as many at once as follow one another."""
        begin = 0
        for passed, (place, event) in enumerate(self.events.items()):
            if begin < place - passed:
                yield self.answers.between(begin, place - passed)
            yield event
            begin = place - passed
        if begin < len(self.answers):
            yield self.answers.between(begin, len(self.answers))

    def split(self, end: int) -> "tuple[LogRows, LogRows]":
        """Return the first so many, and those after them."""
        first = {place: event for place, event in self.events.items() if place < end}
        later = {p - end: event for p, event in self.events.items() if p >= end}
        answers = end - len(first)
        return LogRows(
            keys=self.keys[:end],
            numbers=self.numbers[:end],
            events=first,
            answers=self.answers.between(0, answers),
        ), LogRows(
            keys=self.keys[end:],
            numbers=self.numbers[end:],
            events=later,
            answers=self.answers.between(answers, len(self.answers)),
        )

    def beyond(self, row: int) -> "LogRows":
        """Return those beyond a row."""
        return self if row == 0 else self._where([number > row for number in self.numbers])

    def without(self, ids: Collection[str]) -> "LogRows":
        """Return those that are not among some events."""
        return self._where([name not in ids for name in self.ids]) if ids else self

    def alone(self, event: Event) -> "LogRows":
        """Return the same with an answer taken out of its columns, to be one of the events."""
        place = next((n for n, name in enumerate(self.ids) if name == event.id), None)
        if place is None or place in self.events:
            return self
        kept = [name != event.id for name in self.answers.ids]
        events = dict(sorted([*self.events.items(), (place, event)]))
        return replace(self, events=events, answers=self.answers.chosen(kept))

    def _where(self, kept: Sequence[bool]) -> "LogRows":
        if all(kept):
            return self
        places = dict(zip(compress(range(len(kept)), kept), range(len(kept)), strict=False))
        others = self.events.keys()
        return LogRows(
            keys=list(compress(self.keys, kept)),
            numbers=list(compress(self.numbers, kept)),
            events={places[place]: event for place, event in self.events.items() if kept[place]},
            answers=self.answers.chosen([k for place, k in enumerate(kept) if place not in others]),
        )
