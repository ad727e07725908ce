"""Numbers with their nouns and units."""


def counted(n: int, one: str, many: str = "") -> str:
    """Return "1 person" or "2 people".

    Args:
        n: How many.
        one: The noun for one.
        many: The noun for more or none; else the first with an s.
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, at least one."""
    return f"{max(1, round(seconds / 60))} min"
