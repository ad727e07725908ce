"""Texts in GIFT: signs with a backslash before them, and the format that a text is marked with."""

import re

from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.share import Lost

PREFIX = re.compile(r"^\[(html|moodle|plain|markdown)\]")
"""The mark of a format."""

_ESCAPE = re.compile(r"\\([\\:#={}~n])|(?<=-)\\(>)")
"""Any other backslash stands for itself, as in Moodle; an arrow is our own."""


class GiftTexts:
    """Reads the texts of one question; a text without a mark has the format of the question.

    Attributes:
        form: The format of the question; empty for Moodle's own.
        lost: Takes up what a text cannot hold.
    """

    def __init__(self) -> None:
        self.form = ""
        self.lost: Lost = {}

    def question(self, text: str) -> str:
        """Return the text of the question; its format is that of the texts after it."""
        if found := PREFIX.match(text.lstrip()):
            self.form = found[1]
        return self.of(text)

    def of(self, text: str) -> str:
        """Return a text without its mark, its escapes and blanks around it."""
        found = PREFIX.match(text.lstrip())
        form = found[1] if found else self.form
        bare = unescaped(text.lstrip()[found.end() :] if found else text)
        return foreign_text(bare, form, self.lost)

    def within(self, text: str) -> str:
        """Return a part of a text, which has no mark of its own, with the blanks around it."""
        bare = unescaped(text)
        shown = foreign_text(bare, self.form, self.lost)
        before, after = bare[: len(bare) - len(bare.lstrip())], bare[len(bare.rstrip()) :]
        return f"{before}{shown}{after}" if shown else before


def unescaped(text: str) -> str:
    """Return a text as it was before signs with a meaning got a backslash."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1] or found[2], text)


def find(text: str, sign: str, start: int) -> int:
    """Return where a sign stands unescaped, from a place on; -1 for nowhere."""
    index = text.find(sign, start)
    while index >= 0 and escaped(text, index):
        index = text.find(sign, index + 1)
    return index


def split(text: str, sign: str) -> list[str]:
    """Return the parts of a text between unescaped signs."""
    parts, begin = [], 0
    while (end := find(text, sign, begin)) >= 0:
        parts.append(text[begin:end])
        begin = end + len(sign)
    return [*parts, text[begin:]]


def escaped(text: str, index: int) -> bool:
    """Whether a sign has an odd number of backslashes before it."""
    count = 0
    while index - count > 0 and text[index - count - 1] == "\\":
        count += 1
    return count % 2 == 1
