"""Collecting submissions: what is sound is kept and gets a receipt, the rest is refused and named."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.enrolment import Register, read_register
from ipt_train.course.file import append_line, read, secret_bytes
from ipt_train.course.folder import Folder, locked_for_writing
from ipt_train.course.responses import Kept, head_of, keep, kept
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
        self._secret = secret_bytes(opened.folder.pseudonym_key)
        entries = receipts_of(opened.folder)
        self._there = _files_in(opened.folder.responses)
        self.known = {
            one["submission"] for one in entries if f"{one['person']}.jsonl" in self._there
        }  # what was lost since is collected again, and keeps the time at which it came
        self._came = {one["submission"]: one["accepted_at"] for one in entries}
        self._traces = {one["trace"]: one["person"] for one in entries if one["trace"]}
        self._waiting: list[bytes] = []
        self.accepted: list[dict[str, Any]] = []

    def take(self, one: Examined) -> str:
        """Keep one submission and sign its receipt; or return why it is refused."""
        assert one.manifest is not None
        manifest = one.manifest
        person = manifest["person"]
        if self._traces.get(one.trace, person) != person:
            return f"its answers and times are those that {self._traces[one.trace]} handed in"
        name = f"{person}.jsonl"
        path = self._folder.responses / name
        there = kept(path) if name in self._there else []
        place = (manifest["exam"], manifest["attempt"])
        same = next((each for each in there if each.place == place), None)
        if same is not None and same.manifest["head"] != manifest["head"]:
            return (
                f"attempt {manifest['attempt']} of {person} was accepted before with other answers"
            )
        if why := self._register.refusal(person, manifest["public_key"]):
            return why
        arrived = self._came.get(one.sha256) or self._now.isoformat(timespec="seconds")
        if same is None:
            head = head_of(
                self._secret,
                manifest=manifest,
                signature=one.signature,
                sections=one.sections,
                sha256=one.sha256,
                file=one.file,
                accepted_at=arrived,
                lines=one.lines,
            )
            keep(path, [*there, Kept(head=head, lines=one.lines)])
            self._there.add(name)
        self._sign(one, same.head["accepted_at"] if same else arrived)
        self.known.add(one.sha256)
        self._traces[one.trace] = person
        self.accepted.append(
            {"file": one.file, "person": person, "exam": place[0], "attempt": place[1]}
        )
        return ""

    def _sign(self, one: Examined, arrived: str) -> None:
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
        self._waiting.append(canonical({**body, "signature": signature}))
        if len(self._waiting) >= _TOGETHER:
            self.write()

    def write(self) -> None:
        """Write the receipts that wait, and the register of keys."""
        if self._waiting:
            self._register.save(self._folder)
            append_line(self._folder.receipts, b"\n".join(self._waiting))
            self._waiting.clear()

    def unconfirmed(self) -> tuple[str, ...]:
        """Return the people whose key nobody told."""
        entries = self._register.entries.values()
        return tuple(sorted(one.person for one in entries if one.how == "first-use"))


def _files_in(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.is_dir() else set()


def receipts_of(folder: Folder) -> list[dict[str, Any]]:
    """Read the receipts of a course; a line that was cut by a crash is passed over."""
    if not folder.receipts.exists():
        return []
    entries = []
    for line in read(folder.receipts).splitlines():
        try:
            one = json.loads(line)
            entries.append({**one, "trace": one["trace"], "submission": one["submission"]})
        except (ValueError, KeyError, TypeError):
            continue
    return entries
