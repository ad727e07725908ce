"""``course.db``: rows read with their seals looked at, and written in one transaction or not at all.

The journal is a rollback journal (``delete``) that is synced in full: folders of courses lie on
shares, where SQLite's write-ahead log does not work.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

from ipt_train.course.store.migrate import migrate
from ipt_train.course.store.row import (
    TABLES,
    Row,
    cells_of,
    columns_of,
    row_of,
    row_seal,
    tally_seal,
)
from ipt_train.errors import CourseError, OutputError
from ipt_train.files import CHECK_SPACE

_WAIT_SECONDS = 5.0
_OWNER_ONLY = 0o600
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITTEN = (
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
)  # fmt: skip  # a table

BACKUP = "restore course.db from a backup, or move it away and collect the submissions again"


R = TypeVar("R", bound=Row)


class StoredRows(NamedTuple, Generic[R]):
    """The rows of a table.

    Attributes:
        sound: Those that are what was written, in order.
        damaged: Numbers of those that are not.
        gone: How many fewer there are than were written; 0 where none is known to lack.
        whole: Whether the seal over all of them holds.
    """

    sound: list[R]
    damaged: list[int]
    gone: int
    whole: bool


class CourseDatabase:
    """The database of a course, open.

    Args:
        path: The file; it is made, for its owner only, where it is not there.
        key: The secret key of the course.

    Raises:
        CourseError: It is damaged, newer, another program's, or another program is writing.
        OutputError: It cannot be opened or made.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        with suppress(OSError):  # what hinders it, SQLite says better
            if str(path) != ":memory:" and not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _OWNER_ONLY))
        with self._reported():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
            self._connection.text_factory = bytes  # damaged text is found by its seal
            try:
                self._connection.execute("pragma journal_mode = delete")
                self._connection.execute("pragma synchronous = full")
                migrate(self._connection, str(path))
            except BaseException:
                self._connection.close()
                raise

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

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make all that is written in the block last, or nothing of it.

        Raises:
            CourseError: Another program is writing.
            OutputError: It cannot be written; everything is as it was.
        """
        with self._reported():
            self._connection.execute("begin immediate")
            try:
                yield
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    with suppress(sqlite3.Error):
                        self._connection.execute("rollback")
                raise

    def rows(self, kind: type[R]) -> StoredRows[R]:
        """Return the rows of a table.

        Raises:
            CourseError: The file is damaged, or another program is writing.
        """
        table, columns = TABLES[kind], columns_of(kind)
        fields, types = [name for name, _ in columns], [of for _, of in columns]
        with self._reported():
            found = self._connection.execute(
                f"select number, seal, {', '.join(fields)} from {table} order by number"
            ).fetchall()
            tally = self._connection.execute(
                "select count, seal from tally where kind = ?", (table,)
            ).fetchone()
        sound: list[R] = []
        damaged: list[int] = []
        for number, seal, *cells in found:
            row = self._sound(table, number, seal, cells, types)
            if row is None:
                damaged.append(number)
            else:
                sound.append(row_of(kind, row))
        count, seal = tally or (0, tally_seal(self._key, table, ()))
        whole = not damaged and seal == tally_seal(self._key, table, [one[:2] for one in found])
        gone = count - len(found) if isinstance(count, int) else 0
        return StoredRows(sound, damaged, max(gone, 0), whole)

    def _sound(
        self, table: str, number: int, seal: Any, cells: Sequence[Any], types: Sequence[type]
    ) -> list[Any] | None:
        """Return the cells of a row as they were written; None where they are not."""
        for cell, ought in zip(cells, types, strict=True):
            if type(cell) is not (int if ought is int else bytes):
                return None
        if row_seal(self._key, table, number, cells) != seal:
            return None
        return [
            cell.decode("utf-8", "surrogatepass") if ought is str else cell
            for cell, ought in zip(cells, types, strict=True)
        ]

    def add(self, kind: type[R], rows: Iterable[R]) -> None:
        """Add rows to the end of a table. Call it inside a ``writing`` block."""
        table, fields = TABLES[kind], [name for name, _ in columns_of(kind)]
        (last,) = self._connection.execute(f"select max(number) from {table}").fetchone()
        self._connection.executemany(
            f"insert into {table} (number, seal, {', '.join(fields)}) values (?, ?{', ?' * len(fields)})",
            (
                (number, row_seal(self._key, table, number, cells), *cells)
                for number, cells in enumerate(map(cells_of, rows), (last or 0) + 1)
            ),
        )
        self._count(table)

    def replace(self, kind: type[R], rows: Iterable[R]) -> None:
        """Replace all rows of a table by these. Call it inside a ``writing`` block."""
        self._connection.execute(f"delete from {TABLES[kind]}")
        self.add(kind, rows)

    def set_aside(self, kind: type[Row], numbers: Sequence[int], at: str) -> list[str]:
        """Move damaged rows out of a table, and count anew what is left; return what they hold.

        A block of ``writing`` must stand around it.

        Args:
            kind: Whose table it is.
            numbers: The damaged rows; none where the count alone is wrong.
            at: The instant, in ISO 8601.
        """
        table, columns = TABLES[kind], [name for name, _ in columns_of(kind)]
        quoted = " || ',' || ".join(f"quote({name})" for name in ("number", *columns))
        contents = []
        for number in numbers:
            self._connection.execute(
                f"insert into damaged (kind, at, content) select ?, ?, {quoted} from {table} where number = ?",
                (table, at, number),
            )
            (content,) = self._connection.execute(
                "select content from damaged order by number desc limit 1"
            ).fetchone()
            contents.append(content.decode("utf-8", "replace"))
            self._connection.execute(f"delete from {table} where number = ?", (number,))
        self._count(table)
        return contents

    def forget_damaged(self, text: str) -> None:
        """Erase what was set aside and names a text. A block of ``writing`` must stand around it."""
        self._connection.execute(
            "delete from damaged where instr(content, ?) or instr(content, ?)",
            (text, text.encode().hex().upper()),  # blobs stand in it in hexadecimal
        )

    def erase_leftovers(self) -> None:
        """Write the file anew without what was deleted from it.

        Raises:
            CourseError: Another program is writing.
            OutputError: There is no room for it; the rows are as they were.
        """
        with self._reported():
            self._connection.execute("vacuum")

    def _count(self, table: str) -> None:
        seals = self._connection.execute(
            f"select number, seal from {table} order by number"
        ).fetchall()
        self._connection.execute(
            "insert or replace into tally values (?, ?, ?)",
            (table, len(seals), tally_seal(self._key, table, seals)),
        )

    def stamp(self, kinds: Iterable[type[Row]]) -> bytes:
        """Return what changes whenever a row of these tables does."""
        with self._reported():
            tallies = dict(self._connection.execute("select kind, seal from tally").fetchall())
        return b"".join(tallies.get(TABLES[kind].encode(), b"-") for kind in kinds)

    def note(self, name: str) -> str:
        """Return what the program noted for itself under a name; empty where it noted nothing."""
        with self._reported():
            found = self._connection.execute("select value from note where name = ?", (name,))
            row = found.fetchone()
        return row[0].decode("utf-8", "replace") if row else ""

    def set_note(self, name: str, value: str) -> None:
        """Note something. A block of ``writing`` must stand around it."""
        self._connection.execute("insert or replace into note values (?, ?)", (name, value))

    def faults(self) -> list[str]:
        """Return what SQLite's own check of the whole file finds, in its words."""
        with self._reported():
            found = self._connection.execute("pragma integrity_check(5)").fetchall()
        return [words for (text,) in found if (words := text.decode("utf-8", "replace")) != "ok"]

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Say SQLite's complaints as errors of our own."""
        try:
            yield
        except (UnicodeDecodeError, OverflowError, MemoryError):
            # raised by Python's own module where a damaged page holds what cannot be
            raise CourseError(f"{self.path} is damaged", hint=BACKUP) from None
        except sqlite3.Error as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            if code in _LOCKED:
                raise CourseError(
                    "another program is writing to this course", hint="try again when it is done"
                ) from None
            if code in _UNWRITTEN:
                raise OutputError(
                    f"{self.path} cannot be written: {error}", hint=CHECK_SPACE
                ) from None
            raise CourseError(f"{self.path} is damaged: {error}", hint=BACKUP) from None
