"""What a pool of items can give one form of a paper."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ipt_train.bank.core.model import Item
from ipt_train.exam.core.quota import Cell
from ipt_train.vocabulary import Domain


def supply_of(pool: Sequence[Item], forms: int) -> Counter[Cell]:
    """Count how many items of each cell a form can have, each objective once."""
    of = Counter((item.domain, item.level, item.objective) for item in pool)
    supply: Counter[Cell] = Counter()
    for (domain, level, _), count in of.items():
        supply[domain, level] += min(count, forms)
    return Counter({cell: count // forms for cell, count in supply.items()})


def room_of(pool: Iterable[Item], forms: int) -> Counter[Domain]:
    """Count how many items of each domain a form can have, each objective once at whatever level."""
    room: Counter[Domain] = Counter()
    for (domain, _), count in Counter((item.domain, item.objective) for item in pool).items():
        room[domain] += min(count, forms)
    return Counter({domain: count // forms for domain, count in room.items()})


def one_domain(pool: Sequence[Item], wanted: Mapping[Domain, int]) -> list[Item]:
    """Count an objective that several domains ask for in the one that needs it most."""
    groups: dict[str, set[Domain]] = {}
    have: Counter[Domain] = Counter()
    for item in pool:
        if item.domain not in groups.setdefault(item.objective, set()):
            groups[item.objective].add(item.domain)
            have[item.domain] += 1
    home: dict[str, Domain] = {}
    for objective in sorted(groups):
        home[objective] = min(
            groups[objective],
            key=lambda one: (have[one] / wanted[one] if wanted.get(one) else float("inf"), one),
        )
    return [item for item in pool if home[item.objective] == item.domain]
