"""A card that was made of an item: the item stands in it as plain data that nobody sees.

The data stands in the field with the id of the item, which only the back of the card shows. With it
stands a digest of what the card says, so that what somebody changed on the card is not passed over.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from html import escape, unescape
from typing import Any

from ipt_train.bank.exchange.anki_note import AnkiNote
from ipt_train.bank.exchange.draft import Draft, UnreadableError
from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.label import unheld
from ipt_train.bank.exchange.stem_picture import Files, StemPicture

NOTE_TYPE = "IPT question"
"""What the type of our notes is called."""

_CHANGED = "what was changed on the card in Anki"
_DATA = re.compile(r"""<span data-ipt=(['"])(.*?)\1>(.*?)</span>""", re.S)
_SHOWN = 3
"""How many fields after that with the data say what the card says."""
_ROWS = ("options", "sequence", "prompts", "gaps", "anticipated")
_TEXT_LISTS = frozenset("accepted units references facts claims competencies tags replaces".split())
_TEXTS = frozenset(
    "type stem explanation objective level domain certainty status credit rationale "
    "rationale_true rationale_false passage".split()
)
_NUMBERS = frozenset(["revision", "value", "tolerance"])
_LARGEST = 1e15
_NAMED = {"options": {"id"}, "sequence": {"id"}, "prompts": {"id", "key"}, "gaps": {"id"}}
"""What the rows of an item cannot do without."""


def with_data(name: str, data: dict[str, Any], shown: Sequence[str]) -> str:
    """Return the field with the id of an item and the item itself.

    Args:
        name: Its id.
        data: The item as the keys of a bank.
        shown: What the card says, as HTML.
    """
    held = json.dumps({"id": name, "shown": _digest(shown), "item": data}, ensure_ascii=False)
    return f"<span data-ipt='{escape(held)}'>{escape(name)}</span>"


def is_own(note: AnkiNote) -> bool:
    """Whether a note holds an item."""
    return any(_DATA.search(text) for text in note.fields.values())


def own_draft(note: AnkiNote, files: Files) -> Draft | None:
    """Return the item that a card was made of; None for any other card.

    Raises:
        UnreadableError: The data of the item is damaged.
    """
    fields = list(note.fields.values())
    at = next((number for number, one in enumerate(fields) if _DATA.search(one)), None)
    if at is None:
        return None
    marked = _DATA.search(fields[at])
    assert marked  # the field was chosen for it
    try:
        held = json.loads(unescape(marked[2]))
        name, data, digest = held["id"], held["item"], held["shown"]
        sound = isinstance(name, str) and isinstance(data, dict) and _is_item(data)
    except (ValueError, KeyError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise UnreadableError(
            note.line, 1, "the item in this card is damaged: use the bank that it was made from"
        )
    shown = fields[at + 1 : at + 1 + _SHOWN]
    picture = StemPicture(files)
    for text in shown[:1]:
        foreign_text(text, "html", {}, picture)
    changed = [_CHANGED] if _digest(shown) != digest else []
    return Draft(
        id=name,
        domain="",
        line=note.line,
        data=data,
        lost=[*changed, *unheld(note.tags)],
        ours=True,
        picture=picture.taken,
    )


def _digest(shown: Sequence[str]) -> str:
    """Return a digest of what a card says, whatever program wrote its HTML."""
    words = "\x1f".join(" ".join(foreign_text(text, "html", {}).split()) for text in shown)
    return sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()[:16]


def _is_item(data: dict[str, Any]) -> bool:
    """Whether data has the shape of an item; whether it makes sense is for the check of the bank."""
    return {"type", "stem"} <= data.keys() and all(_fits(key, data[key]) for key in data)


def _fits(key: str, value: Any) -> bool:
    if key in _TEXTS:
        return isinstance(value, str)
    if key in _NUMBERS:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and abs(value) < _LARGEST
    if key in ("key", "shuffle"):
        return isinstance(value, bool)
    if key in _TEXT_LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return (
        key in _ROWS
        and isinstance(value, list)
        and all(_is_row(one, _NAMED.get(key, set())) for one in value)
    )


def _is_row(row: Any, named: set[str]) -> bool:
    """Whether one option, prompt, gap or foreseen answer has its shape."""
    if not isinstance(row, dict) or not named <= row.keys():
        return False
    return all(
        isinstance(value, str)
        or (key == "key" and isinstance(value, bool))
        or (key == "value" and _fits("value", value))
        or (key == "accepted" and _fits("accepted", value))
        for key, value in row.items()
    )
