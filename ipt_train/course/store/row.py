"""The rows of ``course.db``: a class a table, its fields the columns beside number and seal."""

import hmac
from collections.abc import Iterable, Sequence
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
    """An attempt whose place entered answers took, and when."""

    replaced_at: str
    work: AttemptRow


class VoidRow(NamedTuple):
    """An attempt that was made void: when, by whom and why, the attempt, and its receipts."""

    voided_at: str
    who: str
    reason: str
    work: AttemptRow
    receipts: bytes


class GrantRow(NamedTuple):
    """An extra attempt for one person, beyond what the exam allows."""

    granted_at: str
    who: str
    reason: str
    person: str
    exam: str


class TakenBackRow(NamedTuple):
    """A decision for one person that was taken back: when, by whom and why, and in words what it was."""

    taken_back_at: str
    who: str
    reason: str
    person: str
    exam: str
    was: str


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
    | TakenBackRow
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
    TakenBackRow: "taken_back",
    ReceiptRow: "receipt",
    SeenRow: "seen",
    RefusalRow: "refusal",
    CorrectionRow: "correction",
    ReleaseRow: "feedback_release",
}
"""Where the rows of each class are kept."""

WORDS: dict[type[Any], str] = {
    PersonRow: "people",
    KeyRow: "signing keys",
    AttemptRow: "attempts",
    ReplacedRow: "replaced attempts",
    VoidRow: "attempts made void",
    GrantRow: "granted attempts",
    TakenBackRow: "decisions taken back",
    ReceiptRow: "receipts",
    SeenRow: "files seen",
    RefusalRow: "reasons for refusals",
    CorrectionRow: "regrades",
    ReleaseRow: "releases",
}
"""What they are called where they are spoken of."""

LOGS = (CorrectionRow, ReleaseRow, VoidRow, GrantRow, TakenBackRow)
"""What was decided; nothing that was collected can bring it back."""

Cell = int | str | bytes


def columns_of(kind: type[Any]) -> list[tuple[str, type]]:
    """Return name and type of the columns of a table; an attempt within a row stands with its own."""
    return [
        column
        for name, of in kind.__annotations__.items()
        for column in (columns_of(of) if of is AttemptRow else [(name, of)])
    ]


def cells_of(row: Row) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of the columns."""
    if not isinstance(row, ReplacedRow | VoidRow):
        return row
    cells: list[Cell] = []
    for value in row:
        cells += value if isinstance(value, AttemptRow) else [value]
    return tuple(cells)


def row_of(kind: type[Any], cells: Sequence[Any]) -> Any:
    """Return the row of a class that has these cells."""
    if kind not in (ReplacedRow, VoidRow):
        return kind(*cells)
    begin = kind._fields.index("work")
    end = begin + len(AttemptRow._fields)
    return kind(*cells[:begin], AttemptRow(*cells[begin:end]), *cells[end:])


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
