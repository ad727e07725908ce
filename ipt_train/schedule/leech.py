"""Leeches: items that keep being forgotten, and are better learnt in another way.

The rule is Anki's: after so many lapses, and then after every further half as many.
"""

THRESHOLD = 8
"""Lapses after which an item is a leech."""


def is_leech(lapses: int, threshold: int = THRESHOLD) -> bool:
    """Whether an item that has just lapsed has become a leech, or has become one again.

    Args:
        lapses: Times that it was forgotten, this one counted.
        threshold: Lapses after which it is one; then every half of it, rounded up.
    """
    return lapses >= threshold and (lapses - threshold) % max(1, (threshold + 1) // 2) == 0
