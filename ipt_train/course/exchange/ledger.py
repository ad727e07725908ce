"""Receipts and attempts held against each other, both ways: no attempt may come or go unseen."""

from collections.abc import Iterator
from typing import NamedTuple

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.receipts import ReceiptLine, latest, receipt_lines
from ipt_train.course.store.database import CourseDatabase, StoredRows
from ipt_train.course.store.row import AttemptRow, ReceiptRow
from ipt_train.errors import CourseError

AGAIN = "restore course.db from a backup; without one `ipt-train course collect DIR` with the submissions repairs what it can, and lists the rest"


class Difference(NamedTuple):
    """Where receipts and attempts do not agree: what is wrong, and what to do."""

    message: str
    hint: str


class Ledger(NamedTuple):
    """What a course accepted.

    Attributes:
        attempts: Attempts with their responses.
        receipts: Receipts as they are stored.
        entries: The sound receipts, as they are used.
    """

    attempts: StoredRows[AttemptRow]
    receipts: StoredRows[ReceiptRow]
    entries: list[ReceiptLine]


def read_ledger(database: CourseDatabase) -> Ledger:
    """Read what a course accepted, whatever state it is in.

    Raises:
        CourseError: The database cannot be read.
    """
    receipts = database.rows(ReceiptRow)
    return Ledger(database.rows(AttemptRow), receipts, receipt_lines(receipts.sound))


def agreed_ledger(folder: Folder) -> Ledger:
    """Return what a course accepted, after receipts and attempts were held against each other.

    Raises:
        CourseError: They do not agree, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        ledger = read_ledger(database)
    differing = list(differences(ledger))
    if differing:
        first, more = differing[0], len(differing) - 1
        others = f" (and {more} more: `ipt-train course check` shows them)" if more else ""
        raise CourseError(f"{folder.database}: {first.message}{others}", hint=first.hint)
    return ledger


def agreed_receipts(folder: Folder) -> list[ReceiptLine]:
    """Return the receipts of a course, after they were held against the attempts.

    Raises:
        CourseError: They do not agree, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    return agreed_ledger(folder).entries


def differences(ledger: Ledger) -> Iterator[Difference]:
    """Yield what in a ledger is not what was written, or does not agree."""
    for what, rows in (("attempt", ledger.attempts), ("receipt", ledger.receipts)):
        for number in rows.damaged:
            yield Difference(f"{what} {number} was changed after it was received", AGAIN)
        if rows.gone:
            yield Difference(f"{rows.gone} fewer {what}s are there than were written", AGAIN)
        elif not rows.whole and not rows.damaged:
            yield Difference(f"the {what}s are not those that were written", AGAIN)
    entries = latest(ledger.entries)
    there = {row[:3]: row for row in ledger.attempts.sound}
    for attempt, entry in entries.items():
        person, exam, number = attempt
        row = there.get(attempt)
        if row is None:
            why = f"attempt {number} of {person} at {exam} has a receipt, but its answers are gone"
            yield Difference(why, AGAIN)
        elif row.accepted_at != entry.receipt["accepted_at"]:
            why = f"attempt {number} of {person} at {exam} is not the one on its receipt"
            yield Difference(why, AGAIN)
    for person, exam, number in there.keys() - entries.keys():
        why = f"attempt {number} of {person} at {exam} was kept, but no receipt mentions it"
        yield Difference(why, AGAIN)
