"""Accepted responses of a course: each attempt as it was signed, and its records in columns.

From manifest, signature and columns a submission's lines and digest can be written again
(``submission.record``).
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.exchange.entered import entered_by
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.ledger import AGAIN, agreed_ledger
from ipt_train.course.exchange.receipts import ReceiptLine, latest
from ipt_train.course.store.row import AttemptRow
from ipt_train.errors import CourseError
from ipt_train.exam.submission.record import BrokenError, Rows, from_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One attempt as it is kept.

    Attributes:
        head: What is known of it: ``manifest``, ``signature``, ``sections``, ``sha256`` and ``file`` of
            the submission, and ``accepted_at``.
        columns: Its records, as ``in_columns`` writes them.
        path: The database, for messages.
        entry: Its receipt.
    """

    head: dict[str, Any]
    columns: bytes
    path: Path
    entry: ReceiptLine

    @property
    def manifest(self) -> dict[str, Any]:
        """What the learner signed."""
        manifest: dict[str, Any] = self.head["manifest"]
        return manifest

    @property
    def person(self) -> str:
        """The pseudonym of the person whose attempt it is."""
        return str(self.head["manifest"]["person"])

    @property
    def entered_by(self) -> str:
        """Who entered the answers; empty where they were handed in."""
        return entered_by(self.head["sections"])

    @property
    def place(self) -> tuple[str, int]:
        """The exam and the number of the attempt."""
        return self.head["manifest"]["exam"], self.head["manifest"]["attempt"]

    @property
    def accepted_at(self) -> datetime:
        """When collecting first saw it."""
        return datetime.fromisoformat(self.head["accepted_at"])

    @property
    def arrived(self) -> tuple[datetime, int, int]:
        """By what attempts are put in the order of their arrival: instant, collecting, number."""
        return self.entry.arrived, self.entry.run, self.place[1]


class Responses:
    """The accepted attempts of a course.

    Args:
        path: Its database, for messages.
        attempts: The attempts, whose seals were looked at.
        entries: Its receipts; where one attempt has several, the last counts.
    """

    def __init__(
        self, path: Path, attempts: Iterable[AttemptRow], entries: Iterable[ReceiptLine]
    ) -> None:
        self._path = path
        self._entries = latest(entries)
        self._rows: dict[str, list[AttemptRow]] = defaultdict(list)
        for row in attempts:
            self._rows[row.person].append(row)

    @property
    def entries(self) -> list[ReceiptLine]:
        """The receipt of each attempt that was accepted, whoever's it is."""
        return list(self._entries.values())

    def of(self, person: str) -> list[Kept]:
        """Return a person's attempts in the order of their arrival; none where nothing was accepted."""
        kept = [self._kept(row) for row in self._rows.get(person, ())]
        return sorted(kept, key=lambda one: one.arrived)

    def rows(self, one: Kept) -> Rows:
        """Return the records of an attempt.

        Raises:
            CourseError: They are no records.
        """
        try:
            return from_columns(one.columns)
        except BrokenError as error:
            raise CourseError(
                f"{one.path}: attempt {one.place[1]} of {one.person} was changed: {error}",
                hint=AGAIN,
            ) from None

    def _kept(self, row: AttemptRow) -> Kept:
        return Kept(
            head={
                "accepted_at": row.accepted_at,
                "file": row.file,
                "manifest": json.loads(row.manifest),
                "sections": json.loads(row.sections),
                "sha256": row.sha256,
                "signature": row.signature,
            },
            columns=row.records,
            path=self._path,
            entry=self._entries[row.person, row.exam, row.attempt],
        )


def responses_of(folder: Folder) -> Responses:
    """Return the accepted attempts of a course, all that was received looked at.

    Raises:
        CourseError: Receipts and attempts do not agree, were changed, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    ledger = agreed_ledger(folder)
    return Responses(folder.database, ledger.attempts.sound, ledger.entries)
