"""A typed number and its unit: read as people write them, and compared exactly."""

import re
import unicodedata
from decimal import Decimal

from ipt_train.bank.core.model import NumberEntry
from ipt_train.bank.core.spelling import normal

LONGEST = 60
"""Most characters of a typed number with its unit."""

_NUMBER = re.compile(r"([+-]?)\s?(\d+(?:[.,]\d+)?|[.,]\d+)(.*)", re.DOTALL)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_MORE_DIGITS = re.compile(r"\s*[.,'\u2019_\s]\s*\d")
_SIGNS = str.maketrans("\u2212\u2012\u2013\uff0d", "----")


def read_number(text: str) -> tuple[Decimal, str]:
    """Return the number that a text begins with, and what follows it.

    The decimal sign is a point or a comma. Signs between thousands are refused, since ``1,000`` is
    one thousand to some and one to others.

    Args:
        text: What was typed, such as ``12``, ``-0,5`` or ``12 weeks``.

    Returns:
        The number as written, and the unit without spaces around it, or an empty text.

    Raises:
        ValueError: It is not a number; the message says what would be.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    found = _NUMBER.fullmatch(plain.translate(_SIGNS)) if len(plain) <= LONGEST else None
    if found is None or not found[2].isascii():
        raise ValueError("type a number, such as 12 or 0.5")
    sign, digits, rest = found.groups()
    if _MORE_DIGITS.match(rest):
        raise ValueError("type one number, with nothing between thousands: 1000")
    if _GROUPED.fullmatch(sign + digits):
        whole, decimals = digits.split(",")
        raise ValueError(
            f"is that {sign}{whole}{decimals} or {sign}{whole}.{decimals}? Type it without the comma"
        )
    return Decimal(sign + digits.replace(",", ".")), rest.strip()


def same_unit(said: str, units: tuple[str, ...]) -> bool:
    """Return whether a unit is one of those accepted; spacing, case and a last full stop do not count."""
    return normal(said) in map(normal, units)


def shown_number(value: Decimal) -> str:
    """Return a number as it is read: no exponent, no zeros at the end of decimals."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_key(task: NumberEntry) -> str:
    """Return the right number in words: ``16 weeks (15 to 17 is right)``."""
    unit = f" {task.units[0]}" if task.units else ""
    value, room = task.value, task.tolerance
    around = f" ({shown_number(value - room)} to {shown_number(value + room)} is right)"
    return f"{shown_number(value)}{unit}{around if room else ''}"
