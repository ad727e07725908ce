"""Accepted responses: one plain file a person, each attempt a head and its lines as they came.

A head is one line of canonical JSON that begins with ``accepted_at``: the signed manifest, the
signature, the digest of the file and when it arrived. So everything can be checked again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.file import read, write
from ipt_train.errors import CourseError
from ipt_train.exam.canonical import canonical
from ipt_train.submission.pack import bound_to, signed_part
from ipt_train.submission.record import BrokenError, Record, unchained
from ipt_train.submission.seal import signed_by

_HEAD = b'{"accepted_at":'
_MOST = 2_000


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
        return dict(self.head["manifest"])

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
    heads: list[dict[str, Any]] = []
    bodies: list[list[bytes]] = []
    for number, line in enumerate(read(path).splitlines(keepends=True), 1):
        if line.startswith(_HEAD):
            try:
                head = json.loads(line)
                bound_to(head["manifest"])
                heads.append(head)
            except (ValueError, KeyError, TypeError):
                raise _damaged(path, f"line {number} is no head") from None
            bodies.append([])
        elif not bodies:
            raise _damaged(path, "it does not begin with a head")
        else:
            bodies[-1].append(line)
    return [Kept(head=head, lines=b"".join(body)) for head, body in zip(heads, bodies, strict=True)]


def checked_records(one: Kept, path: Path, public: str) -> list[Record]:
    """Return the records of an attempt after checking signature and chain again.

    Args:
        one: The attempt.
        path: Its file, for the message.
        public: The person's signing key.

    Raises:
        CourseError: The file was changed after it was received.
    """
    manifest = one.manifest
    message = signed_part(canonical(manifest))
    if manifest["public_key"] != public or not signed_by(public, one.head["signature"], message):
        raise _damaged(path, f"the signature of attempt {manifest['attempt']} does not fit")
    try:
        records, head = unchained(one.lines, bound_to(manifest), most=_MOST)
    except BrokenError as error:
        raise _damaged(path, f"attempt {manifest['attempt']}: {error}") from None
    if head != manifest["head"] or len(records) != manifest["records"]:
        raise _damaged(path, f"attempt {manifest['attempt']}: records are missing")
    return records


def _damaged(path: Path, why: str) -> CourseError:
    return CourseError(
        f"{path} was changed after it was received: {why}",
        hint="delete it and collect the submission again, or take it from a backup",
    )
