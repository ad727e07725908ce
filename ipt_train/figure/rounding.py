"""Rounding as people and spreadsheets do it: half away from zero. Pure.

This is the one rule for figures of a course, on screens, on pages and in files: a share has six
decimals in a file and one as a percentage, points have two decimals, and what single answers earned
has twelve, so that a grade that is worked out from a file again has the same digits.
"""

from decimal import ROUND_HALF_UP, Decimal

SHARE_PLACES = 6
POINT_PLACES = 2
MARK_PLACES = 12


def half_up(value: float, places: int) -> Decimal:
    """Return a number to some decimals: 85.625 to 2 is 85.63, as a spreadsheet shows it.

    Like a spreadsheet it goes by the first 15 digits, since what is half in decimals seldom is so in
    binary. Python's own rounding would give 85.62.

    Args:
        value: A finite number.
        places: How many decimals, 0 or more.
    """
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share_cell(share: float | None) -> float | None:
    """Return a share, 0-1, as a cell of a file; None stays empty."""
    return None if share is None else float(half_up(share, SHARE_PLACES))


def mark_cell(mark: float | None) -> float | None:
    """Return what an answer earned, 0-1, as a cell of a file; None stays empty."""
    return None if mark is None else float(half_up(mark, MARK_PLACES))


def points(value: float) -> str:
    """Return points or marks with at most two decimals, in as few digits as they need: 4.50 is 4.5."""
    text = f"{half_up(value, POINT_PLACES):f}"
    return text.rstrip("0").rstrip(".")


def percent(share: float, places: int = 1) -> str:
    """Return a share, 0-1, as a percentage: 0.81250 is 81.3%.

    Args:
        share: A finite number.
        places: How many decimals, 0 or more.
    """
    return f"{half_up(share * 100, places)}%"
