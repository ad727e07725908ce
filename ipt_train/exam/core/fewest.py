"""Using as few as possible of the items that are to be avoided, such as those of another exam.

Which items fill a table is a flow from cells to objectives. One that uses the fewest items to be
avoided has no round of exchanges that would use fewer (Klein 1967), so such rounds are looked for
(Bellman 1958) and made until there is none.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import Item
from ipt_train.exam.core.quota import Cell

_Node = Cell | str
_REST = ""
"""The node of all places that objectives have left."""


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One step of a round: an item taken into its cell, or given up; or, without one, a place."""

    start: _Node
    end: _Node
    cost: int
    item: Item | None = None


def with_fewest(
    drawn: Mapping[Cell, Sequence[Item]],
    pool: Sequence[Item],
    forms: int,
    avoid: Collection[str],
    *,
    shared: bool,
) -> dict[Cell, list[Item]]:
    """Exchange drawn items until no other choice for the same cells holds fewer of those to be avoided.

    Args:
        drawn: Items by cell; no objective has more than ``forms``.
        pool: Usable items, those preferred first.
        forms: Number of forms.
        avoid: Ids of items to be avoided.
        shared: An item may be drawn for each form, else once.
    """
    now = {cell: list(items) for cell, items in drawn.items()}
    usable = [item for item in pool if (item.domain, item.level) in now]
    while round_ := _cheaper(_exchanges(now, usable, forms, avoid, shared=shared)):
        for step in round_:
            if step.item is None:
                continue
            cell = (step.item.domain, step.item.level)
            if step.start == cell:
                now[cell].append(step.item)
            else:
                now[cell].remove(step.item)
    return now


def _exchanges(
    now: Mapping[Cell, Sequence[Item]],
    usable: Sequence[Item],
    forms: int,
    avoid: Collection[str],
    *,
    shared: bool,
) -> list[_Exchange]:
    """Return what could be taken and given up."""
    times = Counter(item.id for items in now.values() for item in items)
    of = Counter(item.objective for items in now.values() for item in items)
    steps = []
    for item in usable:
        cell, objective = (item.domain, item.level), f"o{item.objective}"
        cost = int(item.id in avoid)
        if times[item.id] < (forms if shared else 1):
            steps.append(_Exchange(cell, objective, cost, item))
        if times[item.id]:
            steps.append(_Exchange(objective, cell, -cost, item))
    for name in sorted({item.objective for item in usable}):
        if of[name] < forms:
            steps.append(_Exchange(f"o{name}", _REST, 0))
        if of[name]:
            steps.append(_Exchange(_REST, f"o{name}", 0))
    return steps


def _cheaper(steps: Sequence[_Exchange]) -> list[_Exchange]:
    """Return a round of steps that costs less than nothing; none where there is none."""
    distance: Counter[_Node] = Counter()
    by: dict[_Node, _Exchange] = {}
    nodes = {node for step in steps for node in (step.start, step.end)}
    last: _Node | None = None
    for _ in range(len(nodes) + 1):
        last = None
        for step in steps:
            if distance[step.start] + step.cost < distance[step.end]:
                distance[step.end] = distance[step.start] + step.cost
                by[step.end] = step
                last = step.end
        if last is None:
            return []
        if round_ := _round(by, last):
            return round_
    return []


def _round(by: Mapping[_Node, _Exchange], node: _Node) -> list[_Exchange]:
    """Return the round that the way back from a node runs into; none where it begins somewhere."""
    way: list[_Exchange] = []
    seen: dict[_Node, int] = {}
    while node in by and node not in seen:
        seen[node] = len(way)
        way.append(by[node])
        node = by[node].start
    return way[seen[node] :] if node in seen else []
