"""Events as rows of the log's table, and back."""

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from ipt_train.study.event import (
    BanksMet,
    Body,
    Chosen,
    Drilled,
    Event,
    ExamAnswered,
    ExamBegan,
    ExamEnded,
    Marked,
    RatingEntered,
    RatingLocked,
    RatingOpened,
    Response,
    Reviewed,
    Undone,
)
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mark, Mode, Rating


def row_of(event: Event) -> dict[str, Any]:
    """Return an event as columns; the columns of other kinds are left out."""
    row = {name: getattr(event, name) for name in Event.__dataclass_fields__ if name != "body"}
    match event.body:
        case Reviewed() as body:
            own: dict[str, Any] = asdict(body)
            own["response"] = json.dumps(own["response"], ensure_ascii=False)
            own["correct"], own["rating"] = int(body.correct), int(body.rating)
            return row | {"kind": "review"} | own
        case Drilled() as drilled:
            said = {"marks": drilled.marks, "text": drilled.text}
            return row | {
                "kind": "drill",
                "item": drilled.item,
                "revision": drilled.revision,
                "response": json.dumps(said, ensure_ascii=False),
                "score": drilled.score,
                "rating": int(drilled.rating),
                "response_ms": drilled.response_ms,
            }
        case Undone(target=target):
            return row | {"kind": "undo", "target": target}
        case Marked(item=item, mark=mark, note=note):
            return row | {"kind": str(mark), "item": item, "note": note}
        case Chosen(name=name, value=value):
            return row | {"kind": "setting", "name": name, "value": value}
        case BanksMet(revisions=revisions):
            return row | {"kind": "banks", "value": _json(revisions)}
        case ExamBegan() as exam:
            paper = asdict(exam)
            return row | {"kind": "exam-begin", "target": paper.pop("exam"), "value": _json(paper)}
        case ExamAnswered() as given:
            return row | {
                "kind": "exam-answer",
                "target": given.exam,
                "item": given.item,
                "revision": given.revision,
                "response": _json(given.response),
                "response_ms": given.response_ms,
            }
        case ExamEnded(exam=target):
            return row | {"kind": "exam-end", "target": target}
        case RatingOpened(rating=target, details=details):
            return row | {"kind": "rating-open", "target": target, "value": _json(details)}
        case RatingEntered(rating=target, name=name, value=entry):
            return row | {
                "kind": "rating-entry",
                "target": target,
                "name": name,
                "value": _json(entry),
            }
        case RatingLocked(rating=target):
            return row | {"kind": "rating-lock", "target": target}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def event_of(row: sqlite3.Row) -> Event:
    """Return the event that a row stands for."""
    return Event(
        id=EventId(row["id"]),
        device=row["device"],
        sequence=row["sequence"],
        stamp=row["stamp"],
        at=row["at"],
        day=row["day"],
        zone=row["zone"],
        rollover=row["rollover"],
        session=row["session"],
        body=_body(row),
    )


def _body(row: sqlite3.Row) -> Body:
    match kind := EventKind(row["kind"]):
        case EventKind.REVIEW:
            return Reviewed(
                item=ItemId(row["item"]),
                revision=row["revision"],
                response=_response(row["response"]),
                correct=bool(row["correct"]),
                score=row["score"],
                confidence=Confidence(row["confidence"]) if row["confidence"] else None,
                rating=Rating(row["rating"]),
                response_ms=row["response_ms"],
                vignette=ItemId(row["vignette"]) if row["vignette"] else None,
                mode=Mode(row["mode"]),
            )
        case EventKind.DRILL:
            said = json.loads(row["response"])
            return Drilled(
                item=ItemId(row["item"]),
                revision=row["revision"],
                marks={name: Mark(mark) for name, mark in said["marks"].items()},
                score=row["score"],
                rating=Rating(row["rating"]),
                response_ms=row["response_ms"],
                text=said["text"],
            )
        case EventKind.UNDO:
            return Undone(target=EventId(row["target"]))
        case EventKind.SETTING:
            return Chosen(name=row["name"], value=row["value"])
        case EventKind.BANKS:
            return BanksMet(revisions=json.loads(row["value"]))
        case EventKind.RATING_OPEN:
            return RatingOpened(rating=row["target"], details=json.loads(row["value"]))
        case EventKind.RATING_ENTRY:
            entry = json.loads(row["value"])
            return RatingEntered(rating=row["target"], name=row["name"], value=entry)
        case EventKind.RATING_LOCK:
            return RatingLocked(rating=row["target"])
        case EventKind.EXAM_BEGIN | EventKind.EXAM_ANSWER | EventKind.EXAM_END:
            return _exam(row, kind)
    return Marked(item=ItemId(row["item"]), mark=kind, note=row["note"] or "")


def _response(text: str) -> Response:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


def _exam(row: sqlite3.Row, kind: EventKind) -> Body:
    match kind:
        case EventKind.EXAM_BEGIN:
            paper = json.loads(row["value"])
            paper["items"], paper["revisions"] = tuple(paper["items"]), tuple(paper["revisions"])
            return ExamBegan(exam=row["target"], **paper)
        case EventKind.EXAM_ANSWER:
            given = json.loads(row["response"])
            return ExamAnswered(
                exam=row["target"],
                item=ItemId(row["item"]),
                revision=row["revision"],
                response=tuple(given) if isinstance(given, list) else given,
                response_ms=row["response_ms"],
            )
    return ExamEnded(exam=row["target"])
