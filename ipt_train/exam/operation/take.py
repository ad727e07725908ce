"""Taking a course's exam from its paper, and handing it in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ipt_train.errors import UsageError
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.keyless import in_labels, presentation_of
from ipt_train.exam.core.paper import Paper
from ipt_train.exam.core.record import EXAMS, ExamRecord
from ipt_train.exam.operation.exam import ExamSitting
from ipt_train.exam.operation.submit import Packed, pack_submission
from ipt_train.log.core.event import ExamBegan
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.day import local_time, to_milliseconds
from ipt_train.vocabulary import ItemId


def take(
    journal: Journal, paper: Paper, *, exam: str, extra_minutes: int = 0, again: bool = False
) -> tuple[ExamSitting, bool]:
    """Begin an exam from its paper, or take it up where it was left.

    Args:
        journal: The learner's log.
        paper: The paper.
        exam: Id of this sitting, if it is begun now.
        extra_minutes: Time that the course allows beyond the paper's.
        again: Begin another attempt after one that is over.

    Returns:
        The sitting, and whether it was taken up again.

    Raises:
        UsageError: It is not open yet, or an attempt is over and no other was asked for.
        StoreError: It could not be written.
    """
    at, zone = journal.at(), journal.state.settings.zone
    opens = datetime.fromisoformat(paper.opens) if paper.opens else None
    if opens and at < to_milliseconds(opens):
        raise UsageError(
            f"this exam opens on {local_time(opens, zone)}, by this computer's clock",
            hint="come back then; nothing was begun",
        )
    questions = tuple(presentation_of(one) for one in paper.questions)
    before = attempts(journal, paper)
    if before and not before[-1].is_over(at):
        return ExamSitting(journal, questions, before[-1].began.exam), True
    if before and not again:
        raise UsageError(
            f"attempt {len(before)} at this exam is over",
            hint="hand it in with `ipt-train exam submit`; --again begins another, if your course allows it",
        )
    journal.record(
        ExamBegan(
            exam=exam,
            title=paper.title,
            paper=paper.digest,
            items=tuple(ItemId(one.item) for one in paper.questions),
            revisions=tuple(one.revision for one in paper.questions),
            seed=0,
            minutes=(paper.minutes + extra_minutes) if paper.minutes else 0,
        )
    )
    return ExamSitting(journal, questions, exam), False


def overdue(journal: Journal, paper: Paper) -> str:
    """Say that an exam was due before now, by this computer's clock; an empty text if it was not.

    It may be begun all the same: the paper does not know of extensions.
    """
    due = datetime.fromisoformat(paper.due) if paper.due else None
    if due is None or journal.at() <= to_milliseconds(due):
        return ""
    when = local_time(due, journal.state.settings.zone)
    return (
        f"This exam was due on {when}, by this computer's clock. Unless your instructor gave you "
        "more time, what you hand in is late, and your course's rules say what it is worth."
    )


def attempts(journal: Journal, paper: Paper) -> list[ExamRecord]:
    """Return the attempts at a paper, the first one first."""
    records = journal.folded(EXAMS).values()
    return [record for record in records if record.began.paper == paper.digest]


def packed_attempt(
    journal: Journal,
    paper: Paper,
    *,
    person: str,
    key: bytes,
    attempt: int | None = None,
    number: int | None = None,
    progress: Any = None,
    ratings: Any = None,
) -> Packed:
    """Pack an attempt that is over; blank questions are in it as blanks.

    Args:
        journal: The learner's log.
        paper: The paper.
        person: The pseudonym that the course gave.
        key: The learner's private signing key.
        attempt: Which of the attempts at this paper on this computer, from 1; the last if none is named.
        number: The number that it bears, if earlier ones were taken elsewhere; else that of ``attempt``.
        progress: How study goes, if the learner wants to add it.
        ratings: Ratings of sessions, if the learner wants to add them.

    Raises:
        UsageError: There is no such attempt, or it is not over.
    """
    done = attempts(journal, paper)
    here = attempt or len(done)
    if not 1 <= here <= len(done):
        raise UsageError(
            "there is no such attempt at this paper" if done else "this exam has not been taken",
            hint="`ipt-train exam take PAPER` starts it",
        )
    record = done[here - 1]
    if not record.is_over(journal.at()):
        raise UsageError(
            "this attempt is not over",
            hint="`ipt-train exam take PAPER` carries on with it; e hands it in",
        )
    ended = record.ended if record.ended is not None else (record.until or record.at)
    packed = pack_submission(
        person=person,
        course=paper.course,
        exam=paper.exam,
        paper=paper.digest,
        attempt=number or here,
        started_at=_instant(record.at),
        ended_at=_instant(ended),
        answers=[
            GivenAnswer(
                item=one.item,
                revision=one.revision,
                response=in_labels(record.answers.get(ItemId(one.item))),
                at_ms=record.when.get(ItemId(one.item), ended),
                response_ms=record.spent.get(ItemId(one.item), 0),
            )
            for one in paper.questions
        ],
        key=key,
        progress=progress,
        ratings=ratings,
    )
    return replace(packed, name=packed.name.replace(f"-{person}-", f"-{paper.form}-{person}-"))


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
