"""``due --brief`` for a shell prompt: a figure kept under all that it follows from.

The figure is believed only while nothing has changed that it was counted from: the log (its path,
newest stamp and number of events; events are never changed), the study day (its first and last
instant), every bank, and the version. Else the command counts anew. Log and banks are not read while
size, times and inode of each file are as they were, and it had rested by then; otherwise the log is
asked, and the bytes of the banks decide.

A prompt waits for this, so it imports next to nothing: no pathlib, json, typing or hashlib.
"""

import os
import sys
import time

from ipt_train.shell.paths import folders, is_profile, present_folder, project_file, shipped_folder
from ipt_train.shell.stamp import rested, stamp
from ipt_train.version import __version__

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from hashlib import blake2b

    from ipt_train.shell.stamp import Stamp

_FLAGS = ("--brief", "--quiet-zero", "--check")
_SEEN = "select (select max(stamp) from event), (select max(rowid) from event)"
"""Newest stamp and number of events: none is ever removed, so the last row's number is theirs."""


def line(count: int, *, quiet_zero: bool) -> str:
    """Return the line for a prompt; empty where there is nothing to say."""
    return "" if quiet_zero and not count else f"{count} due"


def answer(words: list[str]) -> int | None:
    """Answer ``due --brief`` from the kept figure.

    Args:
        words: The words of the command line.

    Returns:
        The exit status, or None where the figure is not believed or the words say more.
    """
    profile = _profile(words[1:])
    if profile is None:
        return None
    data, cache, _, config = folders(os.environ)
    if not profile:
        profile = os.environ.get("IPT_TRAIN_PROFILE", "default")
        if os.path.isfile(os.path.join(config, "config.toml")) or project_file(present_folder()):
            profile = _preferred(config)
    if not is_profile(profile):
        return None
    log = os.path.join(data, "profiles", f"{profile}.db")
    count = kept(
        os.path.join(cache, "due", profile),
        log,
        os.path.join(data, "banks"),
        time.time_ns() // 1_000_000,
    )
    if count is None:
        return None
    if said := line(count, quiet_zero="--quiet-zero" in words):
        sys.stdout.write(said + "\n")
    return 1 if count and "--check" in words else 0


def figure(
    count: int, log: str, banks: str, *, newest: int, events: int, first: int, until: int
) -> str:
    """Return the figure as it is kept, a line for each thing that it follows from, and a digest.

    How the files stand is left to the first prompt, which asks the log: another program may have
    written since this was counted.

    Args:
        count: The figure.
        log: Path of the log.
        banks: Folder of the learner's own banks.
        newest: The newest stamp of the log.
        events: How many events the log has.
        first: First instant of the study day, in milliseconds since 1970.
        until: First instant of the next one.
    """
    files = _files(banks)
    seen, day = f"{newest} {events}", f"{first} {until}"
    return _sealed([str(count), seen, day, log, _digest(files), ""])


def kept(file: str, log: str, banks: str, now: int) -> int | None:
    """Return the kept figure, or None where anything has changed that it follows from.

    Args:
        file: Where the figure is kept.
        log: Path of the log.
        banks: Folder of the learner's own banks.
        now: Milliseconds since 1970.
    """
    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
        *lines, _ = text.split("\n")
        count, seen, day, path, digest, stamps = lines
        first, until = map(int, day.split(" "))
        if (
            text != _sealed(lines)
            or path != log
            or not first <= now < until
            or not os.path.isfile(log)
        ):
            return None
        files = _files(banks)
        present = _stamps(log, files)
        if not present or present != stamps:
            if seen != _extent(log) or digest != _digest(files):
                return None
            if present:
                _keep(file, _sealed([*lines[:-1], present]))  # next time they need not be read
        return int(count)
    except (OSError, ValueError):
        return None


def how_banks_stand(banks: str) -> str:
    """Return a digest of the stamps of all files of banks: another one says that a file has changed.

    Args:
        banks: Folder of the learner's own banks.
    """
    files = _files(banks)
    return _stand(files, [stamp(file) for file in files])


def _extent(log: str) -> str:
    """Return the newest stamp of a log and the number of its events; empty if it cannot be asked."""
    import sqlite3

    try:
        connection = sqlite3.connect(log, timeout=0.2)
        try:
            row = connection.execute(_SEEN).fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return ""
    return f"{row[0]} {row[1]}"


def _profile(words: list[str]) -> str | None:
    """Return the profile that is named, empty for none; None where there is more to do."""
    profile, rest = "", iter(words)
    for word in rest:
        if word == "--profile":
            profile = next(rest, "")
        elif word.startswith("--profile="):
            profile = word.removeprefix("--profile=")
        elif word not in _FLAGS:
            return None
    return profile


def _preferred(config: str) -> str:
    """Return the profile that files and environment prefer; empty where they are faulty."""
    from pathlib import Path

    from ipt_train.errors import SettingError
    from ipt_train.shell.preferences import preferences

    try:
        found = preferences(os.environ, present_folder(), Path(config, "config.toml"))
    except SettingError:
        return ""
    return str(found["profile"].value) if "profile" in found else "default"


def _sealed(lines: list[str]) -> str:
    """Return lines with their digest below, so that a damaged figure is not believed."""
    text = "".join(f"{each}\n" for each in lines)
    total = _blake2b()
    total.update(text.encode())
    return text + str(total.hexdigest())


def _keep(file: str, text: str) -> None:
    """Keep a figure, if the cache can be written."""
    from pathlib import Path

    from ipt_train.errors import OutputError
    from ipt_train.files import write_whole

    try:
        write_whole(Path(file), text, durable=False)
    except OutputError:
        return


def _stamps(log: str, files: list[str]) -> str:
    """Return a digest of how a log and banks stand, with the version; empty if one is too young to tell.

    SQLite writes to a log in its file, or in the one beside it that ends in -wal.
    """
    now, watched = time.time_ns(), [log, f"{log}-wal", *files]
    states = [stamp(file) for file in watched]
    return _stand(watched, states) if all(rested(state, now) for state in states) else ""


def _stand(files: list[str], states: "list[Stamp]") -> str:
    """Return a digest of how files stand, with the version."""
    total = _blake2b()
    total.update(__version__.encode())
    for file, state in zip(files, states, strict=True):
        total.update(f"\0{file}\0{state}".encode())
    return str(total.hexdigest())


def _digest(files: list[str]) -> str:
    """Return a digest of the version and of the name and bytes of every file of banks."""
    total = _blake2b()
    total.update(__version__.encode())
    for file in files:
        try:
            with open(file, "rb") as stream:
                data = stream.read()
        except OSError:  # such as the lock of an editor; the check passes over it too
            data = b""
        total.update(f"\0{file}\0{len(data)}\0".encode())
        total.update(data)
    return str(total.hexdigest())


def _blake2b() -> "blake2b":
    try:
        from _blake2 import blake2b  # hashlib would load OpenSSL for it
    except ImportError:
        from hashlib import blake2b

    return blake2b(digest_size=20)


def _files(banks: str) -> list[str]:
    """Return the files of the shipped banks and of a learner's own, the folder of which may be missing."""
    return [
        file
        for folder in (os.path.join(shipped_folder(), "question_banks"), banks)
        for file in sorted(
            os.path.join(place, name)
            for place, _, names in os.walk(folder)
            for name in names
            if name.endswith((".yaml", ".yml"))
        )
    ]
