"""The records of a submission: one line each, chained, so that no line can be changed unseen.

A line is canonical JSON with the keys ``at``, ``item``, ``ms``, ``n``, ``response``, ``revision``
and, last in the order of letters, ``seal``: SHA-256 of the seal before it and of the line
without its seal. The first line is chained to what the submission is bound to.

Lines are read by their one form with an expression, not by a JSON parser: that is strict, and
three times as fast over millions of lines.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ipt_train.exam.canonical import canonical

LINE = 20_000
"""Most bytes of a line."""

_SEALED = len(',"seal":""}') + 64
_LINE = re.compile(
    rb'\{"at":(0|[1-9][0-9]{0,14}),"item":"([A-Za-z0-9._-]{1,64})","ms":(0|[1-9][0-9]{0,14}),'
    rb'"n":([1-9][0-9]{0,5}),"response":(.*),"revision":([1-9][0-9]{0,5}),"seal":"[0-9a-f]{64}"\}\n'
)


class BrokenError(ValueError):
    """The records are not what was signed, or not records at all; the message names the line."""


class Record(NamedTuple):
    """One answer of a submission: ``answer`` is its canonical JSON; times as in ``simulate.Given``."""

    item: str
    revision: int
    answer: str
    at: int
    ms: int

    @property
    def response(self) -> Any:
        """The answer as plain data; None is a blank."""
        return json.loads(self.answer)


def record(item: str, revision: int, response: Any, at: int, ms: int) -> Record:
    """Make a record of an answer; see ``simulate.Given`` for the arguments."""
    return Record(item, revision, canonical(response).decode(), at, ms)


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
        body = (
            f'{{"at":{one.at},"item":{json.dumps(one.item)},"ms":{one.ms},"n":{number},'
            f'"response":{one.answer},"revision":{one.revision}'
        ).encode()
        seal = hashlib.sha256(seal.encode() + body).hexdigest()
        lines.append(body + f',"seal":"{seal}"}}'.encode())
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
        raise BrokenError(f"{len(lines)} records, and at most {most} can be")
    sha256 = hashlib.sha256
    for number, line in enumerate(lines, 1):
        seal = sha256(seal.encode() + line[:-_SEALED]).hexdigest()
        if line[-_SEALED:] != f',"seal":"{seal}"}}'.encode():
            raise BrokenError(f"line {number} does not follow from the line before it")
    return _records(data, lines), seal


def _records(data: bytes, lines: list[bytes]) -> list[Record]:
    found = _LINE.findall(data)
    if len(found) != len(lines):
        number = next(n for n, line in enumerate(lines, 1) if not _LINE.fullmatch(line + b"\n"))
        raise BrokenError(f"line {number} is no record as the program writes it")
    records = []
    known: dict[bytes, str] = {}
    for number, (at, item, ms, n, answer, revision) in enumerate(found, 1):
        if int(n) != number:
            raise BrokenError(f"line {number} has the number {int(n)}")
        text = known.get(answer) or known.setdefault(answer, _sound(answer, number))
        records.append(Record(item.decode(), int(revision), text, int(at), int(ms)))
    return records


def _sound(answer: bytes, number: int) -> str:
    """Return an answer as text; it is short, and the JSON that the program itself would write."""
    if len(answer) > LINE:
        raise BrokenError(f"the answer of line {number} has {len(answer):,} bytes")
    try:
        if canonical(json.loads(answer)) == answer:
            return answer.decode()
    except (ValueError, RecursionError):
        pass
    raise BrokenError(f"the answer of line {number} is not as the program writes it")
