"""Finding items that share nearly all their words, and comparing only what changed since the last time.

Two sets of words that overlap by 85 % share at least two of the words in a short prefix of each,
rarest first, so only items that do are compared (prefix filtering: Chaudhuri, Ganti and Kaushik
2006; with several words: Wang, Li and Feng 2012).

How rare a word is, is told by the power of two below the number of its items, and among equals by
the alphabet. So an edit to one file changes the prefix of few other items, and what a search from
nothing would find can be told from the pairs of words that came, went or changed.
"""

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from heapq import merge
from itertools import chain, combinations, groupby
from operator import attrgetter
from typing import Any

from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules.compared import NONE, ComparedItems, NumberRows

OVERLAP = 0.85
MOST = 500
_FEWEST_WORDS = 8
_PAIR = 32
"""Bits of the number of a word: a pair of words is one number."""


class NearCopies:
    """Items compared with each other, as far as that was not done the last time.

    What is found is the same whatever was compared before.

    Args:
        items: The items, those of a file one after the other.
        before: What was compared the last time. An item of a file that is still there is compared
            again only if it shares words with one that came, went, or is now compared by others.

    Attributes:
        near: For each item the place of the first that it is nearly the same as, or ``NONE``.
        differences: How many items came or went.
    """

    def __init__(self, items: Sequence[Outline], before: ComparedItems) -> None:
        self._items, self._before = items, before
        groups = (list(each) for _, each in groupby(items, key=attrgetter("file")))
        self._files = [(_digest(group), len(group)) for group in groups]
        self._source = list(_sources(self._files, before.files))
        self._new = [place for place, source in enumerate(self._source) if source == NONE]
        self._gone = sorted({*range(len(before.near))} - {*self._source})
        self._numbers = {word: number for number, word in enumerate(before.vocabulary)}
        self._counts = [*before.counts]
        self._wordings = [one.wording for one in items]
        self._words_of_new: dict[int, Sequence[int]] = {}
        self._new_pairs: dict[int, Sequence[int]] = {}
        self._sets: dict[int, frozenset[int]] = {}
        self.differences = len(self._new) + len(self._gone)
        self.near = self._moved()
        if self.differences:
            self._count()
            self._compare(self._renew_pairs())

    def compared(self) -> ComparedItems:
        """Return what the next comparison can begin with."""
        places = range(len(self._items))
        return ComparedItems(
            files=self._files,
            vocabulary=[*self._numbers],
            counts=self._counts,
            words=NumberRows.of("I", map(self._words, places)),
            pairs=NumberRows.of("Q", map(self._pairs, places)),
            wordings=self._wordings,
            near=self.near,
        )

    def _words(self, place: int) -> Sequence[int]:
        source = self._source[place]
        return self._words_of_new[place] if source == NONE else self._before.words[source]

    def _pairs(self, place: int) -> Sequence[int]:
        new = self._new_pairs.get(place)
        return self._before.pairs[self._source[place]] if new is None else new

    def _moved(self) -> list[int]:
        """Return what was found before, by the places of now; what is gone is ``NONE``."""
        place = {source: now for now, source in enumerate(self._source)}
        near = self._before.near
        return [
            NONE if source == NONE or near[source] == NONE else place.get(near[source], NONE)
            for source in self._source
        ]

    def _count(self) -> None:
        """Give new words a number, and count in how many items each word is now."""
        words = [self._items[place].words.split() for place in self._new]
        times = Counter(chain.from_iterable(words))
        for word in times:
            self._numbers.setdefault(word, len(self._numbers))
        self._counts += [0] * (len(self._numbers) - len(self._counts))
        for word, many in times.items():
            self._counts[self._numbers[word]] += many
        for place in self._gone:
            for number in self._before.words[place]:
                self._counts[number] -= 1
        for place, each in zip(self._new, words, strict=True):
            self._words_of_new[place] = array("I", map(self._numbers.__getitem__, each))

    def _renew_pairs(self) -> set[int]:
        """Make the pairs of new items, and of those of which a word became rarer or commoner.

        Returns:
            The places of the items to compare: new ones, and those with a pair of words under
            which others are listed than before.
        """
        before, counts = self._before, self._counts
        ranks = _ranks([*self._numbers], counts)
        for place in self._new:
            self._new_pairs[place] = _pairs(self._words(place), ranks)
        if len(self._new) == len(self._items):
            return {*self._new}
        lost = Counter(chain.from_iterable(map(before.words.__getitem__, self._gone)))
        moved = {
            word
            for word, (one, other) in enumerate(zip(before.counts, counts, strict=False))
            if one.bit_length() != other.bit_length() and one > lost[word]  # others have it, too
        }
        changed = set(chain.from_iterable(map(before.pairs.__getitem__, self._gone)))
        changed.update(chain.from_iterable(self._new_pairs.values()))
        for place, source in enumerate(self._source):
            if source != NONE and moved and not moved.isdisjoint(before.words[source]):
                pairs = _pairs(before.words[source], ranks)
                if pairs != before.pairs[source]:
                    changed.update(pairs, before.pairs[source])
                    self._new_pairs[place] = pairs
        return {*self._listed(changed), *self._new}

    def _listed(self, wanted: set[int]) -> dict[int, Collection[int]]:
        """Return the places of items that have some of the pairs of words, each with those that it has."""
        listed: dict[int, Any] = {}
        now = {source: place for place, source in enumerate(self._source) if source != NONE}
        for source, pair in self._before.pairs.having(wanted):
            place = now.get(source)
            if place is not None and place not in self._new_pairs:
                listed.setdefault(place, []).append(pair)
        for place, pairs in self._new_pairs.items():
            if common := wanted.intersection(pairs):
                listed[place] = common
        return listed

    def _compare(self, again: set[int]) -> None:
        """Compare some items anew with those before them."""
        wanted: Iterable[int] = chain.from_iterable(map(self._pairs, again))
        if len(again) == len(self._items):
            wanted = (pair for pair, times in Counter(wanted).items() if times > 1)
        listed = self._listed(set(wanted))
        earlier: dict[int, list[int]] = {}
        first = {one: place for place, one in reversed([*enumerate(self._wordings)])}
        for place in again:
            self.near[place] = NONE
        for place in sorted(listed):
            if place in again:
                candidates = [earlier[pair] for pair in listed[place] if pair in earlier]
                self.near[place] = self._first_near(place, candidates)
            wording = self._wordings[place]
            if wording and first[wording] != place:
                continue  # its words are those of the first of its wording, and so is what is near it
            for pair in listed[place]:
                earlier.setdefault(pair, []).append(place)

    def _first_near(self, place: int, candidates: Iterable[Sequence[int]]) -> int:
        """Return the first place of some ascending lists that is near; ``NONE`` after ``MOST`` in vain."""
        compared = 0
        last = NONE
        for other in merge(*candidates):
            if other == last:
                continue
            last = other
            if _are_near(self._set(place), self._set(other)) and not (
                self._wordings[place] and self._wordings[place] == self._wordings[other]
            ):
                return other
            compared += 1
            if compared == MOST:
                break
        return NONE

    def _set(self, place: int) -> frozenset[int]:
        if place not in self._sets:
            self._sets[place] = frozenset(self._words(place))
        return self._sets[place]


