"""Two items are alike in nearly all their words.

Why: A near copy trains its wording and not the idea (house rule). Items count as near copies when the sets of
their content words, stem and options together, overlap by at least 85 % (Jaccard), a convention of this project.
An item is compared with the first 500 earlier ones that share its rarest words, so that a bank of nothing but
copies is checked in seconds too.

Bad:
    Two items that differ in one word of the stem.

Good:
    Two items of one objective, one asking for the fact and one for its use in a case.

Fix: Retire one of the two, or let it ask in another way.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, combinations

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules.rule import LibraryRule
from ipt_train.vocabulary import Severity

CODE = "B004"

OVERLAP = 0.85
MOST = 500
_FEWEST_WORDS = 8


def check(items: Sequence[Outline]) -> Iterator[Finding]:
    """Yield items of any bank that are nearly the same as an earlier one.

    Two sets that overlap by 85 % share at least two of the words in a short prefix of
    each, rarest first, so only items that do are compared (prefix filtering: Chaudhuri,
    Ganti and Kaushik 2006; with several words: Wang, Li and Feng 2012).
    """
    counts = Counter(chain.from_iterable(item.words for item in items))
    ranks = {word: rank for rank, (word, _) in enumerate(sorted(counts.items(), key=_rarity))}
    pairs = [list(_pairs(sorted(map(ranks.__getitem__, item.words)), len(ranks))) for item in items]
    shared = {pair for pair, times in Counter(chain.from_iterable(pairs)).items() if times > 1}
    earlier: dict[int, list[int]] = {}
    wordings: set[bytes] = set()
    for index, item in enumerate(items):
        common = shared.intersection(pairs[index])
        near = _first_near(item, items, [earlier[pair] for pair in common if pair in earlier])
        if near is not None:
            message = f"nearly the same words as {near.id}"
            yield item.at(CODE, message, help="let one ask in another way")
        if item.wording and item.wording in wordings:
            continue  # whatever is near this one is near the first of its wording
        wordings.add(item.wording)
        for pair in common:
            earlier.setdefault(pair, []).append(index)


def _first_near(
    item: Outline, items: Sequence[Outline], candidates: Iterable[Sequence[int]]
) -> Outline | None:
    """Return the first item of some ascending lists that is near; None after ``MOST`` in vain."""
    compared = 0
    last = -1
    for index in merge(*candidates):
        if index == last:
            continue
        last = index
        if _are_near(item, items[index]):
            return items[index]
        compared += 1
        if compared == MOST:
            return None
    return None


def _pairs(rarest: Sequence[int], many: int) -> Iterator[int]:
    """Yield the pairs of words of the prefix of one item, each as one number."""
    if len(rarest) >= _FEWEST_WORDS:
        prefix = rarest[: len(rarest) - math.ceil(OVERLAP * len(rarest)) + 2]
        for one, other in combinations(prefix, 2):
            yield one * many + other


def _are_near(item: Outline, other: Outline) -> bool:
    common = len(item.words & other.words)
    overlap = common / (len(item.words) + len(other.words) - common)
    return overlap >= OVERLAP and not (item.wording and item.wording == other.wording)


def _rarity(one: tuple[str, int]) -> tuple[int, str]:
    return one[1], one[0]


RULE = LibraryRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
