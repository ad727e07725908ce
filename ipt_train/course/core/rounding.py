"""Rounding as people and spreadsheets do it: half away from zero. Pure."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, places: int) -> Decimal:
    """Return a number to some decimals: 85.625 to 2 is 85.63, as a spreadsheet shows it.

    Like a spreadsheet it goes by the first 15 digits, since what is half in decimals seldom is so in
    binary. Python's own rounding would give 85.62.

    Args:
        value: A finite number.
        places: How many decimals, 0 or more.
    """
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
