"""The records of a submission: one line each, under one digest of all of them.

A line is canonical JSON with the keys ``at``, ``item``, ``ms``, ``n``, ``response`` and ``revision``.
The digest is SHA-256 of what the submission is bound to and of all lines as they stand. Submissions of
earlier versions (``ipt-submission/1``) hold a chain instead: each line ends with a ``seal``, SHA-256 of
the seal before it and of the line without its own.

Lines are read by their one form with an expression, not by a JSON parser: that is strict, and
three times as fast over millions of lines.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ipt_train.exam.core.canonical import canonical

LINE = 20_000
"""Most bytes of a line."""

_SEALED = len(',"seal":""}') + 64
_MOST = 10_000
_BODY = (
    rb'^\{"at":(0|[1-9][0-9]{0,14}+),"item":"([A-Za-z0-9._-]{1,64}+)","ms":(0|[1-9][0-9]{0,14}+),'
    rb'"n":([1-9][0-9]{0,5}+),"response":(\["[^"\\\n]*+"\]|.*?),"revision":([1-9][0-9]{0,5}+)'
)  # most answers are a list of one id, which is tried first; what is read is never tried shorter
_LINE = re.compile(_BODY + rb"\}\n", re.MULTILINE)
_LINE_OF_CHAIN = re.compile(_BODY + rb',"seal":".{64}"\}\n', re.MULTILINE)
_NUMBERS = tuple(b"%d" % number for number in range(1, _MOST + 1))


class BrokenError(ValueError):
    """The records are not what was signed, or not records at all; the message names the line."""


class AnswerRecord(NamedTuple):
    """One answer of a submission: ``answer`` is its canonical JSON; times as in ``answer.Given``."""

    item: str
    revision: int
    answer: str
    at: int
    ms: int

    @property
    def response(self) -> Any:
        """The answer as plain data; None is a blank."""
        return json.loads(self.answer)


class Rows(NamedTuple):
    """Records as columns of bytes: whole submissions are compared and marked without an object each."""

    at: tuple[bytes, ...]
    items: tuple[bytes, ...]
    ms: tuple[bytes, ...]
    answers: tuple[bytes, ...]
    revisions: tuple[bytes, ...]

    def records(self) -> list[AnswerRecord]:
        """Return the records one by one."""
        return [
            AnswerRecord(item.decode(), int(revision), answer.decode(), int(at), int(ms))
            for at, item, ms, answer, revision in zip(*self, strict=True)
        ]


def record(item: str, revision: int, response: Any, at: int, ms: int) -> AnswerRecord:
    """Make a record of an answer; see ``answer.Given`` for the arguments."""
    return AnswerRecord(item, revision, canonical(response).decode(), at, ms)


def beginning(*parts: str | int, format: str = "ipt-submission/1") -> str:
    """Return a digest of what a submission is bound to; of chains, the seal before the first record."""
    return hashlib.sha256(canonical([format, *parts])).hexdigest()


def lines_of(records: Iterable[AnswerRecord]) -> list[bytes]:
    """Return the lines of records, without line feeds."""
    return [body + b"}" for body in _bodies(records)]


def digest_of(data: bytes, bound: str) -> str:
    """Return the digest of the lines of records, in hexadecimal.

    Args:
        data: The lines, each ended by a line feed.
        bound: What the submission is bound to, as ``beginning`` gives it.
    """
    return hashlib.sha256(bound.encode() + b"\n" + data).hexdigest()


def read_lines(data: bytes, *, most: int) -> Rows:
    """Read the lines of records as columns; whether they are what was signed, ``digest_of`` tells.

    Args:
        data: The lines, each ended by a line feed.
        most: The greatest number of lines, at most 10,000.

    Raises:
        BrokenError: A line is cut or is no record.
    """
    return _rows(data, _counted(data, most), _LINE)


def chained(records: Iterable[AnswerRecord], seal: str) -> tuple[list[bytes], str]:
    """Return the lines of records and the last seal, as earlier versions wrote them.

    Args:
        records: The answers in order.
        seal: The seal before the first.
    """
    lines = []
    for body in _bodies(records):
        seal = hashlib.sha256(seal.encode() + body).hexdigest()
        lines.append(body + f',"seal":"{seal}"}}'.encode())
    return lines, seal


def unchained(data: bytes, seal: str, *, most: int) -> tuple[Rows, str]:
    """Read the lines of records and follow their chain.

    Args:
        data: The lines, each ended by a line feed.
        seal: The seal before the first.
        most: The greatest number of lines, at most 10,000.

    Returns:
        The records as columns, and the last seal.

    Raises:
        BrokenError: A line was changed, dropped, moved, cut or is no record.
    """
    lines = data.split(b"\n")[: _counted(data, most)]
    sha256 = hashlib.sha256
    written = [line[-66:-2] for line in lines]  # what stands around a seal, _rows looks at
    before = [seal.encode(), *written]
    ought = [
        sha256(one + line[:-_SEALED]).digest() for one, line in zip(before, lines, strict=False)
    ]
    if b"".join(ought).hex().encode() != b"".join(written):
        pairs = enumerate(zip(ought, written, strict=True), 1)
        number = next(number for number, (one, other) in pairs if one.hex().encode() != other)
        raise BrokenError(f"line {number} does not follow from the line before it")
    return _rows(data, len(lines), _LINE_OF_CHAIN), before[-1].decode()


def _bodies(records: Iterable[AnswerRecord]) -> Iterator[bytes]:
    for number, one in enumerate(records, 1):
        yield (
            f'{{"at":{one.at},"item":{json.dumps(one.item)},"ms":{one.ms},"n":{number},'
            f'"response":{one.answer},"revision":{one.revision}'
        ).encode()


def _counted(data: bytes, most: int) -> int:
    """Return how many lines there are."""
    count = data.count(b"\n")
    if data and not data.endswith(b"\n"):
        raise BrokenError(f"line {count + 1} is cut off")
    if count > most:
        raise BrokenError(f"there are {count} records, but at most {most} are possible")
    return count


def _rows(data: bytes, count: int, line: re.Pattern[bytes]) -> Rows:
    """Read lines as columns.

    Raises:
        BrokenError: There are not so many lines, or one is not what the program writes.
    """
    found = line.findall(data)
    if len(found) != count or len(found) > _MOST:
        lines = data.split(b"\n")
        number = next((n for n, one in enumerate(lines, 1) if not line.fullmatch(one + b"\n")), 0)
        raise BrokenError(f"line {number} is not a record as the program writes it")
    if not found:
        return Rows((), (), (), (), ())
    at, items, ms, numbers, answers, revisions = zip(*found, strict=True)
    if numbers != _NUMBERS[:count]:
        number = next(n for n, one in enumerate(numbers, 1) if int(one) != n)
        raise BrokenError(f"line {number} has the number {int(numbers[number - 1])}")
    for answer in set(answers):
        if not (_sound(answer) if len(answer) < 200 else _sound.__wrapped__(answer)):
            number = answers.index(answer) + 1
            raise BrokenError(f"the answer of line {number} is not what the program writes")
    return Rows(at, items, ms, answers, revisions)


def in_columns(rows: Rows) -> bytes:
    """Return records as five lines, one a column; a quarter of the bytes, and read ten times as fast.

    No answer holds a tab or a line feed, since JSON escapes them. ``lines_of`` gives the lines of the
    submission again, byte for byte; ``chained`` those of an earlier version.
    """
    return b"\n".join(map(b"\t".join, rows))


def from_columns(data: bytes) -> Rows:
    """Read what ``in_columns`` wrote.

    Raises:
        BrokenError: It is something else.
    """
    at, *more = data.split(b"\n")
    if len(more) != len(Rows._fields) - 1:
        raise BrokenError("the columns of the records are not all the same length")
    items, ms, answers, revisions = more
    columns = (_cells(at), _same_cells(items), _cells(ms), _cells(answers), _same_cells(revisions))
    if len(set(map(len, columns))) != 1:
        raise BrokenError("the columns of the records are not all the same length")
    return Rows(*columns)


def _cells(column: bytes) -> tuple[bytes, ...]:
    return tuple(column.split(b"\t")) if column else ()


@lru_cache(maxsize=100)
def _same_cells(column: bytes) -> tuple[bytes, ...]:
    """Return the cells of a column that is the same for all who had one form."""
    return _cells(column)


@lru_cache(maxsize=20_000)
def _sound(answer: bytes) -> bool:
    """Whether an answer is short, and the JSON that the program itself would write."""
    try:
        return len(answer) <= LINE and canonical(json.loads(answer)) == answer
    except (ValueError, RecursionError):
        return False
