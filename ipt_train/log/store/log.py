"""The event log of one learner: append and read, each append committed before it returns."""

import sqlite3
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ipt_train.errors import StoreDamagedError, StoreError, StoreLockedError
from ipt_train.files import whole_file
from ipt_train.log.core.event import IMPORTED, Event, NewEvent
from ipt_train.log.core.rows import LogRows
from ipt_train.log.store import private
from ipt_train.log.store.columns import read_answers
from ipt_train.log.store.migrate import migrate
from ipt_train.log.store.row import COLUMNS, event_of, row_of
from ipt_train.log.store.sqlite_error import DAMAGED, damaged, kind_of, store_error
from ipt_train.vocabulary import EventId

_WAIT_SECONDS = 5.0
_AT_ONCE = 500
"""Ids that one statement names at most."""
_OTHERS = f"""select {COLUMNS}, rowid as number from event
    where kind is not 'review' and rowid > ? and rowid <= ?"""


class Log:
    """One learner's log, open for reading and appending.

    Args:
        path: The file; it and its folder are made when they are not there.
        now: The clock, for the record of schema steps.

    Raises:
        StoreError: The file cannot be opened or written, is not a log, or is newer.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        try:
            private.make_folder(path.parent)
        except OSError as error:
            raise StoreError(
                f"the folder {path.parent} cannot be made: {error.strerror}",
                hint="make it writable, or set IPT_TRAIN_HOME to a folder that is",
            ) from None
        with suppress(OSError):  # what hinders it, SQLite says better
            private.make_file(path)
        with self._reported():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
            try:
                self._connection.row_factory = sqlite3.Row
                self._connection.execute("pragma journal_mode = wal")
                self._connection.execute("pragma synchronous = full")
                migrate(self._connection, now)
            except BaseException:
                self._connection.close()
                raise
        weakref.finalize(self, self._connection.close)  # at the latest when the program ends

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def events(self) -> list[Event]:
        """Read the whole log, in its order.

        Raises:
            StoreError: The file cannot be read.
        """
        with self._reported():
            rows = self._connection.execute(
                f"select {COLUMNS} from event order by stamp, device, sequence, id"
            )
            try:
                return [event_of(row) for row in rows]
            except ValueError as error:
                raise self._unreadable(error) from None

    def after(self, row: int) -> LogRows:
        """Read the events beyond a row, in their order; all of them beyond row 0.

        Raises:
            StoreError: The file cannot be read.
        """
        with self._reported():
            last = self._connection.execute("select max(rowid) from event").fetchone()[0] or 0
            try:
                answers = read_answers(self._connection, row, last)
                others = [
                    (one["number"], event_of(one))
                    for one in self._connection.execute(_OTHERS, (row, last))
                ]
                return LogRows.of(*answers, others)
            except ValueError as error:
                raise self._unreadable(error) from None

    def rows_of(self, ids: Collection[str]) -> dict[EventId, int]:
        """Return the rows of those events that are there, by id.

        Raises:
            StoreError: The file cannot be read.
        """
        return {row["id"]: row["number"] for row in self._by_id("id, rowid as number", ids)}

    def named(self, ids: Collection[str]) -> dict[EventId, Event]:
        """Read some events, by their ids; what is not there is passed over.

        Raises:
            StoreError: The file cannot be read.
        """
        try:
            return {row["id"]: event_of(row) for row in self._by_id(COLUMNS, ids)}
        except ValueError as error:
            raise self._unreadable(error) from None

    def last_number(self, device: str) -> int:
        """Return the number of the last event of a device, or 0.

        Raises:
            StoreError: The file cannot be read.
        """
        query = "select max(sequence) from event where device = ?"
        with self._reported():
            return self._connection.execute(query, (device,)).fetchone()[0] or 0

    def _by_id(self, columns: str, ids: Collection[str]) -> list[sqlite3.Row]:
        rows, wanted = [], list(ids)
        with self._reported():
            for first in range(0, len(wanted), _AT_ONCE):
                part = wanted[first : first + _AT_ONCE]
                marks = ", ".join("?" * len(part))
                query = f"select {columns} from event where id in ({marks})"
                rows += self._connection.execute(query, part).fetchall()
        return rows

    def _unreadable(self, error: ValueError) -> StoreDamagedError:
        return StoreDamagedError(
            f"{self._path} contains an event that cannot be read ({error})",
            hint="`ipt-train data doctor` shows which; `ipt-train data restore` lists copies",
        )

    def unreadable(self) -> list[str]:
        """Return the ids of rows that stand for no event: changed by hand, or damaged."""
        found = []
        with self._reported():
            for row in self._connection.execute(f"select {COLUMNS} from event order by stamp"):
                try:
                    event_of(row)
                except ValueError:
                    found.append(str(row["id"]))
        return found

    def append(self, draft: NewEvent) -> Event:
        """Add one event. It is on the disk when this returns.

        Raises:
            StoreError: It could not be written; nothing was.
        """
        with self._reported():
            self._connection.execute("begin immediate")
            try:
                event = self._placed(draft)
                self._insert(event)
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise
        return event

    def absorb(self, events: Iterable[Event]) -> int:
        """Add events of another log that this one lacks, all or none; return how many.

        Merging so is commutative, associative and idempotent: a log is a set of events, told
        apart by their ids, and what follows from it depends on their own order only. A review
        imported on two devices, under other zones or banks, is there once: as it is here.

        Raises:
            StoreDamagedError: An id stands for different events in the two logs.
            StoreError: They could not be written; nothing was.
        """
        known = {event.id: event for event in self.events()}
        lacking: dict[str, Event] = {}
        for event in events:
            there = known.get(event.id) or lacking.get(event.id)
            if there is None:
                lacking[event.id] = event
            elif there != event and event.device != IMPORTED:
                raise StoreDamagedError(
                    f"the event {event.id} is not the same in both logs",
                    hint="one of the files was changed by hand; nothing was merged",
                )
        with self._reported():
            self._connection.execute("begin immediate")
            try:
                for event in lacking.values():
                    self._insert(event)
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise
        return len(lacking)

    def copy(self, path: Path) -> None:
        """Write a whole copy of the log to a new file, while it may be in use.

        Raises:
            StoreError: It cannot be written.
        """
        try:
            with (
                whole_file(path, private=True) as beside,
                self._reported(target=path),
                closing(sqlite3.connect(beside.name)) as target,
            ):
                self._connection.backup(target)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written: {error.strerror}", hint="choose another place"
            ) from None

    def become(self, source: "Log", tries: int) -> None:
        """Hold what another log holds, in one transaction of SQLite's own.

        Args:
            source: The other log.
            tries: Times that a busy log is tried again, a quarter of a second apart.

        Raises:
            StoreLockedError: Another program is writing; nothing was changed.
            StoreError: It could not be written; nothing was.
        """
        busy = 0

        def step(status: int, _left: int, _total: int) -> None:
            nonlocal busy
            busy += status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if busy > tries:
                raise StoreLockedError(
                    f"another program is using {self._path}", hint="close it and try again"
                )

        with self._reported():
            source._connection.backup(self._connection, progress=step)

    def check(self) -> list[str]:
        """Return what SQLite's integrity check finds; empty when the file is sound."""
        with self._reported():
            found = [row[0] for row in self._connection.execute("pragma integrity_check")]
        return [] if found == ["ok"] else found

    def _insert(self, event: Event) -> None:
        row = row_of(event)
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self._connection.execute(
            f"insert into event ({names}) values ({marks})", tuple(row.values())
        )

    def _placed(self, draft: NewEvent) -> Event:
        """Give a draft its number on the device and a stamp after every other."""
        last = self._connection.execute("select max(stamp) from event").fetchone()[0]
        fields = {name: getattr(draft, name) for name in NewEvent.__dataclass_fields__}
        stamp = draft.at if last is None else max(draft.at, last + 1)
        return Event(**fields, sequence=self.last_number(draft.device) + 1, stamp=stamp)

    @contextmanager
    def _reported(self, target: Path | None = None) -> Iterator[None]:
        """Say SQLite's complaints as errors of our own.

        Args:
            target: The file that is written, where that is another than the log.
        """
        try:
            yield
        except sqlite3.Error as error:
            if target is not None and kind_of(error) not in DAMAGED:
                raise StoreError(
                    f"{target} cannot be written: {error}", hint="choose another place"
                ) from error
            raise store_error(error, self._path) from error
        except (UnicodeDecodeError, OverflowError, MemoryError) as error:
            # raised by Python's own module where a damaged page holds what cannot be
            raise damaged(self._path, "part of it cannot be read") from error
