"""What building an exam again leaves as it is: keys by which was marked, and what regrades decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ipt_train.course.core.correction import Correction, in_force
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.keys import stored_keys
from ipt_train.course.operation.bank_key import has_other_key
from ipt_train.errors import IptTrainError
from ipt_train.exam.core.key import Key, KeyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltAgain:
    """The keys of an exam that is built again.

    Attributes:
        keys: The keys to lock.
        notes: What is to be said of it, a sentence each.
    """

    keys: list[Key]
    notes: tuple[str, ...]


def built_again(
    folder: Folder, exam: str, keys: Sequence[Key], identity: Path | None = None
) -> BuiltAgain:
    """Return the keys that are locked when an exam is built, after those that were locked before.

    A paper that stays the same keeps its key: a key that was corrected in the bank since is taken over
    by a regrade alone, which shows whose grades it changes and is logged. What regrades decided stays
    in force.

    Args:
        folder: The course.
        exam: Id of the exam.
        keys: Its keys as the banks give them now.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: The log of regrades cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    decided = standing_corrections(folder, exam)
    if not (folder.keys / f"{exam}.key.age").exists():
        return BuiltAgain(keys=list(keys), notes=_decided(decided, keys))
    try:
        stored = {key.paper: key for key in stored_keys(folder, exam, identity)}
    except IptTrainError as error:
        lost = f"the key that was locked before does not open ({error.message}): the keys now come from the banks"
        return BuiltAgain(keys=list(keys), notes=(lost, *_decided(decided, keys)))
    other: set[str] = set()
    kept = [_kept(key, stored.get(key.paper), other) for key in keys]
    notes = tuple(
        f"`{item}` now has a different key in the bank; the one that was locked stays until `ipt-train course"
        " regrade` corrects it"
        for item in sorted(other)
    )
    told = in_force(stored.values(), decided)
    return BuiltAgain(keys=kept, notes=(*notes, *_decided(told, keys)))


def _kept(key: Key, before: Key | None, other: set[str]) -> Key:
    """Return the key of a paper, with the entries that were locked for the same paper before."""
    if before is None:
        return key
    now = {entry.item.id: entry for entry in key.entries}

    def entry_of(entry: KeyEntry) -> KeyEntry:
        if has_other_key(entry, now[entry.item.id].item):
            other.add(str(entry.item.id))
            return entry
        return replace(now[entry.item.id], left_out=entry.left_out)

    return replace(key, entries=tuple(map(entry_of, before.entries)))


def _decided(decided: Sequence[Correction], keys: Sequence[Key]) -> tuple[str, ...]:
    items = {str(entry.item.id) for key in keys for entry in key.entries}
    return tuple(
        f"regraded before, and in force: {one.sentence}"
        if one.item in items
        else f"regraded before, but no longer among the items: {one.sentence}"
        for one in decided
    )
