"""The log of releases: when whose marked exam was written, by whom; only ever added to.

Each line has a seal of the course (``course.core.sealed``).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from ipt_train.course.core.sealed import sealed, unsealed
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.errors import CourseError
from ipt_train.files import append_line, secret_bytes

_KIND = b"ipt-release/1\n"


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
    """Add a release to the log. The course must be locked.

    Raises:
        OutputError: It cannot be written.
        KeyFileError: The secret key of the course is not there.
    """
    secret = secret_bytes(folder.pseudonym_key)
    append_line(folder.releases, sealed(secret, _KIND, asdict(release), ()))


def read_releases(folder: Folder) -> tuple[LoggedRelease, ...]:
    """Return the releases of a course, the oldest first.

    Raises:
        CourseError: A line of the log is not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    if not folder.releases.exists():
        return ()
    secret = secret_bytes(folder.pseudonym_key)
    found = []
    for number, line in enumerate(read(folder.releases).split(b"\n"), 1):
        both = unsealed(secret, _KIND, line) if line else None
        if line and both is None:
            raise CourseError(
                f"{folder.releases}:{number}: this line was cut off, or changed after the release",
                hint="take the file from a backup; if a last line was cut off, delete it and release again",
            )
        if both is not None:
            found.append(LoggedRelease(**both[0]))
    return tuple(found)


def first_releases(folder: Folder) -> dict[str, datetime]:
    """Return when something of each exam was first released, by exam.

    Raises:
        CourseError: A line of the log is not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    found: dict[str, datetime] = {}
    for one in read_releases(folder):
        at = datetime.fromisoformat(one.at)
        found[one.exam] = min(at, found.get(one.exam, at))
    return found
