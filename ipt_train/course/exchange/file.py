"""Files of a course: read with an error that says what to do, written whole or not at all."""

import json
import os
from pathlib import Path
from typing import Any

from ipt_train.errors import CourseError, OutputError, in_words


def read(path: Path) -> bytes:
    """Return the bytes of a file of a course.

    Raises:
        CourseError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read: {error.strerror}",
            hint="name the course folder with --course; `ipt-train course new DIR` makes one",
        ) from None


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
            f"{path} cannot be read: {in_words(error)}", hint="take it from a backup"
        ) from None


def write(path: Path, data: str | bytes, *, mode: int = 0o644, sync: bool = False) -> None:
    """Write a file whole or not at all, making its folder.

    Args:
        path: The file.
        data: What is to be in it.
        mode: Who may read and write it.
        sync: Wait until it is on the disk before it takes the place of what was there.

    Raises:
        OutputError: It cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        try:
            handle = os.open(beside, flags, mode)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(beside, flags, mode)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data.encode() if isinstance(data, str) else data)
            if sync:
                stream.flush()
                os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}", hint="check the folder and its space"
        ) from None


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a log and wait until it is on the disk; a line cut by a crash is ended first.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        with path.open("a+b") as stream:
            if stream.tell():
                stream.seek(-1, os.SEEK_END)
                line = line if stream.read(1) == b"\n" else b"\n" + line
            stream.write(line + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}", hint="check the folder and its space"
        ) from None
