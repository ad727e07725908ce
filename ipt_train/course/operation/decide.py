"""What a regrade is asked to decide, held against the exam and what is in force of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipt_train.course.core.correction import Correction, CorrectionKind, last_of, standing
from ipt_train.errors import ItemNotFoundError, PaperError, UsageError
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.second_key import with_key
from ipt_train.shell.suggest import suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What shall be decided of which items.

    Attributes:
        leave_out: Items that shall count for nobody.
        full_marks: Items that shall earn everybody full marks.
        also: Second keys, each as ``ITEM=KEY`` with the key spelt as in exported answers.
        undo: Items whose last decision shall be taken back.
    """

    leave_out: Collection[str] | None = None
    full_marks: Collection[str] | None = None
    also: Collection[str] | None = None
    undo: Collection[str] | None = None


def decisions_of(
    wishes: Wishes, keys: Sequence[Key], in_force: Sequence[Correction]
) -> tuple[Correction, ...]:
    """Return what is to be decided anew, without who and why; what is in force already is passed over.

    Args:
        wishes: What was asked for.
        keys: The keys of the exam, of all its forms.
        in_force: What is in force of it.

    Raises:
        UsageError: A second key has no item, or there is nothing to take back.
        ItemNotFoundError: An item is not in the exam.
        PaperError: A second key is not an answer to its item, or its key already.
    """
    entries = {str(entry.item.id): entry for key in keys for entry in key.entries}
    found: list[Correction] = []
    for item in wishes.undo or ():
        found.append(_undone(_known(item, entries), standing([*in_force, *found])))
    for kind, items in (
        (CorrectionKind.LEFT_OUT, wishes.leave_out),
        (CorrectionKind.FULL_MARKS, wishes.full_marks),
    ):
        for item in items or ():
            _add(found, in_force, Correction(item=_known(item, entries), kind=kind))
    for text in wishes.also or ():
        item, equals, answer = text.partition("=")
        if not equals or not answer:
            raise UsageError(
                f"`{text}` does not give a second key",
                hint="write ITEM=KEY, such as item-id=c or item-id=a+c",
            )
        asked = entries[_known(item, entries)].item
        if with_key(asked, answer).interaction == asked.interaction:
            raise PaperError(
                f"`{answer}` is already the key of {item}", hint="give the other right answer"
            )
        _add(found, in_force, Correction(item=item, kind=CorrectionKind.SECOND_KEY, key=answer))
    return tuple(found)


def _known(item: str, entries: Mapping[str, KeyEntry]) -> str:
    if item not in entries:
        raise ItemNotFoundError(
            f"the exam has no item `{item}`", hint=suggestion(item, sorted(entries))
        )
    return item


def _undone(item: str, in_force: Sequence[Correction]) -> Correction:
    if last_of(in_force, item) is not None:
        return Correction(item=item, kind=CorrectionKind.UNDO)
    if any(one.item == item for one in in_force):
        raise UsageError(
            f"the key of `{item}` was corrected in the bank",
            hint="put the key in the bank back, then `ipt-train course regrade` shows what changes",
        )
    raise UsageError(
        f"there is nothing to take back for `{item}`",
        hint="`ipt-train course regrade` lists what is in force",
    )


def _add(found: list[Correction], in_force: Iterable[Correction], new: Correction) -> None:
    """Add a decision to those found, unless it is in force or two of them contradict.

    Raises:
        UsageError: An item would count for nobody and earn full marks.
    """
    now = [one for one in standing([*in_force, *found]) if one.item == new.item]
    if any((one.kind, one.key) == (new.kind, new.key) for one in now):
        return
    settled = (CorrectionKind.LEFT_OUT, CorrectionKind.FULL_MARKS)
    before = next((one for one in now if one.kind in settled), None)
    if before is not None:
        raise UsageError(
            f"`{new.item}` already has a decision: {before.what}",
            hint=f"take that back first: `ipt-train course regrade --undo {new.item}`",
        )
    found.append(new)
