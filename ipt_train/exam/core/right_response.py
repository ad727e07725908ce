"""The wholly right answer to a question, in the labels of its paper. Pure."""

from typing import Any

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.number import shown_number
from ipt_train.exam.core.key import KeyEntry


def right_response(entry: KeyEntry, item: Item) -> Any:
    """Return the answer that is wholly right, as a hand-in spells it.

    Args:
        entry: The key of the question, whose labels are used.
        item: The item of the entry, or the same item with a second key.

    Returns:
        Labels for choices and orders (of choices in the order of the paper), true or false, the
        label of the option by that of its prompt for matches, the first accepted text where one is
        typed, and that of each gap by its label.
    """
    label = {name: shown for shown, name in entry.options.items()}
    match item.interaction:
        case Choice(options=options):
            keys = {one.id for one in options if one.key}
            return [shown for shown, name in entry.options.items() if name in keys]
        case TrueFalse(key=key):
            return key
        case TextEntry(accepted=accepted):
            return accepted[0]
        case NumberEntry(value=value):
            return shown_number(value)
        case Ordering(sequence=sequence):
            return [label[one.id] for one in sequence]
        case Matching(prompts=prompts):
            keyed = {one.id: label[one.key] for one in prompts}
            return {shown: keyed[name] for shown, name in entry.prompts.items()}
        case Cloze(gaps=gaps):
            first = {one.id: one.accepted[0] for one in gaps}
            return {shown: first[name] for shown, name in entry.prompts.items()}
