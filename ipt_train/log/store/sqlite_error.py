"""What SQLite complains of, as errors of our own."""

import sqlite3
from pathlib import Path

from ipt_train.errors import StoreDamagedError, StoreError, StoreFullError, StoreLockedError

DAMAGED = (
    "SQLITE_NOTADB",
    "SQLITE_CORRUPT",
    "SQLITE_ERROR",  # our statements are right, so tables or columns are not as they were made
    "SQLITE_TOOBIG",
    "SQLITE_MISMATCH",
    "",  # Python's own: a text that is not UTF-8
)


def kind_of(error: sqlite3.Error) -> str:
    """Return the name of an error, without what SQLite adds to tell its kinds apart further."""
    name = getattr(error, "sqlite_errorname", "")
    return next((one for one in DAMAGED if one and name.startswith(f"{one}_")), name)


def damaged(path: Path, why: object) -> StoreDamagedError:
    """Return the error of a file that is damaged or none of ours."""
    return StoreDamagedError(
        f"{path} is damaged or is not a log of ipt-train ({why})",
        hint="`ipt-train data doctor` says more; `ipt-train data restore` lists copies to go back to",
    )


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """Return what an error of SQLite means for a log, and what to do."""
    match kind_of(error):
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return StoreLockedError(
                f"another program is using {path}", hint="close it and try again"
            )
        case "SQLITE_FULL":
            return StoreFullError(
                f"the disk is full, so {path} could not be written",
                hint="free some space; everything saved before is safe",
            )
        case name if name in DAMAGED:
            return damaged(path, error)
        case "SQLITE_CANTOPEN" | "SQLITE_READONLY" | "SQLITE_READONLY_DIRECTORY" | "SQLITE_PERM":
            return StoreError(
                f"{path} cannot be written ({error})",
                hint="make it writable, or set IPT_TRAIN_HOME to a folder that is",
            )
    return StoreError(
        f"{path} could not be read or written ({error})",
        hint="check the disk; everything saved before is safe",
    )
