"""Progress as tables: reviews, item states and sittings, each a list of named columns.

``reviews`` begins with the columns that FSRS tools exchange (card_id,
review_time, review_rating, review_state, review_duration, timezone, day_start;
see the fsrs-optimizer project), so that any of them can read a learner's history.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from ipt_train.bank.core.model import Library
from ipt_train.log.core.fold import LearnerState, Step, replay
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.columns import ITEMS, REVIEWS, SESSIONS
from ipt_train.schedule.card import ByDays, Card, InterdayLearning, Learning, New, Review
from ipt_train.schedule.day import from_milliseconds
from ipt_train.schedule.memory import retrievability
from ipt_train.vocabulary import ExportTable, ItemId

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTable:
    """A table: names of columns, and rows of as many cells; None is an empty cell."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def pair(self) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        """The columns and the rows, as a CSV file has them."""
        return self.columns, self.rows

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as mappings from column to cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def export_table(journal: Journal, library: Library, name: ExportTable) -> ExportedTable:
    """Return one of the tables. Undone answers are left out; they stay in the log."""
    if name is ExportTable.ITEMS:
        return _table(name, _items(journal, library), _ITEM_COLUMNS)
    steps = list(replay(journal.events(), LearnerState(), journal.aliases))
    if name is ExportTable.SESSIONS:
        return _table(name, _sessions(steps), _SESSION_COLUMNS)
    return _table(name, [_review(step, journal.aliases) for step in steps], _REVIEW_COLUMNS)


_REVIEW_COLUMNS = tuple(one.name for one in REVIEWS)
_ITEM_COLUMNS = tuple(one.name for one in ITEMS)
_SESSION_COLUMNS = tuple(one.name for one in SESSIONS)


def _table(name: str, records: Sequence[dict[str, Any]], columns: tuple[str, ...]) -> ExportedTable:
    rows = tuple(tuple(record[column] for column in columns) for record in records)
    return ExportedTable(name=name, columns=columns, rows=rows)


def _state_number(card: Card) -> int:
    """Return a state as FSRS tools number it: 0 new, 1 learning, 2 review, 3 relearning."""
    match card:
        case New():
            return 0
        case Learning(relearning=relearning):
            return 3 if relearning else 1
        case InterdayLearning(lapses=lapses):
            return 3 if lapses else 1
        case Review():
            return 2


def _review(step: Step, aliases: Mapping[ItemId, ItemId]) -> dict[str, Any]:
    event, body, after = step.event, step.body, step.after
    assert not isinstance(after, New)
    return {
        "card_id": aliases.get(body.item, body.item),
        "review_time": event.at,
        "review_rating": int(body.rating),
        "review_state": _state_number(step.before),
        "review_duration": body.response_ms,
        "timezone": event.zone,
        "day_start": event.rollover,
        "event_id": event.id,
        "device": event.device,
        "session": event.session,
        "study_day": _iso(event.day),
        "revision": body.revision,
        "vignette": body.vignette,
        "correct": int(body.correct),
        "score": body.score,
        "confidence": body.confidence,
        "response": _response(body.response),
        "stability": round(after.memory.stability, 4),
        "difficulty": round(after.memory.difficulty, 4),
        "next_interval_days": 0 if isinstance(after, Learning) else after.interval,
    }


def _response(response: object) -> str:
    match response:
        case tuple(parts):
            return " ".join(parts)
        case dict(parts):
            return "; ".join(f"{name}={value}" for name, value in parts.items())
        case bool(said):
            return str(said).lower()
    return str(response)


def _items(journal: Journal, library: Library) -> list[dict[str, Any]]:
    state, today = journal.state, journal.today()
    parameters = state.settings.schedule.parameters
    names = ("new", "learning", "review", "relearning")
    records = []
    for item in library.items():
        card = state.cards.get(item.id, New())
        seen = state.seen.get(item.id)
        known = None if isinstance(card, New) else card
        records.append(
            {
                "item": item.id,
                "bank": item.bank,
                "domain": str(item.domain),
                "level": str(item.level),
                "objective": item.objective,
                "vignette": item.vignette,
                "state": names[_state_number(card)],
                "stability": round(known.memory.stability, 4) if known else None,
                "difficulty": round(known.memory.difficulty, 4) if known else None,
                "retrievability_today": round(
                    retrievability(known.memory, today - known.last_day, parameters), 4
                )
                if known
                else None,
                "due_day": _iso(card.due_day) if isinstance(card, ByDays) else None,
                "interval_days": card.interval if isinstance(card, ByDays) else None,
                "repetitions": known.repetitions if known else 0,
                "lapses": known.lapses if known else 0,
                "reviews": seen.reviews if seen else 0,
                "correct": seen.correct if seen else 0,
                "first_day": _iso(seen.first_day) if seen else None,
                "last_day": _iso(seen.last_day) if seen else None,
                "flagged": int(item.id in state.flagged),
                "suspended": int((item.vignette or item.id) in state.suspended),
            }
        )
    return records


def _sessions(steps: Sequence[Step]) -> list[dict[str, Any]]:
    sittings: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        sittings[step.event.session].append(step)
    return [
        {
            "session": name,
            "study_day": _iso(part[0].event.day),
            "started": _local(part[0], begin=True),
            "ended": _local(part[-1], begin=False),
            "answers": len(part),
            "correct": sum(step.body.correct for step in part),
            "new_items": sum(isinstance(step.before, New) for step in part),
            "answer_seconds": round(sum(step.body.response_ms for step in part) / 1000, 1),
        }
        for name, part in sittings.items()
    ]


def _local(step: Step, *, begin: bool) -> str:
    """Return when a sitting began (its first question) or ended, in the learner's zone."""
    at = step.event.at - (step.body.response_ms if begin else 0)
    return from_milliseconds(at).astimezone(ZoneInfo(step.event.zone)).isoformat(timespec="seconds")


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
