"""Files that every room reads and writes: secrets that only their owner may read."""

import os
from pathlib import Path

from ipt_train.errors import KeyFileError, OutputError


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
