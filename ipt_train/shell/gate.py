"""The one gate through which text from banks, logs and files reaches the terminal."""

import re
import unicodedata

# Controls, bidirectional overrides and lone surrogates could repaint or reorder the screen.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_PLAIN = str.maketrans({
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "·": "|",
    "•": "*", "×": "x", "→": "->", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u2011": "-",
})  # fmt: skip  # a table


def clean(text: str, *, ascii_only: bool = False) -> str:
    """Return a text that shows what it says and does nothing else.

    Args:
        text: Any text.
        ascii_only: Replace what the terminal cannot show by its nearest plain letters.
    """
    text = _UNSAFE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    if not ascii_only or text.isascii():
        return text
    folded = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    without_marks = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return without_marks.encode("ascii", "replace").decode()
