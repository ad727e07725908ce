"""Items that were compared with each other, and how that is kept for the next time: as columns of numbers."""

import json
import sys
from array import array
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, pairwise
from typing import Any

NONE = -1
"""The place of no item."""


class NumberRows(Sequence[Sequence[int]]):
    """Rows of numbers, kept one after the other in one array.

    Args:
        numbers: The numbers of all rows.
        lengths: How many each row has.
    """

    def __init__(self, numbers: "array[int]", lengths: Iterable[int]) -> None:
        self.numbers, self._ends = numbers, [0, *accumulate(lengths)]

    @classmethod
    def of(cls, kind: str, rows: Iterable[Sequence[int]]) -> "NumberRows":
        """Return some rows of numbers of an array's type code."""
        rows = list(rows)
        return cls(array(kind, chain.from_iterable(rows)), map(len, rows))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, row: Any) -> Any:
        return self.numbers[self._ends[row] : self._ends[row + 1]]

    @property
    def lengths(self) -> list[int]:
        """How many numbers each row has."""
        return [end - begin for begin, end in pairwise(self._ends)]

    def having(self, wanted: Container[int]) -> Iterator[tuple[int, int]]:
        """Yield each number that is wanted, after the row that it is in."""
        for place in compress(range(len(self.numbers)), map(wanted.__contains__, self.numbers)):
            yield bisect_right(self._ends, place) - 1, self.numbers[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItems:
    """Items that were compared with each other, in their order.

    Attributes:
        files: Digest and number of items of each file.
        vocabulary: The words; the number of a word is its place.
        counts: In how many items each word is.
        words: The numbers of the words of each item.
        pairs: The pairs of words in the prefix of each item.
        wordings: Digest of stem and options of each item, or nothing.
        near: For each item the place of the first that it is nearly the same as, or ``NONE``.
    """

    files: Sequence[tuple[str, int]] = ()
    vocabulary: Sequence[str] = ()
    counts: Sequence[int] = ()
    words: NumberRows = field(default_factory=lambda: NumberRows.of("I", ()))
    pairs: NumberRows = field(default_factory=lambda: NumberRows.of("Q", ()))
    wordings: Sequence[bytes] = ()
    near: Sequence[int] = ()


def packed(compared: ComparedItems) -> bytes:
    """Return what was compared as bytes."""
    head = {
        "order": sys.byteorder,
        "files": compared.files,
        "vocabulary": " ".join(compared.vocabulary),
        "wordings": [one.hex() for one in compared.wordings],
        "words": compared.words.lengths,
        "pairs": compared.pairs.lengths,
    }
    columns = (
        array("I", compared.counts),
        array("i", compared.near),
        compared.words.numbers,
        compared.pairs.numbers,
    )
    return b"\n".join([json.dumps(head).encode(), b"".join(map(bytes, columns))])


def unpacked(data: bytes) -> ComparedItems:
    """Return what was compared of the bytes that ``packed`` made.

    Raises:
        ValueError: They are others, such as those of another machine.
    """
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    if head["order"] != sys.byteorder:
        raise ValueError("the bytes of a number are in another order here")
    vocabulary, words, pairs = head["vocabulary"].split(), head["words"], head["pairs"]
    columns = []
    for kind, many in (("I", len(vocabulary)), ("i", len(words)), ("I", sum(words)), ("Q", sum(pairs))):  # fmt: skip  # a table
        column = array(kind)
        size = many * column.itemsize
        column.frombytes(rest[:size])
        columns.append(column)
        rest = rest[size:]
    counts, near, numbers, numbers_of_pairs = columns
    return ComparedItems(
        files=[(digest, many) for digest, many in head["files"]],
        vocabulary=vocabulary,
        counts=counts,
        words=NumberRows(numbers, words),
        pairs=NumberRows(numbers_of_pairs, pairs),
        wordings=list(map(bytes.fromhex, head["wordings"])),
        near=near,
    )
