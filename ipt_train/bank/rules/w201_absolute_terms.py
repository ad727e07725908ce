"""Absolute words stand in distractors only, while the key hedges.

Why: Test-wise learners know that "always" and "never" are seldom right (Haladyna, Downing and Rodriguez 2002,
guideline 28a). The words have their place, so this is a hint.

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
        text: At every session
      - id: b
        text: At intervals that the service sets
        key: true
      - id: c
        text: At the first session

Fix: Take the absolute words out of the distractors.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W201"

_ABSOLUTE = {
    "always",
    "never",
    "only",
    "every",
    "all",
    "none",
    "completely",
    "must",
    "impossible",
    "entirely",
}
_HEDGE = {
    "usually",
    "often",
    "may",
    "might",
    "can",
    "sometimes",
    "generally",
    "mostly",
    "likely",
    "tends",
}


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first absolute distractor where the key hedges."""
    if not item.single or not any(_HEDGE & set(key.words) for key in item.keys):
        return
    for option in item.distractors:
        if found := _ABSOLUTE & set(option.words):
            yield item.at_option(
                option,
                CODE,
                f"`{min(found)}` stands in a distractor while the key hedges",
                help="say it without",
            )
            return


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