def _digest(items: Sequence[Outline]) -> str:
    """Return a digest of what is compared of the items of a file."""
    text = "\n".join([each for one in items for each in (one.words, one.wording.hex())])
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _sources(files: Iterable[tuple[str, int]], before: Iterable[tuple[str, int]]) -> Iterator[int]:
    """Yield for each item of some files its place among those that were there before, or ``NONE``.

    A file that moved before others counts as new: an item is compared with those before it.
    """
    first = {}
    begin = 0
    for digest, many in before:
        first[digest] = begin
        begin += many
    last = NONE
    for digest, many in files:
        begin = first.get(digest, NONE)
        if begin > last:
            last = begin
            yield from range(begin, begin + many)
        else:
            yield from [NONE] * many


def _ranks(words: Sequence[str], counts: Sequence[int]) -> list[int]:
    """Return the rank of each word, the rarest first."""
    rarest = sorted(range(len(words)), key=lambda word: (counts[word].bit_length(), words[word]))
    ranks = [0] * len(words)
    for rank, word in enumerate(rarest):
        ranks[word] = rank
    return ranks


def _pairs(words: Sequence[int], ranks: Sequence[int]) -> Sequence[int]:
    """Return the pairs of words of the prefix of one item, each as one number."""
    if len(words) < _FEWEST_WORDS:
        return array("Q")
    most = len(words) - math.ceil(OVERLAP * len(words)) + 2
    prefix = sorted(sorted(words, key=ranks.__getitem__)[:most])
    return array("Q", [one << _PAIR | other for one, other in combinations(prefix, 2)])


def _are_near(one: frozenset[int], other: frozenset[int]) -> bool:
    common = len(one & other)
    return common / (len(one) + len(other) - common) >= OVERLAP
