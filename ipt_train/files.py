"""The one way in which files are written, and secrets that only their owner may read."""

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from ipt_train.errors import KeyFileError, OutputError

_PRIVATE, _OPEN = 0o600, 0o666
_MOST_LINKS = 40
_DESCRIPTORS = re.compile(r"/dev/fd|/proc/(\d+)(/task/\d+)?/fd")
_UNFINISHED = re.compile(r"\.ipt-train-[0-9a-f]{16}\.part")
_FORGOTTEN_AFTER = 60 * 60
"""Seconds after which a file of that name is what a killed run left behind."""

CHECK_SPACE = "check the folder and its free space"


def write_whole(
    path: Path,
    data: str | bytes,
    *,
    private: bool = False,
    make_folder: bool = False,
    durable: bool = True,
    hint: str = CHECK_SPACE,
) -> None:
    """Write a file whole or not at all.

    Links are followed and stay: the file that they name is written. It keeps its mode, and its
    owner as far as the system lets that be kept. Pipes, devices and ``/dev/fd/N`` are written to
    as they stand.

    Args:
        path: The file.
        data: What is to be in it; text is written as UTF-8, its line ends as they are.
        private: A new file is for its owner only (0600); else the umask says who may read it.
        make_folder: Make the folders above it that are missing.
        durable: Wait until it is on the disk, so that no loss of power takes it.
        hint: What the person may do where it cannot be written.

    Raises:
        OutputError: It cannot be written; what was there is as it was.
    """
    content = data.encode() if isinstance(data, str) else data
    try:
        with whole_file(path, private=private, make_folder=make_folder, durable=durable) as stream:
            stream.write(content)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise OutputError(f"{path} cannot be written: {_reason(error)}", hint=hint) from None


@contextmanager
def whole_file(
    path: Path, *, private: bool = False, make_folder: bool = False, durable: bool = True
) -> Iterator[BinaryIO]:
    """Yield a stream to what becomes a file when the block ends, as ``write_whole`` does.

    For a regular file that is a new file beside it, and the stream's ``name`` says where; after an
    error nothing is left of it.

    Raises:
        OSError: It cannot be written.
        ValueError: The name cannot be one of a file.
    """
    target = _target(path)
    there = None if isinstance(target, int) else _status(target)
    if isinstance(target, int) or (there is not None and not stat.S_ISREG(there.st_mode)):
        with os.fdopen(_opened(target), "wb") as stream:
            yield stream
        return
    if make_folder:
        target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".ipt-train-{os.urandom(8).hex()}.part")
    mode = _PRIVATE if private or there is not None else _OPEN
    _clear_forgotten(target.parent)
    with _new_file(beside, mode, durable=durable) as stream:
        yield stream
        if there is not None:
            _pass_on(there, stream.fileno(), beside)
    try:
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(target.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a log and wait until it is on the disk; a line cut by a crash is ended first.

    Raises:
        OutputError: It cannot be written; nothing was added.
    """
    try:
        with path.open("a+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size:
                stream.seek(-1, os.SEEK_END)
                line = line if stream.read(1) == b"\n" else b"\n" + line
            try:
                stream.write(line + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            except OSError:
                os.ftruncate(stream.fileno(), size)
                raise
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {_reason(error)}", hint=CHECK_SPACE) from None


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
            f"the secret key {path} cannot be read: {error}", hint="restore it from a backup"
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
        raise KeyFileError(f"the secret key {path} is damaged", hint="restore it from a backup")
    return secret


def write_secret(path: Path, text: str) -> None:
    """Write a secret that only its owner may read; one that is there is never written over.

    Raises:
        OutputError: It already exists, or cannot be written; then nothing is left of it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _new_file(path, _PRIVATE, durable=True) as stream:
            stream.write(text.encode("ascii") + b"\n")
        _sync_folder(path.parent)
    except FileExistsError:
        raise OutputError(f"the secret {path} already exists", hint="it is kept") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} cannot be written: {_reason(error)}", hint=CHECK_SPACE) from None


def _target(path: Path) -> Path | int:
    """Return the path at the end of all links, or the number of an open file of this process.

    Raises:
        OSError: The links never end.
    """
    for _ in range(_MOST_LINKS):
        folder = Path(os.path.realpath(path.parent))
        if (descriptors := _DESCRIPTORS.fullmatch(str(folder))) and path.name.isdecimal():
            own = descriptors[1] in (None, str(os.getpid()))
            return int(path.name) if own else folder / path.name
        path = folder / path.name
        if not path.is_symlink():
            return path
        path = folder / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _status(target: Path) -> os.stat_result | None:
    """Return what is at a path; None where nothing is."""
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _opened(target: Path | int) -> int:
    """Open what is no regular file, or an open file of our own once more, where it stands."""
    return os.dup(target) if isinstance(target, int) else os.open(target, os.O_WRONLY)


@contextmanager
def _new_file(name: Path, mode: int, *, durable: bool) -> Iterator[BinaryIO]:
    """Yield a stream to a file that was not there before; after an error it is gone again.

    Raises:
        FileExistsError: Something of that name is there, be it a link to nowhere.
        OSError: It cannot be written.
    """

    def opener(path: str, flags: int) -> int:
        return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), mode)

    stream = open(name, "xb", opener=opener)  # noqa: SIM115 - pathlib has no opener
    try:
        with stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            name.unlink()
        raise


def _pass_on(there: os.stat_result, descriptor: int, beside: Path) -> None:
    """Give a new file the owner, as far as that is allowed, and the mode of the file before it."""
    if os.name == "posix":
        with suppress(PermissionError):
            os.fchown(descriptor, there.st_uid, there.st_gid)
    beside.chmod(stat.S_IMODE(there.st_mode))


@cache
def _clear_forgotten(folder: Path) -> None:
    """Remove what killed runs left unfinished in a folder; once a run, for a folder may be large."""
    with suppress(OSError):
        for file in [folder / name for name in os.listdir(folder) if _UNFINISHED.fullmatch(name)]:  # noqa: PTH208 - names only
            if time.time() - file.lstat().st_mtime > _FORGOTTEN_AFTER:
                file.unlink()


def _sync_folder(folder: Path) -> None:
    """Wait until names of a folder are on the disk, where the system can wait for them."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
