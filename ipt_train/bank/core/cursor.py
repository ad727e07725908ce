"""What stands under the cursor of an editor: a word, and the key that it belongs to."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[\w][\w./-]*")
_KEY = re.compile(r"^(?P<indent>\s*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)\s*:(?=\s|$)")
_FLOW_KEY = re.compile(r"[{,]\s*([A-Za-z_][\w-]*)\s*:(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorWord:
    """A word of a bank's text.

    Attributes:
        text: The word, empty where there is none.
        key: The key whose value it is or stands in; empty at the top.
        is_key: Whether it is that key itself.
        start: Column at which it begins, from 0, in characters.
        end: Column behind it.
    """

    text: str
    key: str
    is_key: bool
    start: int
    end: int


def word_at(text: str, line: int, column: int) -> CursorWord:
    """Return the word at a place, or before it.

    Args:
        text: The text of a bank; it need not be well formed.
        line: Line, from 0.
        column: Column, from 0, in characters.
    """
    lines = text.splitlines()
    shown = lines[line] if line < len(lines) else ""
    found = next((one for one in _WORD.finditer(shown) if one.start() <= column <= one.end()), None)
    start, end = found.span() if found else (column, column)
    key = _KEY.match(shown)
    if key and key.start("key") <= start <= key.end("key") and (found or start < key.end()):
        return CursorWord(text=key["key"], key=key["key"], is_key=True, start=start, end=end)
    return CursorWord(
        text=found[0] if found else "",
        key=_key_before(lines, line, start),
        is_key=False,
        start=start,
        end=end,
    )


def _key_before(lines: list[str], line: int, column: int) -> str:
    """Return the nearest key before a place whose value the place is in."""
    shown = lines[line][:column] if line < len(lines) else ""
    if flow := _FLOW_KEY.findall(shown):
        return str(flow[-1])
    if own := _KEY.match(shown):
        return own["key"]
    room = len(shown) - len(shown.lstrip())
    for above in reversed(lines[:line]):
        key = _KEY.match(above)
        if key and (len(above) - len(above.lstrip()) < room or _opens_list(above, room)):
            return key["key"]
    return ""


def _opens_list(above: str, room: int) -> bool:
    """Whether a line is a key whose list stands in the same column, as YAML allows."""
    return len(above) - len(above.lstrip()) == room and above.rstrip().endswith(":")
