"""Signs that cannot be seen, or are easily taken for others, by their names."""

import re
import unicodedata

BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that are no spaces; a regular expression's range."""

_UNSEEN = re.compile(
    f"[{BLANKS}\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_SCRIPT = re.compile(r"\b(?:latin|cyrillic|greek|armenian|roman|cherokee)\b")
COLONS = "\uff1a\ufe55\ufe13\ua789\u2236\u02d0"
"""Signs that look like a colon."""


def named(sign: str) -> str:
    """Return a sign by its name and number, such as ``a no-break space (U+00A0)``."""
    name = unicodedata.name(sign, "unseen sign").lower().replace("fullwidth", "full-width")
    name = _SCRIPT.sub(lambda script: script[0].capitalize(), name)
    article = "an" if name[0] in "aeioAEIO" else "a"
    return f"{article} {name} (U+{ord(sign):04X})"


def is_blank(sign: str) -> bool:
    """Whether a sign takes up space."""
    return unicodedata.category(sign) == "Zs"


def unseen(text: str) -> tuple[int, str] | None:
    """Return where the first sign stands that cannot be seen, and its name; None where none does."""
    found = _UNSEEN.search(text)
    return (found.start(), named(found[0])) if found else None


def lookalike(text: str) -> str:
    """Return the name of the first sign that looks like a letter, figure or hyphen of plain ASCII; empty where none does.

    Letters of another script count only beside plain ones, and Latin letters with accents never: they can be seen.
    """
    plain = any("a" <= letter <= "z" for letter in text.lower())
    for sign in text:
        if sign.isascii() or unicodedata.category(sign)[0] not in "LNP":
            continue
        same = unicodedata.normalize("NFKC", sign).isascii()
        if same or (plain and not unicodedata.name(sign, "LATIN").startswith("LATIN ")):
            return named(sign)
    return ""


def holding(text: object) -> str:
    """Return what to add to a message about a plain word that holds an unseen sign or a lookalike, or an empty text."""
    if not isinstance(text, str) or text.isascii():
        return ""
    found = unseen(text)
    sign = found[1] if found else lookalike(text)
    return f", as it holds {sign}" if sign else ""
