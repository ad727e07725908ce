"""Taking back any of the last answers, by an event that names it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ipt_train.bank.core.model import Library
from ipt_train.errors import UsageError
from ipt_train.log.core.answers import RECENT
from ipt_train.log.core.event import Event, Reviewed, Undone
from ipt_train.log.operation.journal import Journal
from ipt_train.vocabulary import ItemId

DEPTH = RECENT
"""Answers that can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """One answer that counts: ``number`` 1 is the newest; ``at`` is an ISO instant in UTC."""

    number: int
    item: str
    stem: str
    correct: bool
    mode: str
    at: str


def past_answers(journal: Journal, library: Library) -> list[PastAnswer]:
    """Return the last thirty answers that count, the newest first."""
    last = _last(journal)
    answered = {event.body.item for event in last if isinstance(event.body, Reviewed)}
    stems = {item.id: item.stem for item in library.items() if item.id in answered}
    found = []
    for number, event in enumerate(last, 1):
        body = event.body
        assert isinstance(body, Reviewed)
        found.append(
            PastAnswer(
                number=number,
                item=body.item,
                stem=stems.get(body.item) or _gone(journal.aliases.get(body.item)),
                correct=body.correct,
                mode=body.mode,
                at=datetime.fromtimestamp(event.at / 1000, UTC).isoformat(timespec="seconds"),
            )
        )
    return found


def _gone(heir: ItemId | None) -> str:
    return f"(replaced by {heir})" if heir else "(no longer in the banks)"


def undo_answer(journal: Journal, number: int) -> str:
    """Take back one of the last thirty answers; return the id of its item.

    Raises:
        UsageError: There is no such answer.
    """
    events = _last(journal)
    if not 1 <= number <= len(events):
        raise UsageError(
            f"there is no answer {number} to take back",
            hint="`ipt-train undo` lists the last ones by number",
        )
    event = events[number - 1]
    journal.record(Undone(target=event.id))
    assert isinstance(event.body, Reviewed)
    return str(event.body.item)


def _last(journal: Journal) -> list[Event]:
    return journal.named(journal.state.recent[::-1])
