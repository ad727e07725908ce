"""What goes to the other side: a request without ratings, or a locked rating without free text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.core.provenance import SELF
from ipt_train.rating.core.record import RatingRecord
from ipt_train.rating.core.safety import SAFETY
from ipt_train.rating.operation.files import rating_text, request_text
from ipt_train.rating.operation.list import UNKNOWN, safety_of
from ipt_train.rating.operation.rate import rating_named


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A file for the other side.

    Attributes:
        text: The file, as JSON.
        safety_flag: The safety flag over the rating in words; empty where none stands. It is told
            to whoever hands over and is not in the file.
    """

    text: str
    safety_flag: str

    @property
    def data(self) -> dict[str, Any]:
        """What is in the file."""
        content: dict[str, Any] = json.loads(self.text)
        return content

    @property
    def notes(self) -> list[str]:
        """What is said on standard error when the file leaves the program."""
        return [self.safety_flag] if self.safety_flag else []


def ask_supervisor(journal: Journal, sets: Sequence[FormSet], name: str | None) -> HandOver:
    """Return the request to a supervisor: which session by which form, and none of the ratings.

    Args:
        journal: The trainee's log.
        sets: The forms of the library.
        name: The beginning of the rating's id; None for the newest of the rater's own sessions.

    Raises:
        UsageError: Nothing was rated.
        ItemNotFoundError: No rating or several begin so.
    """
    record = rating_named(journal, name, rater=SELF)
    return HandOver(text=request_text(record), safety_flag=_flag(record, sets))


def hand_over(journal: Journal, sets: Sequence[FormSet], name: str | None) -> HandOver:
    """Return a locked rating for the other side.

    Args:
        journal: The rater's log.
        sets: The forms of the library.
        name: The beginning of the rating's id; None for the newest.

    Raises:
        UsageError: Nothing was rated, or the rating is not locked.
        ItemNotFoundError: No rating or several begin so.
    """
    record = rating_named(journal, name)
    return HandOver(text=rating_text(record), safety_flag=_flag(record, sets))


def _flag(record: RatingRecord, sets: Sequence[FormSet]) -> str:
    why = safety_of(record, sets)
    return f"{SAFETY} ({why})" if why not in ("", UNKNOWN) else ""
