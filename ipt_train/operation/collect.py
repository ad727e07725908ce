"""Collecting submissions: what is sound is kept and gets a receipt, the rest is refused and named."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.enrolment import Register, read_register
from ipt_train.course.file import append_line, secret_bytes
from ipt_train.course.folder import locked_for_writing
from ipt_train.course.pile import flush, is_there, unnamed
from ipt_train.course.receipts import Entry, Place, receipts_of
from ipt_train.errors import CourseError
from ipt_train.exam.canonical import canonical
from ipt_train.operation.build_exam import papers_of
from ipt_train.operation.course import OpenCourse
from ipt_train.operation.examine_submissions import Examined, Examiner, examined, files_of
from ipt_train.submission.seal import Signer

RECEIPT = "ipt-receipt/1"
RECEIPT_BEGINS = b"ipt-receipt/1\n"
_BOUND = ("course", "exam", "person", "attempt", "paper", "records", "head")
_TOGETHER = 2_000
"""So many receipts are written to the disk together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that was refused, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of an inbox.

    Attributes:
        files: How many files were looked at.
        accepted: Files that were accepted now, with person, exam and attempt.
        refused: Files that were refused; they stay where they are and are looked at again.
        known: How many had been accepted before.
        unconfirmed: People whose signing key nobody told, so it is believed from first sight.
    """

    files: int
    accepted: tuple[dict[str, Any], ...]
    refused: tuple[Refused, ...]
    known: int
    unconfirmed: tuple[str, ...]


def collect(
    opened: OpenCourse,
    inbox: Path,
    *,
    now: datetime,
    workers: int = 1,
) -> Collected:
    """Collect the submissions in a folder and those below it.

    Args:
        opened: The course.
        inbox: The folder; nothing in it is changed.
        now: The instant of arrival, aware.
        workers: Processes to examine with.

    Raises:
        SubmissionError: The inbox is no folder.
        CourseError: Another program is writing, or no exam was built.
        OutputError: Something cannot be written; what was accepted before stays.
    """
    folder = opened.folder
    names = files_of(inbox)
    papers = papers_of(folder)
    if not papers:
        raise CourseError("no exam was built yet", hint="`ipt-train course exam build` builds one")
    with locked_for_writing(folder):
        desk = _Desk(opened, now)
        examiner = Examiner(
            inbox=inbox,
            course=opened.course.id,
            people=opened.people,
            papers=papers,
            known=desk.known,
            now=now,
            secret=secret_bytes(folder.pseudonym_key),
            pile=folder.responses / f"{now:%Y%m%dT%H%M%S}",
            came=desk.came,
        )
        known, refused = 0, []
        for one in examined(examiner, names, workers):
            if one.known or one.sha256 in desk.known:
                known += 1
            elif why := one.refused or desk.take(one):
                refused.append(Refused(file=one.file, why=why))
        desk.write()
    return Collected(
        files=len(names),
        accepted=tuple(desk.accepted),
        refused=tuple(refused),
        known=known,
        unconfirmed=desk.unconfirmed(),
    )


class _Desk:
    """Takes examined submissions into the course."""

    def __init__(self, opened: OpenCourse, now: datetime) -> None:
        self._folder, self._now = opened.folder, now
        self._register: Register = read_register(opened.folder, opened.course.enrolment)
        self._signing = Signer(secret_bytes(opened.folder.signing_key))
        entries = receipts_of(opened.folder)
        there = [one for one in entries if is_there(opened.folder, one.kept)]
        self.known = {one.receipt["submission"] for one in there}
        self.came = unnamed(opened.folder, entries) | {
            one.receipt["submission"]: one.receipt["accepted_at"] for one in entries
        }  # what was lost since, or not signed for, is collected again and keeps its time
        self._entries = {one.attempt: one for one in there}
        self._traces = {one.receipt["trace"]: one.receipt["person"] for one in entries}
        self._waiting: list[Entry] = []
        self.accepted: list[dict[str, Any]] = []

    def take(self, one: Examined) -> str:
        """Accept one submission and sign its receipt; or return why it is refused."""
        assert one.manifest is not None
        assert one.kept is not None
        manifest = one.manifest
        person, exam, number = manifest["person"], manifest["exam"], manifest["attempt"]
        if one.trace and self._traces.get(one.trace, person) != person:
            return f"its answers and times are those that {self._traces[one.trace]} handed in"
        same = self._entries.get((person, exam, number))
        if same is not None and same.receipt["head"] != manifest["head"]:
            return f"attempt {number} of {person} was accepted before with other answers"
        if why := self._register.refusal(person, manifest["public_key"]):
            return why
        arrived = self.came.get(one.sha256) or self._now.isoformat(timespec="seconds")
        self._sign(
            one,
            same.receipt["accepted_at"] if same else arrived,
            same.kept if same else one.kept,
        )
        self.known.add(one.sha256)
        self._traces[one.trace] = person
        self.accepted.append({"file": one.file, "person": person, "exam": exam, "attempt": number})
        return ""

    def _sign(self, one: Examined, arrived: str, kept: Place) -> None:
        assert one.manifest is not None
        body = {
            "format": RECEIPT,
            **{name: one.manifest[name] for name in _BOUND},
            "submission": one.sha256,
            "trace": one.trace,
            "accepted_at": arrived,
            "public_key": self._signing.public,
        }
        signature = self._signing.sign(RECEIPT_BEGINS + canonical(body))
        entry = Entry({**body, "signature": signature}, kept)
        self._entries[entry.attempt] = entry
        self._waiting.append(entry)
        if len(self._waiting) >= _TOGETHER:
            self.write()

    def write(self) -> None:
        """Write the receipts that wait, when what they are for is on the disk, and the keys."""
        if self._waiting:
            flush(self._folder, {one.kept.file for one in self._waiting})
            self._register.save(self._folder)
            lines = [canonical({**one.receipt, "kept": one.kept}) for one in self._waiting]
            append_line(self._folder.receipts, b"\n".join(lines))
            self._waiting.clear()

    def unconfirmed(self) -> tuple[str, ...]:
        """Return the people whose key nobody told."""
        entries = self._register.entries.values()
        return tuple(sorted(one.person for one in entries if one.how == "first-use"))
