"""Items with what a learner marked them as."""

import difflib
from dataclasses import dataclass

from ipt_train.bank.core.model import Item, Library, Vignette
from ipt_train.errors import ItemNotFoundError
from ipt_train.log.core.event import Marked
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.vocabulary import EventKind, ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item, vignette or step as it is listed."""

    id: str
    stem: str
    domain: str
    flagged: bool
    suspended: bool


def list_items(
    library: Library, state: LearnerState, *, flagged: bool = False, suspended: bool = False
) -> list[ItemLine]:
    """Return items, vignettes and steps, all or only those that are marked."""
    lines = []
    for entry in library.entries():
        marked: list[Item | Vignette] = [entry]
        if isinstance(entry, Vignette):
            marked += entry.steps
        for one in marked:
            lines.append(
                ItemLine(
                    id=one.id,
                    stem=one.title if isinstance(one, Vignette) else one.stem,
                    domain=one.domain,
                    flagged=one.id in state.flagged,
                    suspended=one.id in state.suspended,
                )
            )
    if not (flagged or suspended):
        return lines
    return [line for line in lines if (flagged and line.flagged) or (suspended and line.suspended)]


def lift(journal: Journal, library: Library, name: str, mark: EventKind) -> str:
    """Lift a flag or suspension by an event; return what happened in words.

    Raises:
        ItemNotFoundError: There is no such item and nothing of the name is marked.
    """
    state = journal.state
    name = journal.aliases.get(ItemId(name), ItemId(name))
    marked = state.suspended if mark is EventKind.UNSUSPEND else set(state.flagged)
    word = "suspended" if mark is EventKind.UNSUSPEND else "flagged"
    if name in marked:
        journal.record(Marked(item=ItemId(name), mark=mark))
        return f"{name} is no longer {word}"
    known = [line.id for line in list_items(library, state)]
    if name in known:
        return f"{name} was not {word}"
    near = difflib.get_close_matches(name, known, 1, 0.6)
    raise ItemNotFoundError(
        f"there is no item `{name}`",
        hint=f"did you mean `{near[0]}`?" if near else "`ipt-train item list` shows the ids",
    )
