"""A question of another program as an item of a new bank, and what is still to be written of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ipt_train.bank.core.text import HIDDEN
from ipt_train.bank.exchange.draft import Draft, ForeignPicture
from ipt_train.bank.exchange.html_field import MEDIUM
from ipt_train.bank.exchange.loss import TO_WRITE, Loss
from ipt_train.bank.exchange.own_id import item_id, own_parts
from ipt_train.bank.exchange.picture_file import safe_name
from ipt_train.bank.exchange.share import CONTROL
from ipt_train.bank.exchange.stem_picture import MOVED, UNSEEN
from ipt_train.bank.source.pictures import FOLDER
from ipt_train.vocabulary import Domain

_ORDER = (
    "id", "revision", "type", "objective", "competencies", "domain", "level", "scene", "stem", "picture", "shuffle", "prompts", "options", "sequence",
    "key", "rationale_true", "rationale_false", "accepted", "value", "tolerance", "units", "rationale", "anticipated", "passage", "gaps", "credit", "explanation",
    "references", "facts", "claims", "certainty", "status", "tags", "replaces",
)  # fmt: skip  # a table
_WANTED: dict[str, Any] = {
    "objective": None,
    "level": None,
    "explanation": None,
    "references": [],
    "facts": [],
    "certainty": None,
}
"""What no other format has: left empty, so that the check of the new bank asks for it."""


@dataclass(slots=True, kw_only=True)
class NewItems:
    """What a bank is made of.

    Attributes:
        rows: The items, as the keys of a bank.
        losses: What was left out or is to be written of each.
        pictures: The bytes of their pictures, by the file beside the bank.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def new_items(drafts: Iterable[Draft], bank: str, *, pictures: bool = True) -> NewItems:
    """Return the items of a bank.

    Args:
        drafts: What was read, texts without a question too.
        bank: Id of the bank.
        pictures: Whether there is a place for pictures; else their texts stand in the stems.
    """
    made = NewItems()
    items, losses = made.rows, made.losses
    taken: set[str] = set()
    for draft in drafts:
        lost = dict.fromkeys(draft.lost)
        if not draft.data:
            called = draft.id or f"line {draft.line}"
            losses += [Loss(item=called, what=what) for what in lost]
            continue
        unseen = False
        if draft.picture and pictures:
            file = f"{FOLDER}/{safe_name(draft.picture.name, draft.picture.data)}"
            made.pictures[file] = draft.picture.data
            unseen = not draft.picture.text
            draft.data["picture"] = {"file": file, "text": draft.picture.text or UNSEEN}
        elif draft.picture:
            lost.pop(MOVED, None)
            lost[MEDIUM] = None
            draft.data["stem"] = _with_text(draft.data["stem"], draft.picture)
        if draft.domain and draft.domain not in set(Domain):
            lost["the category"] = None
        name = item_id(draft.id, len(items) + 1, bank, taken, ours=draft.ours)
        item = _item(draft, name)
        if item != (item := _shown(item)):
            lost[CONTROL] = None
        items.append(item)
        losses += [Loss(item=name, what=what) for what in lost]
        losses += [
            Loss(item=name, what=f"{key}{TO_WRITE}", kind="to write")
            for key in (*_missing(item), *(["the text of a picture"] if unseen else []))
        ]
    return made


def _with_text(stem: str, picture: ForeignPicture) -> str:
    """Return a stem with what a picture shows above it, in the place of the picture."""
    return f"{picture.text}\n\n{stem}" if picture.text else stem


def _item(draft: Draft, name: str) -> dict[str, Any]:
    data = {"id": name, "revision": 1, "status": "draft", **_WANTED, **own_parts(draft.data)}
    if draft.domain in set(Domain) and "domain" not in draft.data:
        data["domain"] = draft.domain
    return {key: _blank(data[key]) for key in _ORDER if key in data}


def _blank(value: Any) -> Any:
    """Return a value with empty texts as nothing, which the check reports as empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, Mapping):
        return {key: _blank(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_blank(one) for one in value]
    return value


def _shown(value: Any) -> Any:
    """Return a value without signs that must not be shown."""
    if isinstance(value, str):
        return HIDDEN.sub("", value) or None
    if isinstance(value, Mapping):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return value


def _missing(item: Mapping[str, Any]) -> Iterable[str]:
    for key, value in item.items():
        if value is None or value == []:
            yield key
        for part in value if isinstance(value, list) else ():
            for name in ("text", "rationale"):
                if isinstance(part, Mapping) and part.get(name, "") is None:
                    yield f"a {name} of {key}"
