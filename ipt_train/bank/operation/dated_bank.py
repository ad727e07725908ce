"""A bank at one time, now or in a revision, as far as it can be read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ipt_train.bank.core.tree import Mapping
from ipt_train.bank.core.tree import Sequence as List
from ipt_train.bank.source.source import parse


@dataclass(frozen=True, kw_only=True)
class DatedBank:
    """One file at one time, as far as it can be read.

    Attributes:
        path: Below the top of the repository, with forward slashes.
        name: As findings call it.
        text: What stands in it; None where the file cannot be opened.
        tree: Its data; None where it is not a mapping or cannot be read.
    """

    path: str
    name: str
    text: str | None
    tree: Mapping | None

    @cached_property
    def items(self) -> dict[str, Mapping]:
        """Items, vignettes and steps by their ids, as far as they have one."""
        named = ((one.get("id"), one) for one in _entries(self.tree) if isinstance(one, Mapping))
        return {name: one for name, one in named if isinstance(name, str)}

    @cached_property
    def retired(self) -> frozenset[str]:
        """Ids that are never used again."""
        ids = (one.get("id") for one in listed(self.tree, "retired") if isinstance(one, Mapping))
        return frozenset(name for name in ids if isinstance(name, str))

    @cached_property
    def unsure(self) -> bool:
        """Whether there are entries that cannot be read or have no id."""
        return self.tree is None or len(list(_entries(self.tree))) > len(self.items)

    def mentions(self, name: str) -> bool:
        """Whether an id stands anywhere in the text, as far as that is known."""
        whole_word = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
        return self.text is None or re.search(whole_word, self.text) is not None


def read_bank(path: str, name: str, data: bytes | None) -> DatedBank:
    """Return a bank from the bytes of its file; None where the file cannot be opened."""
    if data is None:
        return DatedBank(path=path, name=name, text=None, tree=None)
    tree = parse(data).tree
    text = data.decode("utf-8-sig", "replace")
    return DatedBank(
        path=path, name=name, text=text, tree=tree if isinstance(tree, Mapping) else None
    )


def bytes_of(file: Path) -> bytes | None:
    """Return the bytes of a file, or None where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None  # the check says so, or the file went


def is_bank(tree: Mapping) -> bool:
    """Whether a document is a bank of items."""
    return str(tree.get("format")).startswith("ipt-bank/")


def _entries(tree: Any) -> Iterator[Any]:
    """Yield items and steps, whatever they are."""
    for item in listed(tree, "items"):
        yield item
        yield from listed(item, "steps")


def listed(tree: Any, key: str) -> Iterable[Any]:
    """Return the list under a key of a mapping; nothing where there is none."""
    found = tree.get(key) if isinstance(tree, Mapping) else None
    return found if isinstance(found, List) else ()
