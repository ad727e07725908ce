"""An item as plain data, the opposite of building one (``compile``)."""

from collections.abc import Mapping, Sequence
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
from ipt_train.bank.core.number import shown_number


def item_data(item: Item) -> dict[str, Any]:
    """Return an item as the plain data that ``bank.compile`` builds it from."""
    data: dict[str, Any] = {
        name: str(getattr(item, name))
        for name in (
            "id",
            "type",
            "objective",
            "domain",
            "level",
            "stem",
            "explanation",
            "certainty",
            "status",
            "credit",
            "scene",
        )
    }
    for name in ("references", "facts", "claims", "competencies", "tags", "replaces"):
        data[name] = [str(one) for one in getattr(item, name)]
    if item.picture:
        data["picture"] = {"file": item.picture.file, "text": item.picture.text}
    return data | {"revision": item.revision} | _interaction(item)


def _interaction(item: Item) -> dict[str, Any]:
    match item.interaction:
        case Choice(options=options, shuffle=shuffle):
            return {"options": _options(options), "shuffle": shuffle}
        case TrueFalse() as one:
            return {
                "key": one.key,
                "rationale_true": one.rationale_true,
                "rationale_false": one.rationale_false,
            }
        case TextEntry() as one:
            wrong = [{"text": each.text, "rationale": each.rationale} for each in one.anticipated]
            return {
                "accepted": list(one.accepted),
                "rationale": one.rationale,
                "anticipated": wrong,
            }
        case NumberEntry() as one:
            return {
                "value": shown_number(one.value),
                "tolerance": shown_number(one.tolerance),
                "units": list(one.units),
                "rationale": one.rationale,
                "anticipated": [
                    {"value": shown_number(each.value), "rationale": each.rationale}
                    for each in one.anticipated
                ],
            }
        case Ordering(sequence=sequence):
            return {"sequence": _options(sequence)}
        case Matching(prompts=prompts, options=options):
            rows: Sequence[Mapping[str, str]] = [
                {"id": row.id, "text": row.text, "key": row.key, "rationale": row.rationale}
                for row in prompts
            ]
            return {"prompts": rows, "options": _options(options)}
        case Cloze(passage=passage, gaps=gaps):
            filled = [
                {"id": gap.id, "accepted": list(gap.accepted), "rationale": gap.rationale}
                for gap in gaps
            ]
            return {"passage": passage, "gaps": filled}


def _options(options: Sequence[Option]) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "text": one.text, "rationale": one.rationale, "key": one.key}
        for one in options
    ]
