"""Marking answers in a paper's labels by its key."""

from dataclasses import replace
from typing import Any

from ipt_train.bank.core.model import Item, Matching
from ipt_train.errors import PaperError
from ipt_train.exam.core.key import KeyEntry
from ipt_train.log.core.event import Response
from ipt_train.study.core.judge import judge
from ipt_train.study.core.judgement import Judgement


def earned(entry: KeyEntry, response: Any) -> float | None:
    """Return what an answer in the paper's labels earns, 0-1; None for a blank that earns nothing.

    Args:
        entry: The key of the question.
        response: A sound answer, or None for a blank.

    Raises:
        PaperError: The item no longer has an option that the paper showed.
    """
    if entry.full_marks:
        return 1.0
    return None if response is None else mark(entry, response).score


def mark(entry: KeyEntry, response: Any) -> Judgement:
    """Judge an answer in the paper's labels by the item's own partial-credit rule.

    Where there is a second key, the one that the answer fits best counts.

    Args:
        entry: The key of the question.
        response: A sound answer (see ``answer.fault_of``), not a blank.

    Raises:
        PaperError: The item no longer has an option that the paper showed.
    """
    _, judged = best_key(entry, response)
    if judged is None:
        raise TypeError(f"a blank is not an answer to {entry.item.id}")
    return replace(judged, score=1.0) if entry.full_marks else judged


def best_key(entry: KeyEntry, response: Any) -> tuple[Item, Judgement | None]:
    """Return the item with the key that an answer fits best, and how it is judged by it.

    Args:
        entry: The key of the question.
        response: A sound answer in the paper's labels; None for a blank, which is not judged.

    Raises:
        PaperError: The item no longer has an option that the paper showed.
    """
    if response is None:
        return entry.item, None
    try:
        given = _response(entry, response)
        judged = [(item, judge(item, given, entry.rivals)) for item in (entry.item, *entry.also)]
    except (KeyError, StopIteration) as error:
        raise PaperError(
            f"{entry.item.id}: the item no longer has what the paper showed: {error}",
            hint="leave it out instead: `ipt-train course regrade --leave-out ITEM`",
        ) from None
    return max(judged, key=lambda one: one[1].score)  # of equals the key's own


def _response(entry: KeyEntry, response: Any) -> Response:
    match response:
        case bool() | str():
            return response
        case list():
            return tuple(entry.options[one] for one in response)
    names = entry.prompts
    if isinstance(entry.item.interaction, Matching):
        return {names[label]: entry.options[one] for label, one in response.items()}
    return {names[label]: text for label, text in response.items()}
