"""Ids that were replaced, followed to the item that has their history now."""

from ipt_train.bank.core.model import Item, Library, Vignette, steps_of
from ipt_train.bank.core.succession import ends_of
from ipt_train.vocabulary import ItemId


def aliases_of(library: Library) -> dict[ItemId, ItemId]:
    """Return for each replaced id the item or case of the library that has its history now.

    Replacements are followed to their end. An id is left out where they end at an item that was
    retired without another: nobody has its history.
    """
    replacing: list[Item | Vignette] = []
    for entry in library.entries():
        if entry.replaces:
            replacing.append(entry)
        if isinstance(entry, Vignette):
            replacing += [step for step in entry.steps if step.replaces]
    pairs = [
        *(pair for bank in library.banks for pair in bank.handovers),
        *((old, one.id) for one in replacing for old in one.replaces),
    ]
    if not pairs:
        return {}
    living = {one.id for entry in library.entries() for one in (entry, *steps_of(entry))}
    ends = ends_of(pairs, living)
    return {ItemId(old): ItemId(found[0]) for old, found in ends.items() if found}
