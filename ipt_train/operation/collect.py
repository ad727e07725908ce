"""Collecting submissions: what is sound is kept and gets a receipt, the rest is refused and named."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.enrolment import Register, read_register
from ipt_train.course.file import append_line, read, secret_bytes, write
from ipt_train.course.folder import Folder, locked_for_writing
from ipt_train.course.responses import Kept, keep, kept
from ipt_train.errors import CourseError
from ipt_train.exam.canonical import canonical
from ipt_train.operation.build_exam import papers_of
from ipt_train.operation.course import OpenCourse
from ipt_train.operation.examine_submissions import Examined, Examiner, examined, files_of
from ipt_train.submission.seal import public_key, sign

RECEIPT = "ipt-receipt/1"


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
    progress: Callable[[int], None] | None = None,
) -> Collected:
    """Collect the submissions in a folder and those below it.

    Args:
        opened: The course.
        inbox: The folder; nothing in it is changed.
        now: The instant of arrival, aware.
        workers: Processes to examine with.
        progress: Called with the number of files done, if given.

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
        for number, one in enumerate(examined(examiner, names, workers), 1):
            if one.known:
                known += 1
            elif why := one.refused or desk.take(one):
                refused.append(Refused(file=one.file, why=why))
            if progress is not None:
                progress(number)
        desk.close(refused)
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
        self._signing = secret_bytes(opened.folder.signing_key)
        entries = _entries(opened.folder)
        self.known = {one["sha256"] for one in entries if one["outcome"] == "accepted"}
        self._traces = {one["trace"]: one["person"] for one in entries if one.get("trace")}
        self._ledger: list[dict[str, Any]] = []
        self.accepted: list[dict[str, Any]] = []

    def take(self, one: Examined) -> str:
        """Keep one submission and write its receipt; or return why it is refused."""
        assert one.manifest is not None
        manifest = one.manifest
        person = manifest["person"]
        if one.sha256 in self.known:
            return ""  # a second copy in the same inbox
        if self._traces.get(one.trace, person) != person:
            return f"its answers and times are those that {self._traces[one.trace]} handed in"
        path = self._folder.responses / f"{person}.jsonl"
        there = kept(path)
        place = (manifest["exam"], manifest["attempt"])
        same = next((each for each in there if each.place == place), None)
        if same is not None and same.manifest["head"] != manifest["head"]:
            return (
                f"attempt {manifest['attempt']} of {person} was accepted before with other answers"
            )
        if why := self._register.refusal(person, manifest["public_key"]):
            return why
        if same is None:
            head = {
                "accepted_at": self._now.isoformat(timespec="seconds"),
                "file": one.file,
                "manifest": manifest,
                "sections": one.sections,
                "sha256": one.sha256,
                "signature": one.signature,
            }
            keep(path, [*there, Kept(head=head, lines=one.lines)])
        said = {"person": person, "exam": manifest["exam"], "attempt": manifest["attempt"]}
        arrived = same.head["accepted_at"] if same else self._now.isoformat(timespec="seconds")
        self._receipt(manifest, one.sha256, arrived)
        self.known.add(one.sha256)
        if one.trace:
            self._traces[one.trace] = person
        self.accepted.append({"file": one.file, **said})
        self._ledger.append(
            {
                **said,
                "file": one.file,
                "sha256": one.sha256,
                "trace": one.trace,
                "outcome": "accepted",
            }
        )
        return ""

    def _receipt(self, manifest: dict[str, Any], sha256: str, arrived: str) -> None:
        body = {
            "format": RECEIPT,
            **{name: manifest[name] for name in ("course", "exam", "person", "attempt", "paper", "records", "head")},
            "submission": sha256,
            "accepted_at": arrived,
            "public_key": public_key(self._signing),
        }  # fmt: skip
        signature = sign(self._signing, b"ipt-receipt/1\n" + canonical(body))
        name = f"{manifest['exam']}-{manifest['person']}-{manifest['attempt']}.json"
        write(self._folder.receipts / name, canonical({**body, "signature": signature}) + b"\n")

    def close(self, refused: list[Refused]) -> None:
        """Write the register and what became of the files."""
        self._register.save(self._folder)
        at = self._now.isoformat(timespec="seconds")
        lines = [canonical({**one, "at": at}) for one in self._ledger]
        lines += [
            canonical({"file": one.file, "outcome": "refused", "why": one.why, "at": at})
            for one in refused
        ]
        if lines:
            append_line(self._folder.collected, b"\n".join(lines))

    def unconfirmed(self) -> tuple[str, ...]:
        """Return the people whose key nobody told."""
        entries = self._register.entries.values()
        return tuple(sorted(one.person for one in entries if one.how == "first-use"))


def _entries(folder: Folder) -> list[dict[str, Any]]:
    """Read what became of files before; a line that was cut by a crash is passed over."""
    if not folder.collected.exists():
        return []
    entries = []
    for line in read(folder.collected).splitlines():
        try:
            one = json.loads(line)
        except ValueError:
            continue
        if isinstance(one, dict) and one.get("outcome") == "accepted":
            entries.append(one)
    return entries
