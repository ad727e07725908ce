"""Coming from what was kept of a fold to what the log says now, by the events that were added."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from ipt_train.log.core.answers import Answers
from ipt_train.log.core.event import Event
from ipt_train.log.core.fold import Fold
from ipt_train.log.core.position import Position, is_still_there, moved_on
from ipt_train.log.core.rows import LogRows
from ipt_train.vocabulary import EventId

LAG = 64
"""Events that stay behind a snapshot where they can, so that undoing one of them folds no more."""

ENOUGH = 200
"""Events that a snapshot is moved on by at least; as many are folded at opening before it is."""


class RowLog(Protocol):
    """A log whose events are numbered as they arrived."""

    def after(self, row: int) -> LogRows:
        """Read the events beyond a row, in their order."""
        ...

    def rows_of(self, ids: Collection[str]) -> dict[EventId, int]:
        """Return the rows of those events that are there."""
        ...


class Keeper(Protocol):
    """Where states are kept."""

    def load(self, fold: Fold[Any]) -> tuple[Position, Callable[[], Any]] | None:
        """Return the position of a kept state and what gives it, if there is one."""
        ...

    def keep(self, fold: Fold[Any], position: Position, state: Any) -> None:
        """Keep a state."""
        ...


class NothingKept:
    """Keeps nothing, as where there is no cache."""

    def load(self, fold: Fold[Any]) -> None:
        """Return nothing."""

    def keep(self, fold: Fold[Any], position: Position, state: Any) -> None:
        """Let it go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A state that is up to its log.

    Attributes:
        state: The state.
        events: How many events the log has.
        newest: The newest stamp among them, or 0.
        step: What the fold returned for the event that was asked about.
    """

    state: Any
    events: int
    newest: int
    step: Any


def current(
    log: RowLog, folds: Iterable[Fold[Any]], keeper: Keeper, wanted: Event | None = None
) -> dict[str, Current]:
    """Return the states of folds, each from what was kept of it.

    Events are read from the position of the fold that is furthest behind. A fold whose past was
    changed, by an undo or a merge, is folded anew.

    Args:
        log: The log.
        folds: The folds.
        keeper: Where their states are kept; what was moved on enough is kept anew.
        wanted: The event whose step is wanted.

    Raises:
        StoreError: The log cannot be read.
    """
    with _uncollected():
        return _current(log, list(folds), keeper, wanted)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no cyclic garbage meanwhile: events hold none, and to look takes as long as to read them."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _current(
    log: RowLog, folds: Sequence[Fold[Any]], keeper: Keeper, wanted: Event | None
) -> dict[str, Current]:
    begun = {fold.name: _kept(log, fold, keeper) for fold in folds}
    first = min((position.row for _, position, _ in begun.values()), default=0)
    rows = log.after(first)
    states = {}
    for fold, position, start in begun.values():
        added = rows.beyond(position.row)
        if position.row and not _follows(log, position, added):
            position, start = Position(), fold.start  # noqa: PLW2901 - begin again
            if first:
                first, rows = 0, log.after(0)
            added = rows
        states[fold.name] = _folded(log, fold, keeper, position, start(), added, wanted)
    return states


def _kept(
    log: RowLog, fold: Fold[Any], keeper: Keeper
) -> tuple[Fold[Any], Position, Callable[[], Any]]:
    found = keeper.load(fold)
    if found is not None:
        position, start = found
        if is_still_there(position, log.rows_of([name for _, name in position.anchors])):
            return fold, position, start
    return fold, Position(), fold.start


def _follows(log: RowLog, position: Position, added: LogRows) -> bool:
    """Whether events come after all that a state has, and undo none of it."""
    if added.keys and position.newest is not None and added.keys[0] <= position.newest:
        return False
    if not position.ahead <= added.undone:
        return False  # an older copy of the log took its place, without the undo
    unknown = added.undone - position.ahead - position.missing - set(added.ids)
    return not unknown or all(row > position.row for row in log.rows_of(unknown).values())


def _folded(
    log: RowLog,
    fold: Fold[Any],
    keeper: Keeper,
    position: Position,
    state: Any,
    added: LogRows,
    wanted: Event | None,
) -> Current:
    undone, step = position.missing | position.ahead | added.undone, None
    done, later = added.split(_end(added.numbers) if fold.dump else 0)
    for rows in (done, later):
        for part in (rows.alone(wanted) if wanted else rows).without(undone).parts():
            if not isinstance(part, Answers):
                moved = fold.apply(state, part)
                step = moved if part is wanted else step
            elif fold.answered:
                fold.answered(state, part)
        if rows is done and done.keys:
            keeper.keep(fold, _reached(log, position, done, later), state)
    last = position.newest[0] if position.newest else 0
    return Current(
        state=state,
        events=position.events + len(added),
        newest=added.keys[-1][0] if added.keys else last,
        step=step,
    )


def _end(numbers: Sequence[int]) -> int:
    """Return after how many of the events to keep the state; 0 for not at all.

    What a snapshot holds must be all events up to a row, so where others arrived late, between
    those of the last rows, none stays behind.
    """
    count = len(numbers)
    if count < ENOUGH + LAG:
        return 0
    return count - LAG if max(numbers[: count - LAG]) < min(numbers[count - LAG :]) else count


def _reached(log: RowLog, position: Position, done: LogRows, later: LogRows) -> Position:
    """Return the position after the first events, with what must not be forgotten of undos."""
    last = max(done.numbers)
    past, ahead = position.missing | done.undone, later.undone - done.undone
    rows = log.rows_of(past | ahead) if past or ahead else {}
    there = {name for name in past | ahead if rows.get(EventId(name), last + 1) <= last}
    return moved_on(position, done, past - there, ahead & there)
