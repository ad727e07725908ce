"""Every review of every item as two numbers: what years of study come to in little room."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipt_train.vocabulary import ItemId, Rating

_RATINGS = tuple(Rating)
_BITS = 2
"""Bits of a number that hold the rating; the days are above them."""
_MOST_DAYS = (1 << 30) - 1
"""More days than any calendar has; only a damaged page says more."""


class Histories(Mapping[ItemId, list[tuple[Rating, int]]]):
    """Rating and days since the last review, for each review of an item.

    A hundred thousand reviews take 0.4 MB; what is asked for is unpacked each time.

    Attributes:
        first: First reviews of an item.
        first_right: How many of them were not rated again.
    """

    __slots__ = ("_packed", "first", "first_right")

    def __init__(self) -> None:
        self._packed: dict[ItemId, array[int]] = {}
        self.first = self.first_right = 0

    def add(self, items: Sequence[ItemId], ratings: Sequence[int], days: Sequence[int]) -> None:
        """Add reviews in their order, given in columns.

        Args:
            items: The items.
            ratings: How they were rated, 1-4.
            days: Study days since the last review of each, 0 or more.
        """
        packed = self._packed
        for item, rating, wait in zip(items, ratings, days, strict=True):
            number = (wait if wait < _MOST_DAYS else _MOST_DAYS) << _BITS | rating - 1
            if item in packed:
                packed[item].append(number)
            else:
                packed[item] = array("I", (number,))
                self.first += 1
                self.first_right += rating > 1

    def __getitem__(self, item: ItemId) -> list[tuple[Rating, int]]:
        return [(_RATINGS[one & 3], one >> _BITS) for one in self._packed[item]]

    def __contains__(self, item: object) -> bool:
        return item in self._packed

    def __iter__(self) -> Iterator[ItemId]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    @property
    def reviews(self) -> int:
        """How many reviews there are of all items."""
        return sum(map(len, self._packed.values()))

    def dump(self) -> tuple[list[Any], bytes]:
        """Return the items with their numbers of reviews, and the reviews one after another."""
        sizes = [len(packed) for packed in self._packed.values()]
        counts = [self.first, self.first_right]
        return [list(self._packed), sizes, counts], b"".join(map(bytes, self._packed.values()))

    @classmethod
    def load(cls, data: Sequence[Any], blob: bytes) -> "Histories":
        """Return what ``dump`` was made from."""
        loaded = cls()
        names, sizes, counts = data
        loaded.first, loaded.first_right = counts
        place, width = 0, array("I").itemsize
        for name, size in zip(names, sizes, strict=True):
            packed = array("I")
            packed.frombytes(blob[place : place + size * width])
            loaded._packed[name] = packed
            place += size * width
        return loaded
