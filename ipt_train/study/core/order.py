"""In which order entries come: siblings apart, domains in turn, a few spread among many."""

from collections import defaultdict, deque
from collections.abc import Sequence

from ipt_train.bank.core.model import Entry, Item, steps_of
from ipt_train.vocabulary import ItemId


def apart(entries: Sequence[Entry], used: dict[str, ItemId]) -> tuple[list[Entry], int]:
    """Keep one entry of each objective; vignettes stay and take their objectives with them.

    Args:
        entries: Items and cases, what comes first first.
        used: Which entry took up each objective already; added to.

    Returns:
        What is kept, and how many were not.
    """
    kept: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Item) and used.get(entry.objective, entry.id) != entry.id:
            continue
        kept.append(entry)
        for step in steps_of(entry):
            used.setdefault(step.objective, entry.id)
    return kept, len(entries) - len(kept)


def interleaved(entries: Sequence[Entry]) -> list[Entry]:
    """Change domain as often as can be, keeping the order within each domain.

    The domain with most entries left goes next, unless it came just before.
    """
    waiting: dict[str, deque[Entry]] = defaultdict(deque)
    for entry in entries:
        waiting[entry.domain].append(entry)
    ordered: list[Entry] = []
    last = ""
    while waiting:
        choices = [domain for domain in waiting if domain != last] or list(waiting)
        last = max(choices, key=lambda domain: len(waiting[domain]))
        ordered.append(waiting[last].popleft())
        if not waiting[last]:
            del waiting[last]
    return ordered


def spread(many: Sequence[Entry], few: Sequence[Entry]) -> list[Entry]:
    """Spread a few entries evenly among many; both keep their order."""
    total = len(many) + len(few)
    places = {(2 * index + 1) * total // (2 * len(few)) for index in range(len(few))}
    rare, common = iter(few), iter(many)
    return [next(rare) if place in places else next(common) for place in range(total)]
