"""Regrading after a key or an item was corrected: first what would change, then the change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Item
from ipt_train.bank.operation.library import load_library, suggestion
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.keys import read_keys, write_keys
from ipt_train.course.exchange.regrades import add_regrade
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.grade_table import write_grades
from ipt_train.errors import ItemNotFoundError, UsageError
from ipt_train.exam.core.key import Key, KeyEntry, item_data, rivals_of

_WORDS = ("text", "rationale", "rationale_true", "rationale_false")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeRequest:
    """What is to be done, and what the log says of it.

    Attributes:
        by: Who does it.
        reason: Why.
        leave_out: Items that shall count for nobody.
        do: Lock the corrected key, write the grades and the log; else only try it.
        without_strangers: Leave accepted work out that belongs to nobody on the roster.
    """

    by: str = ""
    reason: str = ""
    leave_out: Collection[str] = ()
    do: bool = False
    without_strangers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One person's grade before and after; None is no grade."""

    person: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regraded:
    """What a regrade changes, or would change.

    Attributes:
        exam: The exam.
        items: What is corrected, by item, in words.
        reworded: Items whose wording alone differs from the paper's; their key stands.
        changes: People whose grade changes.
        people: People who were graded.
        before: Digest of items and keys before, by form; ``after`` the same after.
        written: Whether it was done, not only tried.
    """

    exam: str
    items: dict[str, str]
    reworded: tuple[str, ...]
    changes: tuple[Change, ...]
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
    """Mark an exam anew with the keys that the banks have now.

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
        UsageError: It is to be done, and nobody says who does it and why.
        UnclaimedWorkError: Accepted work belongs to nobody, and it is not to be left out.
        ItemNotFoundError: An item to leave out is not in the exam.
        PaperError: A corrected item lacks an option that the paper showed.
    """
    if request.do and not (request.reason.strip() and request.by.strip()):
        raise UsageError("a regrade is logged", hint="say --by WHO and --reason WHY")
    folder = opened.folder
    keys = read_keys(folder, exam.id, identity)
    items = {str(entry.item.id) for key in keys for entry in key.entries}
    if unknown := sorted(set(request.leave_out) - items):
        raise ItemNotFoundError(
            f"the exam has no item `{unknown[0]}`", hint=suggestion(unknown[0], sorted(items))
        )
    library = load_library(shelf, bank_names(opened)).library
    now_items = {str(item.id): item for item in library.items()}
    lexicon = lexicon_of(library)
    corrections: dict[str, str] = {}
    reworded: set[str] = set()
    corrected = [
        replace(
            key,
            entries=tuple(
                _corrected(entry, now_items, request.leave_out, corrections, reworded, lexicon)
                for entry in key.entries
            ),
        )
        for key in keys
    ]
    before, after = (
        grade_all(
            opened,
            now=now,
            workers=workers,
            keys={exam.id: each},
            identity=identity,
            without_strangers=request.without_strangers,
        )
        for each in (keys, corrected)
    )
    result = Regraded(
        exam=exam.id,
        items=dict(sorted(corrections.items())),
        reworded=tuple(sorted(reworded - set(corrections))),
        changes=_changes(before, after, exam.id),
        people=len(after.grades),
        before=before.banks[exam.id],
        after=after.banks[exam.id],
        written=request.do and bool(corrections),
    )
    if result.written:
        _write(
            opened,
            corrected,
            after,
            result,
            {"at": now.isoformat(timespec="seconds"), "by": request.by, "reason": request.reason},
        )
    return result


def _write(
    opened: OpenCourse, keys: list[Key], graded: Graded, result: Regraded, who: Mapping[str, str]
) -> None:
    folder = opened.folder
    with locked_for_writing(folder):
        entry: dict[str, Any] = {
            **who,
            "exam": result.exam,
            "items": result.items,
            "bank_before": result.before,
            "bank_after": result.after,
            "changes": {one.person: [one.before, one.after] for one in result.changes},
        }
        add_regrade(folder, entry)  # first: no key changes unseen
        write_keys(folder, result.exam, keys, opened.course.instructors)
        write_grades(folder, graded)


def _corrected(
    entry: KeyEntry,
    items: Mapping[str, Item],
    leave_out: Collection[str],
    said: dict[str, str],
    reworded: set[str],
    lexicon: Iterable[str],
) -> KeyEntry:
    """Return an entry with the key that the bank has now; note what is corrected."""
    name = str(entry.item.id)
    item = items.get(name, entry.item)
    words = []
    if name in leave_out and not entry.left_out:
        entry = replace(entry, left_out=True)
        words.append("left out for everybody")
    if _key_of(item) != _key_of(entry.item):
        words.append(f"key corrected (revision {entry.item.revision} to {item.revision})")
        entry = replace(entry, item=item, rivals=rivals_of(item, lexicon))
    elif item_data(item) != item_data(entry.item):
        reworded.add(name)
    if words:
        said[name] = "; ".join(words)
    return entry


def _key_of(item: Item) -> Any:
    """Return what of an item decides marks: keys, accepted answers, order, and the credit rule."""
    data = item_data(item)
    marks = {
        name: _without_words(data[name])
        for name in ("options", "sequence", "prompts", "gaps", "key", "accepted", "anticipated")
        if name in data
    }
    options = marks.get("options")
    if isinstance(options, list):  # their order in the bank decides nothing
        marks["options"] = sorted(options, key=lambda one: str(one["id"]))
    return [marks, data["type"], data["credit"]]


def _without_words(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_words(one) for one in part]
    if isinstance(part, dict) and "id" in part:
        return {name: value for name, value in part.items() if name not in _WORDS}
    return part


def _changes(before: Graded, after: Graded, exam: str) -> tuple[Change, ...]:
    def shares(graded: Graded) -> dict[str, float | None]:
        return {
            person.person: one.share
            for person in graded.grades
            for one in person.exams
            if one.exam == exam
        }

    old, new = shares(before), shares(after)
    return tuple(
        Change(person=person, before=old[person], after=new[person])
        for person in new
        if old[person] != new[person]
    )
