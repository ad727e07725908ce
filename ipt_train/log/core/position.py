"""How far a state has come in its log, and whether that log still begins as it did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipt_train.log.core.rows import Key, LogRows
from ipt_train.vocabulary import EventId

ANCHORS = 16
"""Events by which a log is known again: its rows never change, unless another file takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a state has come.

    Attributes:
        row: Every event up to this row is in the state, and none beyond it.
        events: How many these are.
        newest: The key of the last of them in order; what comes before it was never foreseen.
        anchors: LogRows of some of them, with the ids.
        missing: Ids that undos among them name, of events that are not: they stay out if they arrive.
        ahead: Ids of those among them that undos beyond the row name: they were left out already.
    """

    row: int = 0
    events: int = 0
    newest: Key | None = None
    anchors: tuple[tuple[int, str], ...] = ()
    missing: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()


def is_still_there(position: Position, rows: Mapping[EventId, int]) -> bool:
    """Whether the events by which a log is known are where they were.

    Args:
        position: The position in the log.
        rows: The row of each event that is there, by id.
    """
    return all(rows.get(EventId(name)) == row for row, name in position.anchors)


def moved_on(
    position: Position, added: LogRows, missing: Iterable[str], ahead: Iterable[str]
) -> Position:
    """Return the position after further events.

    Args:
        position: The position before.
        added: The events, at least one.
        missing: Ids that undos among all the events name, and that are not among them.
        ahead: Ids that are among them, and that undos name that are not.
    """
    by_row = sorted(zip(added.numbers, map(str, added.ids), strict=True))
    step = 1 if position.anchors else max(1, len(by_row) // ANCHORS)
    picked = by_row[-1:] if position.anchors else by_row[(len(by_row) - 1) % step :: step]
    anchors = [*position.anchors, *picked]
    if len(anchors) > ANCHORS:
        anchors = [anchors[n * (len(anchors) - 1) // (ANCHORS - 1)] for n in range(ANCHORS)]
    return Position(
        row=by_row[-1][0],
        events=position.events + len(added),
        newest=added.keys[-1],
        anchors=tuple(anchors),
        missing=frozenset(missing),
        ahead=frozenset(ahead),
    )
