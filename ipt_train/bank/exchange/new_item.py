"""A question of another program as an item of a new bank, and what is still to be written of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipt_train.bank.core.text import HIDDEN
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.loss import TO_WRITE, Loss
from ipt_train.bank.exchange.own_id import item_id, own_parts
from ipt_train.bank.exchange.share import CONTROL
from ipt_train.vocabulary import Domain

_ORDER = (
    "id", "revision", "type", "objective", "competencies", "domain", "level", "scene", "stem", "shuffle", "prompts", "options", "sequence",
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


def new_items(drafts: Iterable[Draft], bank: str) -> tuple[list[dict[str, Any]], list[Loss]]:
    """Return the items of a bank, and what was left out or is to be written of each.

    Args:
        drafts: What was read, texts without a question too.
        bank: Id of the bank.
    """
    items: list[dict[str, Any]] = []
    losses: list[Loss] = []
    taken: set[str] = set()
    for draft in drafts:
        lost = dict.fromkeys(draft.lost)
        if not draft.data:
            called = draft.id or f"line {draft.line}"
            losses += [Loss(item=called, what=what) for what in lost]
            continue
        if draft.domain and draft.domain not in set(Domain):
            lost["the category"] = None
        name = item_id(draft.id, len(items) + 1, bank, taken, ours=draft.ours)
        item = _item(draft, name)
        if item != (item := _shown(item)):
            lost[CONTROL] = None
        items.append(item)
        losses += [Loss(item=name, what=what) for what in lost]
        losses += [
            Loss(item=name, what=f"{key}{TO_WRITE}", kind="to write") for key in _missing(item)
        ]
    return items, losses


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
