"""Trainees who exist only in tests and demonstrations: answers to a paper at a given ability."""

import random
from typing import Any

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.number import shown_number
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.right_response import right_response


def simulated(
    key: Key, *, ability: float, blanks: float, seed: str, started_ms: int
) -> list[GivenAnswer]:
    """Answer a paper: right with probability ``ability``, blank with ``blanks``, else any answer.

    Args:
        key: The key of the form.
        ability: Probability of the right answer, 0-1.
        blanks: Probability of leaving a question blank, 0-1.
        seed: Makes the answers come out again.
        started_ms: When the paper was begun, milliseconds since 1970.
    """
    chance = random.Random(f"ipt-train simulated\x1f{seed}")
    given, at = [], started_ms
    for entry in key.entries:
        spent = chance.randrange(5_000, 60_000)
        at += spent
        response: Any = None
        if chance.random() >= blanks:
            knows = chance.random() < ability
            response = right_answer(entry) if knows else _any_answer(entry, chance)
        given.append(
            GivenAnswer(
                item=entry.item.id,
                revision=entry.item.revision,
                response=response,
                at_ms=at,
                response_ms=spent,
            )
        )
    return given


def right_answer(entry: KeyEntry) -> Any:
    """Return the wholly right answer to a question in the paper's labels."""
    return right_response(entry, entry.item)


def _any_answer(entry: KeyEntry, chance: random.Random) -> Any:
    labels = list(entry.options)
    match entry.item.interaction:
        case Choice(multiple=multiple):
            return sorted(chance.sample(labels, chance.randint(1, len(labels)) if multiple else 1))
        case TrueFalse():
            return chance.random() < 0.5
        case TextEntry():
            return "something else"
        case NumberEntry(value=value, tolerance=tolerance):
            return shown_number(value + tolerance + chance.choice((1, 2, 5)))
        case Ordering():
            return chance.sample(labels, len(labels))
        case Matching():
            return {prompt: chance.choice(labels) for prompt in entry.prompts}
        case Cloze():
            return dict.fromkeys(entry.prompts, "something else")
