"""Numbers with their nouns and units, and lists, as they are said."""

from collections.abc import Iterable


def counted(n: int, one: str, many: str = "") -> str:
    """Return "1 person" or "2 people".

    Args:
        n: How many.
        one: The noun for one.
        many: The noun for more or none; else the first with an s.
    """
    return f"{n:,} {noun(n, one, many)}"


def noun(n: int, one: str, many: str = "") -> str:
    """Return the noun that goes with a number: "person" or "people"."""
    return one if n == 1 else many or f"{one}s"


def minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, at least one."""
    return f"{max(1, round(seconds / 60))} min"


def until_then(seconds: float) -> str:
    """Return how long a wait is, such as "50 min" or "3 hours"; from two hours on in whole hours."""
    return minutes(seconds) if seconds < 7200 else counted(round(seconds / 3600), "hour")


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Return what is listed as one says it: "a", "a and b", "a, b and c"; empty parts are left out.

    Args:
        parts: What is listed.
        last: The word before the last.
    """
    *before, end = [part for part in parts if part] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


def are(n: int, one: str, many: str = "") -> str:
    """Return "1 person is" or "2 people are"."""
    return f"{counted(n, one, many)} {be(n)}"


def be(n: int) -> str:
    """Return the verb that goes with a number now: "is" or "are"."""
    return "is" if n == 1 else "are"


def was(n: int) -> str:
    """Return the verb that goes with a number in the past: "was" or "were"."""
    return "was" if n == 1 else "were"


def times(n: int) -> str:
    """Return how often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")
