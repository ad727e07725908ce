"""Making good what in ``course.db`` is not what was written, as far as the rest of it allows."""

from datetime import datetime
from typing import Any

from ipt_train.course.store import row as rows
from ipt_train.course.store.database import BACKUP, CourseDatabase, StoredRows
from ipt_train.errors import CourseError

_AFTERWARDS: dict[type[Any], str] = {
    rows.KeyRow: "compare fingerprints of signing keys again: `ipt-train course enrol`",
    rows.CorrectionRow: "check that `ipt-train course regrade` says what you expect",
    rows.VoidRow: "check whether an attempt that was made void has been collected again",
    rows.GrantRow: "grant attempts again: `ipt-train course attempt`",
    rows.ReleaseRow: "release again: grades mark work as arriving late only if a logged release came before it",
}
"""What is left to do where rows of a table were damaged."""

Stored = dict[type[Any], StoredRows[Any]]
"""The rows of each table."""


def whole_rows(database: CourseDatabase) -> Stored:
    """Return all rows, where all are what was written.

    Args:
        database: The database of the course.

    Raises:
        CourseError: Some are not, or it cannot be read.
    """
    read: Stored = {kind: database.rows(kind) for kind in rows.TABLES}
    if changed := [rows.WORDS[kind] for kind, stored in read.items() if not stored.whole]:
        raise CourseError(
            f"{database.path}: the {' and '.join(changed)} have been changed or damaged",
            hint="`ipt-train course collect DIR` with the submissions sets damaged ones aside and repairs what it can",
        )
    return read


def mended(database: CourseDatabase, now: datetime) -> tuple[list[str], Stored]:
    """Set damaged rows aside; return what was done, in words, and all rows. The course must be locked.

    Args:
        database: The database of the course.
        now: The instant.

    Raises:
        CourseError: SQLite itself finds the file damaged, or it cannot be read.
        OutputError: It cannot be written.
    """
    if faults := database.faults():
        raise CourseError(f"{database.path} is damaged: {faults[0]}", hint=BACKUP)
    words: list[str] = []
    read: Stored = {}
    for kind in rows.TABLES:
        read[kind] = stored = database.rows(kind)
        if stored.whole:
            continue
        with database.writing():
            contents = database.set_aside(kind, stored.damaged, now.isoformat(timespec="seconds"))
        read[kind] = database.rows(kind)
        if contents:
            words.append(f"damaged {rows.WORDS[kind]}, set aside in course.db: {len(contents)}")
        if stored.gone:
            words.append(f"{rows.WORDS[kind]} that are gone from course.db: {stored.gone}")
        if kind is rows.ReceiptRow and (
            stored.gone or any(b'"arrived_at"'.hex() in one.lower() for one in contents)
        ):
            words.append(
                "times from a table may have stood in them: give the table again with --arrivals"
            )
        if kind in _AFTERWARDS:
            words.append(_AFTERWARDS[kind])
    return words, read
