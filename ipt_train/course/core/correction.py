"""What a regrade decides of an item: that it counts for nobody, or for all, or has a second key. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.second_key import with_key


class CorrectionKind(StrEnum):
    """What was decided."""

    LEFT_OUT = "left-out"
    FULL_MARKS = "full-marks"
    SECOND_KEY = "second-key"
    KEY = "key"
    UNDO = "undo"


_WORDS = {
    CorrectionKind.LEFT_OUT: "left out for everybody",
    CorrectionKind.FULL_MARKS: "full marks for everybody",
    CorrectionKind.SECOND_KEY: "a second answer is right",
    CorrectionKind.KEY: "its key was corrected",
    CorrectionKind.UNDO: "taken back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision.

    Attributes:
        item: Id of the item.
        kind: What was decided; ``UNDO`` takes the one before it back.
        key: The second key, spelt as in exported answers.
        by: Who decided.
        reason: Why.
        at: When, ISO 8601.
    """

    item: str
    kind: CorrectionKind
    key: str = ""
    by: str = ""
    reason: str = ""
    at: str = ""

    @property
    def what(self) -> str:
        """What was decided, in words that do not tell the key."""
        return _WORDS[self.kind]

    @property
    def words(self) -> str:
        """What was decided, why, by whom and when."""
        who = ", ".join(filter(None, (self.by, self.at[:10])))
        return f"{self.what}: {self.reason or 'no reason is noted'}{f' ({who})' if who else ''}"

    @property
    def sentence(self) -> str:
        """The same with the item."""
        return f"`{self.item}`: {self.words}"


def standing(decisions: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the decisions that are in force, in the order in which they were made.

    Args:
        decisions: All of them in order. One that undoes takes the item's last one back; a key that
            was corrected in the bank is taken back in the bank alone, and of several the last is told.
    """
    found: list[Correction] = []
    for one in decisions:
        if one.kind is CorrectionKind.UNDO:
            last = last_of(found, one.item)
            if last is not None:
                found.remove(last)
            continue
        if one.kind is CorrectionKind.KEY:
            found = [each for each in found if (each.item, each.kind) != (one.item, one.kind)]
        found.append(one)
    return tuple(found)


def last_of(decisions: Sequence[Correction], item: str) -> Correction | None:
    """Return the item's last decision that can be taken back; None where there is none."""
    can = (
        one
        for one in reversed(decisions)
        if one.item == item and one.kind is not CorrectionKind.KEY
    )
    return next(can, None)


def of_items(decisions: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """Return decisions by item."""
    found: dict[str, tuple[Correction, ...]] = {}
    for one in decisions:
        found[one.item] = (*found.get(one.item, ()), one)
    return found


def in_force(keys: Iterable[Key], decisions: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return decisions with those that only the locked keys of an earlier version hold."""
    logged = {one.item for one in decisions if one.kind is CorrectionKind.LEFT_OUT}
    stored = {str(one.item.id) for key in keys for one in key.entries if one.left_out}
    more = (Correction(item=item, kind=CorrectionKind.LEFT_OUT) for item in sorted(stored - logged))
    return (*decisions, *more)


def corrected(key: Key, decisions: Iterable[Correction]) -> Key:
    """Return a key with what is in force of its items.

    Raises:
        PaperError: An item no longer has what its second key names.
    """
    by_item = of_items(decisions)
    entries = tuple(_entry(one, by_item) for one in key.entries)
    return replace(key, entries=entries)


def _entry(entry: KeyEntry, by_item: Mapping[str, Sequence[Correction]]) -> KeyEntry:
    decided = by_item.get(str(entry.item.id), ())
    if not decided:
        return entry
    kinds = {one.kind for one in decided}
    second = (
        with_key(entry.item, one.key) for one in decided if one.kind is CorrectionKind.SECOND_KEY
    )
    return replace(
        entry,
        left_out=entry.left_out or CorrectionKind.LEFT_OUT in kinds,
        full_marks=CorrectionKind.FULL_MARKS in kinds,
        also=tuple(one for one in second if one.interaction != entry.item.interaction),
    )
