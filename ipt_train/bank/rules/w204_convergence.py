"""The key shares most words with the other options.

Why: Authors vary the key to make distractors, so the option that has most in common with the rest is often
the key: of "A and B", "A and C", "D and B" it is the first (Haladyna, Downing and Rodriguez 2002, guideline 28e).

Bad:
    stem: What are the aims of acute IPT?
    options:
      - id: a
        text: »Fewer symptoms and better relationships
        key: true
      - id: b
        text: Fewer symptoms and deeper insight
      - id: c
        text: Changed personality and better relationships

Good:
    stem: What are the aims of acute IPT?
    options:
      - id: a
        text: Fewer symptoms and better relationships
        key: true
      - id: b
        text: Changed personality and deeper insight
      - id: c
        text: Better habits of thought and action

Fix: Give distractors words of their own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, content_words
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W204"


_JOINT = re.compile(r"\s*(?:,|;|&|\band\b|\bor\b|\bwith\b)\s*")


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a key of several parts that shares each with a distractor, or most of the words."""
    if not item.single or len(item.options) < 3:
        return
    key = item.keys[0]
    if _shares_parts(item) or _shares_words(item):
        yield item.at_option(key, CODE, "the key shares most words with the other options")


def _shares_parts(item: ItemView) -> bool:
    """Whether the key alone is put together from parts that all stand in other options."""
    parts = {
        option.id: [part for part in _JOINT.split(option.text.casefold().strip(" .")) if part]
        for option in item.options
    }
    if any(len(each) < 2 for each in parts.values()):
        return False
    counts = Counter(chain.from_iterable(set(each) for each in parts.values()))
    whole = [name for name, each in parts.items() if all(counts[part] > 1 for part in each)]
    return whole == [item.keys[0].id]


def _shares_words(item: ItemView) -> bool:
    words = {option.id: content_words(option.text) for option in item.options}
    shared = {
        option.id: sum(
            len(words[option.id] & words[other.id]) for other in item.options if other is not option
        )
        for option in item.options
    }
    key = item.keys[0]
    return shared[key.id] >= 4 and all(shared[key.id] > shared[one.id] for one in item.distractors)


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
