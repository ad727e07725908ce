"""How the sources of an item are named on a screen."""

from collections.abc import Mapping

from ipt_train.bank.core.model import Item, Reference


def sources(item: Item, bibliography: Mapping[str, Reference]) -> str:
    """Return the sources of an item in their short form, with their ids."""
    known = (bibliography.get(name) for name in item.references)
    return "; ".join(f"{work.short} [{work.id}]" for work in known if work)
