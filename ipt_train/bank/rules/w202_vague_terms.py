"""An option says "usually", "many" or the like.

Why: People understand such words differently, so whether an option is right becomes a matter of taste
(Case and Swanson 2002).

Bad:
    stem: How long does acute IPT last?
    options:
      - id: a
        text: »Usually quite a few sessions
        key: true
      - id: b
        text: A year
      - id: c
        text: One session

Good:
    stem: How long does acute IPT last in the first manuals?
    options:
      - id: a
        text: Twelve to sixteen sessions
        key: true
      - id: b
        text: A year
      - id: c
        text: One session

Fix: Name the number, the source or the condition.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W202"

_VAGUE = {
    "usually",
    "often",
    "frequently",
    "infrequently",
    "rarely",
    "seldom",
    "generally",
    "sometimes",
    "occasionally",
    "commonly",
    "typically",
    "mostly",
    "many",
    "most",
    "some",
    "few",
    "several",
}
_SUPERLATIVE = re.compile(
    r"\b(?:the|at) most\b|\bmost \w+(?:ed|ive|ent|ant|ful|ous|al|ible|able|ly)\b|\btend(?:s|ed)? to\b",
    re.I,
)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield options with a vague word of frequency or number."""
    for option in item.options:
        words = _VAGUE & set(_WORD.findall(_SUPERLATIVE.sub("", option.text.lower())))
        if _TENDS.search(option.text):
            words |= {"tend to"}
        if words:
            yield item.at_option(
                option, CODE, f"`{min(words)}` means different things to different people"
            )


_WORD = re.compile(r"[a-z]+")
_TENDS = re.compile(r"\btend(?:s|ed)? to\b", re.I)


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
