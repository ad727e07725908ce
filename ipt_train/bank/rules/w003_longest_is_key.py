"""The key stands out by its length.

Why: Authors write the key with care and the distractors in haste, and test-wise learners know it. Of the
flaws that a program can see it is among the most damaging (Schmucker and Moore 2025). Readers judge it by eye,
so the limits are those at which a line is seen to be longer. A key of three words and 30 characters or more
stands out when it is over 1.2 times as long as the longest distractor and at least 8 characters longer; shorter
ones are mostly terms, whose length nobody chose. A key of any length stands out when it has at most 0.4 times
the characters of the shortest distractor and 20 fewer. "None of the above" and the like do not count, nor do
options that are all numbers. The limits are conventions of this project.

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

Fix: Shorten the key, or write distractors as full as it is; a key that is too short needs what they have.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.catch_all import catches_all
from ipt_train.bank.rules.quantity import quantity
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W003"

WORDS, CHARACTERS = 3, 30
RATIO, LONGER_BY = 1.2, 8
SHORT, SHORTER_BY = 0.4, 20


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a key that its length gives away."""
    if not item.single or not item.distractors:
        return
    key = item.keys[0]
    lengths = sorted(len(option.text) for option in item.distractors)
    if lengths[0] <= len(key.text) <= lengths[-1] and not item.mentions("none", "neither", "all "):
        return
    speaks = catches_all(item)
    others = [len(option.text) for option in item.distractors if option not in speaks]
    if not others or key in speaks:
        return
    length = len(key.text)
    if len(key.text.split()) >= WORDS and _is_long(length, max(others)):
        if all(quantity(option.text) for option in item.options):
            return
        yield item.at_option(
            key,
            CODE,
            f"the key is the longest option: {length} characters against {max(others)}",
            help="shorten the key, or write distractors as full as it is",
        )
    elif length <= SHORT * min(others) and min(others) - length >= SHORTER_BY:
        yield item.at_option(
            key,
            CODE,
            f"the key is by far the shortest option: {length} characters against {min(others)}",
            help="say more in the key, or write distractors as short as it is",
        )


def _is_long(length: int, longest: int) -> bool:
    return length >= CHARACTERS and length > RATIO * longest and length - longest >= LONGER_BY


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
