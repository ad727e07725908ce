"""What banks cover: domains, levels, objectives, facts, claims, competencies, against a blueprint."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from ipt_train.bank.core.model import Item, Library, Vignette
from ipt_train.vocabulary import Domain, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a library covers, against what a blueprint asks for.

    Attributes:
        counts: Items and steps by domain and level.
        wanted_domains: Least number of items by domain that the blueprint asks for.
        wanted_levels: Least number of items by level.
        missing: What is asked for and not met, each in words.
        objectives: Items by objective.
        facts: How many facts items, steps, drills and cards rest on.
        topics: Of the facts of high confidence, by topic: how many are covered, of how many.
        uncovered: Facts of high confidence that nothing rests on, with the reason if one is given.
        claims: Which items teach each claim.
        competencies: Items, vignette steps and drills by competency.
        groups: Items and steps of each group of competencies or tags that the blueprint bounds,
            and the least number that it asks for: in an exam where it is one's, else of all.
    """

    counts: dict[str, dict[str, int]]
    wanted_domains: dict[str, int]
    wanted_levels: dict[str, int]
    missing: tuple[str, ...]
    objectives: dict[str, int]
    facts: int
    topics: dict[str, tuple[int, int]] = field(default_factory=dict)
    uncovered: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[str]] = field(default_factory=dict)
    competencies: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)


def coverage(library: Library, blueprint: Mapping[str, Any]) -> Coverage:
    """Compare what a library covers with what a blueprint asks for.

    Args:
        library: Banks, with the facts, claims and competencies that they point into.
        blueprint: A checked blueprint; an empty one asks for nothing.
    """
    items = list(library.items())
    counts = {
        str(domain): {
            str(level): sum(item.domain == domain and item.level == level for item in items)
            for level in Level
        }
        for domain in Domain
    }
    used = set(_facts(library))
    confident = [fact for fact in library.facts.values() if fact.confidence == "high"]
    reasons = {
        name: one["reason"] for one in blueprint.get("left_out", ()) for name in one["facts"]
    }
    topics: dict[str, tuple[int, int]] = {}
    for fact in confident:
        have, of = topics.get(fact.topic, (0, 0))
        topics[fact.topic] = (have + (fact.id in used), of + 1)
    found = Coverage(
        counts=counts,
        wanted_domains=dict(blueprint.get("domains", {})),
        wanted_levels=dict(blueprint.get("levels", {})),
        missing=(),
        objectives=dict(sorted(Counter(item.objective for item in items).items())),
        facts=len(used),
        topics=topics,
        uncovered={fact.id: reasons.get(fact.id, "") for fact in confident if fact.id not in used},
        claims={name: _teaching(library, name) for name in library.claims},
        competencies={name: _evidence(library, name) for name in library.competencies},
        groups=_groups(items, blueprint),
    )
    return _with_missing(found, library, blueprint, used)


def _facts(library: Library) -> Iterator[str]:
    for item in library.items():
        yield from item.facts
    for entry in library.entries():
        yield from entry.facts
    for drill in library.drills:
        yield from drill.facts
    for card in library.readings:
        yield from card.facts


def _teaching(library: Library, claim: str) -> list[str]:
    return [str(item.id) for item in library.items() if claim in item.claims] + [
        str(entry.id)
        for entry in library.entries()
        if isinstance(entry, Vignette) and claim in entry.claims
    ]


def _evidence(library: Library, name: str) -> tuple[int, int, int]:
    """Count items, vignette steps and drills that give evidence of a competency."""
    having = [item for item in library.items() if name in item.competencies]
    steps = sum(item.vignette is not None for item in having)
    drills = sum(name in drill.competencies for drill in library.drills)
    return len(having) - steps, steps, drills


