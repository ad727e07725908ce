"""Ids of other programs made into ids of a bank: the same every time, and no two alike."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from zlib import crc32

from ipt_train.bank.core.passage import GAP

_LONGEST, _LONGEST_OPTION = 64, 32
_PARTS = ("options", "prompts", "sequence", "gaps")


def slug(text: str) -> str:
    """Return a text in small letters, digits and hyphens; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def cut(name: str, longest: int = _LONGEST) -> str:
    """Return a name that is not too long; the end of a long one tells it from others."""
    if len(name) <= longest:
        return name
    return f"{name[: longest - 9].rstrip('-')}-{crc32(name.encode()):08x}"


def item_id(name: str, number: int, bank: str, taken: set[str], *, ours: bool) -> str:
    """Return the id of an item and remember that it is taken.

    Args:
        name: Its id or title in the other program; may be empty.
        number: Its place in the file, from 1, for one without a name.
        bank: Id of the new bank, with which ids begin.
        taken: Ids that other items have.
        ours: Whether the name is the id of an item already.
    """
    bare = slug(name) or str(number)
    whole = bare if ours or f"{bare}-".startswith(f"{bank}-") else f"{bank}-{bare}"
    return _free(cut(whole), taken, _LONGEST)


def own_parts(data: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an item with ids of options, prompts, elements and gaps made ours."""
    new: dict[str, dict[str, str]] = {}
    for key in _PARTS:
        taken: set[str] = set()
        new[key] = {
            name: _free(cut(slug(name) or "o", _LONGEST_OPTION), taken, _LONGEST_OPTION)
            for name in (row["id"] for row in data.get(key, ()))
        }
    found = dict(data)
    for key in _PARTS:
        if key in data:
            found[key] = [row | {"id": new[key][row["id"]]} for row in data[key]]
    if "prompts" in data:
        keys = new["options"]
        found["prompts"] = [row | {"key": keys.get(row["key"], "")} for row in found["prompts"]]
    if "passage" in data:
        gaps = new["gaps"]
        found["passage"] = GAP.sub(
            lambda gap: f"{{{{{gaps.get(gap[1], gap[1])}}}}}", data["passage"]
        )
    return found


def repeated(names: Iterable[str]) -> bool:
    """Whether two of some names are the same."""
    every = list(names)
    return len(set(every)) < len(every)


def _free(name: str, taken: set[str], longest: int) -> str:
    free, number = name, 2
    while free in taken:
        end = f"-{number}"
        free = f"{name[: longest - len(end)].rstrip('-')}{end}"
        number += 1
    taken.add(free)
    return free
