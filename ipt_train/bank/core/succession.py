"""Who took over an item's history: replacements followed to their end."""

from collections.abc import Container, Iterable, Mapping, Sequence

Handover = tuple[str, str]
"""An id, and the id that says that it replaces it."""


def ends_of(pairs: Iterable[Handover], living: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return for each replaced id the living ids at which its replacements end, in written order.

    Args:
        pairs: Every replacement; retired items may stand on either side.
        living: Ids of the items and cases that are still there.
    """
    after = _after(pairs)
    return {
        old: tuple(one for one in _beyond(old, after) if one not in after and one in living)
        for old in after
    }


def left_behind(
    before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return histories that a second replacement lost: for each id, the item that had its history.

    Args:
        before: For each replaced id where its replacements ended (see ``ends_of``), formerly.
        now: The same as it is now.
    """
    return {
        old: heirs[0]
        for old, heirs in before.items()
        if heirs and now.get(heirs[0]) and not now.get(old)
    }


def circles(pairs: Iterable[Handover]) -> list[tuple[str, ...]]:
    """Return each circle of replacements once: ids that would take over their own history."""
    after = _after(pairs)
    found: list[tuple[str, ...]] = []
    for old in after:
        around = _beyond(old, after)
        if old in around and not any(old in circle for circle in found):
            found.append(tuple(one for one in around if old in _beyond(one, after)))
    return found


def _after(pairs: Iterable[Handover]) -> dict[str, list[str]]:
    after: dict[str, list[str]] = {}
    for old, new in pairs:
        after.setdefault(old, []).append(new)
    return after


def _beyond(old: str, after: Mapping[str, Sequence[str]]) -> list[str]:
    """Return every id that an id's history passes through, near ones first; itself if in a circle."""
    passed: dict[str, None] = {}
    ahead = list(after.get(old, ()))
    while ahead:
        one = ahead.pop(0)
        if one not in passed:
            passed[one] = None
            ahead += after.get(one, ())
    return list(passed)
