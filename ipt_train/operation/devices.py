"""One learner on several devices: logs are joined by the ids of their events."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ipt_train.errors import StoreError, UsageError
from ipt_train.store.log import Log


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What was joined: how many events of each file were new, and how many there are now."""

    added: dict[str, int]
    events: int


def merge_logs(log: Path, others: Iterable[Path], now: Callable[[], datetime]) -> Merged:
    """Add to a log what other logs have more. The others are read from copies and stay as they are.

    Args:
        log: The learner's log.
        others: Logs, or folders whose ``.db`` files are taken.
        now: The clock.

    Raises:
        UsageError: There is no log to read.
        StoreError: A file is no log, is newer, or cannot be read; nothing was merged.
    """
    files = [file for other in others for file in _logs(other) if file.resolve() != log.resolve()]
    if not files:
        raise UsageError("there is no other log there", hint="name a .db file, or a folder of them")
    read = []
    for file in files:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / file.name
            try:
                shutil.copyfile(file, copy)
            except OSError as error:
                raise StoreError(
                    f"{file} cannot be read: {error.strerror}", hint="check it"
                ) from None
            with Log(copy, now) as other:
                read.append((str(file), other.events()))
    with Log(log, now) as ours:
        added: dict[str, int] = {}
        everything = [event for _, events in read for event in events]
        known = {event.id for event in ours.events()}
        for name, events in read:
            fresh = {event.id for event in events} - known
            added[name] = len(fresh)
            known |= fresh
        ours.absorb(everything)
        return Merged(added=added, events=len(known))


def back_up(log: Path, target: Path, name: str, now: Callable[[], datetime]) -> Path:
    """Write a copy of a log; an existing file is never overwritten.

    Args:
        log: The log.
        target: A new file, or a folder.
        name: What the copy is called in a folder, without its ending.
        now: The clock.

    Raises:
        UsageError: The file is there already.
        StoreError: It cannot be written.
    """
    file = target / f"{name}.db" if target.is_dir() else target
    if file.exists():
        raise UsageError(f"{file} is there already", hint="name another file; none is overwritten")
    with Log(log, now) as ours:
        ours.copy(file)
    return file


def _logs(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(one for one in path.glob("*.db") if one.is_file())
    if not path.exists():
        raise UsageError(f"there is no {path}", hint="name a log or a folder of logs")
    return [path]
