"""The stem ends in "a" or "an", which rules options out.

Why: An article that fits only the key gives it away without any knowledge (Haladyna, Downing and Rodriguez
2002, guideline 28).

Bad:
    stem: »A client who lost her mother and then became depressed has an
    options:
      - id: a
        text: episode linked with grief
        key: true
      - id: b
        text: role dispute
      - id: c
        text: transition

Good:
    stem: A client lost her mother and then became depressed. Which area fits?
    options:
      - id: a
        text: Grief
        key: true
      - id: b
        text: Role dispute
      - id: c
        text: Role transition

Fix: Ask a full question, or move the article into the options.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W104"

_ARTICLE = re.compile(r"\b(an?)[\s:.…_-]*$")
_SAID_AS_CONSONANT = re.compile(r"(?:uni(?!n|m)|use|usu|utah|ute|eu|ewe|one\b|once|u\b|ubiq)", re.I)
_SAID_AS_VOWEL = re.compile(r"(?:hour|honest|hono|heir)", re.I)
_LETTERS = re.compile(r"[A-Z]{2,}s?\b")


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem whose last article fits some options and not others."""
    if not item.options or not item.stem.rstrip(" :.…_-").endswith((" a", " an")):
        return
    article = _ARTICLE.search(item.stem)
    if not article:
        return
    if len({_begins_with_vowel(option.text) for option in item.options}) > 1:
        yield item.at(
            "stem",
            CODE,
            f"the stem ends in `{article[1]}`, which rules options out",
            help="ask a full question",
        )


def _begins_with_vowel(text: str) -> bool:
    """Whether a text is said with a vowel at its beginning."""
    if _LETTERS.match(text):
        return text[0] in "AEFHILMNORSX"
    if _SAID_AS_CONSONANT.match(text):
        return False
    return text[:1].lower() in "aeiou" or bool(_SAID_AS_VOWEL.match(text))


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
