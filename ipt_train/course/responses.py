"""Accepted responses: one plain file a person, each attempt a head and its lines as they came.

A head is one line of canonical JSON that begins with ``accepted_at``: the signed manifest, its
signature, the digests of file and lines, when it arrived, and an HMAC-SHA-256 of all this with
the course's secret key, so that a change after receipt shows without checking every seal again.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.file import read, write
from ipt_train.errors import CourseError
from ipt_train.exam.canonical import canonical
from ipt_train.submission.pack import bound_to
from ipt_train.submission.record import BrokenError, Rows, rows_of

_HEAD = b'{"accepted_at":'


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One attempt as it is kept.

    Attributes:
        head: The plain data of its head.
        lines: Its records as they came.
    """

    head: dict[str, Any]
    lines: bytes

    @property
    def manifest(self) -> dict[str, Any]:
        """What the learner signed."""
        manifest: dict[str, Any] = self.head["manifest"]
        return manifest

    @property
    def place(self) -> tuple[str, int]:
        """The exam and the number of the attempt."""
        return self.head["manifest"]["exam"], self.head["manifest"]["attempt"]

    @property
    def accepted_at(self) -> datetime:
        """When it arrived."""
        return datetime.fromisoformat(self.head["accepted_at"])


def keep(path: Path, attempts: Sequence[Kept]) -> None:
    """Write a person's attempts whole or not at all."""
    parts = []
    for one in sorted(attempts, key=lambda one: one.place):
        parts += [canonical(one.head), b"\n", one.lines]
    write(path, b"".join(parts))


def kept(path: Path) -> list[Kept]:
    """Read a person's attempts; none where there is no file.

    Raises:
        CourseError: The file is not as the program wrote it.
    """
    if not path.exists():
        return []
    data = read(path)
    if not data.startswith(_HEAD):
        raise _damaged(path, "it does not begin with a head")
    found = []
    for part in data[len(_HEAD) :].split(b"\n" + _HEAD):
        first, _, lines = (_HEAD + part).partition(b"\n")
        try:
            head = json.loads(first)
            bound_to(head["manifest"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise _damaged(path, "a head cannot be read") from None
        found.append(Kept(head=head, lines=lines))
    last = found.pop()
    return [
        *(Kept(head=one.head, lines=one.lines + b"\n" if one.lines else b"") for one in found),
        last,
    ]


def head_of(
    key: bytes,
    *,
    manifest: dict[str, Any],
    signature: str,
    sections: Any,
    sha256: str,
    file: str,
    accepted_at: str,
    lines: bytes,
) -> dict[str, Any]:
    """Make the head of an attempt.

    Args:
        key: The secret key of the course.
        manifest: What the learner signed, and ``signature`` of it, and ``sections`` added.
        sha256: Digest of the submission's file, and ``file`` its name.
        accepted_at: When it arrived, an instant in ISO 8601.
        lines: The records as they came.
    """
    head = {
        "accepted_at": accepted_at,
        "file": file,
        "lines": hashlib.sha256(lines).hexdigest(),
        "manifest": manifest,
        "sections": sections,
        "sha256": sha256,
        "signature": signature,
    }
    return {**head, "seal": _seal(key, head)}


def checked_rows(one: Kept, path: Path, key: bytes) -> Rows:
    """Return the records of an attempt after checking that nothing changed since it arrived.

    Args:
        one: The attempt.
        path: Its file, for the message.
        key: The secret key of the course.

    Raises:
        CourseError: The file was changed after it was received.
    """
    body = {name: value for name, value in one.head.items() if name != "seal"}
    if not hmac.compare_digest(str(one.head.get("seal")), _seal(key, body)):
        raise _damaged(path, f"the head of attempt {one.place[1]} is not what was written")
    if hashlib.sha256(one.lines).hexdigest() != one.head["lines"]:
        raise _damaged(path, f"the records of attempt {one.place[1]} are not those that came")
    try:
        return rows_of(one.lines, one.head["manifest"]["records"])
    except BrokenError as error:
        raise _damaged(path, str(error)) from None


def _seal(key: bytes, head: dict[str, Any]) -> str:
    return hmac.new(key, b"ipt-responses/1\n" + canonical(head), hashlib.sha256).hexdigest()


def _damaged(path: Path, why: str) -> CourseError:
    return CourseError(
        f"{path} was changed after it was received: {why}",
        hint="delete it and collect the submission again, or take it from a backup",
    )
