"""What versions before ``course.db`` kept in files of the course folder: read once, then put aside.

An attempt was a head, one line of canonical JSON with a seal, and five lines of columns in a file of
``responses/``; a line of ``receipts.jsonl`` said where. What no receipt named did not count.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ipt_train.course.core.sealed import has_seal, unsealed
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.row import (
    AttemptRow,
    CorrectionRow,
    KeyRow,
    PersonRow,
    ReceiptRow,
    Row,
    SeenRow,
)
from ipt_train.csv_file import read_table
from ipt_train.errors import CourseError, OutputError
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.seal import signed_by
from ipt_train.files import CHECK_SPACE, secret_bytes

PUT_ASIDE = "before-course-db"
_RECEIPTS, _SEEN = "receipts.jsonl", "seen.jsonl"
_KEYS, _REGRADES = "enrolled.csv", "regrades.jsonl"
_RESPONSES, _NAMES = "responses", "private/names.csv"
_FILES = (
    _RECEIPTS, _RESPONSES, _SEEN, _KEYS, _REGRADES, _NAMES, "damaged-receipts.jsonl", "damaged-seen.jsonl",
)  # fmt: skip  # a table
_COLUMNS_OF = {
    _NAMES: ("pseudonym", "id", "name"),
    _KEYS: ("pseudonym", "fingerprint", "public_key", "how"),
}
_BEGINS = b'{"accepted_at":'
_COLUMNS = 5
_NEEDED = ("person", "exam", "attempt", "head", "submission", "trace", "accepted_at")
_REGRADED = ("at", "by", "reason", "exam", "items")
_Place = tuple[str, int]


class Earlier(NamedTuple):
    """What an earlier version kept: rows by their class, and how many lines were damaged."""

    rows: dict[type[Row], list[Any]]
    damaged: int


def earlier_files(folder: Folder) -> list[str]:
    """Return what in a course folder an earlier version made, and this one does not use."""
    return [name for name in _FILES if (folder.root / name).exists()]


def read_earlier(folder: Folder) -> Earlier:
    """Read what an earlier version kept; nothing is changed.

    Raises:
        CourseError: A file cannot be read.
        KeyFileError: The secret key of the course cannot be used.
    """
    key = secret_bytes(folder.pseudonym_key)
    receipts, seen, damaged = [], [], 0
    for line in _lines(folder, _RECEIPTS):
        if (receipt := _receipt(line, key)) is None:
            damaged += 1
        else:
            receipts.append(receipt)
    refused: set[_Place] = set()
    for line in _lines(folder, _SEEN):
        both = unsealed(key, b"ipt-seen/1\n", line)
        if both is None:
            damaged += 1
            continue
        told, kept = both
        seen.append(SeenRow(told["sha256"], told["head"], told["seen_at"], told["file"]))
        refused |= {(kept[0], kept[1])} if kept else set()
    regrades = _lines(folder, _REGRADES)
    sound = [line for line in regrades if _is_regrade(line)]
    damaged += len(regrades) - len(sound)  # what they decided stands in the locked keys
    return Earlier(
        {
            PersonRow: [
                PersonRow(row["pseudonym"], row["id"], row["name"])
                for row in _table(folder, _NAMES)
            ],
            KeyRow: [
                KeyRow(row["pseudonym"], row["fingerprint"], row["public_key"], row["how"])
                for row in _table(folder, _KEYS)
            ],
            AttemptRow: _attempts(folder, key, receipts, refused),
            ReceiptRow: [ReceiptRow(run, canonical(body)) for body, _, run in receipts],
            SeenRow: list({one.sha256: one for one in reversed(seen)}.values())[::-1],
            CorrectionRow: [CorrectionRow(line) for line in sound],
        },
        damaged,
    )


def put_aside(folder: Folder) -> None:
    """Move what an earlier version made into a folder of its own; it is not used any more.

    Raises:
        OutputError: It cannot be moved.
    """
    aside = folder.root / PUT_ASIDE
    try:
        for name in earlier_files(folder):
            (aside / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (folder.root / name).rename(aside / name)
    except OSError as error:
        raise OutputError(
            f"{aside} cannot be written: {error.strerror}", hint=CHECK_SPACE
        ) from None


def _lines(folder: Folder, name: str) -> list[bytes]:
    path = folder.root / name
    return [line for line in read(path).split(b"\n") if line] if path.exists() else []


def _is_regrade(line: bytes) -> bool:
    try:
        return all(name in json.loads(line) for name in _REGRADED)
    except (ValueError, TypeError, RecursionError):
        return False


def _table(folder: Folder, name: str) -> list[dict[str, str]]:
    """Return the rows of a table that the program wrote."""
    path = folder.root / name
    if not path.exists():
        return []
    columns = _COLUMNS_OF[name]
    table = read_table(read(path))
    lines = [(1, fault.line) for fault in table.faults] + [
        (0, line) for line, row in table.rows if not all(name in row for name in columns)
    ]
    rows = [row for _, row in table.rows]
    for unique in columns[:2]:
        if len({row.get(unique) for row in rows}) != len(rows):
            lines.append((0, 1))
    if lines:
        raise CourseError(
            f"{path}:{lines[0][1]}: this was not written by the program",
            hint="restore the file from a backup",
        )
    return rows


def _receipt(line: bytes, key: bytes) -> tuple[dict[str, Any], _Place, int] | None:
    """Return a receipt, where its attempt lies and its collecting; None where it was damaged."""
    try:
        if has_seal(line):
            both = unsealed(key, b"ipt-receipts/1\n", line)
            if both is None:
                return None
            body, (file, at, _, run) = both
        else:  # of versions that had no seal yet
            body, run = json.loads(line), 0
            file, at, _ = body.pop("kept")
            unsigned = {name: value for name, value in body.items() if name != "signature"}
            message = b"ipt-receipt/1\n" + canonical(unsigned)
            if not signed_by(body["public_key"], body["signature"], message):
                return None
        _ = [body[name] for name in _NEEDED]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return body, (file, at), run


def _attempts(
    folder: Folder,
    key: bytes,
    receipts: list[tuple[dict[str, Any], _Place, int]],
    refused: set[_Place],
) -> list[AttemptRow]:
    """Return the attempts that receipts name, and those that none names and that were not refused."""
    latest = {(one["person"], one["exam"], one["attempt"]): place for one, place, _ in receipts}
    named = {place for _, place, _ in receipts}
    found: dict[tuple[str, str, int], AttemptRow] = {}
    folders = folder.root / _RESPONSES
    for path in sorted(folders.glob("*.jsonl")):
        for at, row in _kept(read(path), key):
            place, attempt = (path.name, at), row[:3]
            loose = place not in named and place not in refused and attempt not in latest
            if latest.get(attempt) == place or loose:
                found.setdefault(attempt, row)
    return sorted(found.values(), key=lambda one: one.accepted_at)


def _kept(data: bytes, key: bytes) -> Iterator[tuple[int, AttemptRow]]:
    """Yield the sound attempts of a file, each with the byte at which it begins."""
    lines, at = data.split(b"\n"), 0
    for number, line in enumerate(lines):
        if line.startswith(_BEGINS) and (head := _head(line, key)) is not None:
            records = b"\n".join(lines[number + 1 : number + 1 + _COLUMNS])
            if hashlib.sha256(records).hexdigest() == head["columns"]:
                manifest = head["manifest"]
                yield (
                    at,
                    AttemptRow(
                        person=manifest["person"],
                        exam=manifest["exam"],
                        attempt=manifest["attempt"],
                        accepted_at=head["accepted_at"],
                        file=head["file"],
                        sha256=head["sha256"],
                        manifest=canonical(manifest),
                        signature=head["signature"],
                        sections=canonical(head["sections"]),
                        records=records,
                    ),
                )
        at += len(line) + 1


def _head(line: bytes, key: bytes) -> dict[str, Any] | None:
    """Return a head if it is one that this course wrote."""
    try:
        head: dict[str, Any] = json.loads(line)
        seal = head.pop("seal")
        ought = hmac.new(key, b"ipt-responses/1\n" + canonical(head), hashlib.sha256).hexdigest()
        return head if hmac.compare_digest(str(seal), ought) else None
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None
