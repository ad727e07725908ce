"""What a blueprint demands of one paper: numbers by domain, bounds on levels, competencies, tags."""

from collections.abc import Mapping
from math import ceil, floor
from typing import Any

from ipt_train.errors import AssemblyError
from ipt_train.exam.core.group import Group
from ipt_train.exam.core.quota import LevelBound, Quota, proportional
from ipt_train.vocabulary import Domain, Level


def domains_of(plan: Mapping[str, Any], length: int | None) -> dict[Domain, int]:
    """Return the counts by domain that a blueprint asks for, scaled to another length."""
    wanted = {Domain(name): count for name, count in plan.get("domains", {}).items()}
    whole = plan.get("length", sum(wanted.values()))
    if wanted and length is not None and length != whole:
        share = round(length * sum(wanted.values()) / max(1, whole))
        return proportional(share, wanted, dict.fromkeys(wanted, share))
    return wanted


def quota_of(
    plan: Mapping[str, Any],
    wanted: Mapping[Domain, int],
    there: Mapping[Domain, int],
    length: int | None,
) -> Quota:
    """Return what a blueprint asks of one paper by domain, and its bounds on levels.

    Args:
        plan: A checked blueprint.
        wanted: Items of each domain that it asks for, as ``domains_of`` returns them.
        there: Items of each domain that one paper can have.
        length: Items of the paper, in place of the blueprint's.

    Raises:
        AssemblyError: It contradicts itself, or there are not enough items.
    """
    total = length or plan.get("length") or sum(wanted.values())
    if total < max(1, sum(wanted.values())):
        raise AssemblyError(
            f"the blueprint asks for {sum(wanted.values())} items by domain and {total} in all",
            hint="correct its `length` or its `domains`, or give a length",
        )
    weights = {domain: there.get(domain, 0) for domain in Domain}
    left = {domain: max(0, weights[domain] - wanted.get(domain, 0)) for domain in Domain}
    rest = total - sum(wanted.values())
    if rest > sum(left.values()):
        raise AssemblyError.lacking(
            [f"all domains: {total} asked for, {rest - sum(left.values())} missing"]
        )
    more = proportional(rest, weights, left)
    return Quota(
        domains={domain: wanted.get(domain, 0) + more[domain] for domain in Domain},
        shares=_levels(plan, total),
    )


def _levels(plan: Mapping[str, Any], total: int) -> tuple[LevelBound, ...]:
    whole = max(1, plan.get("length", total))
    counts = [
        LevelBound(levels=(Level(name),), least=floor(count * total / whole), most=total)
        for name, count in plan.get("levels", {}).items()
    ]
    shares = [
        LevelBound(
            levels=tuple(Level(name) for name in share["levels"]),
            least=max(share.get("least_items", 0), ceil(share.get("least", 0) * total - 1e-9)),
            most=floor(share.get("most", 1) * total + 1e-9),
        )
        for share in plan.get("shares", ())
        if "levels" in share
    ]
    return (*counts, *shares)


def groups_of(plan: Mapping[str, Any], total: int) -> tuple[Group, ...]:
    """Return the bounds of a blueprint on the items of competencies and of tags.

    Args:
        plan: A checked blueprint.
        total: Items in the paper.
    """
    return tuple(
        Group(
            kind=kind,
            names=frozenset(share[kind]),
            least=max(share.get("least_items", 0), ceil(share.get("least", 0) * total - 1e-9)),
            most=floor(share.get("most", 1) * total + 1e-9),
        )
        for share in plan.get("shares", ())
        for kind in ("competencies", "tags")
        if kind in share
    )
