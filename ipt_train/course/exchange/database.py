"""Opening ``course.db``: it is made for a new course, filled from a folder of an earlier version, or reported missing."""

import hashlib
import hmac
import warnings
from pathlib import Path

from ipt_train.course.exchange.earlier import earlier_files, put_aside, read_earlier
from ipt_train.course.exchange.folder import Folder, locked_for_writing
from ipt_train.course.store.database import CourseDatabase
from ipt_train.errors import CourseError, Note
from ipt_train.files import secret_bytes

_STATE, _KEY = "earlier version", "course key"
_COPIED, _DONE = "copied", "done"


def open_database(folder: Folder, *, make: bool = True, renew: bool = False) -> CourseDatabase:
    """Open the database of a course; what an earlier version collected is taken over once.

    Args:
        folder: The course.
        make: Make the file where the course has none yet; else an empty one in memory stands for it.
        renew: Make it anew also where it was lost.

    Raises:
        CourseError: It is damaged, was lost, was made with another key, or another program is writing.
        KeyFileError: The secret key of the course cannot be used.
        OutputError: It cannot be made.
    """
    path, key = folder.database, secret_bytes(folder.pseudonym_key)
    earlier = earlier_files(folder)
    there = path.exists() and path.stat().st_size > 0
    if not there and not earlier:
        if is_lost(folder) and not renew:
            raise _lost(path)
        if not make:
            return CourseDatabase(Path(":memory:"), key)
    database = CourseDatabase(path, key)
    try:
        _fitted(database, folder, key, earlier, renew=renew)
    except BaseException:
        database.close()
        raise
    return database


def renewed(folder: Folder) -> list[str]:
    """Make the database of a course anew where it was lost; return in words that it was.

    Raises:
        CourseError: It is damaged, was made with another key, or another program is writing.
        KeyFileError: The secret key of the course cannot be used.
        OutputError: It cannot be made.
    """
    lost = is_lost(folder)
    open_database(folder, renew=True).close()
    words = "course.db was missing and has been made again: anyone whose submission is not in the inbox counts as having handed in nothing; times from tables, entered answers and fingerprints have to be entered again; regrades, releases and attempts made void or granted are forgotten, so do them again"
    return [words] if lost else []


def is_lost(folder: Folder) -> bool:
    """Whether the course has no database though one was made: exams were built, or work was graded."""
    if folder.database.exists() and folder.database.stat().st_size > 0:
        return False
    return not earlier_files(folder) and (
        any(folder.keys.glob("*.key.age")) or folder.results.exists()
    )


def _fitted(
    database: CourseDatabase, folder: Folder, key: bytes, earlier: list[str], *, renew: bool
) -> None:
    """Look whether a database belongs to its course, and bring in what stands beside it."""
    mark = hmac.digest(key, b"course.db", hashlib.sha256).hex()
    state, made_with = database.note(_STATE), database.note(_KEY)
    if made_with and made_with != mark:
        raise CourseError(
            f"two keys disagree: {folder.database} was made with a different course key from {folder.pseudonym_key}",
            hint="restore the course key from a backup",
        )
    if state == _DONE and not earlier:
        return
    if state == _DONE:
        raise CourseError(
            f"an earlier version wrote {', '.join(earlier)} beside {folder.database}",
            hint="move that away, and collect the submissions again with this version",
        )
    if not state and not earlier and any(folder.keys.glob("*.key.age")) and not renew:
        raise _lost(folder.database)
    with locked_for_writing(folder):
        if not database.note(_STATE):
            _fill(database, folder, mark)
        if earlier:
            put_aside(folder)
        with database.writing():
            database.set_note(_STATE, _DONE)


def _fill(database: CourseDatabase, folder: Folder, mark: str) -> None:
    """Take over what an earlier version collected, all or nothing; its files stay where they are."""
    found = read_earlier(folder)
    with database.writing():
        for kind, rows in found.rows.items():
            database.add(kind, rows)
        database.set_note(_KEY, mark)
        database.set_note(_STATE, _COPIED)
    if found.damaged:
        warnings.warn(
            f"damaged lines that were not taken over into course.db: {found.damaged}; they stay in "
            "before-course-db/",
            Note,
            stacklevel=2,
        )


def _lost(path: Path) -> CourseError:
    return CourseError(
        f"{path} is gone, and everything collected with it",
        hint="restore it from a backup; without one `ipt-train course collect DIR` makes it again from the submissions",
    )
