"""An item as the keys of a bank, the opposite of building one."""

from dataclasses import asdict
from typing import Any

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.exchange.typed_number import plain_number
from ipt_train.vocabulary import ItemType

_WORDS = ("stem", "explanation", "objective", "level", "domain", "certainty", "status")
_LISTS = ("references", "facts", "claims", "competencies", "tags", "replaces")
_RIGHT_OR_WRONG = (
    ItemType.SINGLE_BEST_ANSWER,
    ItemType.TRUE_FALSE,
    ItemType.SHORT_ANSWER,
    ItemType.NUMERICAL,
)


def item_data(item: Item) -> dict[str, Any]:
    """Return an item as plain data; what stands around it, its id, bank, case and picture, is left out."""
    data: dict[str, Any] = {"type": str(item.type), "revision": item.revision}
    data |= {name: str(getattr(item, name)) for name in _WORDS}
    data |= {name: list(several) for name in _LISTS if (several := getattr(item, name))}
    if item.scene:
        data["scene"] = item.scene
    if item.type not in _RIGHT_OR_WRONG:
        data["credit"] = str(item.credit)
    return data | _interaction(item)


def _interaction(item: Item) -> dict[str, Any]:
    match item.interaction:
        case Choice(options=options, shuffle=shuffle):
            return {"options": [_option(one) for one in options]} | (
                {} if shuffle else {"shuffle": False}
            )
        case TrueFalse() as task:
            return asdict(task)
        case TextEntry() as task:
            data = {"accepted": list(task.accepted), "rationale": task.rationale}
            wrong = [asdict(one) for one in task.anticipated]
            return data | ({"anticipated": wrong} if wrong else {})
        case NumberEntry() as task:
            return _number(task)
        case Ordering(sequence=sequence):
            return {"sequence": [_option(one) for one in sequence]}
        case Matching() as task:
            prompts = [asdict(one) for one in task.prompts]
            return {"prompts": prompts, "options": [_option(one) for one in task.options]}
        case Cloze() as task:
            gaps = [asdict(gap) | {"accepted": list(gap.accepted)} for gap in task.gaps]
            return {"passage": task.passage, "gaps": gaps}


def _option(option: Option) -> dict[str, Any]:
    data: dict[str, Any] = {"id": option.id, "text": option.text}
    return data | ({"key": True} if option.key else {}) | {"rationale": option.rationale}


def _number(task: NumberEntry) -> dict[str, Any]:
    data: dict[str, Any] = {"value": plain_number(task.value), "rationale": task.rationale}
    if task.tolerance:
        data["tolerance"] = plain_number(task.tolerance)
    if task.units:
        data["units"] = list(task.units)
    wrong = [
        {"value": plain_number(one.value), "rationale": one.rationale} for one in task.anticipated
    ]
    return data | ({"anticipated": wrong} if wrong else {})
