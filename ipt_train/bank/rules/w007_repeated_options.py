"""Two options say the same.

Why: Two equal options are both right or both wrong, so the item has an option less than it seems, or two keys;
more than one correct answer is the most damaging flaw of all (Schmucker and Moore 2025).

Bad:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: »aaron beck.

Good:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: John Bowlby

Fix: Replace one of the two.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W007"

FEWEST_LETTERS = 4
"""In shorter texts capitals may matter: Co and CO, mW and MW."""

_AROUND = ' .,;!"“”'
_AROUND_A_WORD = " .,;!“”"
"""Straight quotes count around one word: in program code true and \"true\" are not the same."""
_LABEL = re.compile(r"^\(?[a-h][).:]\s+", re.I)

_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouyAEIOUY")

_CASE_COUNTS = re.compile(r"\b(?:capital|upper|lower|case|spel\w+|punctuat\w+)", re.I)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield options that repeat an earlier one, but for capitals, spacing, an article and signs around."""
    ends = {option.text.casefold().rstrip(_AROUND)[-3:] for option in item.options}
    if len(ends) == len(item.options) and not any(end.isdigit() for text in ends for end in text):
        return
    seen: dict[str, str] = {}
    exact = bool(_CASE_COUNTS.search(item.stem))
    for option in item.options:
        same = option.text if exact else _same(option.text)
        if same and same in seen:
            yield item.at_option(
                option,
                CODE,
                f"option {option.id} says the same as option {seen[same]}",
                help="replace one of the two",
            )
        seen.setdefault(same, option.id)


def _same(text: str) -> str:
    """Return a text in which no difference is left that does not count."""
    words = text.replace("’", "'").strip(_AROUND if " " in text.strip() else _AROUND_A_WORD)
    if words[:1] == "(" or words[1:2] in ").:":
        words = _LABEL.sub("", words)
    if words[:1].isdigit():
        words = re.sub(r"(?<=\d),(?=\d{3}\b)", "", re.sub(r"^(\d+)\.0+$", r"\1", words))
    if len(words) < 3 * FEWEST_LETTERS and sum(map(str.isalpha, words)) < FEWEST_LETTERS:
        return words or text
    words = _WORD.sub(_folded, words)
    return words.removeprefix("the ").removeprefix("an ").removeprefix("a ")


def _folded(word: re.Match[str]) -> str:
    """Return a word in small letters, unless it is a symbol such as Cc or mW."""
    text = word[0]
    symbol = len(text) < FEWEST_LETTERS and (
        text[1:] != text[1:].lower() or _VOWELS.isdisjoint(text)
    )
    return text if symbol else text.casefold()


RULE = ItemRule(
    code=CODE,
    severity=Severity.ERROR,
    language="en",
    explanation=__doc__,
    check=check,
)
