"""Looking at banks: one item, lists, counts."""

from collections import Counter
from collections.abc import Iterable

from ipt_train.bank.core.model import Item, Library, Vignette
from ipt_train.bank.operation.library import suggestion
from ipt_train.errors import ItemNotFoundError


def find_entry(library: Library, name: str) -> Item | Vignette:
    """Return an item, step or vignette by its id.

    Raises:
        ItemNotFoundError: There is none.
    """
    known: dict[str, Item | Vignette] = {item.id: item for item in library.items()}
    known |= {entry.id: entry for entry in library.entries()}
    if name not in known:
        raise ItemNotFoundError(f"there is no item `{name}`", hint=suggestion(name, known))
    return known[name]


def statistics(items: Iterable[Item]) -> dict[str, dict[str, int]]:
    """Count items by bank, domain, level, type, certainty, status and tag."""
    single = ("bank", "domain", "level", "type", "certainty", "status")
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*single, "tag")}
    for item in items:
        for name in single:
            counts[name][str(getattr(item, name))] += 1
        counts["tag"].update(item.tags)
    return {name: dict(sorted(count.items())) for name, count in counts.items()}