def _with_missing(
    found: Coverage, library: Library, blueprint: Mapping[str, Any], used: set[str]
) -> Coverage:
    items = list(library.items())
    missing = [
        *_fewer(found, blueprint),
        *_shares(items, blueprint.get("shares", ())),
        *(
            f"objective {name}: no item"
            for name in blueprint.get("objectives", ())
            if name not in found.objectives
        ),
        *(
            f"fact {name}: no item rests on it"
            for name in blueprint.get("facts", ())
            if name not in used
        ),
        *(
            f"fact {name}: listed as left out, but there is no such fact"
            for part in blueprint.get("left_out", ())
            for name in part["facts"]
            if library.facts and name not in library.facts
        ),
        *_whole(found, library, blueprint),
    ]
    return Coverage(
        **{**{name: getattr(found, name) for name in _FIELDS}, "missing": tuple(missing)}
    )


_FIELDS = tuple(Coverage.__dataclass_fields__)


def _fewer(found: Coverage, blueprint: Mapping[str, Any]) -> Iterator[str]:
    for domain, wanted in blueprint.get("domains", {}).items():
        have = sum(found.counts[domain].values())
        if have < wanted:
            yield f"{domain}: {have} items, {wanted} asked for"
    for level, wanted in blueprint.get("levels", {}).items():
        have = sum(row[level] for row in found.counts.values())
        if have < wanted:
            yield f"level {level}: {have} items, {wanted} asked for"
    for group, (have, wanted) in found.groups.items():
        if have < wanted:
            yield f"{group}: {have} items, {wanted} asked for"
    twice = sum(count > 1 for count in found.objectives.values())
    if twice < blueprint.get("variants", 0):
        yield f"objectives with two items or more: {twice}, {blueprint['variants']} asked for"


def _groups(items: list[Item], blueprint: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Count the items of each group that a blueprint bounds, and how many it asks for."""
    total = blueprint.get("length", len(items))
    return {
        " or ".join(share[kind]): (
            sum(not set(share[kind]).isdisjoint(getattr(item, kind)) for item in items),
            max(share.get("least_items", 0), ceil(share.get("least", 0) * total - 1e-9)),
        )
        for share in blueprint.get("shares", ())
        for kind in ("competencies", "tags")
        if kind in share
    }


def _shares(items: list[Item], shares: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for share in shares:
        if "levels" not in share:
            continue
        have = sum(item.level in share["levels"] for item in items) / max(1, len(items))
        name = " and ".join(share["levels"])
        if have < share.get("least", 0):
            yield f"{name}: {have:.1%} of items, at least {share['least']:.0%} asked for"
        if have > share.get("most", 1):
            yield f"{name}: {have:.1%} of items, at most {share['most']:.0%} asked for"


def _whole(found: Coverage, library: Library, blueprint: Mapping[str, Any]) -> Iterator[str]:
    cases = [entry for entry in library.entries() if isinstance(entry, Vignette)]
    if len(cases) < blueprint.get("vignettes", 0):
        yield f"vignettes: {len(cases)}, {blueprint['vignettes']} asked for"
    for case in cases:
        if len(case.steps) < blueprint.get("steps", 0):
            yield f"{case.id}: {len(case.steps)} steps, {blueprint['steps']} asked for"
    if len(library.drills) < blueprint.get("drills", 0):
        yield f"drills: {len(library.drills)}, {blueprint['drills']} asked for"
    for domain in Domain if blueprint.get("readings") else ():
        have = sum(card.domain == domain for card in library.readings)
        if have < blueprint["readings"]:
            yield f"reading cards on {domain}: {have}, {blueprint['readings']} asked for"
    if blueprint.get("claims"):
        yield from (f"claim {name}: no item" for name, by in found.claims.items() if not by)
    if blueprint.get("competencies"):
        yield from (
            f"competency {name}: no item"
            for name, by in found.competencies.items()
            if not by[0] + by[1]
        )
    covered, of = map(sum, zip(*found.topics.values(), strict=True)) if found.topics else (0, 0)
    if of and covered / of < blueprint.get("confident_facts", 0):
        wanted = blueprint["confident_facts"]
        yield f"facts of high confidence: {covered / of:.1%}, {wanted:.0%} asked for"
