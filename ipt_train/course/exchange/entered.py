"""Entered answers as a course keeps them: an attempt like any other, with who entered it beside it.

This is the one place that knows how they are kept. The course signs for them with its own key, since
no learner did; by whom they were entered, from which file and when, stands with its sections.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ipt_train.exam.core.paper import Paper
from ipt_train.exam.submission.pack import Submission, pack
from ipt_train.exam.submission.record import record
from ipt_train.exam.submission.unpack import Opened, unpack

ENTERED_BY = "entered_by"
"""What a receipt calls who entered the answers that it is for."""

_SECTION = "entered"
"""The section that says how an attempt was entered; no submission can hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who entered a table of answers: a name, the name of the file, and when."""

    by: str
    file: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredWork:
    """One attempt that was entered, before it is kept.

    Attributes:
        sha256: Digest of its bytes; the same answers of the same person have the same.
        opened: What it holds.
    """

    sha256: str
    opened: Opened


def entered_work(
    paper: Paper, person: str, attempt: int, at: datetime, answers: Sequence[Any], key: bytes
) -> EnteredWork:
    """Make an attempt of entered answers, signed with the course's key.

    Args:
        paper: The form that was answered.
        person: The pseudonym.
        attempt: Number of the attempt.
        at: When it was handed in; every answer bears this time, and took none that is known.
        answers: One for each question in order, in the paper's labels; None is a blank.
        key: The course's key that signs receipts, 32 bytes.
    """
    at_ms = int(at.timestamp() * 1000)
    submission = Submission(
        person=person,
        course=paper.course,
        exam=paper.exam,
        paper=paper.digest,
        attempt=attempt,
        started_at=at,
        ended_at=at,
        records=tuple(
            record(question.item, question.revision, answer, at_ms, 0)
            for question, answer in zip(paper.questions, answers, strict=True)
        ),
    )
    data = pack(submission, key)
    return EnteredWork(sha256=hashlib.sha256(data).hexdigest(), opened=unpack(data))


def entry_sections(entry: Entry) -> dict[str, Any]:
    """Return what an entered attempt is stored with in place of the sections of a submission."""
    return {_SECTION: {"by": entry.by, "file": entry.file, "at": entry.at.isoformat()}}


def entered_by(sections: Mapping[str, Any] | None) -> str:
    """Return who entered the attempt with these sections; an empty text where it was handed in."""
    entry = (sections or {}).get(_SECTION) or {}
    return str(entry.get("by", ""))
