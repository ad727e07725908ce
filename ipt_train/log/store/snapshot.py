"""Snapshots: states of folds kept in the cache, each with its position in the log.

They are never a truth: safe to delete, made anew where one is damaged or where anything that a
state follows from has changed, and not written where the folder cannot be.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from ipt_train.errors import OutputError, StoreError
from ipt_train.files import write_whole
from ipt_train.log.core.fold import Fold
from ipt_train.log.core.position import Position
from ipt_train.schedule.memory import ENGINE
from ipt_train.version import __version__

PACKAGE = Path(__file__).parents[2]

FOLDERS = ("log/core", "schedule")
"""Folders whose every source may change a state."""

FILES = ("log/store/snapshot.py", "vocabulary.py", "version.py")
"""Files that may, beside those that a fold names itself."""

_FEW = 4
"""Snapshots of a fold that are kept: the banks that are named decide which ids were replaced."""


class Snapshots:
    """The snapshots of one log.

    Args:
        folder: Where they are; made when the first is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, fold: Fold[Any]) -> tuple[Position, Callable[[], Any]] | None:
        """Return the position of a kept state, and what gives it; None where none is believed."""
        if fold.load is None:
            return None
        try:
            digest, _, content = self._file(fold).read_bytes().partition(b"\n")
            if hashlib.sha256(content).hexdigest().encode() != digest:
                return None
            head, _, blob = content.partition(b"\n")
            kept = json.loads(head)
            where = kept["position"]
            position = Position(
                row=where["row"],
                events=where["events"],
                newest=tuple(where["newest"]),
                anchors=tuple((row, name) for row, name in where["anchors"]),
                missing=frozenset(where["missing"]),
                ahead=frozenset(where["ahead"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        data, load = kept["state"], fold.load
        return position, lambda: load(data, blob)

    def keep(self, fold: Fold[Any], position: Position, state: Any) -> None:
        """Keep a state, if the folder can be written."""
        if fold.dump is None:
            return
        data, blob = fold.dump(state)
        where = {
            "row": position.row,
            "events": position.events,
            "newest": position.newest,
            "anchors": position.anchors,
            "missing": sorted(position.missing),
            "ahead": sorted(position.ahead),
        }
        text = json.dumps({"position": where, "state": data}, separators=(",", ":"))
        content = text.encode() + b"\n" + blob
        digest = hashlib.sha256(content).hexdigest().encode()
        with suppress(OSError, OutputError):
            file = self._file(fold)
            write_whole(
                file, digest + b"\n" + content, private=True, make_folder=True, durable=False
            )
            self._forget_old(fold)

    def _file(self, fold: Fold[Any]) -> Path:
        about = hashlib.sha256(_digest_of_sources(fold.sources) + fold.about.encode())
        return self._folder / f"{fold.name}-{about.hexdigest()[:16]}"

    def _forget_old(self, fold: Fold[Any]) -> None:
        files = sorted(
            self._folder.glob(f"{fold.name}-*"), key=lambda one: one.stat().st_mtime, reverse=True
        )
        for old in files[_FEW:]:
            old.unlink(missing_ok=True)


def erase(folder: Path) -> list[Path]:
    """Remove every snapshot of a log; return what was removed.

    Raises:
        StoreError: One cannot be removed.
    """
    removed = []
    try:
        for file in sorted(folder.iterdir()) if folder.is_dir() else []:
            file.unlink(missing_ok=True)
            removed.append(file)
        if folder.is_dir():
            folder.rmdir()
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be removed: {error.strerror}", hint="remove it by hand"
        ) from None
    return removed


@cache
def _digest_of_sources(more: tuple[str, ...]) -> bytes:
    """Return a digest of the sources of a fold, of the engine and of the way numbers are stored.

    Where the package has no sources it is that of the installed version.
    """
    total = hashlib.sha256(f"{__version__} {sys.byteorder} {sys.version_info[:2]}".encode())
    with suppress(OSError):
        status = os.stat(ENGINE)  # noqa: PTH116 - it is a name, not a path
        total.update(f"{status.st_size} {status.st_mtime_ns}".encode())
    try:
        for name in sorted([*_inside(), *FILES, *more]):
            total.update(f"\0{name}\0".encode() + (PACKAGE / name).read_bytes())
    except OSError:
        pass
    return total.digest()


@cache
def _inside() -> list[str]:
    return [
        f"{folder}/{entry.name}"
        for folder in FOLDERS
        for entry in os.scandir(PACKAGE / folder)
        if entry.name.endswith(".py")
    ]
