"""What the page of an exam hands in: answers sealed with the secret that the page was handed out with.

The file is JSON: ``format``, ``work`` (a text that is JSON in its turn) and ``seal``, the
HMAC-SHA-256 of that text. The seal is over the text as it stands, so neither side has to agree on
a way to write JSON. Nothing is believed before the course has checked the seal.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from ipt_train.errors import SubmissionError, in_words
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.pack import bound_to
from ipt_train.exam.submission.record import (
    AnswerRecord,
    BrokenError,
    digest_of,
    lines_of,
    read_lines,
    record,
)
from ipt_train.exam.submission.unpack import LOOSE, Opened

FORMAT = "ipt-hand-in/1"

_RECORDS = 2_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OUTSIDE = {"format", "seal", "work"}
_INSIDE = {
    "answers", "attempt", "course", "ended_at", "exam", "paper", "person", "started_at",
}  # fmt: skip  # a table
_ANSWER = {"at", "item", "ms", "response", "revision"}


def is_hand_in(data: bytes) -> bool:
    """Whether the bytes of a file look like what a page hands in, so that they are read as that.

    A part of an unpacked submission is JSON too, and is told what to do by ``unpack``.
    """
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and not data.startswith(LOOSE)


def is_page(data: bytes) -> bool:
    """Whether the bytes of a file look like a page: somebody sent that in place of what it saved."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower() == b"<!doctype"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHandIn(Opened):
    """What a page handed in; ``work`` is what its ``signature``, a seal, is over."""

    work: bytes


def read_hand_in(data: bytes) -> PageHandIn:
    """Read what a page handed in; its seal is not checked (``is_sealed_by``).

    Raises:
        SubmissionError: It is refused; the message says why.
    """
    try:
        outside = _json(data.decode("utf-8-sig"), _OUTSIDE, "the file")
        if outside["format"] != FORMAT:
            raise _refused("it is not what the page of an exam saves")
        work, seal = outside["work"], outside["seal"]
        if not isinstance(work, str) or not isinstance(seal, str):
            raise _refused("its work or its seal is not text")
        inside = _json(work, _INSIDE, "its work")
        return _opened(inside, work.encode(), seal)
    except BrokenError as error:
        raise _refused(f"its answers: {error}") from None
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise _refused(f"it cannot be read: {in_words(error)}") from None


def is_sealed_by(opened: PageHandIn, ticket: str) -> bool:
    """Whether what a page handed in is sealed with the secret of a handout."""
    return hmac.compare_digest(seal_of(opened.work, ticket).encode(), opened.signature.encode())


def seal_of(work: bytes, ticket: str) -> str:
    """Return the seal of a work in hexadecimal.

    Args:
        work: The text that is sealed, in UTF-8.
        ticket: The secret of the handout, in hexadecimal.
    """
    return hmac.new(bytes.fromhex(ticket), work, hashlib.sha256).hexdigest()


def _opened(inside: dict[str, Any], work: bytes, seal: str) -> PageHandIn:
    texts = ("person", "course", "exam", "paper")
    for name in texts:
        if not isinstance(inside[name], str) or not _ID.fullmatch(inside[name]):
            raise _refused(f"its {name} is not an id")
    if type(inside["attempt"]) is not int or not 1 <= inside["attempt"] <= _RECORDS:
        raise _refused("its attempt number is not possible")
    started, ended = (_instant(inside[name]) for name in ("started_at", "ended_at"))
    records = _records(inside["answers"])
    manifest: dict[str, Any] = {
        "format": FORMAT,
        **{name: inside[name] for name in (*texts, "attempt")},
        "started_at": started.isoformat(timespec="milliseconds"),
        "ended_at": ended.isoformat(timespec="milliseconds"),
        "records": len(records),
        "public_key": "",
        "sections": {},
    }
    written = b"".join(line + b"\n" for line in lines_of(records))
    manifest["head"] = digest_of(written, bound_to(manifest))
    return PageHandIn(
        manifest=manifest,
        signature=seal,
        started_at=started,
        ended_at=ended,
        rows=read_lines(written, most=_RECORDS),
        signed=canonical(manifest),
        work=work,
        sections={},
    )


def _records(answers: Any) -> list[AnswerRecord]:
    if not isinstance(answers, list) or len(answers) > _RECORDS:
        raise _refused("its answers are not a list, or there are too many of them")
    records = []
    for number, answer in enumerate(answers, 1):
        if not isinstance(answer, dict) or set(answer) != _ANSWER:
            raise _refused(f"answer {number} is not as the page writes it")
        if not isinstance(answer["item"], str):
            raise _refused(f"answer {number} does not say which item it is for")
        names = ("item", "revision", "response", "at", "ms")
        records.append(record(*(answer[name] for name in names)))
    items = [one.item for one in records]
    if len(set(items)) != len(items):
        raise _refused("an item is answered twice")
    return records


def _instant(text: Any) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise _refused("when it was begun or ended has no offset from UTC")
    return instant.astimezone(UTC)


def _json(text: str, keys: set[str], what: str) -> dict[str, Any]:
    data = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
    if not isinstance(data, dict) or set(data) != keys:
        raise _refused(f"{what} is not as the page of an exam writes it")
    return data


def _no_number(text: str) -> NoReturn:
    raise _refused(f"it contains {text[:20]}, but all its numbers must be whole")


def _refused(why: str) -> SubmissionError:
    return SubmissionError(why, hint="ask for the file again, as the page saved it")
