"""The cache of checked banks: findings and data as JSON under a digest of all that went in.

It is safe to delete and optional: where it cannot be written, banks are checked anew.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ipt_train.bank.checked import Checked
from ipt_train.bank.finding import Finding
from ipt_train.vocabulary import Severity

RULES = 7
"""Raise when a check changes what it reports, so that old caches are not believed."""


def digest(loaded: Iterable[tuple[str, bytes | str]], more: Iterable[bytes]) -> str:
    """Return a digest of files by name, of the rules and of whatever else matters."""
    total = hashlib.sha256(f"rules {RULES}".encode())
    for name, data in loaded:
        raw = data if isinstance(data, bytes) else data.encode()
        total.update(f"\0{name}\0{len(raw)}\0".encode())
        total.update(raw)
    for part in more:
        total.update(part)
    return total.hexdigest()[:40]


def kept(entry: Path) -> Checked | None:
    """Return what was kept under an entry; None where nothing usable is there."""
    try:
        stored = json.loads(entry.with_suffix(".findings.json").read_bytes())
        data = entry.with_suffix(".data.json")
        if not data.exists():
            return None
        return Checked(
            findings=tuple(
                Finding(**{**one, "severity": Severity(one["severity"])})
                for one in stored["findings"]
            ),
            names=tuple(stored["names"]),
            items=stored["items"],
            ids=stored["ids"],
            cached=True,
            load=lambda: tuple(json.loads(data.read_bytes())),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not ours: check anew


def keep(entry: Path, checked: Checked) -> None:
    """Keep an outcome under an entry, if the folder can be written."""
    stored = {
        "findings": [asdict(one) for one in checked.findings],
        "names": checked.names,
        "items": checked.items,
        "ids": checked.ids,
    }
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        _write(entry.with_suffix(".data.json"), b"[" + b",\n".join(checked.raw) + b"]")
        _write(
            entry.with_suffix(".findings.json"), json.dumps(stored).encode()
        )  # last: all is there
        _forget_old(entry.parent)
    except OSError:
        return  # a cache that cannot be written is done without


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def _forget_old(folder: Path, newest: int = 16) -> None:
    """Keep the cache small: delete all but the newest entries."""
    entries = folder.glob("*.findings.json")
    for old in sorted(entries, key=lambda one: one.stat().st_mtime, reverse=True)[newest:]:
        old.unlink(missing_ok=True)
        old.with_suffix("").with_suffix(".data.json").unlink(missing_ok=True)
