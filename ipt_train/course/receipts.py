"""The log of receipts: one line an attempt that was accepted, signed; only ever added to.

What stands under ``kept`` is not signed and not handed back: where in ``responses/`` the
attempt is kept. What no receipt names does not count.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.course.file import read
from ipt_train.course.folder import Folder


class Place(NamedTuple):
    """Where an attempt is kept.

    Attributes:
        file: Name of a file in ``responses/``.
        at: Byte at which it begins.
        size: How many bytes it has.
    """

    file: str
    at: int
    size: int


class Entry(NamedTuple):
    """One line of the log.

    Attributes:
        receipt: What is handed back, with its signature.
        kept: Where the attempt is kept.
    """

    receipt: dict[str, Any]
    kept: Place

    @property
    def attempt(self) -> tuple[str, str, int]:
        """Person, exam and number of the attempt."""
        return self.receipt["person"], self.receipt["exam"], self.receipt["attempt"]


def receipts_of(folder: Folder) -> list[Entry]:
    """Read the receipts of a course; a line that was cut by a crash is passed over.

    Raises:
        CourseError: The log cannot be read.
    """
    if not folder.receipts.exists():
        return []
    found = (_entry(line) for line in read(folder.receipts).splitlines())
    return [one for one in found if one]


def _entry(line: bytes) -> Entry | None:
    try:
        one = json.loads(line)
        file, at, size = one.pop("kept")
        if Path(file).name != file or at < 0 or size < 1:
            return None
        entry = Entry(one, Place(file, at, size))
        _ = (*entry.attempt, one["trace"], one["submission"], one["accepted_at"], one["head"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return entry
