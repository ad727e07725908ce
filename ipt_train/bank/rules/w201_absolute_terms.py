"""Absolute words stand in distractors only.

Why: Test-wise learners know that "always" and "never" are seldom right (Haladyna, Downing and Rodriguez 2002,
guideline 28a). It speaks where a distractor has such a word and the key has none. The words have their place, so
this is a hint.

Bad:
    stem: How often are symptoms rated in IPT?
    options:
      - id: a
        text: »Always at every single session
      - id: b
        text: Usually at intervals that the service sets
        key: true
      - id: c
        text: Never after the first session

Good:
    stem: How often are symptoms rated in IPT?
    options:
      - id: a
        text: At the end of sessions
      - id: b
        text: At intervals that the service sets
        key: true
      - id: c
        text: At the first session

Fix: Take the absolute words out of the distractors.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, OptionView
from ipt_train.bank.rules.catch_all import says_all, says_none
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W201"

_ABSOLUTE = {
    "always",
    "never",
    "only",
    "every",
    "everyone",
    "everything",
    "all",
    "none",
    "nothing",
    "nobody",
    "completely",
    "must",
    "impossible",
    "entirely",
    "absolutely",
    "totally",
}


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first absolute distractor where the key is not absolute."""
    if not item.single or any(_absolute(key) for key in item.keys):
        return
    for option in item.distractors:
        if words := _absolute(option):
            yield item.at_option(
                option,
                CODE,
                f"`{min(words)}` stands in a distractor and not in the key",
                help="say it without",
            )
            return


def _absolute(option: OptionView) -> set[str]:
    if says_all(option.text) or says_none(option.text):
        return set()
    return _ABSOLUTE & set(option.words)


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
