"""One way to write JSON, so that the same content has the same bytes and the same digest."""

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(data: Any) -> bytes:
    """Return data as JSON in UTF-8: keys sorted, no spaces, no escapes that need not be.

    Raises:
        ValueError: A number is not finite.
    """
    return _ENCODER.encode(data).encode("utf-8", "surrogatepass")


def digest(data: Any) -> str:
    """Return the SHA-256 of the canonical JSON of data, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()
