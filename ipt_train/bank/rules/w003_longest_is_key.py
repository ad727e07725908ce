"""The key is clearly the longest option.

Why: Authors write the key with care and the distractors in haste, and test-wise learners know it. Of the
flaws that a program can see it is among the most damaging (Schmucker and Moore 2025). The key counts as
clearly longest when it has three words or more, is over 1.2 times as long as every other option, and at
least six characters longer.

Bad:
    stem: What does the therapist do first in a dispute?
    options:
      - id: a
        text: »Find out the stage that the dispute has reached and what each of the two expects
        key: true
      - id: b
        text: Give advice
      - id: c
        text: Wait and see

Good:
    stem: What does the therapist do first in a dispute?
    options:
      - id: a
        text: Find out the stage that the dispute has reached
        key: true
      - id: b
        text: Give advice that the client can use the same day
      - id: c
        text: Wait until the client brings up the dispute

Fix: Shorten the key, or write distractors as full as it is.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W003"

RATIO = 1.2
LONGER_BY = 6
WORDS = 3


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a key that its length gives away."""
    if not item.single or not item.distractors:
        return
    key = item.keys[0]
    others = max(len(option.text) for option in item.distractors)
    length = len(key.text)
    if len(key.text.split()) >= WORDS and length > RATIO * others and length - others >= LONGER_BY:
        yield item.at_option(
            key,
            CODE,
            f"the key is the longest option: {length} characters against {others}",
            help="shorten the key, or write distractors as full as it is",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
