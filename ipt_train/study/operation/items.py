"""Items with what a learner marked them as."""

from collections.abc import Container
from dataclasses import dataclass

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Item, Library, Vignette, steps_of
from ipt_train.errors import ItemNotFoundError
from ipt_train.log.core.event import Marked
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.log.operation.open import open_journal
from ipt_train.shell.runtime import DEFAULT_PROFILE, Runtime
from ipt_train.shell.suggest import suggestion
from ipt_train.vocabulary import EventKind, ItemId

MARKS = ("flagged", "suspended", "disputed", "noted")
"""What an item may be marked as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item, vignette or step as it is listed.

    Attributes:
        id: Its id.
        stem: Its question, or the title of a case.
        domain: Its domain.
        flagged: Whether the learner flagged it.
        suspended: Whether it is set aside.
        disputed: Whether the learner says that something is wrong with it.
        noted: Whether the learner keeps a note on it.
        why: Why it was flagged; empty where no reason was given.
        dispute: What is wrong with it, in the learner's words.
        note: The learner's note.
    """

    id: str
    stem: str
    domain: str
    flagged: bool
    suspended: bool
    disputed: bool = False
    noted: bool = False
    why: str = ""
    dispute: str = ""
    note: str = ""


def list_items(
    library: Library, state: LearnerState, marks: Container[str] = MARKS, *, every: bool = False
) -> list[ItemLine]:
    """Return items, vignettes and steps in the order of the banks.

    Args:
        library: The banks.
        state: The learner's state.
        marks: Those that are marked as one of these are listed, of ``MARKS``.
        every: All are listed, whatever they are marked as.
    """
    lines = []
    for entry in library.entries():
        parts: list[Item | Vignette] = [entry]
        if isinstance(entry, Vignette):
            parts += entry.steps
        lines += [_line(part, state) for part in parts if every or _has_mark(part, state, marks)]
    return lines


def _has_mark(item: Item | Vignette, state: LearnerState, marks: Container[str]) -> bool:
    """Whether an entry has one of some marks."""
    marked = {
        "flagged": state.flagged,
        "suspended": state.suspended,
        "disputed": state.disputed,
        "noted": state.notes,
    }
    return any(item.id in marked[mark] for mark in MARKS if mark in marks)


def _line(item: Item | Vignette, state: LearnerState) -> ItemLine:
    return ItemLine(
        id=item.id,
        stem=item.title if isinstance(item, Vignette) else item.stem,
        domain=item.domain,
        flagged=item.id in state.flagged,
        suspended=item.id in state.suspended,
        disputed=item.id in state.disputed,
        noted=item.id in state.notes,
        why=state.flagged.get(item.id, ""),
        dispute=state.disputed.get(item.id, ""),
        note=state.notes.get(item.id, ""),
    )


def lift(journal: Journal, library: Library, name: str, mark: EventKind) -> str:
    """Lift a flag or suspension by an event; return what happened in words.

    Raises:
        ItemNotFoundError: There is no such item and nothing of the name is marked.
    """
    state = journal.state
    name = journal.aliases.get(ItemId(name), ItemId(name))
    marked = state.suspended if mark is EventKind.UNSUSPEND else set(state.flagged)
    word = "set aside" if mark is EventKind.UNSUSPEND else "flagged"
    if name in marked:
        journal.record(Marked(item=ItemId(name), mark=mark))
        return f"{name} is no longer {word}"
    entries = list(library.entries())
    known = dict.fromkeys(one.id for entry in entries for one in (entry, *steps_of(entry)))
    if name in known:
        return f"{name} was not {word}"
    raise ItemNotFoundError(
        f"there is no item `{name}`", hint=suggestion(name, known, "ipt-train item list --all")
    )


def dispute_of(app: Runtime, profile: str, library: Library, item: Item) -> str:
    """Return what a learner says is wrong with an item; empty where nothing was said or there is no log.

    Raises:
        UnknownProfileError: The profile does not exist, and is not the usual one.
        StoreError: The log cannot be opened.
    """
    if profile == DEFAULT_PROFILE and profile not in app.profiles():
        return ""  # an author who never studied; no log is made for it
    return open_journal(app, profile, aliases_of(library)).state.disputed.get(item.id, "")
