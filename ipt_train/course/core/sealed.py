"""Lines of the logs that collecting writes: JSON with a seal at its end, so that a change shows.

The last key is ``kept``: a list of what the program notes for itself, and at its end the seal, an
HMAC-SHA-256 of all that stands before it with the course's secret key. It guards against a damaged
disk or an edited file; whoever has the key can write any line.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from ipt_train.exam.core.canonical import canonical

_CLOSES = b'"]}'
_END = 1 + 64 + len(_CLOSES)


def sealed(key: bytes, kind: bytes, data: dict[str, Any], kept: Sequence[str | int]) -> bytes:
    """Return data as a line, without its line feed.

    Args:
        key: The secret key of the course.
        kind: What sort of log the line belongs to, so that none passes for one of another.
        data: Plain data without a key ``kept``.
        kept: What the program notes for itself.
    """
    noted = canonical(kept)[:-1] + (b"," if kept else b"")
    body = canonical(data)[:-1] + b',"kept":' + noted
    return body + _ending(key, kind, body)


def has_seal(line: bytes) -> bool:
    """Whether a line ends as one with a seal does."""
    return line.endswith(_CLOSES)


def unsealed(key: bytes, kind: bytes, line: bytes) -> tuple[dict[str, Any], list[Any]] | None:
    """Return the data of a line and what is kept with it; None where it is not what was written."""
    body, ending = line[:-_END], line[-_END:]
    if not hmac.compare_digest(ending, _ending(key, kind, body)):
        return None
    data: dict[str, Any] = json.loads(line)
    return data, data.pop("kept")[:-1]


def _ending(key: bytes, kind: bytes, body: bytes) -> bytes:
    seal = hmac.digest(key, kind + body, hashlib.sha256).hex()
    return b'"' + seal.encode() + _CLOSES
