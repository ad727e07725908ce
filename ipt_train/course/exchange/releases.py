"""The log of releases: when whose marked exam was written, by whom; only ever added to."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.database import BACKUP
from ipt_train.course.store.row import ReleaseRow
from ipt_train.errors import CourseError
from ipt_train.exam.core.canonical import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRelease:
    """One release.

    Attributes:
        exam: The exam.
        at: When, ISO 8601 with offset.
        level: What was in it.
        by: Who released it; empty where nobody said so.
        people: SHA-256 of each person's file, by pseudonym.
        anyway: Who could still have handed in, and why, by pseudonym.
    """

    exam: str
    at: str
    level: str
    by: str
    people: Mapping[str, str]
    anyway: Mapping[str, str]


def add_release(folder: Folder, release: LoggedRelease) -> None:
    """Add a release to the log; it is on the disk when this returns. The course must be locked.

    Raises:
        CourseError: Another program is writing, or the database is damaged.
        OutputError: It cannot be written; nothing was added.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder) as database, database.writing():
        database.add(ReleaseRow, [ReleaseRow(canonical(asdict(release)))])


def read_releases(folder: Folder) -> tuple[LoggedRelease, ...]:
    """Return the releases of a course, the oldest first.

    Raises:
        CourseError: They are not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        stored = database.rows(ReleaseRow)
    if not stored.whole:
        raise CourseError(
            f"{folder.database}: the log of releases has been changed or damaged", hint=BACKUP
        )
    return tuple(LoggedRelease(**json.loads(row.body)) for row in stored.sound)


def first_releases(folder: Folder) -> dict[str, datetime]:
    """Return when something of each exam was first released, by exam.

    Raises:
        CourseError: They are not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    found: dict[str, datetime] = {}
    for one in read_releases(folder):
        at = datetime.fromisoformat(one.at)
        found[one.exam] = min(at, found.get(one.exam, at))
    return found
