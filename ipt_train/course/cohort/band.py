"""The upper and the lower group of totals, between which D is taken."""

from collections.abc import Iterable
from enum import IntEnum

TAIL = 27
"""Per cent of sittings in the upper and in the lower group (Kelley 1939)."""


class Band(IntEnum):
    """Where a total lies between the lower and the upper group of ``TAIL`` per cent.

    Sittings that tie at the edge of a group share the places that are left in it, so
    ``LOWER``, ``UPPER`` and ``BOTH`` count in part; no order of rows decides anything.
    """

    BELOW = 0
    LOWER = 1
    MIDDLE = 2
    UPPER = 3
    ABOVE = 4
    BOTH = 5


def bands(totals: Iterable[tuple[int, int]]) -> dict[int, Band]:
    """Return the band of each total.

    Args:
        totals: How many sittings have each total, in ascending order of it.
    """
    counted = list(totals)
    sittings = sum(n for _, n in counted)
    found: dict[int, Band] = {}
    below = 0
    for total, n in counted:
        above = sittings - below - n
        lower = 100 * below < TAIL * sittings <= 100 * (below + n)
        upper = 100 * above < TAIL * sittings <= 100 * (above + n)
        if lower and upper:
            found[total] = Band.BOTH
        elif lower:
            found[total] = Band.LOWER
        elif upper:
            found[total] = Band.UPPER
        elif 100 * (below + n) < TAIL * sittings:
            found[total] = Band.BELOW
        else:
            found[total] = Band.ABOVE if 100 * (above + n) < TAIL * sittings else Band.MIDDLE
        below += n
    return found
