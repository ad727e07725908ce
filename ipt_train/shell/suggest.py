"""What was probably meant by a name that is not known."""

import difflib
from collections import Counter
from collections.abc import Iterable

_PART = 0.75
"""How alike a word of a name must be to what was typed."""
_FEW = 12


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that was probably meant, or an empty text.

    That is one which is nearly the same, else one that has the same words among its words, else
    one of whose words is nearly what was typed.
    """
    names, wanted = list(known), name.strip().lower()
    if near := difflib.get_close_matches(wanted, names, 1, 0.6):
        return near[0]
    words = [word for word in wanted.replace(" ", "-").split("-") if len(word) > 2]
    words = [word for word in words if 2 * sum(word in one for one in names) <= max(2, len(names))]
    if words and (having := [one for one in names if all(word in one for word in words)]):
        return min(having, key=len)
    return _of_part(wanted, names) if len(wanted) > 3 else ""


def _of_part(wanted: str, names: list[str]) -> str:
    counts = Counter(part for name in names for part in set(name.split("-")))
    parts = {part: name for name in reversed(names) for part in name.split("-")}
    telling = [part for part in parts if 2 * counts[part] <= max(2, len(names))]
    for word in wanted.replace(" ", "-").split("-"):
        common = word in counts and word not in telling
        if (
            len(word) > 3
            and not common
            and (near := difflib.get_close_matches(word, telling, 1, _PART))
        ):
            return parts[near[0]]
    return ""


def suggestion(name: str, known: Iterable[str], lists: str = "") -> str:
    """Return the hint on a name that is not known.

    Args:
        name: What was typed.
        known: The names that there are.
        lists: The command that lists them, for where none of them comes near.
    """
    names = list(known)
    if near := nearest(name, names):
        return f"did you mean `{near}`?"
    if lists and len(names) > _FEW:
        return f"`{lists}` lists them"
    shown = ", ".join(names[:_FEW])
    return f"known: {shown}{', ...' if len(names) > _FEW else ''}"
