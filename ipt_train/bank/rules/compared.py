"""Items that were compared with each other, and how that is kept for the next time: as columns of numbers."""

import json
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

NONE = -1
"""The place of no item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
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
    words: Sequence[Sequence[int]] = ()
    pairs: Sequence[Sequence[int]] = ()
    wordings: Sequence[bytes] = ()
    near: Sequence[int] = ()


def packed(compared: Compared) -> bytes:
    """Return what was compared as bytes."""
    head = {
        "order": sys.byteorder,
        "files": compared.files,
        "vocabulary": " ".join(compared.vocabulary),
        "wordings": [one.hex() for one in compared.wordings],
        "words": list(map(len, compared.words)),
        "pairs": list(map(len, compared.pairs)),
    }
    columns = (
        array("I", compared.counts),
        array("i", compared.near),
        array("I", chain.from_iterable(compared.words)),
        array("Q", chain.from_iterable(compared.pairs)),
    )
    return b"\n".join([json.dumps(head).encode(), b"".join(map(bytes, columns))])


def unpacked(data: bytes) -> Compared:
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
    return Compared(
        files=[(digest, many) for digest, many in head["files"]],
        vocabulary=vocabulary,
        counts=counts,
        words=_Rows(numbers, words),
        pairs=_Rows(numbers_of_pairs, pairs),
        wordings=list(map(bytes.fromhex, head["wordings"])),
        near=near,
    )


class _Rows(Sequence[Sequence[int]]):
    """Rows of numbers that stand one after the other."""

    def __init__(self, numbers: "array[int]", lengths: Iterable[int]) -> None:
        self._numbers, self._ends = numbers, [0, *accumulate(lengths)]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: Any) -> Any:
        return self._numbers[self._ends[place] : self._ends[place + 1]]
