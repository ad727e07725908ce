"""An item as the keys of a bank, as a card carries it: without what stands around it, and without what is empty."""

from decimal import Decimal
from typing import Any

from ipt_train.bank.core.item_data import item_data
from ipt_train.bank.core.model import Item
from ipt_train.bank.exchange.typed_number import plain_number
from ipt_train.vocabulary import ItemType

_AROUND = frozenset(["id", "scene", "picture"])
_NUMBERS = frozenset(["value", "tolerance"])
_NEEDED = frozenset(["value", "key", "references", "facts"])
"""Keys that a bank wants even where nothing or no stands in them."""
_RIGHT_OR_WRONG = (
    ItemType.SINGLE_BEST_ANSWER,
    ItemType.TRUE_FALSE,
    ItemType.SHORT_ANSWER,
    ItemType.NUMERICAL,
)
"""Types that have no rule for a part of the marks."""


def card_data(item: Item, stem: str) -> dict[str, Any]:
    """Return an item as a card carries it.

    Args:
        item: The item.
        stem: What the card asks: a scene stands above the stem.
    """
    data = {name: value for name, value in item_data(item).items() if name not in _AROUND}
    if item.type in _RIGHT_OR_WRONG:
        del data["credit"]
    return {name: _plain(name, value) for name, value in data.items() if _counts(name, value)} | {
        "stem": stem
    }


def _counts(name: str, value: Any) -> bool:
    """Whether a key says more than a bank says without it."""
    if name == "shuffle":
        return value is False
    return value != "0" if name == "tolerance" else name in _NEEDED or bool(value)


def _plain(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return plain_number(Decimal(value))
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return [
            {key: _plain(key, one) for key, one in row.items() if one is not False} for row in value
        ]
    return value
