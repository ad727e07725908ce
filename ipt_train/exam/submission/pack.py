"""Making a submission: what it contains in words, and its bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ipt_train.bank.exchange.package import packed
from ipt_train.errors import SubmissionError
from ipt_train.exam.core.canonical import canonical, digest
from ipt_train.exam.submission.record import LINE, AnswerRecord, beginning, digest_of, lines_of
from ipt_train.exam.submission.seal import fingerprint, public_key, sign
from ipt_train.plural import counted

FORMAT, CHAINED = "ipt-submission/2", "ipt-submission/1"
"""The format that is written, and that of earlier versions, which is read."""

MANIFEST, RECORDS, SIGNATURE = "manifest.json", "records.jsonl", "signature"
SECTIONS = ("progress.json", "ratings.json")
"""Further members that a learner may add: how practice went, and fidelity ratings."""

SUFFIX = ".submission.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One attempt at a paper.

    Attributes:
        person: The pseudonym that the course gave.
        course: Id of the course.
        exam: Id of the exam in it.
        paper: Digest of the paper.
        attempt: Number of the attempt, from 1.
        started_at: When it was begun by the learner's clock, and ``ended_at`` when it was ended.
        records: The answers in order.
        sections: What is added, by the names of ``SECTIONS`` without ``.json``.
    """

    person: str
    course: str
    exam: str
    paper: str
    attempt: int
    started_at: datetime
    ended_at: datetime
    records: tuple[AnswerRecord, ...]
    sections: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """A name for the file."""
        return f"{self.course}-{self.exam}-{self.person}-{self.attempt}{SUFFIX}"


def bound_to(manifest: Mapping[str, Any]) -> str:
    """Return the digest of what a submission with this manifest is bound to."""
    parts = (manifest[name] for name in ("course", "exam", "person", "paper", "attempt"))
    return beginning(*parts, format=manifest["format"])


def pack(submission: Submission, private: bytes) -> bytes:
    """Return the bytes of a submission, signed with the learner's key.

    Raises:
        SubmissionError: An answer is longer than a submission may hold, or an item appears twice.
    """
    items = [one.item for one in submission.records]
    if len(set(items)) != len(items):
        raise SubmissionError("an item is answered twice", hint="keep the answer that counts")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "person": submission.person,
        "course": submission.course,
        "exam": submission.exam,
        "paper": submission.paper,
        "attempt": submission.attempt,
        "started_at": submission.started_at.isoformat(timespec="milliseconds"),
        "ended_at": submission.ended_at.isoformat(timespec="milliseconds"),
        "records": len(submission.records),
        "public_key": public_key(private),
        "sections": {f"{name}.json": digest(data) for name, data in submission.sections.items()},
    }
    lines = lines_of(submission.records)
    if any(len(line) > LINE for line in lines):
        raise SubmissionError("an answer is too long", hint=f"shorten it to at most {LINE:,} bytes")
    records = b"".join(line + b"\n" for line in lines)
    manifest["head"] = digest_of(records, bound_to(manifest))
    written = canonical(manifest)
    members = {
        MANIFEST: written,
        RECORDS: records,
        SIGNATURE: sign(private, signed_part(written)).encode(),
    }
    members |= {f"{name}.json": canonical(data) for name, data in submission.sections.items()}
    return packed(members, compress=False)  # reading is quicker so


def signed_part(manifest: bytes) -> bytes:
    """Return what is signed: the manifest, whose ``head`` is the digest of the records."""
    return b"ipt-submission/1\n" + manifest  # the manifest names its own format


def described(submission: Submission, public: str) -> str:
    """Say in lines what a submission contains, to be read before it is written or handed in."""
    answered = sum(one.answer != "null" for one in submission.records)
    lines = [
        f"Course {submission.course}, exam {submission.exam}, attempt {submission.attempt}.",
        f"Your pseudonym: {submission.person}. Your name and address are not in it.",
        f"Begun {_said(submission.started_at)}, ended {_said(submission.ended_at)}, by this computer's clock.",
        f"{counted(len(submission.records), 'question')}: {answered} answered, {len(submission.records) - answered} left blank.",
        "For each: item, revision, your answer, when, and after how long.",
        *_sections(submission.sections),
        f"Signed with your key {fingerprint(public)}.",
        "The signature shows whether the file changes from now on; it cannot show who answered.",
    ]
    return "\n".join(lines) + "\n"


def _sections(sections: Mapping[str, Any]) -> Sequence[str]:
    return [
        f"Added because you asked for it: {name} ({len(canonical(data)):,} bytes)."
        for name, data in sections.items()
    ]


def _said(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S %Z").strip()
