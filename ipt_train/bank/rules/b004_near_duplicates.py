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
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from ipt_train.bank.finding import Finding
from ipt_train.bank.item_view import ItemView, content_words
from ipt_train.vocabulary import Severity

CODE = "B004"
NAME = "near-duplicates"
SEVERITY = Severity.WARNING
DEFAULT = True

OVERLAP = 0.85
_FEWEST_WORDS = 8
_SHARED = 3


def check_all(items: Sequence[ItemView]) -> Iterator[Finding]:
    """Yield items of any bank that are nearly the same as an earlier one.

    Two sets that overlap by 85 % share at least three of the words in a short prefix of
    each, rarest first, so only items that do are compared (prefix filtering: Chaudhuri,
    Ganti and Kaushik 2006; with several words: Wang, Li and Feng 2012).
    """
    words = [_words(item) for item in items]
    counts = Counter(word for each in words for word in each)
    sharing: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, (item, own) in enumerate(zip(items, words, strict=True)):
        if len(own) < _FEWEST_WORDS:
            continue
        rarest = sorted(own, key=lambda word: (counts[word], word))
        prefix = rarest[: len(own) - math.ceil(OVERLAP * len(own)) + _SHARED]
        groups = list(combinations(prefix, _SHARED))
        for other in sorted({candidate for group in groups for candidate in sharing[group]}):
            common = len(own & words[other])
            overlap = common / (len(own) + len(words[other]) - common)
            if overlap >= OVERLAP and not _same(item, items[other]):
                message = f"nearly the same words as {items[other].id}"
                yield item.at("stem", CODE, message, help="let one ask in another way")
                break
        for group in groups:
            sharing[group].append(index)


def _words(item: ItemView) -> frozenset[str]:
    return frozenset(
        content_words(" ".join([item.stem, *(option.text for option in item.options)]))
    )


def _same(item: ItemView, other: ItemView) -> bool:
    """Whether B003 reports the pair already."""
    return item.stem.casefold() == other.stem.casefold() and sorted(
        option.text.casefold() for option in item.options
    ) == sorted(option.text.casefold() for option in other.options)
