"""A telling word of the stem comes back in the key and in no distractor.

Why: The repeated word (a "clang") points to the key without knowledge (Haladyna, Downing and Rodriguez 2002,
guideline 28b). Some words must be repeated, so this is a hint.

Bad:
    stem: What is the purpose of communication analysis?
    options:
      - id: a
        text: »To find where communication fails
        key: true
      - id: b
        text: To find the core belief
      - id: c
        text: To find the earliest memory

Good:
    stem: What is the purpose of communication analysis?
    options:
      - id: a
        text: To find where the message is lost
        key: true
      - id: b
        text: To find the core belief
      - id: c
        text: To find the earliest memory

Fix: Use another word in the key, or the same one in a distractor.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, content_words
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W203"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a key that alone shares a content word with the stem."""
    if not item.single or not item.distractors:
        return
    key = item.keys[0]
    elsewhere = set().union(*(content_words(option.text) for option in item.distractors))
    shared = (content_words(item.stem) & content_words(key.text)) - elsewhere
    if shared and not any(
        content_words(item.stem) & content_words(one.text) for one in item.distractors
    ):
        yield item.at_option(
            key, CODE, f"`{min(shared)}...` stands in the stem and in no other option"
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
