"""Copies of a log: read one without touching it, keep one before a risk, put one back, erase all."""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from ipt_train.errors import (
    NoCopyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
)
from ipt_train.log.store import private
from ipt_train.log.store.log import Log
from ipt_train.log.store.migrate import APPLICATION_ID
from ipt_train.shell.paths import is_profile

KEPT = 5
"""Dated copies that stay beside a log; older ones are removed."""

ENDS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a log for files of its own."""

_NAME = re.compile(r"\.(\d{8}-\d{6})-(\d+)\.bak$")
_TRIES = 20
"""Times that a busy log is tried again when a copy is put back, a quarter of a second apart."""


@contextmanager
def opened_copy(path: Path, now: Callable[[], datetime]) -> Iterator[Log]:
    """Open a copy of a log; whatever is done to it, even a migration, leaves the file as it is.

    Args:
        path: A log, in use or not; what SQLite keeps beside it is read with it.
        now: The clock.

    Raises:
        StoreDamagedError: The file is not a log of ipt-train, or is damaged.
        StoreNewerError: It comes from a newer version of ipt-train.
        NoCopyError: There is no room for the copy; nothing is known of the log.
        StoreError: It cannot be read.
    """
    with _copied(path) as copy, _told_of(path, copy):
        try:
            if not _is_ours(copy):
                raise StoreDamagedError(
                    f"{path} is not a log of ipt-train", hint="give a file that ipt-train wrote"
                )
            log = Log(copy, now)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise StoreDamagedError(
                f"{path} is damaged or is not a log ({error})", hint="choose another copy"
            ) from None
        with log:
            yield log


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """Copy a log, with what SQLite keeps beside it, to a folder that lasts as long as it is used."""
    try:
        folder = TemporaryDirectory(ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_copy(error.strerror or str(error)) from None
    with folder:
        copy = Path(folder.name) / "log.db"
        try:
            shutil.copyfile(path, copy)
            if (beside := _beside(path, "-wal")).exists():
                shutil.copyfile(beside, _beside(copy, "-wal"))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise _no_copy(error.strerror) from None
            raise StoreError(
                f"{path} cannot be read: {error.strerror}", hint="check its permissions"
            ) from None
        yield copy


@contextmanager
def _told_of(path: Path, copy: Path) -> Iterator[None]:
    """Let complaints about a copy name the file that was copied, and blame it for no lack of space."""
    try:
        yield
    except StoreFullError:
        raise _no_copy("no space left") from None
    except StoreError as error:
        error.message = error.message.replace(str(copy), str(path))
        raise


def _no_copy(why: str | None) -> NoCopyError:
    try:
        place = gettempdir()
    except OSError:
        place = "the temporary folder"
    return NoCopyError(
        f"the copy that a log is read from cannot be made in {place}: {why or 'it cannot be written'}",
        hint="free some space there, or set TMPDIR to another folder; nothing is known to be wrong with the log",
    )


def keep(log: Path, now: Callable[[], datetime]) -> Path:
    """Write a dated copy of a log beside it; the newest ``KEPT`` of them stay.

    A log that SQLite cannot read any more is kept byte by byte, with what stands beside it.

    Raises:
        StoreError: The copy cannot be written; nothing else was done.
    """
    day = f"{now():%Y%m%d-%H%M%S}"
    number = 1 + max((int(one[2]) for one in _names(log) if one[1] == day), default=0)
    copy = log.with_name(f"{log.name}.{day}-{number}.bak")
    try:
        with Log(log, now) as ours:
            ours.copy(copy)
    except (StoreLockedError, StoreFullError):
        raise
    except StoreError:  # damaged, newer, or SQLite takes it for read-only by its damaged header
        _copy_bytes(log, copy)
    for old in kept(log)[KEPT:]:
        for end in ("", "-wal"):
            _beside(old, end).unlink(missing_ok=True)
    return copy


def kept(log: Path) -> list[Path]:
    """Return the dated copies beside a log, the newest first."""
    return [log.with_name(one.string) for one in sorted(_names(log), key=_age, reverse=True)]


def put_back(log: Path, source: Log, now: Callable[[], datetime]) -> None:
    """Make a log hold what another holds, whole or not at all.

    SQLite itself does it in one transaction, so that another program that has the log open
    sees either state. Only where SQLite cannot open the present log is the file replaced.

    Args:
        log: The file; it need not be there.
        source: The sound log to take.
        now: The clock.

    Raises:
        StoreLockedError: Another program is writing the log; it stays as it was.
        StoreError: It cannot be written.
    """
    try:
        with Log(log, now) as target:
            target.become(source, _TRIES)
        return
    except (StoreLockedError, StoreFullError):
        raise
    except StoreError:
        pass  # SQLite cannot write into it, so the file is replaced
    fresh = log.with_name(f".{log.name}.{os.urandom(8).hex()}")
    source.copy(fresh)
    for end in ("-wal", "-shm"):
        _beside(log, end).unlink(missing_ok=True)
    fresh.replace(log)


def files_of(log: Path) -> list[Path]:
    """Return every file that holds a learner's events: the log, SQLite's own beside it, copies."""
    own = [_beside(log, end) for end in ENDS]
    copies = sorted(log.parent.glob(f"{log.name}.*.bak*"))
    return [one for one in [*own, *copies] if one.exists() or one.is_symlink()]


def lookalikes(log: Path) -> list[Path]:
    """Return files beside a log that may be copies of it, such as ``default (conflicted copy).db``.

    Programs that keep folders in step, and people, make such copies. They begin with the name of
    the profile, and are no name of another profile.
    """
    if not log.parent.is_dir():
        return []
    taken = set(files_of(log))
    return sorted(
        file for file in log.parent.iterdir() if _may_copy(file, log) and file not in taken
    )


def _may_copy(file: Path, log: Path) -> bool:
    head, rest = file.name.partition(".")[0], file.name[len(log.stem) :]
    ours = file.name.lower().startswith(log.stem) and not rest[:1].isalnum()
    return ours and (head == log.stem or not is_profile(head))


def erase(log: Path) -> list[Path]:
    """Remove every file of a log, and what a link in its place names; return what was removed.

    Raises:
        StoreLockedError: Another program is writing the log; nothing was removed.
        StoreError: A file cannot be removed.
    """
    gone = [*_linked(log), *files_of(log)]
    _refuse_if_written(log)
    for file in gone:
        try:
            file.unlink(missing_ok=True)  # SQLite may have tidied up its own
        except OSError as error:
            raise StoreError(
                f"{file} cannot be removed: {error.strerror}", hint="remove it by hand"
            ) from None
    return gone


def _linked(log: Path) -> list[Path]:
    """Return the files of a log that lie elsewhere, where a link stands in its place."""
    own = [_beside(log, end) for end in ENDS]
    targets = [file.resolve() for file in own if file.is_symlink()]
    if log.is_symlink():  # SQLite keeps its own files beside the file that a link names
        targets += [_beside(log.resolve(), end) for end in ENDS]
    return [file for file in dict.fromkeys(targets) if file.exists()]


def _refuse_if_written(log: Path) -> None:
    if not log.exists():
        return
    try:
        with closing(sqlite3.connect(log, isolation_level=None, timeout=1.0)) as connection:
            connection.execute("begin immediate")
            connection.execute("rollback")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise StoreLockedError(
                f"another program is writing to {log}", hint="close it and try again"
            ) from None


def _is_ours(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID)


def _names(log: Path) -> list[re.Match[str]]:
    there = (one.name for one in log.parent.glob(f"{log.name}.*.bak"))
    return [found for name in there if (found := _NAME.search(name))]


def _age(name: re.Match[str]) -> tuple[str, int]:
    return name[1], int(name[2])


def _copy_bytes(log: Path, copy: Path) -> None:
    try:
        for end in ("", "-wal"):
            if _beside(log, end).exists():
                private.make_file(_beside(copy, end))
                shutil.copyfile(_beside(log, end), _beside(copy, end))
    except OSError as error:
        raise StoreError(
            f"{copy} cannot be written: {error.strerror}", hint="make some space; nothing was done"
        ) from None


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
