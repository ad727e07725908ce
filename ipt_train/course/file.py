"""Files of a course: read with an error that says what to do, written whole or not at all."""

import json
import os
from pathlib import Path
from typing import Any

from ipt_train.errors import CourseError, KeyFileError, OutputError, in_words


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


def read_secret(path: Path) -> str:
    """Return a secret that stands in a file of its own.

    Raises:
        KeyFileError: It is not there, or others may read it.
    """
    try:
        text = path.read_text("ascii").strip()
        open_to_others = os.name == "posix" and path.stat().st_mode & 0o077
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(
            f"the secret key {path} cannot be read: {error}", hint="put it back from a backup"
        ) from None
    if open_to_others:
        raise KeyFileError(f"others may read the secret key {path}", hint=f"chmod 600 {path}")
    return text


def secret_bytes(path: Path) -> bytes:
    """Return a secret of 32 bytes, written as hexadecimal digits.

    Raises:
        KeyFileError: It is not there, others may read it, or it is damaged.
    """
    try:
        secret = bytes.fromhex(read_secret(path))
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise KeyFileError(f"the secret key {path} is damaged", hint="put it back from a backup")
    return secret


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


def write_secret(path: Path, text: str) -> None:
    """Write a secret that only its owner may read; one that is there is never written over.

    Raises:
        OutputError: It is there already, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OutputError(f"the secret {path} is there already", hint="it is kept") from None
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}", hint="check the folder"
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text + "\n")


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
