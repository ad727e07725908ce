"""Interval fuzz: items learned together drift apart, by a seed and never by the moment.

Bounds are those of Anki (its ``states/fuzz.rs``): from 2.5 days on, one day plus
15 % of the part from 2.5 to 7 days, 10 % of 7 to 20 and 5 % of the rest.
"""

import hashlib
import math


def half_up(value: float) -> int:
    """Round to the nearest whole number, halves upwards (Python rounds them to even)."""
    return math.floor(value + 0.5)


def bounds(interval: float, minimum: int, maximum: int) -> tuple[int, int]:
    """Return the shortest and longest interval in days that fuzz may choose.

    Args:
        interval: The interval that the memory model asks for, in days.
        minimum: Least interval allowed, in days.
        maximum: Greatest interval allowed, in days.
    """
    minimum = min(minimum, maximum)
    interval = min(max(interval, minimum), maximum)
    if interval < 2.5:
        delta = 0.0
    elif interval < 7.0:
        delta = 1.0 + 0.15 * (interval - 2.5)
    elif interval < 20.0:
        delta = 1.0 + (_TO_7 + 0.10 * (interval - 7.0))
    else:
        delta = 1.0 + (_TO_20 + 0.05 * (interval - 20.0))
    low, high = math.floor(interval - delta + 0.5), math.floor(interval + delta + 0.5)
    low = max(low, minimum)
    high = min(high, maximum)
    if low == high and 2 < high < maximum:
        high += 1
    return low, high


_TO_7 = 0.15 * 4.5
_TO_20 = _TO_7 + 0.10 * 13.0


def fuzzed(interval: float, factor: float | None, minimum: int, maximum: int) -> int:
    """Return a whole interval in days.

    Args:
        interval: The interval that the memory model asks for, in days.
        factor: Where within the bounds to land, 0 <= factor < 1; None for no fuzz.
        minimum: Least interval allowed, in days.
        maximum: Greatest interval allowed, in days.
    """
    if factor is None:
        return min(max(half_up(interval), minimum), maximum)
    low, high = bounds(interval, minimum, maximum)
    return low + math.floor(factor * (1 + high - low))


def factor_of(*parts: object) -> float:
    """Return a number in [0, 1) that depends only on what the parts say."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest()) / 2**48
