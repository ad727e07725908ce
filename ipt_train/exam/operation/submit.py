"""Handing in: a submission made from values, and what may be added to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ipt_train.bank.core.model import Library
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.submission.pack import Submission, described, pack
from ipt_train.exam.submission.record import record
from ipt_train.exam.submission.seal import fingerprint, public_key
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.competency import competency_profile
from ipt_train.progress.operation.progress import progress_of
from ipt_train.rating.core.form import forms_of
from ipt_train.rating.core.record import RATINGS
from ipt_train.rating.operation.compare import rated_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A submission ready to be written.

    Attributes:
        name: A name for its file.
        data: Its bytes.
        contents: What it contains, in words, to be shown before it is written.
        fingerprint: Of the learner's key; the instructor is told it in person.
    """

    name: str
    data: bytes
    contents: str
    fingerprint: str


def pack_submission(
    *,
    person: str,
    course: str,
    exam: str,
    paper: str,
    attempt: int,
    started_at: datetime,
    ended_at: datetime,
    answers: Sequence[GivenAnswer],
    key: bytes,
    progress: Any = None,
    ratings: Any = None,
) -> Packed:
    """Make a submission.

    Args:
        person: The pseudonym that the course gave.
        course: Id of the course.
        exam: Id of the exam.
        paper: Digest of the paper.
        attempt: Number of the attempt, from 1.
        started_at: When it was begun, with its offset from UTC; ``ended_at`` when it was ended.
        answers: One for each question, blanks too, in the labels of the paper.
        key: The learner's private signing key.
        progress: Plain data on how practice went, if the learner wants to add it.
        ratings: Plain data of fidelity ratings, if the learner wants to add them.

    Raises:
        SubmissionError: An item is answered twice, or an answer is too long.
    """
    added = {"progress": progress, "ratings": ratings}
    submission = Submission(
        person=person,
        course=course,
        exam=exam,
        paper=paper,
        attempt=attempt,
        started_at=started_at,
        ended_at=ended_at,
        records=tuple(
            record(one.item, one.revision, one.response, one.at_ms, one.response_ms)
            for one in answers
        ),
        sections={name: data for name, data in added.items() if data is not None},
    )
    public = public_key(key)
    return Packed(
        name=submission.file_name,
        data=pack(submission, key),
        contents=described(submission, public),
        fingerprint=fingerprint(public),
    )


def progress_section(journal: Journal, library: Library) -> dict[str, Any]:
    """Return how study goes, in figures and without any answer."""
    progress = progress_of(journal, library)
    rated = rated_items(journal.folded(RATINGS), forms_of(library))
    return {
        "day": progress.day,
        "desired_retention": progress.desired_retention,
        "answers_last_30_days": list(progress.history),
        "domains": [
            {
                "domain": one.domain,
                "items": one.items,
                "seen": one.seen,
                "due": one.due,
                "reviews": one.reviews,
                "retained": one.retained,
            }
            for one in (*progress.domains, progress.total)
        ],
        "competencies": [
            {
                "id": one.id,
                "items": one.knowledge.items,
                "seen": one.knowledge.seen,
                "recall": one.knowledge.recall,
                "steps": one.application.steps,
                "right": one.application.right,
            }
            for one in competency_profile(journal, library, rated)
        ],
    }
