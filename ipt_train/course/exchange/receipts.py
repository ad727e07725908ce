"""The log of receipts: one line an attempt that was accepted, signed; only ever added to.

What stands under ``kept`` is not signed and not handed back: where in ``responses/`` the attempt is
kept, with which collecting it came, and a seal of the course (``course.sealed``). Lines of earlier
versions have no seal, and are held against their signature. What no receipt names does not count.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.course.core.sealed import has_seal, sealed, unsealed
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.seal import signed_by
from ipt_train.files import secret_bytes

RECEIPT = "ipt-receipt/1"
RECEIPT_BEGINS = b"ipt-receipt/1\n"
KIND = b"ipt-receipts/1\n"


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


class ReceiptLine(NamedTuple):
    """One line of the log.

    Attributes:
        receipt: What is handed back, with its signature.
        kept: Where the attempt is kept.
        run: With which collecting the attempt came, counted from 1; 0 in lines of earlier versions.
    """

    receipt: dict[str, Any]
    kept: Place
    run: int = 0

    @property
    def attempt(self) -> tuple[str, str, int]:
        """Person, exam and number of the attempt."""
        return self.receipt["person"], self.receipt["exam"], self.receipt["attempt"]

    @property
    def arrived(self) -> datetime:
        """When it arrived: what a table of arrivals said, else when it was first seen."""
        return datetime.fromisoformat(self.receipt.get("arrived_at") or self.receipt["accepted_at"])

    @property
    def by_table(self) -> bool:
        """Whether a table said when it arrived."""
        return "arrived_at" in self.receipt


class Damaged(NamedTuple):
    """A line of a log that is not what was written."""

    line: int
    data: bytes


class ReceiptLog(NamedTuple):
    """The log: its sound lines in order, and those that are not what was written."""

    entries: list[ReceiptLine]
    damaged: list[Damaged]


def read_receipts(folder: Folder) -> ReceiptLog:
    """Read the receipts of a course, whatever state they are in.

    Raises:
        CourseError: The log cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    if not folder.receipts.exists():
        return ReceiptLog([], [])
    return _log(read(folder.receipts), secret_bytes(folder.pseudonym_key))


def receipts_of(folder: Folder) -> list[ReceiptLine]:
    """Return the sound receipts of a course; damaged lines are passed over.

    Whoever counts or grades asks ``course.ledger``, which passes over nothing.

    Raises:
        CourseError: The log cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    return read_receipts(folder).entries


def receipt_line(key: bytes, entry: ReceiptLine) -> bytes:
    """Return an entry as a line of the log."""
    return sealed(key, KIND, entry.receipt, (*entry.kept, entry.run))


def latest(entries: Iterable[ReceiptLine]) -> dict[tuple[str, str, int], ReceiptLine]:
    """Return the entry of each attempt that counts: the last, with the run of the first."""
    found: dict[tuple[str, str, int], ReceiptLine] = {}
    for one in entries:
        before = found.get(one.attempt)
        found[one.attempt] = one._replace(run=before.run) if before else one
    return found


def _log(data: bytes, key: bytes) -> ReceiptLog:
    log = ReceiptLog([], [])
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue
        entry = _entry(line, key)
        if entry is None:
            log.damaged.append(Damaged(number, line))
        else:
            log.entries.append(entry)
    return log


def _entry(line: bytes, key: bytes) -> ReceiptLine | None:
    """Return an entry; None where the line is damaged, cut off, or another's."""
    try:
        if has_seal(line):
            both = unsealed(key, KIND, line)
            if both is None:
                return None
            receipt, (*kept, run) = both
        else:
            receipt, run = json.loads(line), 0
            kept = receipt.pop("kept")
            if not _is_signed(receipt):
                return None
        entry = ReceiptLine(receipt, Place(*kept), run)
        _ = (
            *entry.attempt,
            entry.arrived,
            *map(receipt.__getitem__, ("trace", "submission", "head")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return entry if _can_be(entry.kept) else None


def _can_be(place: Place) -> bool:
    numbers = type(place.at) is int and type(place.size) is int
    return numbers and Path(str(place.file)).name == place.file and place.at >= 0 < place.size


def _is_signed(receipt: dict[str, Any]) -> bool:
    body = {name: value for name, value in receipt.items() if name != "signature"}
    return signed_by(receipt["public_key"], receipt["signature"], RECEIPT_BEGINS + canonical(body))
