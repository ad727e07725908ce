"""Counts in a report of a course: whole for the course's own use, small ones suppressed for others."""

from collections.abc import Mapping, Sequence

from ipt_train.course.operation.cohort_progress import SMALL
from ipt_train.figure.rounding import percent


def shown_count(value: int, names: Mapping[str, str]) -> str:
    """Return a count; below five people it is suppressed where the report is for others."""
    return str(value) if names or value >= SMALL or value == 0 else f"under {SMALL}"


def shown_counts(values: Sequence[int], names: Mapping[str, str]) -> list[str]:
    """Return counts of the parts of a whole; a single suppressed one takes the next smallest along.

    Otherwise it could be had by taking the others from the whole.
    """
    shown = [shown_count(value, names) for value in values]
    hidden = [place for place, text in enumerate(shown) if is_hidden(text)]
    if len(hidden) == 1:
        others = [
            (value, place) for place, value in enumerate(values) if value and place != hidden[0]
        ]
        if others:
            value, place = min(others)
            shown[place] = f"under {value + 1}"
    return shown


def is_hidden(count: str) -> bool:
    """Return whether a count was suppressed."""
    return count.startswith("under")


def shown_share(value: float | None) -> str:
    """Return a share in whole per cent."""
    return "-" if value is None else percent(value, 0)
