"""The interval that goes with a share wherever the program shows one."""

import math


def wilson(hits: float, items: float, z: float = 1.959964) -> tuple[float, float]:
    """Return the Wilson score interval of a share (E. B. Wilson 1927, J. Am. Stat. Assoc. 22).

    Args:
        hits: How many of them, 0 to ``items``.
        items: How many in all, 1 or more.
        z: Quantile of the normal distribution; 1.96 for 95 %.
    """
    share = hits / items
    middle = share + z * z / (2 * items)
    half = z * math.sqrt(share * (1 - share) / items + z * z / (4 * items * items))
    scale = 1 + z * z / items
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
