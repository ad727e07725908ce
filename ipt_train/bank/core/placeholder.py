"""Texts of `bank new` that nobody has written yet: they stand in angle brackets."""

import re
from collections.abc import Iterator
from typing import Any

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.tree import Mapping, Sequence, pointer

_UNWRITTEN = re.compile(r"<[A-Za-z][^<>]*>")

Path = tuple[str | int, ...]


def placeholders(item: Mapping, path: Path) -> Iterator[Finding]:
    """Yield the texts of an item or vignette that are still to be written, without those of its steps."""
    for key, value in item.items():
        if key != "steps":
            yield from _within(value, item, key, (*path, key), str(item["id"]))


def _within(value: Any, parent: Any, key: Any, path: Path, name: str) -> Iterator[Finding]:
    if isinstance(value, str):
        if value[:1] == "<" and _UNWRITTEN.fullmatch(value.strip()):
            places = parent.value_places if isinstance(parent, Mapping) else parent.places
            message = "this text is still to be written"
            advice = "replace it, angle brackets and all"
            yield at(places[key], "H007", message, item=name, path=pointer(path), help=advice)
    elif isinstance(value, Mapping):
        for inner, part in value.items():
            yield from _within(part, value, inner, (*path, inner), name)
    elif isinstance(value, Sequence):
        for index, part in enumerate(value):
            yield from _within(part, value, index, (*path, index), name)
