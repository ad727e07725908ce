"""In which order entries come: siblings apart, domains in turn, a few spread among many."""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

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
        if isinstance(entry, Item):
            if used.setdefault(entry.objective, entry.id) == entry.id:
                kept.append(entry)
            continue
        kept.append(entry)
        for step in steps_of(entry):
            used.setdefault(step.objective, entry.id)
    return kept, len(entries) - len(kept)


def interleaved(entries: Sequence[Entry]) -> list[Entry]:
    """Change domain as often as can be, keeping the order within each domain.

    The domain with most entries left goes next, unless it came just before.
    """
    waiting: dict[str, list[Entry]] = {}
    for entry in entries:
        waiting.setdefault(entry.domain, []).append(entry)
    most_left = [(-len(each), place, iter(each)) for place, each in enumerate(waiting.values())]
    heapify(most_left)
    ordered: list[Entry] = []
    last: tuple[int, int, Iterator[Entry]] | None = None  # waits while another domain goes
    while most_left:
        left, place, these = heappop(most_left)
        if last is not None:
            heappush(most_left, last)
        elif not most_left:  # no other domain is left
            ordered.extend(these)
            break
        ordered.append(next(these))
        last = (left + 1, place, these) if left < -1 else None
        if not most_left and last is not None:
            ordered.extend(last[2])
            break
    return ordered


def spread(many: Sequence[Entry], few: Sequence[Entry]) -> list[Entry]:
    """Spread a few entries evenly among many; both keep their order."""
    if not few:
        return list(many)
    total = len(many) + len(few)
    places = {(2 * index + 1) * total // (2 * len(few)) for index in range(len(few))}
    rare, common = iter(few), iter(many)
    return [next(rare) if place in places else next(common) for place in range(total)]
