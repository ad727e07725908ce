"""Two items are alike in nearly all their words.

Why: A near copy trains its wording and not the idea (house rule). Items count as near copies when the sets of
their content words, stem and options together, overlap by at least 85 % (Jaccard), a convention of this project.

Bad:
    Two items that differ in one word of the stem.

Good:
    Two items of one objective, one asking for the fact and one for its use in a case.

Fix: Retire one of the two, or let it ask in another way.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules.rule import LibraryRule
from ipt_train.vocabulary import Severity

CODE = "B004"

OVERLAP = 0.85
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
    for index, item in enumerate(items):
        common = shared.intersection(pairs[index])
        candidates = set(chain.from_iterable(earlier.get(pair, ()) for pair in common))
        near = [other for other in candidates if _are_near(item, items[other])]
        if near:
            message = f"nearly the same words as {items[min(near)].id}"
            yield item.at(CODE, message, help="let one ask in another way")
        for pair in common:
            earlier.setdefault(pair, []).append(index)


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
