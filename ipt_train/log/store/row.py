"""Events as rows of the log's table, and back."""

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from ipt_train.errors import in_words
from ipt_train.log.core.event import (
    BanksMet,
    Body,
    Chosen,
    Drilled,
    DrilledAgain,
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
        case DrilledAgain() as more:
            return row | {
                "kind": "drill-again",
                "item": more.item,
                "revision": more.revision,
                "target": more.first,
                "response_ms": more.response_ms,
                "note": more.text,
            }
        case Undone(target=target):
            return row | {"kind": "undo", "target": target}
        case Marked(item=item, mark=mark, note=note):
            return row | {"kind": str(mark), "item": item, "note": note}
        case Chosen(name=name, value=value):
            return row | {"kind": "setting", "name": name, "value": value}
        case BanksMet(revisions=revisions):
            return row | {"kind": "banks", "value": _json(revisions)}
        case ExamBegan() | ExamAnswered() | ExamEnded() as exam:
            return row | _exam_row(exam)
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


def _exam_row(body: ExamBegan | ExamAnswered | ExamEnded) -> dict[str, Any]:
    match body:
        case ExamBegan():
            paper = asdict(body)
            return {"kind": "exam-begin", "target": paper.pop("exam"), "value": _json(paper)}
        case ExamAnswered():
            return {
                "kind": "exam-answer",
                "target": body.exam,
                "item": body.item,
                "revision": body.revision,
                "response": _json(body.response),
                "response_ms": body.response_ms,
            }
        case ExamEnded(exam=target):
            return {"kind": "exam-end", "target": target}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def event_of(row: sqlite3.Row) -> Event:
    """Return the event that a row stands for.

    Raises:
        ValueError: It stands for none: it was changed by hand, or its page is damaged.
    """
    try:
        return Event(
            id=EventId(_text(row["id"])),
            device=_text(row["device"]),
            sequence=_whole(row["sequence"]),
            stamp=_whole(row["stamp"]),
            at=_whole(row["at"]),
            day=_whole(row["day"]),
            zone=_text(row["zone"]),
            rollover=_whole(row["rollover"]),
            session=_text(row["session"]),
            body=_body(row),
        )
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError(in_words(error)) from error


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError(f"a text was expected, not {value!r:.40}")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"a whole number was expected, not {value!r:.40}")
    return value


def _share(value: object) -> float:
    if type(value) not in (float, int) or not 0 <= value <= 1:  # type: ignore[operator]
        raise ValueError(f"a share of the marks was expected, not {value!r:.40}")
    return float(value)  # type: ignore[arg-type]


def _texts(value: object) -> tuple[str, ...]:
    if type(value) is not list:
        raise ValueError(f"a list was expected, not {value!r:.40}")
    return tuple(map(_text, value))


def _wholes(value: object) -> tuple[int, ...]:
    if type(value) is not list:
        raise ValueError(f"a list was expected, not {value!r:.40}")
    return tuple(map(_whole, value))


def _named(value: object) -> dict[str, Any]:
    if type(value) is not dict:
        raise ValueError(f"named values were expected, not {value!r:.40}")
    return value


def _body(row: sqlite3.Row) -> Body:
    match kind := EventKind(row["kind"]):
        case EventKind.REVIEW:
            return Reviewed(
                item=ItemId(_text(row["item"])),
                revision=_whole(row["revision"]),
                response=_response(json.loads(row["response"])),
                correct=bool(_whole(row["correct"])),
                score=_share(row["score"]),
                confidence=Confidence(row["confidence"]) if row["confidence"] else None,
                rating=Rating(row["rating"]),
                response_ms=_whole(row["response_ms"]),
                vignette=ItemId(_text(row["vignette"])) if row["vignette"] else None,
                mode=Mode(row["mode"]),
            )
        case EventKind.DRILL:
            said = _named(json.loads(row["response"]))
            return Drilled(
                item=ItemId(_text(row["item"])),
                revision=_whole(row["revision"]),
                marks={name: Mark(mark) for name, mark in _named(said["marks"]).items()},
                score=_share(row["score"]),
                rating=Rating(row["rating"]),
                response_ms=_whole(row["response_ms"]),
                text=_text(said["text"]),
            )
        case EventKind.DRILL_AGAIN:
            return DrilledAgain(
                item=ItemId(_text(row["item"])),
                revision=_whole(row["revision"]),
                first=EventId(_text(row["target"])),
                response_ms=_whole(row["response_ms"]),
                text=_text(row["note"]),
            )
        case EventKind.UNDO:
            return Undone(target=EventId(_text(row["target"])))
        case EventKind.SETTING:
            return Chosen(name=_text(row["name"]), value=_text(row["value"]))
        case EventKind.BANKS:
            revisions = _named(json.loads(row["value"]))
            return BanksMet(
                revisions={ItemId(name): _whole(one) for name, one in revisions.items()}
            )
        case EventKind.RATING_OPEN:
            details = _named(json.loads(row["value"]))
            return RatingOpened(
                rating=_text(row["target"]),
                details={name: _text(detail) for name, detail in details.items()},
            )
        case EventKind.RATING_ENTRY:
            entry = _named(json.loads(row["value"]))
            return RatingEntered(
                rating=_text(row["target"]),
                name=_text(row["name"]),
                value={name: _entry(part) for name, part in entry.items()},
            )
        case EventKind.RATING_LOCK:
            return RatingLocked(rating=_text(row["target"]))
        case EventKind.EXAM_BEGIN | EventKind.EXAM_ANSWER | EventKind.EXAM_END:
            return _exam(row, kind)
    return Marked(item=ItemId(_text(row["item"])), mark=kind, note=_text(row["note"] or ""))


def _response(value: object) -> Response:
    match value:
        case list():
            return _texts(value)
        case dict():
            return {name: _text(part) for name, part in value.items()}
        case bool() | str():
            return value
    raise ValueError(f"a response was expected, not {value!r:.40}")


def _entry(value: object) -> str | int | None:
    return value if value is None or type(value) is int else _text(value)


def _exam(row: sqlite3.Row, kind: EventKind) -> Body:
    target = _text(row["target"])
    match kind:
        case EventKind.EXAM_BEGIN:
            paper = _named(json.loads(row["value"]))
            return ExamBegan(
                exam=target,
                title=_text(paper["title"]),
                paper=_text(paper["paper"]),
                items=tuple(map(ItemId, _texts(paper["items"]))),
                revisions=_wholes(paper["revisions"]),
                seed=_whole(paper["seed"]),
                minutes=_whole(paper["minutes"]),
            )
        case EventKind.EXAM_ANSWER:
            given = json.loads(row["response"])
            return ExamAnswered(
                exam=target,
                item=ItemId(_text(row["item"])),
                revision=_whole(row["revision"]),
                response=None if given is None else _response(given),
                response_ms=_whole(row["response_ms"]),
            )
    return ExamEnded(exam=target)
