"""Plain data that remembers where it was written.

``Mapping`` and ``Sequence`` are a dict and a list with places beside them, so
that a validator sees ordinary data and a finding still has line and column.
"""

from collections.abc import Iterable
from typing import Any

Place = tuple[int, int, int, int]
"""Line, column, end line, end column; counted from 1, the end exclusive."""

NOWHERE: Place = (1, 1, 1, 1)


class Mapping(dict[str, Any]):
    """A dict with the place of itself, of each key and of each value."""

    __slots__ = ("key_places", "place", "value_places")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}
        self.value_places: dict[str, Place] = {}


class Sequence(list[Any]):
    """A list with the place of itself and of each element."""

    __slots__ = ("place", "places")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: list[Place] = []


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
