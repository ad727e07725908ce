"""``due --brief`` for a shell prompt: a figure kept under all that it follows from.

The figure is believed only while nothing has changed that it was counted from: the log (its path,
newest stamp and number of events; events are never changed), the study day (its first and last
instant), every byte of the banks, and the version. Else the command counts anew.

A prompt waits for this, so it imports next to nothing: no pathlib, json, typing or hashlib.
"""

import os
import sqlite3
import sys
import time

from ipt_train.shell.paths import folders, is_profile, present_folder, project_file, shipped_folder
from ipt_train.version import __version__

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from hashlib import blake2b

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
    count: int, log: str, banks: str, *, stamp: int, events: int, first: int, until: int
) -> str:
    """Return the figure as it is kept, a line for each thing that it follows from, and a digest.

    Args:
        count: The figure.
        log: Path of the log.
        banks: Folder of the learner's own banks.
        stamp: The newest stamp of the log.
        events: How many events the log has.
        first: First instant of the study day, in milliseconds since 1970.
        until: First instant of the next one.
    """
    text = f"{count}\n{stamp} {events}\n{first} {until}\n{_digest(banks)}\n{log}\n"
    return text + _seal(text)


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
        count, seen, day, digest, path, seal = text.split("\n")
        first, until = map(int, day.split(" "))
        if (
            seal != _seal(text.removesuffix(seal))
            or path != log
            or not first <= now < until
            or not os.path.isfile(log)
        ):
            return None
        connection = sqlite3.connect(log, timeout=0.2)
        try:
            row = connection.execute(_SEEN).fetchone()
        finally:
            connection.close()
        if seen != f"{row[0]} {row[1]}" or digest != _digest(banks):
            return None
        return int(count)
    except (OSError, ValueError, sqlite3.Error):
        return None


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


def _seal(text: str) -> str:
    """Return the digest of a kept figure, so that a damaged one is not believed."""
    total = _blake2b()
    total.update(text.encode())
    return str(total.hexdigest())


def _digest(banks: str) -> str:
    """Return a digest of the version and of the name and bytes of every file of the banks."""
    total = _blake2b()
    total.update(__version__.encode())
    for folder in (os.path.join(shipped_folder(), "question_banks"), banks):
        for file in sorted(_files(folder)):
            try:
                with open(file, "rb") as stream:
                    data = stream.read()
            except OSError:  # such as the lock of an editor; the check passes over it too
                data = b""
            total.update(f"\0{file}\0{len(data)}\0".encode())
            total.update(data)
    return total.hexdigest()


def _blake2b() -> "blake2b":
    try:
        from _blake2 import blake2b  # hashlib would load OpenSSL for it
    except ImportError:
        from hashlib import blake2b

    return blake2b(digest_size=20)


def _files(folder: str) -> list[str]:
    return [
        os.path.join(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if name.endswith((".yaml", ".yml"))
    ]
