"""One learner on several devices: logs are joined by the ids of their events."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from ipt_train.errors import IptTrainError, NoCopyError, StoreDamagedError, UsageError
from ipt_train.log.core.event import IMPORTED, Event
from ipt_train.log.store.copies import keep, opened_copy
from ipt_train.log.store.log import Log
from ipt_train.vocabulary import EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLog:
    """A file that was left out of a merge, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What was joined.

    Attributes:
        added: How many events of each file were new.
        events: How many events there are now.
        kept: The dated copy of the log as it was, or empty where nothing was new.
        refused: Files that are no sound logs; nothing of them was taken.
    """

    added: dict[str, int]
    events: int
    kept: str = ""
    refused: tuple[RefusedLog, ...] = ()


def merge_logs(log: Path, others: Iterable[Path], now: Callable[[], datetime]) -> Merged:
    """Add to a log what other logs have more. The others are read from copies and stay as they are.

    Every sound log is joined whole, all of them in one transaction; a damaged one is named
    and left out whole.

    Args:
        log: The learner's log.
        others: Logs, or folders whose ``.db`` files are taken.
        now: The clock.

    Raises:
        UsageError: There is no log to read.
        StoreDamagedError: None of the files is a sound log; nothing was merged.
        StoreError: The learner's own log cannot be written; nothing was merged.
    """
    files = [file for other in others for file in _logs(other) if file.resolve() != log.resolve()]
    if not files:
        raise UsageError("there is no other log there", hint="give a .db file, or a folder of them")
    added: dict[str, int] = {}
    refused: list[RefusedLog] = []
    fresh: list[Event] = []
    with Log(log, now) as ours:
        known = {event.id: event for event in ours.events()}
        for file in files:
            try:
                new = _new_in(file, known, now)
            except NoCopyError:
                raise  # it says nothing of the file
            except IptTrainError as error:
                refused.append(RefusedLog(file=str(file), reason=error.message))
                continue
            added[str(file)] = len(new)
            known |= new
            fresh += new.values()
        if not added:
            raise StoreDamagedError(
                refused[0].reason, hint="nothing was merged; choose another file"
            )
        kept = str(keep(log, now)) if fresh else ""
        ours.absorb(fresh)
    return Merged(added=added, events=len(known), kept=kept, refused=tuple(refused))


def _new_in(
    file: Path, known: dict[EventId, Event], now: Callable[[], datetime]
) -> dict[EventId, Event]:
    """Return the events of a log that are not known yet.

    Raises:
        StoreError: It is no sound log, or has an event that is known and not the same.
    """
    new: dict[EventId, Event] = {}
    with opened_copy(file, now) as other:
        if found := other.check():
            raise StoreDamagedError(f"{file} is damaged: {found[0]}")
        for event in other.events():
            there = known.get(event.id)
            if there is None:
                new[event.id] = event
            elif there != event and event.device != IMPORTED:
                raise StoreDamagedError(
                    f"event {event.id} in {file} differs from the one in the logs before it; one was changed by hand"
                )
    return new


def back_up(log: Path, target: Path, name: str, now: Callable[[], datetime]) -> Path:
    """Write a copy of a log; an existing file is never overwritten.

    Args:
        log: The log.
        target: A new file, or a folder.
        name: What the copy is called in a folder, without its ending.
        now: The clock.

    Raises:
        UsageError: The file already exists, or the folder is not.
        StoreDamagedError: The log is not sound; no copy was written, and older ones stay.
        StoreError: It cannot be written.
    """
    file = target / f"{name}.db" if target.is_dir() else target
    if not file.parent.is_dir():
        raise UsageError(
            f"there is no folder {file.parent}", hint="make it first, or choose another place"
        )
    if file.exists() and file != target:
        file = next(one for n in count(2) if not (one := target / f"{name}-{n}.db").exists())
    if file.exists():
        raise UsageError(
            f"{file} already exists", hint="choose another name; no file is overwritten"
        )
    with Log(log, now) as ours:
        if found := ours.check():
            raise StoreDamagedError(
                f"{log} is damaged, so no copy was written: {found[0]}",
                hint="`ipt-train data doctor` says more; `ipt-train data restore` lists copies to go back to",
            )
        ours.events()
        ours.copy(file)
    return file


def _logs(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(one for one in path.glob("*.db") if one.is_file())
    if not path.exists():
        raise UsageError(f"there is no {path}", hint="give a log or a folder of logs")
    return [path]
