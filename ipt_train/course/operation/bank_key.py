"""The key of an item in a locked key held against the one that the bank has now."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ipt_train.bank.core.item_data import item_data
from ipt_train.bank.core.model import Item
from ipt_train.exam.core.key import KeyEntry, rivals_of

_WORDS = ("text", "rationale", "rationale_true", "rationale_false")


def has_other_key(entry: KeyEntry, item: Item) -> bool:
    """Whether an item of the bank is marked in another way than the locked key marks it."""
    return bool(_key_of(item) != _key_of(entry.item))


def is_reworded(entry: KeyEntry, item: Item) -> bool:
    """Whether an item of the bank differs from the one in the locked key, in whatever."""
    return item_data(item) != item_data(entry.item)


def with_bank_key(entry: KeyEntry, item: Item, lexicon: Iterable[str]) -> KeyEntry:
    """Return the entry of a key with the item as the bank has it now."""
    return replace(entry, item=item, rivals=rivals_of(item, lexicon))


def _key_of(item: Item) -> Any:
    """Return what of an item decides marks: keys, accepted answers, order, and the credit rule."""
    data = item_data(item)
    marks = {
        name: _without_words(data[name])
        for name in ("options", "sequence", "prompts", "gaps", "key", "accepted", "anticipated")
        if name in data
    }
    options = marks.get("options")
    if isinstance(options, list):  # their order in the bank decides nothing
        marks["options"] = sorted(options, key=lambda one: str(one["id"]))
    return [marks, data["type"], data["credit"]]


def _without_words(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_words(one) for one in part]
    if isinstance(part, dict) and "id" in part:
        return {name: value for name, value in part.items() if name not in _WORDS}
    return part
