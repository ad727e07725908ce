"""The records of a submission: one line each, chained, so that no line can be changed unseen.

A line is canonical JSON with the keys ``at``, ``item``, ``ms``, ``n``, ``response``, ``revision``
and, last in the order of letters, ``seal``: SHA-256 of the seal before it and of the line
without its seal. The first line is chained to what the submission is bound to.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ipt_train.exam.canonical import canonical

LINE = 20_000
"""Most bytes of a line."""

_SEALED = len(',"seal":""}') + 64
_MILLISECONDS = 2**53


class BrokenError(ValueError):
    """The records are not what was signed, or not records at all; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One answer of a submission; see ``simulate.Given`` for its parts."""

    item: str
    revision: int
    response: Any
    at: int
    ms: int


def beginning(*parts: str | int) -> str:
    """Return the seal before the first record: what the submission is bound to."""
    return hashlib.sha256(canonical(["ipt-submission/1", *parts])).hexdigest()


def chained(records: Iterable[Record], seal: str) -> tuple[list[bytes], str]:
    """Return the lines of records and the last seal.

    Args:
        records: The answers in order.
        seal: The seal before the first.
    """
    lines = []
    for number, one in enumerate(records, 1):
        body = canonical(
            {
                "at": one.at,
                "item": one.item,
                "ms": one.ms,
                "n": number,
                "response": one.response,
                "revision": one.revision,
            }
        )
        seal = hashlib.sha256(seal.encode() + body).hexdigest()
        lines.append(body[:-1] + f',"seal":"{seal}"}}'.encode())
    return lines, seal


def unchained(data: bytes, seal: str, *, most: int) -> tuple[list[Record], str]:
    """Read the lines of records and follow their chain.

    Args:
        data: The lines, each ended by a line feed.
        seal: The seal before the first.
        most: The greatest number of lines.

    Returns:
        The records and the last seal.

    Raises:
        BrokenError: A line was changed, dropped, moved, cut or is no record.
    """
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise BrokenError(f"line {len(lines) + 1} is cut off")
    if len(lines) > most:
        raise BrokenError(f"{len(lines)} records, and the paper has {most} questions")
    sha256 = hashlib.sha256
    for number, line in enumerate(lines, 1):
        if not _SEALED < len(line) <= LINE:
            raise BrokenError(f"line {number} has {len(line):,} bytes")
        seal = sha256(seal.encode() + line[:-_SEALED] + b"}").hexdigest()
        if line[-_SEALED:] != f',"seal":"{seal}"}}'.encode():
            raise BrokenError(f"line {number} does not follow from the line before it")
    try:
        parsed = json.loads(b"[" + b",".join(lines) + b"]", parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BrokenError(f"the records are no JSON: {error}") from None
    if len(parsed) != len(lines):
        raise BrokenError("a line holds more than one record")
    return [_record(one, number) for number, one in enumerate(parsed, 1)], seal


def _refuse(word: str) -> None:
    raise BrokenError(f"{word} is no number")


def _record(one: Any, number: int) -> Record:
    try:
        at, item, ms, revision = one["at"], one["item"], one["ms"], one["revision"]
        if (
            one["n"] != number
            or type(at) is not int
            or type(ms) is not int
            or type(revision) is not int
            or type(item) is not str
            or not 0 <= at < _MILLISECONDS
            or not 0 <= ms < _MILLISECONDS
        ):
            raise BrokenError(f"line {number} is no record")
        return Record(item=item, revision=revision, response=one["response"], at=at, ms=ms)
    except (TypeError, KeyError):
        raise BrokenError(f"line {number} is no record") from None
