"""Plain data read strictly into frozen dataclasses: what has another shape is refused, with its place."""

from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from math import isfinite
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Built = TypeVar("Built")

_EXACT = 2**53
"""Whole numbers below it are numbers with a point too."""

LENGTH = 100_000
"""Most characters of a text, and most elements of a list."""


def built(kind: type[Built], data: Any) -> Built:
    """Return plain data as a dataclass: texts, numbers, yes or no, lists, and dataclasses of these.

    Args:
        kind: The dataclass. Fields with a default may be missing in the data.
        data: What ``json.loads`` returned.

    Raises:
        ValueError: The data have another shape; the message says where.
    """
    found: Built = _value(kind, data, "the file")
    return found


def _value(kind: Any, data: Any, place: str) -> Any:
    if is_dataclass(kind):
        return _dataclass(kind, data, place)
    if isinstance(kind, UnionType):
        others = [one for one in get_args(kind) if one is not NoneType]
        return None if data is None else _value(others[0], data, place)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), data, place)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if data not in list(kind):
            raise ValueError(f"{place} is not one of {', '.join(kind)}")
        return kind(data)
    if kind is float and type(data) is int and abs(data) < _EXACT:
        data = float(data)
    if type(data) is not kind:
        raise ValueError(f"{place} has the wrong type")
    if kind is float and not isfinite(data):
        raise ValueError(f"{place} is not a number")
    if kind is str and (len(data) > LENGTH or (not data.isascii() and _half(data))):
        raise ValueError(f"{place} is not text")
    return data


def _half(text: str) -> bool:
    """Whether a text holds half a character, which no file can."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _dataclass(kind: Any, data: Any, place: str) -> Any:
    if not isinstance(data, dict):
        raise ValueError(f"{place} is not a mapping")
    hints, given = get_type_hints(kind), {}
    for one in fields(kind):
        if one.name in data:
            given[one.name] = _value(hints[one.name], data[one.name], f"`{one.name}`")
        elif one.default is MISSING:
            raise ValueError(f"{place} lacks `{one.name}`")
    return kind(**given)


def _tuple(kinds: tuple[Any, ...], data: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(data, list) or len(data) > LENGTH:
        raise ValueError(f"{place} is not a list")
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], one, place) for one in data)
    if len(data) != len(kinds):
        raise ValueError(f"{place} has {len(data)} parts")
    return tuple(_value(kind, one, place) for kind, one in zip(kinds, data, strict=True))
