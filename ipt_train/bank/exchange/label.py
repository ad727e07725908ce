"""What a bank says of an item beyond its wording, as labels that tags and keywords can carry.

A label is ``name:value``, such as ``level:apply`` or ``fact:F001``. Formats with free tags
(Moodle XML, QTI metadata, Anki) carry them, and reading them back restores the item.
"""

import re
from collections.abc import Iterable
from typing import Any

from ipt_train.bank.core.model import Choice, Item
from ipt_train.bank.exchange.case import STEP_OF
from ipt_train.vocabulary import Certainty, Credit, Domain, Level, Status

_LISTS = {
    "reference": "references",
    "fact": "facts",
    "claim": "claims",
    "competency": "competencies",
    "tag": "tags",
    "replaces": "replaces",
}
_WORDS: dict[str, frozenset[str]] = {
    "domain": frozenset(Domain),
    "level": frozenset(Level),
    "certainty": frozenset(Certainty),
    "status": frozenset(Status),
    "credit": frozenset(Credit),
}


_ONLY = {
    "credit": {"multiple-response", "ordering", "matching", "cloze"},
    "shuffle": {"single-best-answer", "multiple-response"},
}
"""Keys that only some types of item have."""


def labels(item: Item) -> list[str]:
    """Return the labels of an item, in a fixed order."""
    single = [
        ("objective", item.objective),
        *((name, str(getattr(item, name))) for name in _WORDS if _fits(name, item.type)),
        ("revision", str(item.revision)),
    ]
    if isinstance(item.interaction, Choice) and not item.interaction.shuffle:
        single.append(("shuffle", "no"))
    if item.vignette:
        single.append(("case", item.vignette))
    several = [(name, value) for name, key in _LISTS.items() for value in getattr(item, key)]
    return [f"{name}:{value}" for name, value in [*single, *several]]


def _fits(key: str, kind: str) -> bool:
    return kind in _ONLY.get(key, {kind})


def unheld(found: Iterable[str]) -> list[str]:
    """Return what labels tell and an item cannot hold: steps are read as items of their own."""
    return [STEP_OF] if any(label.strip().startswith("case:") for label in found) else []


def foreign(found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return other programs' tags as tags of a bank, and what is lost: a tag that looks like a label."""
    known = {*_LISTS, *_WORDS, "objective", "revision", "shuffle", "case"}
    tags: dict[str, None] = {}
    lost: list[str] = []
    for word in found:
        name, colon, value = word.strip().partition(":")
        if colon and (name not in known or (name in _WORDS and value not in _WORDS[name])):
            lost = ["a tag"]
        elif not colon and (slug := re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")):
            tags[slug] = None
    return list(tags), lost


def labelled(found: Iterable[str], kind: str) -> dict[str, Any]:
    """Return the keys of an item of a type that labels name; any other tag is passed over (``foreign``).

    The inverse of ``labels``, but for ``case`` (``unheld``).
    """
    data: dict[str, Any] = {}
    for label in found:
        name, _, value = label.strip().partition(":")
        if not value:
            continue
        if name in _LISTS:
            data.setdefault(_LISTS[name], []).append(value)
        elif name == "objective" or (name in _WORDS and value in _WORDS[name]):
            data[name] = value
        elif name == "revision" and value.isascii() and value.isdigit() and len(value) < 6:
            data[name] = int(value)
        elif label == "shuffle:no":
            data["shuffle"] = False
    return {key: value for key, value in data.items() if _fits(key, kind)}
