"""The cache of checked banks: findings and data as JSON under a digest of all that went in.

It is safe to delete and optional: where it cannot be written, or does not hold what was written,
banks are checked anew. Each file carries a digest of its own, and is on the disk before it has its
name, so that a power cut or a changed byte is never taken for a bank.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ipt_train.bank.core.checked import Checked, Documents
from ipt_train.bank.core.finding import Finding
from ipt_train.bank.source.checks import digest_of_checks
from ipt_train.errors import OutputError
from ipt_train.files import write_whole
from ipt_train.vocabulary import Severity


def digest_of(data: bytes | str) -> str:
    """Return the digest of the bytes of a file, or of the words why it cannot be read."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def digest(parts: Iterable[tuple[str, str]], more: str = "") -> str:
    """Return the name of an entry.

    Args:
        parts: Name and digest of each file that goes in; what checks them is added.
        more: Whatever else matters.
    """
    total = hashlib.sha256(digest_of_checks())
    for name, digest_of_part in parts:
        total.update(f"\0{name}\0{digest_of_part}".encode("utf-8", "surrogateescape"))
    total.update(f"\0\0{more}".encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:40]


def kept(entry: Path, anew: Callable[[], Checked], *, data: bool = True) -> Checked | None:
    """Return what was kept under an entry; None where nothing usable is there.

    Args:
        entry: Where it is kept, without an ending.
        anew: Checks the banks again and keeps the outcome; called where the data turn out to be
            damaged when they are loaded.
        data: Whether its data are wanted beside the findings.
    """
    file = data_of(entry)
    try:
        stored = json.loads(believed(entry.with_suffix(".findings.json").read_bytes()))
        if data and not file.exists():
            return None
        return Checked(
            findings=findings_of(stored["findings"]),
            names=tuple(stored["names"]),
            items_in={name: tuple(ids) for name, ids in stored["items_in"].items()},
            unread=tuple(stored["unread"]),
            unjudged=stored["unjudged"],
            ids=stored["ids"],
            cached=True,
            load=lambda: _loaded(file, anew),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not ours: check anew


def data_of(entry: Path) -> Path:
    """Return the file of an entry that holds the data."""
    return entry.with_suffix(".data.json")


def findings_of(stored: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    """Return findings that were kept as plain data."""
    return tuple(Finding(**{**one, "severity": Severity(one["severity"])}) for one in stored)


def _loaded(data: Path, anew: Callable[[], Checked]) -> Documents:
    try:
        return tuple(json.loads(believed(data.read_bytes())))
    except (OSError, ValueError):
        return anew().load()


def keep(entry: Path, checked: Checked, *, data: bool = True) -> None:
    """Keep an outcome under an entry, if the folder can be written; with its data, if these are wanted."""
    stored = {
        "findings": [asdict(one) for one in checked.findings],
        "names": checked.names,
        "items_in": checked.items_in,
        "unread": checked.unread,
        "unjudged": checked.unjudged,
        "ids": checked.ids,
    }
    try:
        if data:
            write(data_of(entry), b"[" + b",\n".join(checked.raw) + b"]")
        write(
            entry.with_suffix(".findings.json"), json.dumps(stored).encode()
        )  # last: all is there
        for old in forget_old(entry.parent, ".findings.json"):
            data_of(old.with_suffix("")).unlink(missing_ok=True)
    except (OSError, OutputError):
        return  # a cache that cannot be written is done without


def write(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file whose first line is the digest of the rest, whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest().encode()
    write_whole(path, digest + b"\n" + content, make_folder=True, durable=durable)


def believed(written: bytes) -> bytes:
    """Return the content of a file that ``write`` wrote.

    Raises:
        ValueError: It is not what was written.
    """
    digest, _, content = written.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise ValueError("the content does not match its digest")
    return content


def forget_old(folder: Path, ending: str, newest: int = 16) -> Iterator[Path]:
    """Keep the cache small: delete all but the newest files of an ending, and yield what was deleted."""
    files = folder.glob(f"*{ending}")
    for old in sorted(files, key=lambda one: one.stat().st_mtime, reverse=True)[newest:]:
        old.unlink(missing_ok=True)
        yield old
