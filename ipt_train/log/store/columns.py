"""Answers read from the log's table as columns: SQLite writes each as one JSON text, parsed at once.

Only what the folds need is read; ``row`` reads whole events, and holds all of them to their types.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from ipt_train.log.core.answers import Answers
from ipt_train.log.core.event import IMPORTED
from ipt_train.log.core.rows import Key
from ipt_train.log.store.row import CONFIDENCES, MODES, RATINGS
from ipt_train.vocabulary import Mode

_TEXTS = ("id", "device", "session", "item")
_WHOLE = ("rowid", "sequence", "stamp", "at", "day", "revision", "correct", "rating", "response_ms")
_STEPS = f"coalesce(vignette, '') = '' and device <> '{IMPORTED}'"
_COLUMNS = (*_TEXTS, *_WHOLE, "confidence", "mode", _STEPS)
_QUERY = (
    f"select {', '.join(f'json_group_array({name})' for name in _COLUMNS)} "
    "from event where kind = 'review' and rowid > ? and rowid <= ?"
)


def read_answers(
    connection: sqlite3.Connection, first: int, last: int
) -> tuple[list[Key], list[int], Answers]:
    """Return the answers of some rows as they arrived: their keys, their rows and their columns.

    Args:
        connection: The log.
        first: The row before them.
        last: The last row that is read.

    Raises:
        ValueError: A column holds what it cannot: it was changed by hand, or a page is damaged.
    """
    texts = connection.execute(_QUERY, (first, last)).fetchone()
    columns: dict[str, Any] = dict(zip(_COLUMNS, map(json.loads, texts), strict=True))
    for name in _TEXTS:
        _held(name, map(type, columns[name]), {str})
    for name in _WHOLE:
        _held(name, map(type, columns[name]), {int})
    _held("rating", columns["rating"], RATINGS)
    _held("mode", columns["mode"], MODES)
    _held("confidence", columns["confidence"], {None, "", *CONFIDENCES})
    return (
        list(zip(*(columns[name] for name in ("stamp", "device", "sequence", "id")), strict=True)),
        columns["rowid"],
        Answers(
            ids=columns["id"],
            sessions=columns["session"],
            at=columns["at"],
            days=columns["day"],
            items=columns["item"],
            revisions=columns["revision"],
            correct=list(map(bool, columns["correct"])),
            confidence=[CONFIDENCES[one] if one else None for one in columns["confidence"]],
            ratings=columns["rating"],
            response_ms=columns["response_ms"],
            steps=list(map(bool, columns[_STEPS])),
            practice=list(map(str(Mode.STUDY).__ne__, columns["mode"])),
        ),
    )


def _held(name: str, values: Iterable[object], allowed: Iterable[object]) -> None:
    if strange := set(values).difference(allowed):
        raise ValueError(f"the column {name} contains {strange}")
