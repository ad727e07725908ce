"""The key shares most words with the other options.

Why: Authors vary the key to make distractors, so the option that has most in common with the rest is often
the key (Haladyna, Downing and Rodriguez 2002, guideline 28e).

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

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, content_words
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W204"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a key that alone shares two words or more, each with at least half the distractors."""
    if not item.single or len(item.options) < 3:
        return
    words = {option.id: content_words(option.text) for option in item.options}
    shared = {
        option.id: sum(
            len(words[option.id] & words[other.id]) for other in item.options if other is not option
        )
        for option in item.options
    }
    key = item.keys[0]
    if shared[key.id] >= 4 and all(shared[key.id] > shared[one.id] for one in item.distractors):
        yield item.at_option(key, CODE, "the key shares most words with the other options")


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
