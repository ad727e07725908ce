"""The cache of checked banks: findings and data as JSON under a digest of all that went in.

It is safe to delete and optional: where it cannot be written, or does not hold what was written,
banks are checked anew. Each file carries a digest of its own, and is on the disk before it has its
name, so that a power cut or a changed byte is never taken for a bank.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from ipt_train.bank.core.checked import Checked, Documents
from ipt_train.bank.core.finding import Finding
from ipt_train.bank.source.checks import digest_of_checks
from ipt_train.errors import OutputError
from ipt_train.files import write_whole
from ipt_train.vocabulary import Severity


def digest(loaded: Iterable[tuple[str, bytes | str]], more: Iterable[bytes]) -> str:
    """Return a digest of files by name, of what checks them and of whatever else matters."""
    total = hashlib.sha256(digest_of_checks())
    for name, data in loaded:
        raw = data if isinstance(data, bytes) else data.encode()
        total.update(f"\0{name}\0{len(raw)}\0".encode())
        total.update(raw)
    for part in more:
        total.update(part)
    return total.hexdigest()[:40]


def kept(entry: Path, anew: Callable[[], Checked]) -> Checked | None:
    """Return what was kept under an entry; None where nothing usable is there.

    Args:
        entry: Where it is kept, without an ending.
        anew: Checks the banks again and keeps the outcome; called where the data turn out to be
            damaged when they are loaded.
    """
    data = entry.with_suffix(".data.json")
    try:
        stored = json.loads(_believed(entry.with_suffix(".findings.json").read_bytes()))
        if not data.exists():
            return None
        return Checked(
            findings=tuple(
                Finding(**{**one, "severity": Severity(one["severity"])})
                for one in stored["findings"]
            ),
            names=tuple(stored["names"]),
            items_in={name: tuple(ids) for name, ids in stored["items_in"].items()},
            unread=tuple(stored["unread"]),
            unjudged=stored["unjudged"],
            ids=stored["ids"],
            cached=True,
            load=lambda: _loaded(data, anew),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not ours: check anew


def _loaded(data: Path, anew: Callable[[], Checked]) -> Documents:
    try:
        return tuple(json.loads(_believed(data.read_bytes())))
    except (OSError, ValueError):
        return anew().load()


def keep(entry: Path, checked: Checked) -> None:
    """Keep an outcome under an entry, if the folder can be written."""
    stored = {
        "findings": [asdict(one) for one in checked.findings],
        "names": checked.names,
        "items_in": checked.items_in,
        "unread": checked.unread,
        "unjudged": checked.unjudged,
        "ids": checked.ids,
    }
    try:
        _write(entry.with_suffix(".data.json"), b"[" + b",\n".join(checked.raw) + b"]")
        _write(
            entry.with_suffix(".findings.json"), json.dumps(stored).encode()
        )  # last: all is there
        _forget_old(entry.parent)
    except (OSError, OutputError):
        return  # a cache that cannot be written is done without


def _write(path: Path, content: bytes) -> None:
    """Write a file whose first line is the digest of the rest, whole or not at all."""
    digest = hashlib.sha256(content).hexdigest().encode()
    write_whole(path, digest + b"\n" + content, make_folder=True)


def _believed(written: bytes) -> bytes:
    """Return the content of a file that ``_write`` wrote.

    Raises:
        ValueError: It is not what was written.
    """
    digest, _, content = written.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise ValueError("the content does not match its digest")
    return content


def _forget_old(folder: Path, newest: int = 16) -> None:
    """Keep the cache small: delete all but the newest entries."""
    entries = folder.glob("*.findings.json")
    for old in sorted(entries, key=lambda one: one.stat().st_mtime, reverse=True)[newest:]:
        old.unlink(missing_ok=True)
        old.with_suffix("").with_suffix(".data.json").unlink(missing_ok=True)
