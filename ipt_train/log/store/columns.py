"""Rows of the log's table read many at once, each column held to its type as ``row`` holds each row."""

from collections.abc import Iterable, Sequence
from typing import Any

from ipt_train.errors import in_words
from ipt_train.log.core.answers import Answers
from ipt_train.log.core.event import IMPORTED
from ipt_train.log.core.rows import Rows
from ipt_train.log.store.row import CONFIDENCES, MODES, NAMES, RATINGS, event_of, read_response
from ipt_train.log.store.typed import share_of, text_of
from ipt_train.vocabulary import Mode

_KEY = ("stamp", "device", "sequence", "id")
_OTHERS = [name for name in NAMES if name not in _KEY]
COLUMNS = ", ".join((*_KEY, "rowid as number", *_OTHERS))
"""The columns of ``rows_in_order``; those that events are in order by stand first."""

_NAMES = (*_KEY, "number", *_OTHERS)
_KIND = _NAMES.index("kind")
_TEXTS = ("id", "device", "zone", "session", "item")
_WHOLE = ("sequence", "stamp", "at", "day", "rollover", "revision", "correct", "rating", "response_ms")


def rows_in_order(found: list[tuple[Any, ...]]) -> Rows:
    """Return the rows that a query for ``COLUMNS`` found, in the order of their events.

    Raises:
        ValueError: One stands for no event: it was changed by hand, or its page is damaged.
    """
    try:
        found.sort()
        events = {
            place: event_of(dict(zip(_NAMES, row, strict=True)))
            for place, row in enumerate(found)
            if row[_KIND] != "review"
        }
        reviews = [row for row in found if row[_KIND] == "review"] if events else found
        columns = zip(*reviews, strict=True) if reviews else ((),) * len(_NAMES)
        answers = _answers(dict(zip(_NAMES, columns, strict=True)))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(in_words(error)) from error
    return Rows(
        keys=[row[: len(_KEY)] for row in found],
        numbers=[row[len(_KEY)] for row in found],
        events=events,
        answers=answers,
    )


def _answers(columns: dict[str, Sequence[Any]]) -> Answers:
    """Return the columns of reviews as answers; what stands there few times over is read once."""
    for name in _TEXTS:
        _held(columns[name], str)
    for name in _WHOLE:
        _held(columns[name], int)
    for response in set(columns["response"]):
        read_response(response)
    for score in set(columns["score"]):
        share_of(score)
    cases, modes = columns["vignette"], columns["mode"]
    for case in filter(None, set(cases)):
        text_of(case)
    for name, allowed in (("mode", MODES.keys()), ("rating", RATINGS.keys())):
        if strange := set(columns[name]) - allowed:
            raise ValueError(f"{strange} is no {name}")
    rows = zip(cases, columns["device"], strict=True)
    return Answers(
        ids=columns["id"],
        sessions=columns["session"],
        at=columns["at"],
        days=columns["day"],
        items=columns["item"],
        revisions=columns["revision"],
        correct=[right != 0 for right in columns["correct"]],
        confidence=[CONFIDENCES[one] if one else None for one in columns["confidence"]],
        ratings=columns["rating"],
        response_ms=columns["response_ms"],
        steps=[not case and device != IMPORTED for case, device in rows],
        practice=[mode != Mode.STUDY for mode in modes],
    )


def _held(values: Iterable[object], kind: type) -> None:
    if strange := set(map(type, values)) - {kind}:
        raise ValueError(f"{kind.__name__} was expected, not {strange}")
