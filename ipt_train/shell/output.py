"""The one way in which a command writes what it was asked for to a file."""

import os
import stat
from pathlib import Path

from ipt_train.errors import OutputError


def write_output(
    path: Path, content: str | bytes, *, option: str = "--output", private: bool = False
) -> None:
    """Write a file whole or not at all. A file that is there keeps its mode.

    Args:
        path: The file.
        content: What is to be in it.
        option: By which option the file was named, for the hint.
        private: Only its owner may read it: it is made from a learner's log or a course's people.

    Raises:
        OutputError: It cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o666)
        with os.fdopen(number, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        if path.is_file():
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        raise OutputError(
            f"{path} cannot be written: {error.strerror}", hint=f"choose another {option}"
        ) from None
