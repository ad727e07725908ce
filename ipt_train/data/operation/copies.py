"""A learner's log put back from a copy, or erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.errors import StoreDamagedError, UnknownProfileError, UsageError
from ipt_train.log.store import copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back.

    Attributes:
        source: The copy it came from.
        events: Events of the log now.
        kept: The dated copy of the log as it was before, or empty where there was none.
    """

    source: str
    events: int
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """The files that were removed, and files beside whose names say that they are copies of it."""

    removed: tuple[str, ...]
    remain: tuple[str, ...] = ()


def restore(log: Path, source: Path, now: Callable[[], datetime]) -> Restored:
    """Make a log what a copy of it is. Your present log is saved first.

    Args:
        log: The learner's log; it may be missing or damaged.
        source: A log of ipt-train, of this schema or an older one.
        now: The clock.

    Raises:
        UsageError: There is no such file, or it is the log itself.
        StoreDamagedError: The file is not a log of ours or not sound; nothing was changed.
        StoreError: It cannot be read, or the log not written; the log is as it was.
    """
    if not source.is_file():
        raise UsageError(f"there is no file {source}", hint="`ipt-train data restore` lists copies")
    if log.exists() and source.resolve() == log.resolve():
        raise UsageError(f"{source} is the log itself", hint="give a copy of it")
    with copies.opened_copy(source, now) as other:
        if found := other.check():
            raise StoreDamagedError(
                f"{source} is damaged: {found[0]}", hint="choose another copy; nothing was changed"
            )
        events = len(other.events())
        log.parent.mkdir(parents=True, exist_ok=True)
        before = str(copies.keep(log, now)) if log.exists() else ""
        copies.put_back(log, other, now)
    return Restored(source=str(source), events=events, kept=before)


def kept_copies(log: Path) -> tuple[str, ...]:
    """Return the dated copies beside a log, the newest first, then those kept before migrations."""
    dated = copies.kept(log)
    others = [one for one in copies.files_of(log) if one.suffix == ".bak" and one not in dated]
    return tuple(str(one) for one in [*dated, *others])


def forget(log: Path, confirmed: str) -> Forgotten:
    """Remove a learner's log with all copies that ipt-train keeps beside it.

    Args:
        log: The log.
        confirmed: The profile's name once more, or empty.

    Raises:
        UnknownProfileError: There is nothing of this profile.
        UsageError: It was not confirmed; nothing was removed.
        StoreError: The log is in use, or a file cannot be removed.
    """
    name = log.stem
    if not copies.files_of(log):
        raise UnknownProfileError(
            f"there is no data for a profile `{name}`", hint="`ipt-train profile list` lists them"
        )
    if confirmed and confirmed != name:
        raise UsageError(
            f"--confirm says `{confirmed}`, but the profile is `{name}`; nothing was removed",
            hint=f"to erase `{name}`, add --confirm {name}",
        )
    if not confirmed:
        raise UsageError(
            f"this erases every answer of `{name}` and the copies beside the log; nothing has been removed yet",
            hint=f"to go ahead add --confirm {name}; `ipt-train data backup FILE` keeps a copy first",
        )
    removed = tuple(str(file) for file in copies.erase(log))
    return Forgotten(removed=removed, remain=tuple(map(str, copies.lookalikes(log))))
