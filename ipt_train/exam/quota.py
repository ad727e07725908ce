"""How many items of each domain and level a paper has: the cells of its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from ipt_train.errors import AssemblyError
from ipt_train.vocabulary import Domain, Level

Cell = tuple[Domain, Level]
Table = dict[Cell, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Least and greatest number of items of some levels together."""

    levels: tuple[Level, ...]
    least: int
    most: int

    def misses(self, table: Table) -> int:
        """Return by how many items a table is outside the bounds."""
        have = sum(count for (_, level), count in table.items() if level in self.levels)
        return max(0, self.least - have, have - self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a paper must have: items of each domain exactly, and of levels within bounds."""

    domains: Mapping[Domain, int]
    shares: tuple[Share, ...] = ()

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


def cells(quota: Quota, supply: Mapping[Cell, int]) -> Table:
    """Return a table of cells that meets a quota, near to what each domain's supply is like.

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
            lacks.append(
                f"{domain}: {wanted} asked for, {have} can be used, {wanted - have} lacking"
            )
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
    return _levelled(table, quota.shares, supply)


def _levelled(table: Table, shares: Sequence[Share], supply: Mapping[Cell, int]) -> Table:
    """Exchange levels within domains until every bound on levels is met."""

    def missing(one: Table) -> int:
        return sum(share.misses(one) for share in shares)

    while now := missing(table):
        moves = [
            (missing(moved), table[domain, level] / supply[domain, level], domain, level, moved)
            for domain, other, level in product(Domain, Level, Level)
            if other != level
            and table[domain, other]
            and table[domain, level] < supply.get((domain, level), 0)
            for moved in [
                {
                    **table,
                    (domain, other): table[domain, other] - 1,
                    (domain, level): table[domain, level] + 1,
                }
            ]
        ]
        best = min(moves, key=lambda move: move[:4], default=None)
        if best is None or best[0] >= now:
            raise AssemblyError.lacking(
                [_said(share, table) for share in shares if share.misses(table)]
            )
        table = best[4]
    return table


def _said(share: Share, table: Table) -> str:
    have = sum(count for (_, level), count in table.items() if level in share.levels)
    names = " and ".join(share.levels)
    if have < share.least:
        return f"level {names}: {share.least} asked for, {have} can be used, {share.least - have} lacking"
    return f"level {names}: at most {share.most} asked for, {have} needed to fill the domains"
