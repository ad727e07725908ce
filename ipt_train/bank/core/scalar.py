"""Plain scalars of the YAML 1.2 core schema: what an unquoted word or number stands for."""

import re

MAX_DIGITS = 15
"""Longer whole numbers lose digits in programs that read them as floating point."""

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_AMBIGUOUS = re.compile(r"[-+]?0[0-9]+|[-+]?[0-9][0-9_]*_[0-9_]*|[0-9]{1,2}(:[0-5]?[0-9])+")
TRUTHY = frozenset(
    form for word in ("yes", "no", "on", "off") for form in (word, word.capitalize(), word.upper())
)
"""Texts here, and true or false for programs that read YAML 1.1."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class TooLongError(ValueError):
    """A number has more digits than any bank needs."""


def resolve(value: str) -> str | int | float | bool | None:
    """Return what a plain scalar stands for.

    Raises:
        TooLongError: It is a number of very many digits.
    """
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "+-.0123456789":
        return value
    if _INTEGER.fullmatch(value):
        if len(value) > MAX_DIGITS:
            raise TooLongError
        return int(value, 0) if value.startswith(("0o", "0x")) else int(value)
    if _FLOAT.fullmatch(value):
        if len(value) > 2 * MAX_DIGITS:
            raise TooLongError
        return float(value.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return value


def ambiguous(value: str) -> bool:
    """Whether programs disagree on a plain scalar: leading zero, underscore, base sixty, no and on."""
    if value in TRUTHY:
        return True
    return value[:1] in "+-0123456789" and _AMBIGUOUS.fullmatch(value) is not None
