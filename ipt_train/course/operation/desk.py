"""The desk of a course: takes submissions that were examined, signs receipts, and stores them."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.enrolment import register_of
from ipt_train.course.exchange.entered import ENTERED_BY, entered_by
from ipt_train.course.exchange.mend import Stored
from ipt_train.course.exchange.receipts import (
    RECEIPT_BEGINS,
    ReceiptLine,
    latest,
    receipt_lines,
    receipt_row,
)
from ipt_train.course.operation.attempt_order import out_of_order
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.examine_submissions import ExaminedSubmission, trace_of
from ipt_train.course.operation.made_void import made_void
from ipt_train.course.operation.new_receipt import attempt_row, receipt_body, utc_text
from ipt_train.course.operation.ownership import Ownership
from ipt_train.course.operation.refusal_log import RefusalLog
from ipt_train.course.store.row import (
    AttemptRow,
    KeyRow,
    ReceiptRow,
    RefusalRow,
    ReplacedRow,
    SeenRow,
    VoidRow,
)
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.record import from_columns
from ipt_train.exam.submission.seal import Signer
from ipt_train.files import secret_bytes

Attempt = tuple[str, str, int]


class Desk:
    """Takes examined submissions into the course, all with one writing. The course must be locked.

    Args:
        opened: The course.
        stored: What it collected before.
        now: The instant of collecting, aware.
    """

    def __init__(self, opened: OpenCourse, stored: Stored, now: datetime) -> None:
        self._folder = opened.folder
        self._now = now.isoformat(timespec="seconds")
        self._signing = Signer(secret_bytes(opened.folder.signing_key))
        self._register = register_of(stored[KeyRow].sound, opened.course.enrolment)
        self._ownership = Ownership(opened.folder, self._register, opened.people)
        self._keys = self._register.rows()
        entries = receipt_lines(stored[ReceiptRow].sound)
        self._attempts: dict[Attempt, AttemptRow] = {
            row[:3]: row for row in stored[AttemptRow].sound
        }
        self.known = {
            one.receipt["submission"]: one.attempt
            for one in entries
            if one.attempt in self._attempts
        }
        self._promised = latest(entries)  # also of what was lost since: its times and answers stand
        self._entries = {
            name: one for name, one in self._promised.items() if name in self._attempts
        }
        self._run = 1 + max((one.run for one in entries), default=0)
        self._traces = {one.receipt["trace"]: one.receipt["person"] for one in entries}
        self._log = RefusalLog(entries, stored[SeenRow].sound, stored[RefusalRow].sound, self._now)
        self._void: list[VoidRow] = stored[VoidRow].sound
        self._new: list[AttemptRow] = []
        self._replaced: list[ReplacedRow] = []
        self._waiting: list[ReceiptLine] = []
        self.accepted: list[dict[str, Any]] = []
        self.refused: list[tuple[str, str]] = []
        self.mended: list[str] = []
        self._sign_anew()

    def _sign_anew(self) -> None:
        """Take attempts whose receipt was lost, and the keys of people whose key was lost."""
        for attempt, row in self._attempts.items():
            manifest, by = json.loads(row.manifest), entered_by(json.loads(row.sections))
            lost = attempt[0] not in self._register.entries and attempt in self._promised
            if lost and not by and manifest["public_key"]:  # what a page handed in has none
                self._register.refusal(attempt[0], manifest["public_key"])
            if attempt in self._promised:
                continue
            self._log.came(row.sha256, row.accepted_at)
            self.take(
                ExaminedSubmission(
                    file=row.file,
                    sha256=row.sha256,
                    head=manifest["head"],
                    manifest=manifest,
                    trace="" if by else trace_of(from_columns(row.records)),
                    entered_by=by,
                )
            )
        if self.accepted:
            self.mended.append(
                f"signed for what lay in course.db without a receipt: {len(self.accepted)}"
            )

    def take(self, one: ExaminedSubmission) -> None:
        """Accept one submission, or refuse it."""
        why = one.refused or self._fault(one)
        if why:
            self.refused.append((one.file, why))
            self._log.refuse(one, why)

    @property
    def current(self) -> set[str]:
        """Digests of the attempts that count."""
        return {str(one.receipt["submission"]) for one in self._entries.values()}

    def attempts(self, person: str, exam: str) -> dict[int, dict[str, Any]]:
        """Return the receipts of a person's attempts at an exam by their numbers."""
        return {
            number: one.receipt
            for (who, what, number), one in sorted(self._promised.items())
            if (who, what) == (person, exam)
        }

    def holds(self, person: str, exam: str, number: int) -> bool:
        """Whether an attempt was accepted before."""
        return (person, exam, number) in self._promised

    def other_form(self, person: str, exam: str, paper: str) -> str:
        """Return why a paper is not the one that a person was handed, or an empty text."""
        return self._ownership.other_form(person, exam, paper)

    def _fault(self, one: ExaminedSubmission) -> str:
        """Accept one submission; or return why it is refused."""
        assert one.manifest is not None
        manifest = one.manifest
        person, number = manifest["person"], manifest["attempt"]
        if not one.entered_by and (why := made_void(self._void, one)):
            return why
        if one.trace and self._traces.get(one.trace, person) != person:
            return f"its answers and times are those that {self._traces[one.trace]} handed in"
        before = self._promised.get((person, manifest["exam"], number))
        if one.entered_by:
            return self._accepted(one, before, keep=False)
        if before is not None and before.receipt["head"] != manifest["head"]:
            if by := before.receipt.get(ENTERED_BY):
                return f"attempt {number} of {person} was entered by {by} with other answers"
            why = f"attempt {number} of {person} was accepted before with other answers"
            if manifest["public_key"]:  # a page knows its number
                why += f"; to hand in a further attempt: `ipt-train exam submit PAPER --person {person} --number {number + 1}`"
            return why
        return self._ownership.refusal(manifest) or self._accepted(one, before, keep=True)

    def _accepted(self, one: ExaminedSubmission, before: ReceiptLine | None, *, keep: bool) -> str:
        """Put the receipt of an attempt among those that wait; return that nothing speaks against it.

        Args:
            one: The attempt.
            before: The receipt that it had before.
            keep: Whether what is stored of the attempt stays, with its times; else this takes its place.
        """
        assert one.manifest is not None
        manifest = one.manifest
        person, exam, number = attempt = manifest["person"], manifest["exam"], manifest["attempt"]
        first_seen = self._log.first_seen(one.sha256, one.head)
        body = receipt_body(one, before, self._signing.public, first_seen=first_seen, keep=keep)
        entry = ReceiptLine(body, before.run if before else self._run)
        row = self._attempts.get(attempt)
        if row is None or not (keep or row.sha256 == one.sha256):
            self._attempts[attempt] = attempt_row(one, body["accepted_at"])
            self._new.append(self._attempts[attempt])
            self._replaced += [ReplacedRow(self._now, row)] if row else []
        self._entries[attempt] = self._promised[attempt] = entry
        self._waiting.append(entry)
        self.known[one.sha256] = attempt
        if one.trace:
            self._traces[one.trace] = person
        self.accepted.append({"file": one.file, "person": person, "exam": exam, "attempt": number})
        return ""

    def stored_times(self) -> dict[Attempt, datetime]:
        """Return when attempts arrived by a table that was given before."""
        return {name: one.arrived for name, one in self._entries.items() if one.by_table}

    def arrived(self, times: Mapping[Attempt, datetime]) -> None:
        """Store when attempts arrived by a table, in a receipt of each."""
        for one in self._waiting:
            if one.attempt in times:
                one.receipt["arrived_at"] = utc_text(times[one.attempt])
        waiting = {one.attempt for one in self._waiting}
        for name in sorted(set(times) - waiting):
            entry = self._entries[name]
            body = {part: value for part, value in entry.receipt.items() if part != "signature"}
            body |= {"arrived_at": utc_text(times[name]), "public_key": self._signing.public}
            self._waiting.append(entry._replace(receipt=body))
        self._entries |= {one.attempt: one for one in self._waiting}

    def ended(self, attempts: Collection[Attempt]) -> dict[Attempt, datetime]:
        """Return when attempts were ended by the learner's clock."""
        return {
            one: datetime.fromisoformat(json.loads(self._attempts[one].manifest)["ended_at"])
            for one in attempts
        }

    def out_of_order(self) -> list[str]:
        """Name the attempts taken now that came after one of a higher number."""
        return out_of_order(self.accepted, self._entries)

    def write(self) -> None:
        """Write all that was taken and seen, with its receipts and keys, or nothing of it.

        Raises:
            CourseError: Another program is writing.
            OutputError: It cannot be written; everything is as it was.
        """
        new = self._log.new()
        signed = [receipt_row(self._signed(one)) for one in self._waiting]
        keys = self._register.rows()
        if not signed and not any(new) and keys == self._keys:
            return
        with open_database(self._folder) as database, database.writing():
            if self._replaced:
                database.add(ReplacedRow, self._replaced)
                database.replace(AttemptRow, self._attempts.values())
            else:
                database.add(AttemptRow, self._new)
            database.add(ReceiptRow, signed)
            database.add(SeenRow, new.seen)
            database.add(RefusalRow, new.reasons)
            if keys != self._keys:
                database.replace(KeyRow, keys)

    def _signed(self, entry: ReceiptLine) -> ReceiptLine:
        signature = self._signing.sign(RECEIPT_BEGINS + canonical(entry.receipt))
        return entry._replace(receipt={**entry.receipt, "signature": signature})

    def unconfirmed(self) -> tuple[str, ...]:
        """Return the people whose key nobody told."""
        entries = self._register.entries.values()
        return tuple(sorted(one.person for one in entries if one.how == "first-use"))
