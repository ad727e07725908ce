"""The one gate through which text reaches a report; Jinja2 or ``element`` then escapes it."""

import re
from datetime import date

# Controls are not allowed in HTML; bidirectional overrides would reorder what is read.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(text: str) -> str:
    """Return a text that shows what it says and does nothing else."""
    return _UNSAFE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::\d\d)?(\+00:00|Z)?)?(?![\d-])")


def day_words(day: str | date) -> str:
    """Return a day as people write it: ``2 March 2027``.

    Args:
        day: The day, or its ISO form.

    Raises:
        ValueError: The text is no day.
    """
    when = day if isinstance(day, date) else date.fromisoformat(day)
    return f"{when.day} {when:%B %Y}"


def month_words(month: str) -> str:
    """Return a month, ``2027-03``, as people write it: ``March 2027``."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def dated(text: str) -> str:
    """Return a sentence of ours with its days as people write them: ``9 November 2026, 17:00``.

    What only looks like a day, such as ``2026-13-40``, stays as it is.
    """
    return _DAY.sub(_in_words, text)


def _in_words(found: re.Match[str]) -> str:
    try:
        day = day_words(found[1])
    except ValueError:
        return found[0]
    time = f", {found[2]}" if found[2] else ""
    return f"{day}{time}{' UTC' if found[3] else ''}"


def percent(share: float | None, none: str = "too few") -> str:
    """Return a share as whole per cent; some words instead of what there is too little of."""
    return none if share is None else f"{share:.0%}"


def between(low: float | None, high: float | None, none: str = "-") -> str:
    """Return the ends of an interval of a share in whole per cent: ``84% to 86%``."""
    return none if low is None or high is None else f"{low:.0%} to {high:.0%}"


def too_few(share: float | None, n: int) -> str:
    """Return a share as whole per cent, or that its n is too small to say."""
    return f"too few ({n})" if share is None else f"{share:.0%}"


def span(milliseconds: int) -> str:
    """Return a length of time as exactly as it matters: seconds, minutes, hours and minutes, hours."""
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return (
        f"{minutes // 60} h {minutes % 60:02} min" if minutes < 600 else f"{round(minutes / 60)} h"
    )
