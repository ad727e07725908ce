"""Attempts that lie in ``responses/`` and that no receipt names.

A program was killed before it signed for them, they were refused, or their receipts were lost.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.head import BEGINS, is_sealed
from ipt_train.course.exchange.receipts import Place, ReceiptLine
from ipt_train.errors import CourseError
from ipt_train.files import secret_bytes

_COLUMNS = 5


class Unsigned(NamedTuple):
    """One attempt without a receipt.

    Attributes:
        head: Its head, which is what this course wrote.
        place: Where it lies.
        columns: Its records in columns; None where they were cut off, so that it is no attempt.
    """

    head: dict[str, Any]
    place: Place
    columns: bytes | None

    @property
    def attempt(self) -> tuple[str, str, int]:
        """Person, exam and number of the attempt."""
        manifest = self.head["manifest"]
        return manifest["person"], manifest["exam"], manifest["attempt"]


def unsigned(folder: Folder, entries: Iterable[ReceiptLine]) -> list[Unsigned]:
    """Return the attempts that no receipt names, in the order in which they were laid down.

    Args:
        folder: The course.
        entries: Its receipts.

    Raises:
        CourseError: A file cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    named: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for place in {one.kept for one in entries}:
        named[place.file].add((place.at, place.at + place.size))
    found: list[Unsigned] = []
    for path in sorted(folder.responses.glob("*.jsonl")):
        gaps = list(_gaps(_size(path), sorted(named[path.name])))
        if gaps:
            data, secret = read(path), secret_bytes(folder.pseudonym_key)
            for begin, end in gaps:
                found += _within(path.name, data, begin, end, secret)
    return sorted(found, key=lambda one: str(one.head["accepted_at"]))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read: {error.strerror}", hint="look who may read the course folder"
        ) from None


def _gaps(size: int, named: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a file of that size that nothing is named in."""
    reached = 0
    for begin, end in named:
        if begin > reached:
            yield reached, min(begin, size)
        reached = max(reached, end)
    if reached < size:
        yield reached, size


def _within(name: str, data: bytes, begin: int, end: int, secret: bytes) -> Iterator[Unsigned]:
    lines = data[begin:end].split(b"\n")
    for number, line in enumerate(lines):
        head = _sealed(line, secret) if line.startswith(BEGINS) else None
        if head is not None:
            columns = b"\n".join(lines[number + 1 : number + 1 + _COLUMNS])
            whole = hashlib.sha256(columns).hexdigest() == head["columns"]
            place = Place(name, begin, len(line) + len(columns) + 2)
            yield Unsigned(head, place, columns if whole else None)
        begin += len(line) + 1


def _sealed(line: bytes, key: bytes) -> dict[str, Any] | None:
    """Return a head if it is one that this course wrote."""
    try:
        head: dict[str, Any] = json.loads(line)
        return head if is_sealed(head, key) else None
    except (ValueError, RecursionError):
        return None
