"""Events as rows of the log's table, and back."""

import json
import sqlite3
from dataclasses import asdict
from functools import lru_cache
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
from ipt_train.log.store.typed import named_of, share_of, text_of, texts_of, whole_of, wholes_of
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mark, Mode, Rating

_NAMES = (
    "id", "device", "sequence", "stamp", "at", "day", "zone", "rollover", "session", "kind", "item",
    "revision", "response", "correct", "score", "confidence", "rating", "response_ms", "vignette",
    "mode", "target", "name", "value", "note",
)  # fmt: skip  # a list
COLUMNS = ", ".join(_NAMES)
"""The columns of an event, in the order in which ``event_of`` expects them."""
_KIND = _NAMES.index("kind")


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
        case BanksMet() as met:
            edition, base = met.edition or None, met.base or None
            return row | {
                "kind": "banks",
                "value": _json(met.revisions),
                "name": edition,
                "target": base,
            }
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
    """Return the event that a row of ``COLUMNS`` stands for.

    Raises:
        ValueError: It stands for none: it was changed by hand, or its page is damaged.
    """
    try:
        if row[_KIND] == "review":  # most rows are: in the order of columns, which is faster
            return _review(*row[: len(_NAMES)])
        return Event(
            id=EventId(text_of(row["id"])),
            device=text_of(row["device"]),
            sequence=whole_of(row["sequence"]),
            stamp=whole_of(row["stamp"]),
            at=whole_of(row["at"]),
            day=whole_of(row["day"]),
            zone=text_of(row["zone"]),
            rollover=whole_of(row["rollover"]),
            session=text_of(row["session"]),
            body=_body(row),
        )
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError(in_words(error)) from error


def _review(
    name: object, device: object, sequence: object, stamp: object, at: object, day: object,
    zone: object, rollover: object, session: object, _kind: object, item: object, revision: object,
    response: str, correct: object, score: object, confidence: str | None, rating: int,
    response_ms: object, vignette: object, mode: str, *_others: object,
) -> Event:  # fmt: skip  # the columns
    texts = type(name) is type(device) is type(zone) is type(session) is type(item) is str
    numbers = (sequence, stamp, at, day, rollover, revision, correct, response_ms)
    if not texts or [one for one in numbers if type(one) is not int]:
        raise ValueError(f"text and whole numbers were expected in {name!r:.40}")
    body = Reviewed(
        item=item,  # type: ignore[arg-type]
        revision=revision,  # type: ignore[arg-type]
        response=_read_response(response),
        correct=bool(correct),
        score=share_of(score),
        confidence=CONFIDENCES[confidence] if confidence else None,
        rating=RATINGS[rating],
        response_ms=response_ms,  # type: ignore[arg-type]
        vignette=ItemId(text_of(vignette)) if vignette else None,
        mode=MODES[mode],
    )
    return Event(
        id=name,  # type: ignore[arg-type]
        device=device,  # type: ignore[arg-type]
        session=session,  # type: ignore[arg-type]
        at=at,  # type: ignore[arg-type]
        day=day,  # type: ignore[arg-type]
        zone=zone,  # type: ignore[arg-type]
        rollover=rollover,  # type: ignore[arg-type]
        body=body,
        sequence=sequence,  # type: ignore[arg-type]
        stamp=stamp,  # type: ignore[arg-type]
    )


CONFIDENCES = {str(one): one for one in Confidence}
RATINGS = {int(one): one for one in Rating}
MODES = {str(one): one for one in Mode}


@lru_cache(maxsize=1024)
def _read_response(text: str) -> Response:
    """Read a response; many answers are the same few letters."""
    return _response(json.loads(text))


def _body(row: sqlite3.Row) -> Body:
    match kind := EventKind(row["kind"]):
        case EventKind.DRILL:
            said = named_of(json.loads(row["response"]))
            return Drilled(
                item=ItemId(text_of(row["item"])),
                revision=whole_of(row["revision"]),
                marks={name: Mark(mark) for name, mark in named_of(said["marks"]).items()},
                score=share_of(row["score"]),
                rating=Rating(row["rating"]),
                response_ms=whole_of(row["response_ms"]),
                text=text_of(said["text"]),
            )
        case EventKind.DRILL_AGAIN:
            return DrilledAgain(
                item=ItemId(text_of(row["item"])),
                revision=whole_of(row["revision"]),
                first=EventId(text_of(row["target"])),
                response_ms=whole_of(row["response_ms"]),
                text=text_of(row["note"]),
            )
        case EventKind.UNDO:
            return Undone(target=EventId(text_of(row["target"])))
        case EventKind.SETTING:
            return Chosen(name=text_of(row["name"]), value=text_of(row["value"]))
        case EventKind.BANKS:
            revisions = named_of(json.loads(row["value"]))
            return BanksMet(
                revisions={ItemId(name): whole_of(one) for name, one in revisions.items()},
                edition=text_of(row["name"] or ""),
                base=text_of(row["target"] or ""),
            )
        case EventKind.RATING_OPEN:
            details = named_of(json.loads(row["value"]))
            return RatingOpened(
                rating=text_of(row["target"]),
                details={name: text_of(detail) for name, detail in details.items()},
            )
        case EventKind.RATING_ENTRY:
            entry = named_of(json.loads(row["value"]))
            return RatingEntered(
                rating=text_of(row["target"]),
                name=text_of(row["name"]),
                value={name: _entry(part) for name, part in entry.items()},
            )
        case EventKind.RATING_LOCK:
            return RatingLocked(rating=text_of(row["target"]))
        case EventKind.EXAM_BEGIN | EventKind.EXAM_ANSWER | EventKind.EXAM_END:
            return _exam(row, kind)
    return Marked(item=ItemId(text_of(row["item"])), mark=kind, note=text_of(row["note"] or ""))


def _response(value: object) -> Response:
    match value:
        case list():
            return texts_of(value)
        case dict():
            return {name: text_of(part) for name, part in value.items()}
        case bool() | str():
            return value
    raise ValueError(f"a response was expected, not {value!r:.40}")


def _entry(value: object) -> str | int | None:
    return value if value is None or type(value) is int else text_of(value)


def _exam(row: sqlite3.Row, kind: EventKind) -> Body:
    target = text_of(row["target"])
    match kind:
        case EventKind.EXAM_BEGIN:
            paper = named_of(json.loads(row["value"]))
            return ExamBegan(
                exam=target,
                title=text_of(paper["title"]),
                paper=text_of(paper["paper"]),
                items=tuple(map(ItemId, texts_of(paper["items"]))),
                revisions=wholes_of(paper["revisions"]),
                seed=whole_of(paper["seed"]),
                minutes=whole_of(paper["minutes"]),
            )
        case EventKind.EXAM_ANSWER:
            given = json.loads(row["response"])
            return ExamAnswered(
                exam=target,
                item=ItemId(text_of(row["item"])),
                revision=whole_of(row["revision"]),
                response=None if given is None else _response(given),
                response_ms=whole_of(row["response_ms"]),
            )
    return ExamEnded(exam=target)
