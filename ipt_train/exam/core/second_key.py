"""Second keys: another answer that is marked like the key, for a question that proved to have two."""

from collections.abc import Collection
from dataclasses import replace

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Interaction,
    Item,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.number import read_number, same_unit
from ipt_train.errors import PaperError


def with_key(item: Item, text: str) -> Item:
    """Return an item that has another answer as its key.

    Args:
        item: The item.
        text: The answer, spelt as ``course export`` spells it: ids of options joined by ``+`` (in order
            where they are to be put in order), ``true`` or ``false``, the words typed, or
            ``prompt=option`` or ``gap=words`` joined by ``+``.

    Raises:
        PaperError: The text is not an answer to the item.
    """
    return replace(item, interaction=_interaction(item, text))


def _interaction(item: Item, text: str) -> Interaction:
    match item.interaction:
        case Choice(options=options, multiple=multiple) as task:
            names = _chosen(item, text, [one.id for one in options], None if multiple else 1)
            return replace(
                task, options=tuple(replace(one, key=one.id in names) for one in options)
            )
        case TrueFalse() as task:
            _chosen(item, text, ("true", "false"), 1)
            return replace(task, key=text == "true")
        case Ordering(sequence=sequence) as task:
            places = {one.id: one for one in sequence}
            names = _chosen(item, text, list(places), len(places))
            return replace(task, sequence=tuple(places[name] for name in names))
        case Matching(prompts=prompts, options=options) as task:
            pairs = _pairs(item, text, [one.id for one in prompts])
            for name in pairs.values():
                _chosen(item, name, [one.id for one in options], 1)
            return replace(task, prompts=tuple(replace(one, key=pairs[one.id]) for one in prompts))
        case Cloze(gaps=gaps) as task:
            pairs = _pairs(item, text, [one.id for one in gaps])
            filled = (replace(one, accepted=(pairs[one.id],)) for one in gaps)
            return replace(task, gaps=tuple(filled))
        case TextEntry() as task:
            return replace(task, accepted=(text,), anticipated=())
        case NumberEntry() as task:
            try:
                value, unit = read_number(text)
            except ValueError:
                raise _no_answer(item, text, "a number") from None
            if unit and not same_unit(unit, task.units):
                raise _no_answer(item, text, "a number without a unit")
            return replace(task, value=value, anticipated=())


def _chosen(item: Item, text: str, known: Collection[str], count: int | None) -> list[str]:
    names = text.split("+")
    if not set(names) <= set(known) or len(set(names)) != len(names):
        wanted = f"of {', '.join(known)}"
        raise _no_answer(item, text, f"{wanted}, joined by +" if count != 1 else f"one {wanted}")
    if count not in (None, len(names)):
        raise _no_answer(item, text, f"{count} of {', '.join(known)}")
    return names


def _pairs(item: Item, text: str, names: Collection[str]) -> dict[str, str]:
    pairs = dict(part.split("=", 1) for part in text.split("+") if "=" in part)
    if set(pairs) != set(names) or not all(pairs.values()):
        raise _no_answer(item, text, "+".join(f"{name}=ANSWER" for name in names))
    return pairs


def _no_answer(item: Item, text: str, wanted: str) -> PaperError:
    return PaperError(f"`{text}` is not an answer to {item.id}", hint=f"give {wanted}")
