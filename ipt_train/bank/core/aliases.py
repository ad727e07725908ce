"""Ids that were replaced, followed to the item that has their history now."""

from ipt_train.bank.core.model import Library
from ipt_train.bank.core.succession import ends_of
from ipt_train.vocabulary import ItemId


def aliases_of(library: Library) -> dict[ItemId, ItemId]:
    """Return for each replaced id the item or case of the library that has its history now.

    Replacements are followed to their end. An id is left out where they end at an item that was
    retired without another: nobody has its history.
    """
    entries = (*library.entries(), *library.items())
    pairs = [
        *(pair for bank in library.banks for pair in bank.handovers),
        *((old, one.id) for one in entries for old in one.replaces),
    ]
    ends = ends_of(pairs, {one.id for one in entries})
    return {ItemId(old): ItemId(found[0]) for old, found in ends.items() if found}
