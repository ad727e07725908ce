"""How many items of each domain and level a paper has: the cells of its table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, product

from ipt_train.errors import AssemblyError
from ipt_train.vocabulary import Domain, Level

Cell = tuple[Domain, Level]
Table = dict[Cell, int]

_LOOKED_AT = 600
"""So many tables are looked at before a quota counts as impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBound:
    """Least and greatest number of items of some levels together."""

    levels: tuple[Level, ...]
    least: int
    most: int

    def misses(self, table: Table) -> int:
        """Return by how many items a table is outside the bounds."""
        have = sum(number for (_, level), number in table.items() if level in self.levels)
        return max(0, self.least - have, have - self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a paper must have: items of each domain exactly, and of levels within bounds."""

    domains: Mapping[Domain, int]
    shares: tuple[LevelBound, ...] = ()

    @property
    def length(self) -> int:
        """Items in the paper."""
        return sum(self.domains.values())


def proportional(
    total: int, weights: Mapping[Domain, int], most: Mapping[Domain, int]
) -> dict[Domain, int]:
    """Spread a number over domains by weight (largest remainders), none above its most.

    Args:
        total: What is to be spread; the mosts together are at least that.
        weights: Weight of each domain, 0 or more.
        most: The greatest number of each domain.
    """
    given = dict.fromkeys(weights, 0)
    for _ in range(total):
        open_ = [one for one in weights if given[one] < most[one] and weights[one]]
        if not open_:
            break
        chosen = min(open_, key=lambda one: ((given[one] + 0.5) / weights[one], one))
        given[chosen] += 1
    return given


def tables(quota: Quota, supply: Mapping[Cell, int]) -> Iterator[Table]:
    """Yield tables of cells that meet a quota, those nearest to each domain's supply first.

    Supply is counted cell by cell, so a table may still ask for more than objectives that lie in
    several cells can give; who draws for it finds out and asks for the next.

    Args:
        quota: What is asked for.
        supply: Usable items of each cell, for one paper.

    Raises:
        AssemblyError: The supply does not suffice; each cell that lacks items is named.
    """
    table: Table = dict.fromkeys(product(Domain, Level), 0)
    lacks = []
    for domain, wanted in quota.domains.items():
        have = sum(supply.get((domain, level), 0) for level in Level)
        if have < wanted:
            lacks.append(lack(str(domain), wanted, have))
        for _ in range(min(wanted, have)):
            open_ = [
                level for level in Level if table[domain, level] < supply.get((domain, level), 0)
            ]
            chosen = min(
                open_, key=lambda level: (table[domain, level] + 0.5) / supply[domain, level]
            )
            table[domain, chosen] += 1
    if lacks:
        raise AssemblyError.lacking(lacks)
    yield from _exchanged(table, quota.shares, supply)


def _exchanged(
    start: Table, shares: Sequence[LevelBound], supply: Mapping[Cell, int]
) -> Iterator[Table]:
    """Exchange levels within domains, best tables first, until every bound on levels is met."""
    number = count()
    waiting = [(_misses(start, shares), 0, 0.0, next(number), start)]
    seen = {tuple(start.values())}
    best, found = start, False
    for _ in range(_LOOKED_AT):
        if not waiting:
            break
        missing, steps, _, _, table = heappop(waiting)
        best = min(best, table, key=lambda one: _misses(one, shares))
        if not missing:
            found = True
            yield table
        for domain, other, level in product(Domain, Level, Level):
            here, there = (domain, other), (domain, level)
            if other == level or not table[here] or table[there] >= supply.get(there, 0):
                continue
            moved = table | {here: table[here] - 1, there: table[there] + 1}
            key = tuple(moved.values())
            if key not in seen:
                seen.add(key)
                filled = moved[there] / supply[there]
                entry = (_misses(moved, shares), steps + 1, filled, next(number), moved)
                heappush(waiting, entry)
    if not found:
        raise AssemblyError.lacking([_said(share, best) for share in shares if share.misses(best)])


def _misses(table: Table, shares: Sequence[LevelBound]) -> int:
    return sum(share.misses(table) for share in shares)


def lack(name: str, wanted: int, have: int) -> str:
    """Say that a cell lacks items."""
    return f"{name}: {wanted} asked for, {have} can be used, {wanted - have} missing"


def _said(share: LevelBound, table: Table) -> str:
    have = sum(number for (_, level), number in table.items() if level in share.levels)
    names = " and ".join(share.levels)
    if have < share.least:
        return lack(f"level {names}", share.least, have)
    return f"level {names}: at most {share.most} asked for, {have} needed to fill the domains"
