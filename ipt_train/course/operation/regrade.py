"""Regrading after a key or an item was corrected: first what would change, then the change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.correction import (
    Correction,
    CorrectionKind,
    corrected,
    in_force,
    standing,
)
from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.corrections import add_decisions, standing_corrections
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.keys import stored_keys, write_keys
from ipt_train.course.operation.bank_key import has_other_key, is_reworded, with_bank_key
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.decide import Wishes, decisions_of
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.grade_change import GradeChange, grade_changes
from ipt_train.course.operation.grade_table import write_grades
from ipt_train.errors import UsageError
from ipt_train.exam.core.key import Key, KeyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeRequest(Wishes):
    """What is to be done, and what the log says of it.

    Attributes:
        by: Who does it.
        reason: Why.
        do: Lock the corrected key, write the grades and the log; else only try it.
        without_strangers: Leave accepted work out that belongs to nobody on the roster.
    """

    by: str = ""
    reason: str = ""
    do: bool = False
    without_strangers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regraded:
    """What a regrade changes, or would change.

    Attributes:
        exam: The exam.
        items: What is corrected, by item, in words.
        reworded: Items whose wording alone differs from the paper's; their key stands.
        in_force: What earlier regrades decided and this one leaves, a sentence each.
        changes: People whose grade changes.
        people: People who were graded.
        before: Digest of items and keys before, by form; ``after`` the same after.
        written: Whether it was done, not only tried.
    """

    exam: str
    items: dict[str, str]
    reworded: tuple[str, ...]
    in_force: tuple[str, ...]
    changes: tuple[GradeChange, ...]
    people: int
    before: dict[str, str]
    after: dict[str, str]
    written: bool


def regrade(
    opened: OpenCourse,
    exam: Exam,
    shelf: Shelf,
    request: RegradeRequest,
    *,
    now: datetime,
    identity: Path | None = None,
    workers: int = 1,
) -> Regraded:
    """Mark an exam anew with the keys that the banks have now, and with what is decided of items.

    Marks by hand stay what they are. Unless the request says so, nothing is written.

    Args:
        opened: The course.
        exam: The exam.
        shelf: Where banks are found.
        request: What is to be done, by whom and why.
        now: The instant that the log notes.
        identity: File of an instructor's age identity, in place of the course's own.
        workers: Processes to grade with.

    Raises:
        UsageError: It is to be done, and nobody says who does it and why; or it cannot be.
        UnclaimedWorkError: Accepted work belongs to nobody, and it is not to be left out.
        ItemNotFoundError: An item is not in the exam.
        PaperError: A corrected item lacks an option that the paper showed, or a second key is none.
    """
    if request.do and not (request.reason.strip() and request.by.strip()):
        raise UsageError(
            "who regrades, and why? It is logged", hint="add --by WHO and --reason WHY"
        )
    stored = stored_keys(opened.folder, exam.id, identity)
    before = in_force(stored, standing_corrections(opened.folder, exam.id))
    asked = decisions_of(request, stored, before)
    keys, rekeyed, reworded = _as_banks_have(
        stored, load_library(shelf, bank_names(opened)).library
    )
    decisions = tuple(
        replace(one, by=request.by, reason=request.reason, at=now.isoformat(timespec="seconds"))
        for one in (*asked, *(Correction(item=name, kind=CorrectionKind.KEY) for name in rekeyed))
    )
    after = standing((*before, *decisions))
    keys = _without_stored(keys, after)
    graded = [
        grade_all(
            opened,
            now=now,
            workers=workers,
            keys={exam.id: [corrected(key, decided) for key in each]},
            corrections={exam.id: decided},
            identity=identity,
            without_strangers=request.without_strangers,
        )
        for each, decided in ((stored, before), (keys, after))
    ]
    result = Regraded(
        exam=exam.id,
        items=_in_words(decisions, before, rekeyed),
        reworded=tuple(sorted(reworded - set(rekeyed) - {one.item for one in asked})),
        in_force=tuple(one.sentence for one in before if one in after),
        changes=grade_changes(graded[0], graded[1], exam.id),
        people=len(graded[1].grades),
        before=graded[0].banks[exam.id],
        after=graded[1].banks[exam.id],
        written=request.do and bool(decisions),
    )
    if result.written:
        _write(opened, keys, graded[1], result, decisions)
    return result


def _write(
    opened: OpenCourse,
    keys: list[Key],
    graded: Graded,
    result: Regraded,
    decisions: Sequence[Correction],
) -> None:
    folder, first = opened.folder, decisions[0]
    with locked_for_writing(folder):
        entry: dict[str, Any] = {
            "at": first.at,
            "by": first.by,
            "reason": first.reason,
            "exam": result.exam,
            "items": result.items,
            "bank_before": result.before,
            "bank_after": result.after,
            "changes": {one.person: [one.before, one.after] for one in result.changes},
        }
        add_decisions(folder, entry, decisions)  # first: no key changes unseen
        write_keys(folder, result.exam, keys, opened.course.instructors)
        write_grades(folder, graded)


def _as_banks_have(
    keys: Sequence[Key], library: Library
) -> tuple[list[Key], dict[str, str], set[str]]:
    """Return keys as the banks have them now, the revisions of what is corrected, what is reworded."""
    items = {str(item.id): item for item in library.items()}
    lexicon = lexicon_of(library)
    rekeyed: dict[str, str] = {}
    reworded: set[str] = set()

    def entry_of(entry: KeyEntry) -> KeyEntry:
        name = str(entry.item.id)
        item: Item = items.get(name, entry.item)
        if has_other_key(entry, item):
            rekeyed[name] = f"revision {entry.item.revision} to {item.revision}"
            return with_bank_key(entry, item, lexicon)
        if is_reworded(entry, item):
            reworded.add(name)
        return entry

    return [replace(key, entries=tuple(map(entry_of, key.entries))) for key in keys], rekeyed, reworded  # fmt: skip  # three things in one look


def _without_stored(keys: Sequence[Key], decided: Sequence[Correction]) -> list[Key]:
    """Return keys without items left out by an earlier version that are taken in again."""
    out = {one.item for one in decided if one.kind is CorrectionKind.LEFT_OUT}
    return [
        replace(
            key,
            entries=tuple(
                replace(entry, left_out=entry.left_out and str(entry.item.id) in out)
                for entry in key.entries
            ),
        )
        for key in keys
    ]


def _in_words(
    decisions: Sequence[Correction], before: Sequence[Correction], rekeyed: Mapping[str, str]
) -> dict[str, str]:
    """Return what is decided, by item, in words; for instructors, so with the second key."""
    words: dict[str, list[str]] = {}
    decided = list(before)
    for one in decisions:
        said = one.what
        if one.kind is CorrectionKind.SECOND_KEY:
            said = f"{said}: {one.key}"
        elif one.kind is CorrectionKind.KEY:
            said = f"key corrected ({rekeyed[one.item]})"
        elif one.kind is CorrectionKind.UNDO:
            gone = next(each for each in decided if each not in standing((*decided, one)))
            said = f"{said}: {gone.what}{f': {gone.key}' if gone.key else ''}"
        decided = list(standing((*decided, one)))
        words.setdefault(one.item, []).append(said)
    return {item: "; ".join(each) for item, each in sorted(words.items())}
