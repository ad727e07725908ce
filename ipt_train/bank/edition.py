"""A bank at one time, as far as it can be read: its ids, and what counts as the key of an item."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ipt_train.bank.source import parse
from ipt_train.bank.tree import Mapping, Sequence

_KEYS = ("type", "key", "accepted", "sequence", "prompts", "gaps")
_PARTS = ("sequence", "prompts", "gaps")
_WORDING = ("rationale", "text")
_BANK = re.compile(r"^[\"']?format[\"']?\s*:\s*[\"']?ipt-bank/", re.M)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One file at one time, as far as it can be read.

    Attributes:
        path: Below the top of the repository, with forward slashes.
        name: As findings call it.
        text: What stands in it; None where the file cannot be opened.
        tree: Its data; None where it is no mapping or cannot be read.
    """

    path: str
    name: str
    text: str | None
    tree: Mapping | None

    @property
    def declared(self) -> bool:
        """Whether it says that it is a bank, as far as that can be read."""
        if self.tree is None:
            return _BANK.search(self.text or "") is not None
        return str(self.tree.get("format")).startswith("ipt-bank/")

    @cached_property
    def items(self) -> dict[str, Mapping]:
        """Items, vignettes and steps by their ids, as far as they have one."""
        named = ((one.get("id"), one) for one in _entries(self.tree) if isinstance(one, Mapping))
        return {name: one for name, one in named if isinstance(name, str)}

    @cached_property
    def retired(self) -> frozenset[str]:
        """Ids that are never used again."""
        ids = (one.get("id") for one in _listed(self.tree, "retired") if isinstance(one, Mapping))
        return frozenset(name for name in ids if isinstance(name, str))

    @cached_property
    def unsure(self) -> bool:
        """Whether there are entries that cannot be read or have no id."""
        return self.tree is None or len(list(_entries(self.tree))) > len(self.items)

    def mentions(self, name: str) -> bool:
        """Whether an id stands anywhere in the text, as far as that is known."""
        whole_word = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
        return self.text is None or re.search(whole_word, self.text) is not None


def read_edition(path: str, name: str, data: bytes | None) -> Edition:
    """Read one file.

    Args:
        path: Below the top of the repository.
        name: As findings call it.
        data: Its bytes; None where it cannot be opened.
    """
    if data is None:
        return Edition(path=path, name=name, text=None, tree=None)
    tree = parse(data).tree
    text = data.decode("utf-8-sig", "replace")
    return Edition(
        path=path, name=name, text=text, tree=tree if isinstance(tree, Mapping) else None
    )


def _entries(tree: Any) -> Iterator[Any]:
    """Yield items and steps, whatever they are."""
    for item in _listed(tree, "items"):
        yield item
        yield from _listed(item, "steps")


def _listed(tree: Any, key: str) -> Iterable[Any]:
    listed = tree.get(key) if isinstance(tree, Mapping) else None
    return listed if isinstance(listed, Sequence) else ()


def raised(before: Mapping, now: Mapping) -> bool:
    """Whether the revision of an item was raised."""
    was, new = before.get("revision"), now.get("revision")
    if isinstance(was, int) and isinstance(new, int):
        return new > was
    return bool(was != new)  # one of them is no number, which the check reports


def key_of(item: Mapping) -> object:
    """Return what counts as the key of an item; wording of rationales does not."""
    key: dict[str, object] = {name: item[name] for name in _KEYS if name in item}
    for name in _PARTS:
        key[name] = [
            {part: one[part] for part in one if part not in _WORDING}
            if isinstance(one, Mapping)
            else one
            for one in _listed(item, name)
        ]
    key["options"] = sorted(
        str(option.get("id"))
        for option in _listed(item, "options")
        if isinstance(option, Mapping) and option.get("key")
    )
    return key
