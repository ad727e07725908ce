"""The log of files that collecting saw and did not accept; only ever added to.

A file that is accepted later, when the reason for its refusal is mended, keeps the time at which it
was first seen. Where a refused attempt was laid down in ``responses/``, its place is named, so that
it is not taken for one whose receipt was lost.
"""

from typing import NamedTuple

from ipt_train.course.core.sealed import sealed, unsealed
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.receipts import Damaged, Place
from ipt_train.files import secret_bytes

KIND = b"ipt-seen/1\n"


class SeenFile(NamedTuple):
    """One file that was not accepted.

    Attributes:
        file: Its name in the inbox.
        sha256: Digest of its bytes.
        seen_at: When collecting first saw it, an instant in ISO 8601.
        head: Last seal of the records in it; empty where it could not be opened.
        kept: Where the attempt was laid down, or None.
        why: Why it was not accepted, in words; empty in lines of earlier versions.
        claims: The pseudonym that it claims to be from; empty where that could not be read.
    """

    file: str
    sha256: str
    seen_at: str
    head: str = ""
    kept: Place | None = None
    why: str = ""
    claims: str = ""


class SeenLog(NamedTuple):
    """The log: its sound lines in order, and those that are not what was written."""

    files: list[SeenFile]
    damaged: list[Damaged]

    @property
    def places(self) -> set[Place]:
        """Where attempts lie that were refused."""
        return {one.kept for one in self.files if one.kept}


def read_seen(folder: Folder) -> SeenLog:
    """Read the files that a course saw and did not accept.

    Raises:
        CourseError: The log cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    log = SeenLog([], [])
    if not folder.seen.exists():
        return log
    key = secret_bytes(folder.pseudonym_key)
    for number, line in enumerate(read(folder.seen).split(b"\n"), 1):
        if not line:
            continue
        both = unsealed(key, KIND, line)
        if both is None:
            log.damaged.append(Damaged(number, line))
        else:
            said, kept = both
            log.files.append(SeenFile(**said, kept=Place(*kept) if kept else None))
    return log


def seen_line(key: bytes, one: SeenFile) -> bytes:
    """Return a file as a line of the log."""
    said = {name: value for name, value in one._asdict().items() if name != "kept"}
    return sealed(key, KIND, said, one.kept or ())
