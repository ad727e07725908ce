"""Drawing items for a table of cells, and sharing them out to parallel forms.

Items are drawn by augmenting paths (Ford and Fulkerson 1956) from cells to items under a limit
for each objective. What is drawn is shared out by colouring the edges of the graph of cells and
objectives: in a bipartite graph of degree k at most, k colours suffice (König 1916), so that no
form meets an objective twice and all forms have the same table.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ipt_train.bank.core.model import Item
from ipt_train.exam.core.quota import Cell, Table


def draw(table: Table, pool: Sequence[Item], forms: int, *, shared: bool) -> dict[Cell, list[Item]]:
    """Draw ``forms`` times the items of a table, as many as there are.

    Args:
        table: Items of each cell in one form.
        pool: Usable items, those preferred first.
        forms: Number of forms; no objective is drawn more often.
        shared: Let an item be drawn for several forms where there are not enough.
    """
    drawing = _Drawing(pool, forms)
    for limit in range(1, (forms if shared else 1) + 1):
        for cell in sorted(table):
            while len(drawing.drawn[cell]) < forms * table[cell] and drawing.add(cell, limit):
                pass
    return {cell: drawing.drawn[cell] for cell in table}


class _Drawing:
    """What is drawn so far. An objective's places are limited, so items of it may have to give way."""

    def __init__(self, pool: Sequence[Item], forms: int) -> None:
        self.forms = forms
        self.drawn: dict[Cell, list[Item]] = defaultdict(list)
        self.pool: dict[Cell, list[Item]] = defaultdict(list)
        for item in pool:
            self.pool[item.domain, item.level].append(item)
        self.of_objective: dict[str, list[Item]] = defaultdict(list)
        self.times: dict[str, int] = defaultdict(int)

    def add(self, cell: Cell, limit: int) -> bool:
        """Draw one more item for a cell, moving others about if need be."""
        return self._augment(cell, limit, set())

    def _augment(self, cell: Cell, limit: int, tried: set[str]) -> bool:
        usable = [
            item
            for item in self.pool[cell]
            if self.times[item.id] < limit and item.objective not in tried
        ]
        for item in usable:
            if len(self.of_objective[item.objective]) < self.forms:
                self._take(cell, item)
                return True
        for item in usable:
            if item.objective in tried:
                continue
            tried.add(item.objective)
            for other in list(self.of_objective[item.objective]):
                theirs = (other.domain, other.level)
                if theirs == cell:
                    continue
                if self._augment(theirs, limit, tried):
                    self._give(theirs, other)
                    self._take(cell, item)
                    return True
        return False

    def _take(self, cell: Cell, item: Item) -> None:
        self.drawn[cell].append(item)
        self.of_objective[item.objective].append(item)
        self.times[item.id] += 1

    def _give(self, cell: Cell, item: Item) -> None:
        self.drawn[cell].remove(item)
        self.of_objective[item.objective].remove(item)
        self.times[item.id] -= 1


def share_out(drawn: Mapping[Cell, Sequence[Item]], forms: int) -> list[list[Item]]:
    """Share items out to forms: the same table in each, and no objective twice in one.

    Args:
        drawn: For each cell a multiple of ``forms`` items; no objective has more than ``forms``.
        forms: Number of forms.
    """
    slots: dict[tuple[Cell, int], dict[int, Item]] = {}
    objectives: dict[str, dict[int, tuple[Cell, int]]] = defaultdict(dict)
    for cell in sorted(drawn):
        for number, item in enumerate(drawn[cell]):
            slot = (cell, number // forms)
            taken = slots.setdefault(slot, {})
            theirs = objectives[item.objective]
            here = min(set(range(forms)) - set(taken))
            there = min(set(range(forms)) - set(theirs))
            if there not in taken:
                here = there
            elif here in theirs:
                _exchange(slots, objectives, item.objective, here, there)
            taken[here] = item
            theirs[here] = slot
    return [[slots[slot][form] for slot in sorted(slots)] for form in range(forms)]


def _exchange(
    slots: dict[tuple[Cell, int], dict[int, Item]],
    objectives: dict[str, dict[int, tuple[Cell, int]]],
    objective: str,
    here: int,
    there: int,
) -> None:
    """Exchange two forms along the path that begins at an objective, so that ``here`` is free."""
    path: list[tuple[str, tuple[Cell, int], int]] = []
    colour, node = here, objective
    while colour in objectives[node]:
        slot = objectives[node][colour]
        path.append((node, slot, colour))
        other = here + there - colour
        if other not in slots[slot]:
            break
        node = slots[slot][other].objective
        path.append((node, slot, other))
    items = [(node, slot, colour, slots[slot][colour]) for node, slot, colour in path]
    for node, slot, colour, _ in items:
        del slots[slot][colour]
        del objectives[node][colour]
    for node, slot, colour, item in items:
        other = here + there - colour
        slots[slot][other] = item
        objectives[node][other] = slot
