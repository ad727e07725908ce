"""What a log says of exams: which were begun, what was answered in time, which are over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ipt_train.log.core.event import Event, ExamAnswered, ExamBegan, ExamEnded, Response
from ipt_train.log.core.fold import Fold
from ipt_train.vocabulary import ItemId


@dataclass(slots=True, kw_only=True)
class ExamRecord:
    """One sitting of an exam.

    Attributes:
        began: What was asked, and for how long.
        at: When it began, in milliseconds since 1970.
        day: Study day on which it began, as an ordinal.
        answers: The last answer to each item that came in time; None was taken back.
        when: When each of them came, in milliseconds since 1970.
        spent: Milliseconds spent on each item, all answers to it together.
        late: Answers that came after the time; they are kept in the log and do not count.
        ended: When it was handed in, or None.
    """

    began: ExamBegan
    at: int
    day: int
    answers: dict[ItemId, Response] = field(default_factory=dict)
    when: dict[ItemId, int] = field(default_factory=dict)
    spent: dict[ItemId, int] = field(default_factory=dict)
    late: int = 0
    ended: int | None = None

    @property
    def until(self) -> int | None:
        """When the time runs out, in milliseconds since 1970; None without a limit."""
        return self.at + self.began.minutes * 60_000 if self.began.minutes else None

    def is_over(self, at: int) -> bool:
        """Whether it was handed in, or its time has run out."""
        return self.ended is not None or (self.until is not None and at >= self.until)


Exams = dict[str, ExamRecord]
"""Every exam of a log by its id, the oldest first."""


def exams(events: Iterable[Event]) -> Exams:
    """Return every exam of a log by its id, the oldest first.

    Args:
        events: The events of one learner, in any order.
    """
    return EXAMS.of(events)


def _apply(known: Exams, event: Event) -> None:
    match event.body:
        case ExamBegan() as began:
            known[began.exam] = ExamRecord(began=began, at=event.at, day=event.day)
        case ExamAnswered() as given if given.exam in known:
            _answer(known[given.exam], given, event.at)
        case ExamEnded(exam=name) if name in known and known[name].ended is None:
            known[name].ended = event.at


def _dump(known: Exams) -> tuple[dict[str, Any], bytes]:
    return {
        name: {
            "began": {part: getattr(one.began, part) for part in ExamBegan.__dataclass_fields__},
            **{
                part: getattr(one, part)
                for part in ExamRecord.__dataclass_fields__
                if part != "began"
            },
        }
        for name, one in known.items()
    }, b""


def _load(data: Mapping[str, Any], _blob: bytes) -> Exams:
    exams = {}
    for name, kept in data.items():
        began = kept["began"] | {
            part: tuple(kept["began"][part]) for part in ("items", "revisions")
        }
        answers = {
            item: tuple(given) if isinstance(given, list) else given
            for item, given in kept["answers"].items()
        }
        exams[name] = ExamRecord(**kept | {"began": ExamBegan(**began), "answers": answers})
    return exams


EXAMS: Fold[Exams] = Fold(
    name="exams",
    start=dict,
    apply=_apply,
    dump=_dump,
    load=_load,
    sources=("exam/core/record.py",),
)
"""The exams of a log, for a journal to keep."""


def _answer(record: ExamRecord, given: ExamAnswered, at: int) -> None:
    if record.is_over(at) or given.item not in record.began.items:
        record.late += 1
        return
    record.spent[given.item] = record.spent.get(given.item, 0) + given.response_ms
    if given.response is None:
        record.answers.pop(given.item, None)
        record.when.pop(given.item, None)
    else:
        record.answers[given.item] = given.response
        record.when[given.item] = at
