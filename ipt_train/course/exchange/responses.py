"""Accepted responses of a course: each attempt a head and its records in columns.

Collecting writes one file a process: thousands of attempts would take most of the time to make
thousands of files. From head and columns a submission's lines, seals and signature can be
written again (``submission.record``).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from ipt_train.course.exchange.entered import entered_by
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.head import is_sealed
from ipt_train.course.exchange.ledger import agreed_receipts
from ipt_train.course.exchange.receipts import ReceiptLine, latest
from ipt_train.errors import CourseError
from ipt_train.exam.submission.pack import bound_to
from ipt_train.exam.submission.record import BrokenError, Rows, from_columns
from ipt_train.files import secret_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One attempt as it is kept.

    Attributes:
        head: The plain data of its head.
        columns: Its records, as ``in_columns`` writes them.
        path: The file, for messages.
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
        return entered_by(self.head)

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
        folder: The course.
        entries: Its receipts; where one attempt has several, the last says where it is.
    """

    def __init__(self, folder: Folder, entries: Iterable[ReceiptLine]) -> None:
        self._folder = folder
        self._entries: dict[str, list[ReceiptLine]] = defaultdict(list)
        for one in latest(entries).values():
            self._entries[one.attempt[0]].append(one)

    @property
    def entries(self) -> list[ReceiptLine]:
        """The receipt of each attempt that was accepted, whoever's it is."""
        return [one for each in self._entries.values() for one in each]

    def of(self, person: str) -> list[Kept]:
        """Return a person's attempts in the order of their arrival; none where nothing was accepted.

        Raises:
            CourseError: A file is gone or is not as the program wrote it.
            KeyFileError: The secret key of the course is not there.
        """
        folder = self._folder.responses
        found = [_read(folder, one, self._secret) for one in self._entries.get(person, ())]
        return sorted(found, key=lambda one: one.arrived)

    def rows(self, one: Kept) -> Rows:
        """Return the records of an attempt after checking that nothing changed since it arrived.

        Raises:
            CourseError: The file was changed after it was received.
        """
        return _checked_rows(one)

    @cached_property
    def _secret(self) -> bytes:
        return secret_bytes(self._folder.pseudonym_key)


def responses_of(folder: Folder) -> Responses:
    """Return the accepted attempts of a course.

    Raises:
        CourseError: Receipts and responses do not agree, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    return Responses(folder, agreed_receipts(folder))


def _read(folder: Path, entry: ReceiptLine, key: bytes) -> Kept:
    place, receipt = entry.kept, entry.receipt
    path = folder / place.file
    try:
        with path.open("rb") as stream:
            stream.seek(place.at)
            data = stream.read(place.size)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read: {error.strerror}",
            hint="take it from a backup, or collect the submissions again",
        ) from None
    first, _, columns = data.removesuffix(b"\n").partition(b"\n")
    try:
        head = json.loads(first)
        manifest = head["manifest"]
        bound_to(manifest)
        found = tuple(manifest[name] for name in ("person", "exam", "attempt"))
        said = (manifest["head"], head["accepted_at"])
        as_written = is_sealed(head, key)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(path, f"no head can be read at byte {place.at}") from None
    if found != entry.attempt or said != (receipt["head"], receipt["accepted_at"]):
        raise _damaged(path, f"another attempt than its receipt names stands at byte {place.at}")
    if not as_written:
        raise _damaged(path, f"the head of attempt {found[2]} is not what was written")
    return Kept(head=head, columns=columns, path=path, entry=entry)


def _checked_rows(one: Kept) -> Rows:
    path = one.path
    if hashlib.sha256(one.columns).hexdigest() != one.head["columns"]:
        raise _damaged(path, f"the records of attempt {one.place[1]} are not those that came")
    try:
        return from_columns(one.columns)
    except BrokenError as error:
        raise _damaged(path, str(error)) from None


def _damaged(path: Path, why: str) -> CourseError:
    return CourseError(
        f"{path} was changed after it was received: {why}",
        hint="take it from a backup, or delete it and collect the submissions again",
    )
