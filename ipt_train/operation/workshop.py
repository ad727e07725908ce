"""Looking at banks: one item, lists, counts, coverage."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.model import Item, Library, Vignette
from ipt_train.errors import ItemNotFoundError
from ipt_train.operation.library import suggestion
from ipt_train.vocabulary import Domain, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a set of items covers, against what a blueprint asks for.

    Attributes:
        counts: Items by domain and level.
        wanted_domains: Least number of items by domain that the blueprint asks for.
        wanted_levels: Least number of items by level.
        missing: What is asked for and not met, each in words.
        objectives: Items by objective.
        facts: How many facts the items rest on.
    """

    counts: dict[str, dict[str, int]]
    wanted_domains: dict[str, int]
    wanted_levels: dict[str, int]
    missing: tuple[str, ...]
    objectives: dict[str, int]
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What a set of items should cover; every part is optional.

    Attributes:
        id: Its name.
        domains: Least number of items by domain.
        levels: Least number of items by level.
        objectives: Objectives that must be asked for.
        facts: Facts that some item must rest on.
    """

    id: str = ""
    domains: tuple[tuple[str, int], ...] = ()
    levels: tuple[tuple[str, int], ...] = ()
    objectives: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def blueprint_of(data: Mapping[str, Any]) -> Blueprint:
    """Build a blueprint from its checked data."""
    return Blueprint(
        id=data["id"],
        domains=tuple(data.get("domains", {}).items()),
        levels=tuple(data.get("levels", {}).items()),
        objectives=tuple(data.get("objectives", ())),
        facts=tuple(data.get("facts", ())),
    )


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
    """Count items by bank, domain, level, type, certainty and status."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("bank", "domain", "level", "type", "certainty", "status")
    }
    for item in items:
        for name, count in counts.items():
            count[str(getattr(item, name))] += 1
    return {name: dict(sorted(count.items())) for name, count in counts.items()}


def coverage(items: Iterable[Item], blueprint: Blueprint) -> Coverage:
    """Compare what items cover with what a blueprint asks for."""
    items = list(items)
    counts = {
        domain: {
            level: sum(item.domain == domain and item.level == level for item in items)
            for level in Level
        }
        for domain in Domain
    }
    objectives = Counter(item.objective for item in items)
    facts = {fact for item in items for fact in item.facts}
    by_level = Counter(str(item.level) for item in items)
    missing = [
        f"{domain}: {sum(counts[Domain(domain)].values())} items, {wanted} asked for"
        for domain, wanted in blueprint.domains
        if sum(counts[Domain(domain)].values()) < wanted
    ]
    missing += [
        f"level {level}: {by_level[level]} items, {wanted} asked for"
        for level, wanted in blueprint.levels
        if by_level[level] < wanted
    ]
    missing += [
        f"objective {name}: no item" for name in blueprint.objectives if name not in objectives
    ]
    missing += [
        f"fact {name}: no item rests on it" for name in blueprint.facts if name not in facts
    ]
    return Coverage(
        counts={
            str(domain): {str(level): count for level, count in row.items()}
            for domain, row in counts.items()
        },
        wanted_domains=dict(blueprint.domains),
        wanted_levels=dict(blueprint.levels),
        missing=tuple(missing),
        objectives=dict(sorted(objectives.items())),
        facts=len(facts),
    )
