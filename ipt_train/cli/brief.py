"""``due --brief`` for a shell prompt: a figure kept under all that it follows from.

The figure is believed only while nothing has changed that it was counted from: the log (its path,
newest stamp and number of events; events are never changed), the study day (its first and last
instant), every byte of the banks, and the version. Else the command counts anew.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_train.cli.paths import Paths, real_paths, shipped_data
from ipt_train.cli.preferences import is_profile, preferences
from ipt_train.version import __version__

if TYPE_CHECKING:
    from ipt_train.operation.journal import Journal
    from ipt_train.operation.progress import Due

_FLAGS = {"--brief", "--quiet-zero", "--check"}


def waiting(due: "Due") -> int:
    """Return what waits to be answered: reviews within the daily limit, and items in learning."""
    return due.reviews + due.learning


def line(count: int, *, quiet_zero: bool) -> str:
    """Return the line for a prompt; empty where there is nothing to say."""
    return "" if quiet_zero and not count else f"{count} due"


def answer(words: list[str]) -> int | None:
    """Answer ``due --brief`` from the kept figure, with next to nothing loaded.

    Args:
        words: The words of the command line.

    Returns:
        The exit status, or None where the figure is not believed or the words say more.
    """
    profile = _profile(words[1:])
    if profile is None:
        return None
    paths = real_paths(os.environ)
    if not profile:
        found = preferences(os.environ, Path.cwd(), paths.preferences)
        profile = found["profile"].value if "profile" in found else "default"
    if not is_profile(profile):
        return None
    count = kept(paths, profile, time.time_ns() // 1_000_000)
    if count is None:
        return None
    if said := line(count, quiet_zero="--quiet-zero" in words):
        sys.stdout.write(said + "\n")
    return 1 if count and "--check" in words else 0


def keep(paths: Paths, profile: str, journal: "Journal", count: int) -> None:
    """Keep the figure for the next prompt, if the cache can be written.

    Args:
        paths: Folders of the program.
        profile: Whose log it is.
        journal: The log and its state, from which the figure was counted with all banks.
        count: The figure.
    """
    from ipt_train.schedule.day import day_begins, to_milliseconds

    settings, today = journal.state.settings, journal.today()
    events = journal.events()
    first, last = (
        to_milliseconds(day_begins(day, settings.zone, settings.rollover))
        for day in (today, today + 1)
    )
    content = {
        "due": count,
        "log": str(paths.log(profile)),
        "stamp": max(event.stamp for event in events),
        "events": len(events),
        "from": first,
        "until": last,
        "banks": _digest(paths),
    }
    file = paths.due(profile)
    beside = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(content), encoding="ascii")
        beside.replace(file)
    except OSError:
        return  # a cache that cannot be written is done without


def kept(paths: Paths, profile: str, now: int) -> int | None:
    """Return the kept figure, or None where anything has changed that it follows from.

    Args:
        paths: Folders of the program.
        profile: Whose log it is.
        now: Milliseconds since 1970.
    """
    try:
        content = json.loads(paths.due(profile).read_bytes())
        log = paths.log(profile)
        if content["log"] != str(log) or not content["from"] <= now < content["until"]:
            return None
        if not log.is_file():
            return None
        with closing(sqlite3.connect(log, timeout=0.2)) as connection:
            seen = connection.execute("select max(stamp), count(*) from event").fetchone()
        if seen != (content["stamp"], content["events"]) or content["banks"] != _digest(paths):
            return None
        return int(content["due"])
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
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


def _digest(paths: Paths) -> str:
    """Return a digest of the version and of the name and bytes of every file of the banks."""
    from hashlib import blake2b

    total = blake2b(__version__.encode(), digest_size=20)
    for folder in (shipped_data() / "question_banks", paths.banks):
        for file in sorted(_files(str(folder))):
            with open(file, "rb") as stream:  # noqa: PTH123 - a Path for each costs more than the reading
                data = stream.read()
            total.update(f"\0{file}\0{len(data)}\0".encode())
            total.update(data)
    return total.hexdigest()


def _files(folder: str) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (os.path.join(place, name) for name in names if name.endswith((".yaml", ".yml")))  # noqa: PTH118
