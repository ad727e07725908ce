"""The receipts of a course, in the order in which they were signed; the last of an attempt counts."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.row import AttemptRow, CorrectionRow, ReceiptRow
from ipt_train.exam.core.canonical import canonical

RECEIPT = "ipt-receipt/1"
RECEIPT_BEGINS = b"ipt-receipt/1\n"


class ReceiptLine(NamedTuple):
    """One receipt.

    Attributes:
        receipt: What is handed back, with its signature.
        run: With which collecting the attempt came, counted from 1; 0 of earlier versions.
    """

    receipt: dict[str, Any]
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


def receipts_of(folder: Folder) -> list[ReceiptLine]:
    """Return the sound receipts of a course; damaged ones are passed over.

    Whoever counts or grades asks ``course.ledger``, which passes over nothing.

    Raises:
        CourseError: The database cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        return receipt_lines(database.rows(ReceiptRow).sound)


def receipt_lines(rows: Iterable[ReceiptRow]) -> list[ReceiptLine]:
    """Return receipts as they are used, from how they are stored."""
    return [ReceiptLine(json.loads(row.body), row.run) for row in rows]


def receipt_row(entry: ReceiptLine) -> ReceiptRow:
    """Return a receipt as it is stored."""
    return ReceiptRow(entry.run, canonical(entry.receipt))


def latest(entries: Iterable[ReceiptLine]) -> dict[tuple[str, str, int], ReceiptLine]:
    """Return the receipt of each attempt that counts: the last, with the run of the first."""
    last: dict[tuple[str, str, int], ReceiptLine] = {}
    for entry in entries:
        before = last.get(entry.attempt)
        last[entry.attempt] = entry._replace(run=before.run) if before else entry
    return last


def stamp_of(folder: Folder) -> bytes:
    """Return what changes whenever an attempt, a receipt or the log of regrades does.

    Raises:
        CourseError: The database cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        return database.stamp((AttemptRow, ReceiptRow, CorrectionRow))
