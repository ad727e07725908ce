"""How far long work has come, for whoever watches: a callable that is handed in, so no work knows a terminal."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Advance = Callable[[int, int], object]
"""Told how many things are done and how many there are."""

Thing = TypeVar("Thing")


def unwatched(_done: int, _total: int) -> None:
    """Take no notice."""


def watched(things: Sequence[Thing], advance: Advance) -> Iterator[Thing]:
    """Yield things, telling after each how many are done."""
    for done, thing in enumerate(things, 1):
        yield thing
        advance(done, len(things))
