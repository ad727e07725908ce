"""Values of a row held to their types: a damaged page can hold anything. Each raises ValueError."""

from typing import Any


def text_of(value: object) -> str:
    """Return a text."""
    if type(value) is not str:
        raise ValueError(f"text was expected, not {value!r:.40}")
    return value


def whole_of(value: object) -> int:
    """Return a whole number."""
    if type(value) is not int:
        raise ValueError(f"a whole number was expected, not {value!r:.40}")
    return value


def share_of(value: object) -> float:
    """Return a share of the marks, 0-1."""
    if type(value) not in (float, int) or not 0 <= value <= 1:  # type: ignore[operator]
        raise ValueError(f"a share of the marks was expected, not {value!r:.40}")
    return float(value)  # type: ignore[arg-type]


def texts_of(value: object) -> tuple[str, ...]:
    """Return a list of texts."""
    if type(value) is not list:
        raise ValueError(f"a list was expected, not {value!r:.40}")
    return tuple(map(text_of, value))


def wholes_of(value: object) -> tuple[int, ...]:
    """Return a list of whole numbers."""
    if type(value) is not list:
        raise ValueError(f"a list was expected, not {value!r:.40}")
    return tuple(map(whole_of, value))


def named_of(value: object) -> dict[str, Any]:
    """Return values by name."""
    if type(value) is not dict:
        raise ValueError(f"named values were expected, not {value!r:.40}")
    return value
