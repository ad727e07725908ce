"""The rows of ``course.db``: a class a table, its fields the columns beside number and seal."""

import hmac
from collections.abc import Iterable
from typing import Any, NamedTuple


class PersonRow(NamedTuple):
    """Somebody who is or was on the roster, with the pseudonym that was given once."""

    pseudonym: str
    id: str
    name: str


class KeyRow(NamedTuple):
    """The signing key of a person."""

    person: str
    fingerprint: str
    public_key: str
    how: str


class AttemptRow(NamedTuple):
    """An accepted attempt with its responses; ``manifest`` and ``sections`` are canonical JSON."""

    person: str
    exam: str
    attempt: int
    accepted_at: str
    file: str
    sha256: str
    manifest: bytes
    signature: str
    sections: bytes
    records: bytes


class ReplacedRow(NamedTuple):
    """An attempt whose place entered answers took: when, and what the attempt was."""

    replaced_at: str
    person: str
    exam: str
    attempt: int
    accepted_at: str
    file: str
    sha256: str
    manifest: bytes
    signature: str
    sections: bytes
    records: bytes


class VoidRow(NamedTuple):
    """An attempt that was made void: when, by whom and why, the attempt, and its receipts."""

    voided_at: str
    who: str
    reason: str
    person: str
    exam: str
    attempt: int
    accepted_at: str
    file: str
    sha256: str
    manifest: bytes
    signature: str
    sections: bytes
    records: bytes
    receipts: bytes


class GrantRow(NamedTuple):
    """An extra attempt for one person, beyond what the exam allows."""

    granted_at: str
    who: str
    reason: str
    person: str
    exam: str


class ReceiptRow(NamedTuple):
    """A receipt: ``run`` is the collecting with which its attempt came, ``body`` canonical JSON."""

    run: int
    body: bytes


class SeenRow(NamedTuple):
    """A file that was refused; ``head`` is the digest of its records, or empty."""

    sha256: str
    head: str
    seen_at: str
    file: str


class RefusalRow(NamedTuple):
    """Why a file was refused; ``person`` is the pseudonym that it claims to be from, or empty."""

    sha256: str
    person: str
    why: str


class CorrectionRow(NamedTuple):
    """A correction of keys after they were used; ``body`` is canonical JSON."""

    body: bytes


class ReleaseRow(NamedTuple):
    """A release of marked exams; ``body`` is canonical JSON."""

    body: bytes


Row = (
    PersonRow
    | KeyRow
    | AttemptRow
    | ReplacedRow
    | VoidRow
    | GrantRow
    | ReceiptRow
    | SeenRow
    | RefusalRow
    | CorrectionRow
    | ReleaseRow
)

TABLES: dict[type[Any], str] = {
    PersonRow: "person",
    KeyRow: "signing_key",
    AttemptRow: "attempt",
    ReplacedRow: "replaced",
    VoidRow: "voided",
    GrantRow: "granted",
    ReceiptRow: "receipt",
    SeenRow: "seen",
    RefusalRow: "refusal",
    CorrectionRow: "correction",
    ReleaseRow: "feedback_release",
}
"""Where the rows of each class are kept."""

Cell = int | str | bytes


def row_seal(key: bytes, table: str, number: int, cells: Iterable[Cell]) -> bytes:
    """Return the seal of a row: 32 bytes.

    Args:
        key: The secret key of the course.
        table: Its table.
        number: Its number in it.
        cells: Its other cells in order; text may be given as UTF-8.
    """
    parts = [table.encode(), b"%d" % number]
    parts += [cell if type(cell) is bytes else _bytes(cell) for cell in cells]
    lengths = b",".join([b"%d" % len(part) for part in parts])
    return hmac.digest(key, b"\n".join((lengths, *parts)), "sha256")


def tally_seal(key: bytes, table: str, seals: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the seal over all rows of a table.

    Args:
        key: The secret key of the course.
        table: The table.
        seals: Number and seal of each row, in order of the numbers.
    """
    body = b"".join(b"%d:%b," % one for one in seals)
    return hmac.digest(key, b"tally:%b," % table.encode() + body, "sha256")


def _bytes(cell: Cell) -> bytes:
    if isinstance(cell, bytes):
        return cell
    return b"%d" % cell if isinstance(cell, int) else cell.encode("utf-8", "surrogatepass")
