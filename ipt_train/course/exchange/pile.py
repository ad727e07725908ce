"""Attempts that were examined, laid down in files of ``responses/`` before they are accepted.

They are only added to. What was laid down counts when a receipt names it.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.receipts import Place
from ipt_train.errors import OutputError
from ipt_train.exam.core.canonical import canonical


class Pile:
    """Attempts that were examined, at the end of one file; they count when a receipt names them.

    Args:
        path: The file; it is opened with the first attempt.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: BinaryIO | None = None

    def lay(self, head: dict[str, Any], columns: bytes) -> Place:
        """Add an attempt; return where.

        Raises:
            OutputError: It cannot be written.
        """
        data = canonical(head) + b"\n" + columns + b"\n"
        try:
            if self._stream is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._stream = self._path.open("ab")
            begins = self._stream.tell()
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            raise _unwritten(self._path, error) from None
        return Place(self._path.name, begins, len(data))


def is_there(folder: Folder, place: Place) -> bool:
    """Whether a file reaches as far as an attempt in it does."""
    try:
        return (folder.responses / place.file).stat().st_size >= place.at + place.size
    except OSError:
        return False


def flush(folder: Folder, names: Iterable[str]) -> None:
    """Wait until files of responses are on the disk.

    Raises:
        OutputError: One cannot be written.
    """
    for name in names:
        try:
            with (folder.responses / name).open("r+b") as stream:
                os.fsync(stream.fileno())
        except OSError as error:
            raise _unwritten(folder.responses / name, error) from None


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {error.strerror}", hint="check the folder and its space"
    )
