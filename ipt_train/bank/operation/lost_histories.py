"""Histories that were handed on once and that a second replacement lost, since an earlier revision."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.succession import ends_of, left_behind
from ipt_train.bank.core.tree import Mapping


def lost_histories(
    before: Iterable[Mapping], now: Sequence[tuple[str, Mapping]], revision: str
) -> Iterator[Finding]:
    """Yield what had been replaced once, and whose history goes nowhere now.

    Args:
        before: The banks of the revision, as far as they could be read.
        now: The banks that are checked, by name, likewise.
        revision: Name of the revision, for messages.
    """
    items = {name: (file, item) for file, tree in now for name, item in _living(tree)}
    formerly = list(before)
    ended = ends_of(_handovers(formerly), {name for tree in formerly for name, _ in _living(tree)})
    ends = ends_of(_handovers(tree for _, tree in now), items)
    for name, heir in left_behind(ended, ends).items():
        file, item = items[ends[heir][0]]
        yield at(
            item.value_places.get("replaces", item.place),
            "I033",
            f"{heir} had replaced {name} in {revision}, and the history of {name} goes nowhere now",
            file=file,
            item=str(item["id"]),
            help=f"add `replaces: [{name}]` to {heir} under `retired`",
        )


def _handovers(trees: Iterable[Mapping]) -> list[tuple[str, str]]:
    """Return what items and retired items replace: pairs of the old id and the new."""
    known = [pair for tree in trees for pair in (*_living(tree), *_named(_listed(tree, "retired")))]
    return [(str(old), name) for name, item in known for old in _listed(item, "replaces")]


def _living(tree: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield the items, cases and steps of a bank by their ids, as far as they have one."""
    entries = [one for one in _listed(tree, "items") if isinstance(one, Mapping)]
    yield from _named(entries)
    for entry in entries:
        yield from _named(_listed(entry, "steps"))


def _named(entries: Iterable[Any]) -> Iterator[tuple[str, Mapping]]:
    for one in entries:
        if isinstance(one, Mapping) and isinstance(one.get("id"), str):
            yield one["id"], one


def _listed(tree: Mapping, key: str) -> Iterable[Any]:
    listed = tree.get(key)
    return listed if isinstance(listed, list) else ()
