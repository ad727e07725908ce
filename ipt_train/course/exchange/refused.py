"""The files that collecting refused: when each was first seen, whose it claims to be, and why."""

from typing import NamedTuple

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.row import RefusalRow, SeenRow
from ipt_train.errors import CourseError


class SeenFile(NamedTuple):
    """A file that was refused.

    Attributes:
        file: Its name in the inbox.
        sha256: Digest of its bytes.
        seen_at: When collecting first saw it, an instant in ISO 8601.
        claims: The pseudonym that it claims to be from; empty where that could not be read.
        why: Why it was refused, in words; empty where an earlier version did not keep the reason.
    """

    file: str
    sha256: str
    seen_at: str
    claims: str
    why: str


def refused_files(folder: Folder) -> list[SeenFile]:
    """Return the files that were refused, in the order in which they were first seen.

    Raises:
        CourseError: They are not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        seen, refusals = database.rows(SeenRow), database.rows(RefusalRow)
    if not (seen.whole and refusals.whole):
        raise CourseError(
            f"{folder.database}: the list of refused files has been changed or damaged",
            hint="`ipt-train course collect DIR` sets damaged ones aside, and reports again what it refuses",
        )
    reasons = {row.sha256: row for row in refusals.sound}
    nothing = RefusalRow("", "", "")
    return [
        SeenFile(row.file, row.sha256, row.seen_at, reason.person, reason.why)
        for row in seen.sound
        for reason in (reasons.get(row.sha256, nothing),)
    ]
