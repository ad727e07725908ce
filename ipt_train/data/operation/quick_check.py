"""Whether the file of a learner's log is sound, and nothing more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.errors import StoreDamagedError
from ipt_train.log.store.log import Log


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFile:
    """A log whose file is sound: which, and how many events are in it."""

    log: str
    events: int


def quick_check(file: Path, now: Callable[[], datetime]) -> SoundFile:
    """Let SQLite check a log's file, and read its events.

    Raises:
        StoreDamagedError: It is damaged.
        StoreError: It cannot be read.
    """
    with Log(file, now) as log:
        damages = log.check()
        count = len(log.events())
    if damages:
        raise StoreDamagedError(
            f"{file} is damaged: {damages[0]}", hint="keep a copy and restore a backup"
        )
    return SoundFile(log=str(file), events=count)
