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

from ipt_train.course.file import secret_bytes
from ipt_train.course.folder import Folder
from ipt_train.course.head import is_sealed
from ipt_train.course.receipts import Entry, Place, receipts_of
from ipt_train.errors import CourseError
from ipt_train.submission.pack import bound_to
from ipt_train.submission.record import BrokenError, Rows, from_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One attempt as it is kept.

    Attributes:
        head: The plain data of its head.
        columns: Its records, as ``in_columns`` writes them.
        path: The file, for messages.
    """

    head: dict[str, Any]
    columns: bytes
    path: Path

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
    def place(self) -> tuple[str, int]:
        """The exam and the number of the attempt."""
        return self.head["manifest"]["exam"], self.head["manifest"]["attempt"]

    @property
    def accepted_at(self) -> datetime:
        """When it arrived."""
        return datetime.fromisoformat(self.head["accepted_at"])


class Responses:
    """The accepted attempts of a course.

    Args:
        folder: The course.
        entries: Its receipts; where one attempt has several, the last says where it is.
    """

    def __init__(self, folder: Folder, entries: Iterable[Entry]) -> None:
        self._folder = folder
        self._places: dict[str, dict[tuple[str, int], Place]] = defaultdict(dict)
        for one in entries:
            person, exam, attempt = one.attempt
            self._places[person][exam, attempt] = one.kept

    def of(self, person: str) -> list[Kept]:
        """Return a person's attempts by exam and number; none where nothing was accepted.

        Raises:
            CourseError: A file is gone or is not as the program wrote it.
        """
        places = self._places.get(person, {})
        return [
            _read(self._folder.responses, places[one], (person, *one)) for one in sorted(places)
        ]

    def rows(self, one: Kept) -> Rows:
        """Return the records of an attempt after checking that nothing changed since it arrived.

        Raises:
            CourseError: The file was changed after it was received.
            KeyFileError: The secret key of the course is not there.
        """
        return _checked_rows(one, self._secret)

    @cached_property
    def _secret(self) -> bytes:
        return secret_bytes(self._folder.pseudonym_key)


def responses_of(folder: Folder) -> Responses:
    """Return the accepted attempts of a course.

    Raises:
        CourseError: The log of receipts cannot be read.
    """
    return Responses(folder, receipts_of(folder))


def _read(folder: Path, place: Place, attempt: tuple[str, str, int]) -> Kept:
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
        bound_to(head["manifest"])
        found = tuple(head["manifest"][name] for name in ("person", "exam", "attempt"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(path, f"no head can be read at byte {place.at}") from None
    if found != attempt:
        raise _damaged(path, f"another attempt than its receipt names stands at byte {place.at}")
    return Kept(head=head, columns=columns, path=path)


def _checked_rows(one: Kept, key: bytes) -> Rows:
    path = one.path
    if not is_sealed(one.head, key):
        raise _damaged(path, f"the head of attempt {one.place[1]} is not what was written")
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
