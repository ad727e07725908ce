"""Plain data that remembers where it was written.

``Mapping`` and ``Sequence`` are a dict and a list with places beside them, so
that a validator sees ordinary data and a finding still has line and column.
"""

from collections.abc import Iterable
from typing import Any, Protocol

Place = tuple[int, int, int, int]
"""Line, column, end line, end column; counted from 1, the end exclusive."""

NOWHERE: Place = (1, 1, 1, 1)


class Finder(Protocol):
    """Knows where the places of a part of a tree can be learnt."""

    def find(self) -> None:
        """Fill in the places of every node that has this finder."""


class Mapping(dict[str, Any]):
    """A dict with the place of itself, of each key and of each value.

    Args:
        place: Where it stands.
        finder: Asked for the places when one is first wanted; without it they are filled in
            by who makes the mapping.
    """

    __slots__ = ("_finder", "_key_places", "_place", "_value_places")

    _key_places: dict[str, Place]
    _value_places: dict[str, Place]

    def __init__(self, place: Place, finder: Finder | None = None) -> None:
        self._place = place
        self._finder = finder
        if finder is None:
            self._key_places = {}
            self._value_places = {}

    @property
    def place(self) -> Place:
        """Where it stands."""
        self._found()
        return self._place

    @property
    def key_places(self) -> dict[str, Place]:
        """Where each key stands."""
        self._found()
        return self._key_places

    @property
    def value_places(self) -> dict[str, Place]:
        """Where each value stands."""
        self._found()
        return self._value_places

    def known(self, *keys: str) -> Place:
        """Where the first of some values that is there stands; ``NOWHERE`` while that must be found."""
        if self._finder:
            return NOWHERE
        return next((self._value_places[key] for key in keys if key in self), self._place)

    def settle(self, other: "Mapping", lines: int) -> None:
        """Take over the places of the same mapping read elsewhere.

        Args:
            other: The same data, with places.
            lines: How many lines further down this one stands.
        """
        self._finder = None
        self._place = _moved(other.place, lines)
        self._key_places = {key: _moved(one, lines) for key, one in other.key_places.items()}
        self._value_places = {key: _moved(one, lines) for key, one in other.value_places.items()}
        for key, value in self.items():
            if isinstance(value, Mapping | Sequence):
                value.settle(other[key], lines)

    def let_go(self) -> None:
        """Forget what it holds: finders and what they find hold each other, and would stay in memory."""
        self._finder = None
        self.clear()

    def _found(self) -> None:
        if self._finder:
            self._finder.find()


class Sequence(list[Any]):
    """A list with the place of itself and of each element.

    Args:
        place: Where it stands.
        finder: Asked for the places when one is first wanted.
    """

    __slots__ = ("_finder", "_place", "_places")

    _places: list[Place]

    def __init__(self, place: Place, finder: Finder | None = None) -> None:
        self._place = place
        self._finder = finder
        if finder is None:
            self._places = []

    @property
    def place(self) -> Place:
        """Where it stands."""
        self._found()
        return self._place

    @property
    def places(self) -> list[Place]:
        """Where each element stands."""
        self._found()
        return self._places

    def settle(self, other: "Sequence", lines: int) -> None:
        """Take over the places of the same list read elsewhere, ``lines`` further up."""
        self._finder = None
        self._place = _moved(other.place, lines)
        self._places = [_moved(one, lines) for one in other.places]
        for value, same in zip(self, other, strict=True):
            if isinstance(value, Mapping | Sequence):
                value.settle(same, lines)

    def _found(self) -> None:
        if self._finder:
            self._finder.find()


def _moved(place: Place, lines: int) -> Place:
    line, column, end_line, end_column = place
    return (line + lines, column, end_line + lines, end_column)


Node = Mapping | Sequence | str | int | float | bool | None


def place_of(tree: Node, path: Iterable[str | int]) -> Place:
    """Return the place of the value at ``path``, or of the nearest parent that is there."""
    place = tree.place if isinstance(tree, Mapping | Sequence) else NOWHERE
    node: Any = tree
    for step in path:
        if isinstance(node, Mapping) and step in node:
            place = node.value_places[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            place = node.places[step]
        else:
            break
        node = node[step]
    return place


def pointer(path: Iterable[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
