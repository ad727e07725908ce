"""The head of an accepted attempt: one line of canonical JSON that begins with ``accepted_at``.

It holds the signed manifest, its signature, what was added, the digests of file and columns, when it
arrived, and an HMAC-SHA-256 of all this with the course's secret key, so that a change after
receipt shows without checking every seal again.
"""

import hashlib
import hmac
from typing import Any

from ipt_train.exam.core.canonical import canonical

BEGINS = b'{"accepted_at":'
"""How the line begins."""


def head_of(
    key: bytes,
    *,
    manifest: dict[str, Any],
    signature: str,
    sections: Any,
    sha256: str,
    file: str,
    accepted_at: str,
    columns: bytes,
) -> dict[str, Any]:
    """Make the head of an attempt.

    Args:
        key: The secret key of the course.
        manifest: What the learner signed, and ``signature`` of it, and ``sections`` added.
        sha256: Digest of the submission's file, and ``file`` its name.
        accepted_at: When it arrived, an instant in ISO 8601.
        columns: The records in columns.
    """
    head = {
        "accepted_at": accepted_at,
        "columns": hashlib.sha256(columns).hexdigest(),
        "file": file,
        "manifest": manifest,
        "sections": sections,
        "sha256": sha256,
        "signature": signature,
    }
    return {**head, "seal": _seal(key, head)}


def is_sealed(head: dict[str, Any], key: bytes) -> bool:
    """Whether a head is one that the course with this key wrote."""
    body = {name: value for name, value in head.items() if name != "seal"}
    return hmac.compare_digest(str(head.get("seal")), _seal(key, body))


def _seal(key: bytes, head: dict[str, Any]) -> str:
    return hmac.new(key, b"ipt-responses/1\n" + canonical(head), hashlib.sha256).hexdigest()
