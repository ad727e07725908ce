"""Files of a course: read with an error that says what to do."""

import json
from pathlib import Path
from typing import Any

from ipt_train.errors import CourseError, in_words

_HINT = "give the course folder with --course; `ipt-train course new DIR` makes one"


def read(path: Path, *, hint: str = _HINT) -> bytes:
    """Return the bytes of a file of a course.

    Args:
        path: The file.
        hint: What to do where it cannot be read.

    Raises:
        CourseError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}", hint=hint) from None


def read_text(path: Path) -> str:
    """Return the text of a file of a course.

    Raises:
        CourseError: It cannot be read or is not UTF-8.
    """
    try:
        return read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path}: byte {error.start} is not UTF-8", hint="save it as UTF-8"
        ) from None


def read_json(path: Path) -> Any:
    """Return the data of a JSON file of a course.

    Raises:
        CourseError: It cannot be read or is no JSON.
    """
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise CourseError(
            f"{path} cannot be read: {in_words(error)}", hint="restore it from a backup"
        ) from None
