"""What may be wrong with a learner's log, in words. It reads a copy and changes nothing."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library
from ipt_train.errors import NoCopyError, SettingError, StoreError, StoreNewerError
from ipt_train.log.core.event import IMPORTED, Chosen, Drilled, Event, Marked, Reviewed, Undone
from ipt_train.log.core.fold import Fold
from ipt_train.log.core.settings import Settings, with_setting
from ipt_train.log.store.copies import opened_copy
from ipt_train.plural import are, be, counted
from ipt_train.schedule.day import from_milliseconds, study_day, to_milliseconds
from ipt_train.vocabulary import ItemId, Severity

_SHOWN = 5
_AHEAD_MS = 24 * 60 * 60 * 1000
_RESTORE = "`ipt-train data restore` lists the copies and puts one back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong, or worth knowing.

    Attributes:
        code: What kind of thing, such as ``sequence-gap``.
        severity: An info is worth knowing and no finding.
        what: What is so, in a sentence.
        remedy: What can be done, or that nothing need be.
        count: How many events it is about.
    """

    code: str
    severity: Severity
    what: str
    remedy: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The state of a log.

    Attributes:
        log: The file.
        events: Events that can be read.
        devices: Events of each device.
        folds: How many ways of folding gave the same state.
        digest: Digest of that state; equal on two devices when they have the same events.
        troubles: What was found, the worst first.
        done: What the check did to the log, in words.
    """

    log: str
    events: int
    devices: Mapping[str, int]
    folds: int
    digest: str
    troubles: tuple[Trouble, ...]
    done: str = "read from a copy; nothing was changed"

    @property
    def sound(self) -> bool:
        """Whether there is nothing but things worth knowing."""
        return all(one.severity is Severity.INFO for one in self.troubles)


def diagnose(
    log: Path, library: Library, now: Callable[[], datetime], folds: Sequence[Fold[Any]]
) -> Diagnosis:
    """Return what may be wrong with a log.

    Args:
        log: The file, which stays as it is.
        library: All banks, to know the items of events.
        now: The clock.
        folds: What must come to the same in any order of arrival.

    Raises:
        NoCopyError: There is no room for the copy that it is read from.
    """
    troubles: list[Trouble] = []
    try:
        with opened_copy(log, now) as copy:
            troubles += [
                _error("integrity", f"SQLite says that the file is damaged: {one}", _RESTORE)
                for one in copy.check()[:_SHOWN]
            ]
            if unreadable := copy.unreadable():
                text = f"rows that are not events: {len(unreadable)}: {_some(unreadable)}"
                troubles.append(_error("unreadable", text, _RESTORE, len(unreadable)))
            events = [] if unreadable else copy.events()
    except NoCopyError:
        raise  # it says nothing of the log
    except StoreError as error:
        remedy = error.hint if isinstance(error, StoreNewerError) else _RESTORE
        troubles.append(_error(error.code, error.message, remedy))
        events = []
    troubles += [
        *_sequences(events),
        *_stamps(events, to_milliseconds(now())),
        *_days(events),
        *_undone(events),
        *_unknown(events, library, aliases_of(library)),
        *_settings(events),
    ]
    digest, agreeing, odd = _folds(events, folds) if events else ("", 0, [])
    troubles += odd
    order = list(Severity)
    return Diagnosis(
        log=str(log),
        events=len(events),
        devices=dict(sorted(Counter(event.device for event in events).items())),
        folds=agreeing,
        digest=digest,
        troubles=tuple(sorted(troubles, key=lambda one: order.index(one.severity))),
    )


def digests(events: Iterable[Event], folds: Iterable[Fold[Any]]) -> str:
    """Return one digest of all that some folds make of a log."""
    events = list(events)
    states = tuple((fold.name, fold.digest(fold.of(events))) for fold in folds)
    return blake2b(repr(states).encode(), digest_size=16).hexdigest()


def _folds(events: Sequence[Event], folds: Sequence[Fold[Any]]) -> tuple[str, int, list[Trouble]]:
    """Fold the log in several orders of arrival; all must come to one state."""
    shuffled = list(events)
    random.Random(len(events)).shuffle(shuffled)
    half = len(events) // 2
    orders: tuple[Sequence[Event], ...] = (
        events,
        events,
        events[::-1],
        shuffled,
        [*shuffled[half:], *events, *shuffled[:half]],
    )
    try:
        found = [digests(one, folds) for one in orders]
    except Exception as error:  # noqa: BLE001 - whatever a strange event leads to is a finding
        text = f"the log cannot be replayed ({type(error).__name__}: {error})"
        return "", 0, [_error("fold", text, _RESTORE)]
    same = found.count(found[0])
    if same == len(orders):
        return found[0], same, []
    text = "replaying the events in a different order gave a different result"
    return (
        found[0],
        same,
        [_error("fold-order", text, "this is a fault in the program; please report it")],
    )


def _sequences(events: Sequence[Event]) -> Iterable[Trouble]:
    for device, own in _by_device(events).items():
        numbers = Counter(event.sequence for event in own)
        missing = max(numbers) - len(numbers)
        if missing:
            runs = _some(_gaps(sorted(numbers)))
            text = f"{counted(missing, 'event')} of device {device} {be(missing)} missing: numbers {runs}"
            remedy = "merge that device's own log; answers in between may be lost"
            yield _warning("sequence-gap", text, remedy, missing)
        double = sum(count > 1 for count in numbers.values())
        if double:
            text = f"{double} numbers of device {device} stand for several events"
            remedy = "two installations share a name, as after copying a folder; nothing is lost"
            yield _info("sequence-twice", text, remedy, double)


def _stamps(events: Sequence[Event], now: int) -> Iterable[Trouble]:
    for device, own in _by_device(events).items():
        if len({event.sequence for event in own}) < len(own):
            continue  # two installations of one name write in turn
        ordered = sorted(own, key=lambda event: event.sequence)
        back = sum(b.stamp <= a.stamp for a, b in pairwise(ordered))
        if back:
            text = f"the order of {counted(back, 'event')} of device {device} runs backwards"
            yield _error("stamp-order", text, f"the file was changed by hand; {_RESTORE}", back)
    early = [event for event in events if event.stamp < event.at]
    if early:
        text = f"{counted(len(early), 'event')} placed earlier in the order than their own time"
        yield _error("stamp-early", text, f"the file was changed by hand; {_RESTORE}", len(early))
    late = [event for event in events if event.stamp - event.at > _AHEAD_MS]
    if late:
        text = f"for {counted(len(late), 'event')} the clock was more than a day behind an earlier event"
        yield _info("clock-back", text, "the order was kept; check the device's clock", len(late))
    future = [event for event in events if event.at > now + _AHEAD_MS]
    if future:
        text = f"{counted(len(future), 'event')} dated more than a day ahead of this device's clock"
        yield _warning("clock-ahead", text, "check the clocks of your devices", len(future))


def _days(events: Sequence[Event]) -> Iterable[Trouble]:
    wrong = []
    for event in events:
        try:
            day = study_day(from_milliseconds(event.at), event.zone, event.rollover)
        except (KeyError, ValueError, OverflowError, OSError):
            day = -1
        if day != event.day:
            wrong.append(event.id)
    if wrong:
        text = f"the study day of {counted(len(wrong), 'event')} does not follow from their time and zone: {_some(wrong)}"
        remedy = "the day that was stored counts; only a change of time-zone rules explains it"
        yield _warning("study-day", text, remedy, len(wrong))


def _undone(events: Sequence[Event]) -> Iterable[Trouble]:
    known = {event.id for event in events}
    lost = [
        event.body.target
        for event in events
        if isinstance(event.body, Undone) and event.body.target not in known
    ]
    if lost:
        text = f"{counted(len(lost), 'undo')} of events that are not in the log: {_some(lost)}"
        remedy = (
            "merge the log of the device where they were answered; until then they have no effect"
        )
        yield _warning("undo-target", text, remedy, len(lost))


def _unknown(
    events: Sequence[Event], library: Library, aliases: Mapping[ItemId, ItemId]
) -> Iterable[Trouble]:
    known = {step.id for step in library.items()} | {entry.id for entry in library.entries()}
    known |= {drill.id for drill in library.drills} | set(aliases)
    retired = {name for bank in library.banks for name in bank.retired}
    named = Counter(
        event.body.item for event in events if isinstance(event.body, Reviewed | Drilled | Marked)
    )
    gone = sorted(name for name in named if name in retired and name not in known)
    lost = sorted(name for name in named if name not in retired and name not in known)
    if gone:
        text = f"{counted(len(gone), 'item')} in the log, now retired: {_some(gone)}"
        yield _info("retired-item", text, "their history stays in the log", len(gone))
    if lost:
        text = f"{counted(len(lost), 'item')} in the log, but in no bank here: {_some(lost)}"
        remedy = "their history stays; put the bank back (`ipt-train data path` shows where)"
        yield _warning("unknown-item", text, remedy, len(lost))


def _settings(events: Sequence[Event]) -> Iterable[Trouble]:
    strange = []
    for event in events:
        if isinstance(event.body, Chosen):
            try:
                with_setting(Settings(), event.body.name, event.body.value)
            except SettingError:
                strange.append(event.body.name)
    if strange:
        text = f"{are(len(strange), 'choice of a setting', 'choices of settings')} not known here: {_some(strange)}"
        yield _info("setting", text, "they are of another version and have no effect", len(strange))


def _by_device(events: Sequence[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.device != IMPORTED:
            found[event.device].append(event)
    return found


def _gaps(numbers: Sequence[int]) -> list[str]:
    """Return what is missing among sorted numbers from 1 on, in short: 3-5, 9."""
    pairs = zip([0, *numbers], numbers, strict=False)
    return [str(a + 1) if b == a + 2 else f"{a + 1}-{b - 1}" for a, b in pairs if b > a + 1]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(str, names[:_SHOWN])) + more


def _error(code: str, what: str, remedy: str, count: int = 1) -> Trouble:
    return Trouble(code=code, severity=Severity.ERROR, what=what, remedy=remedy, count=count)


def _warning(code: str, what: str, remedy: str, count: int = 1) -> Trouble:
    return Trouble(code=code, severity=Severity.WARNING, what=what, remedy=remedy, count=count)


def _info(code: str, what: str, remedy: str, count: int = 1) -> Trouble:
    return Trouble(code=code, severity=Severity.INFO, what=what, remedy=remedy, count=count)
