"""What exams of a learner came to: one whole, or all of them in a line each."""

from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.model import Library
from ipt_train.errors import UsageError
from ipt_train.exam.core.record import EXAMS, ExamRecord
from ipt_train.exam.core.result import ExamResult, Part
from ipt_train.exam.operation.exam import exam_named, exam_result, queue_mistakes
from ipt_train.log.operation.journal import Journal

COLUMNS = ("part", "name", "items", "right", "share", "low", "high")
"""The columns of the table of an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamOutcome:
    """What an exam came to.

    Attributes:
        result: The exam, marked.
        queued: How many mistakes were sent to the study queue now.
        not_asked: Ids of items that have an answer in the file and were not in the exam.
    """

    result: ExamResult
    queued: int = 0
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamLine:
    """One exam as it is listed.

    Attributes:
        id: Its id.
        title: What it is called.
        day: Study day on which it began, as an ISO date.
        items: Questions in it.
        answered: How many of them were answered.
        over: Whether it was handed in, or its time has run out.
        right: How many were wholly right; None while it is open, and for an exam of a course.
    """

    id: str
    title: str
    day: str
    items: int
    answered: int
    over: bool
    right: int | None


def list_exams(journal: Journal, library: Library) -> list[ExamLine]:
    """Return the exams of a log, the oldest first."""
    return [_line(journal, library, record) for record in journal.folded(EXAMS).values()]


def show_exam(
    journal: Journal, library: Library, name: str | None, *, queue: bool = False
) -> ExamOutcome:
    """Mark an exam that is over.

    Args:
        journal: The learner's log, with the fold of exams.
        library: The banks.
        name: Beginning of its id; None for the newest.
        queue: Send the mistakes to the study queue.

    Raises:
        UsageError: No exam was taken, or this one is not over, or a course marks it.
        ItemNotFoundError: No exam or several begin so.
        StoreError: It could not be written.
    """
    record = exam_named(journal, name)
    if record.began.paper:
        raise UsageError(
            "a course's exam is marked by the course",
            hint="`ipt-train exam show FILE` shows the file that your course hands back",
        )
    if not record.is_over(journal.at()):
        raise UsageError(
            "this exam is not over", hint="`ipt-train exam practice` carries on with it"
        )
    result = exam_result(library, record)
    return ExamOutcome(result=result, queued=queue_mistakes(journal, result) if queue else 0)


def outcome_table(
    outcome: ExamOutcome,
) -> tuple[tuple[str, ...], list[list[str | int | float | None]]]:
    """Return the right ones as a table: all, then by domain, then by level.

    A share is 0-1, with the ends of its 95 % interval; all three are empty below five items.
    """
    result = outcome.result
    interval, share = result.interval, result.right / result.items if result.interval else None
    whole = Part(name="all", items=result.items, right=result.right, share=share, interval=interval)
    parts = [("all", whole), *(("domain", part) for part in result.domains)]
    parts += [("level", part) for part in result.levels]
    return COLUMNS, [
        [kind, part.name, part.items, part.right, part.share, *(part.interval or (None, None))]
        for kind, part in parts
    ]


def _line(journal: Journal, library: Library, record: ExamRecord) -> ExamLine:
    over = record.is_over(journal.at())
    marked = over and not record.began.paper
    return ExamLine(
        id=record.began.exam,
        title=record.began.title,
        day=date.fromordinal(record.day).isoformat(),
        items=len(record.began.items),
        answered=len(record.answers),
        over=over,
        right=exam_result(library, record).right if marked else None,
    )
