"""Looking at banks: one item, lists, counts."""

from collections import Counter
from collections.abc import Iterable

from ipt_train.bank.core.model import Item, Library, Vignette, steps_of
from ipt_train.bank.operation.library import topic as of_topic
from ipt_train.errors import ItemNotFoundError, UsageError
from ipt_train.shell.suggest import suggestion

COLUMNS = ("id", "type", "domain", "level", "objective", "stem")
"""What a list of items says of each."""


def find_entry(library: Library, name: str) -> Item | Vignette:
    """Return an item, step or vignette by its id.

    Raises:
        ItemNotFoundError: There is none.
    """
    known: dict[str, Item | Vignette] = {item.id: item for item in library.items()}
    known |= {entry.id: entry for entry in library.entries()}
    if name not in known:
        raise ItemNotFoundError(
            f"there is no item `{name}`", hint=suggestion(name, known, "ipt-train item list --all")
        )
    return known[name]


def find_item(library: Library, name: str) -> Item:
    """Return an item or step by its id.

    Raises:
        ItemNotFoundError: There is none.
        UsageError: It is a case, which has several.
    """
    entry = find_entry(library, name)
    if isinstance(entry, Vignette):
        steps = ", ".join(step.id for step in entry.steps)
        raise UsageError(f"{name} is a case", hint=f"give the step: {steps}")
    return entry


def outlines(library: Library, topic: str | None) -> list[tuple[str, ...]]:
    """Return a row of ``COLUMNS`` for each item and step.

    Args:
        library: The banks.
        topic: Only a domain, level, objective, tag, phase or problem area.

    Raises:
        UsageError: There is no such topic.
    """
    items = [item for entry in of_topic(library, topic) for item in steps_of(entry)]
    return [tuple(str(getattr(item, name)) for name in COLUMNS) for item in items]


def statistics(items: Iterable[Item]) -> dict[str, dict[str, int]]:
    """Count items by bank, domain, level, type, certainty, status and tag."""
    single = ("bank", "domain", "level", "type", "certainty", "status")
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*single, "tag")}
    for item in items:
        for name in single:
            counts[name][str(getattr(item, name))] += 1
        counts["tag"].update(item.tags)
    return {name: dict(sorted(count.items())) for name, count in counts.items()}
