"""The desk of a course: takes submissions that were examined, signs receipts, and keeps the logs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from ipt_train.course.exchange.enrolment import KeyRegister, read_register
from ipt_train.course.exchange.ledger import set_aside
from ipt_train.course.exchange.pile import flush, is_there
from ipt_train.course.exchange.receipts import (
    RECEIPT,
    RECEIPT_BEGINS,
    ReceiptLine,
    latest,
    receipt_line,
    receipts_of,
)
from ipt_train.course.exchange.responses import Responses
from ipt_train.course.exchange.seen import SeenFile, SeenLog, read_seen, seen_line
from ipt_train.course.exchange.unsigned import Unsigned, unsigned
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.examine_submissions import ExaminedSubmission, trace_of
from ipt_train.errors import CourseError
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.record import from_columns
from ipt_train.exam.submission.seal import Signer
from ipt_train.files import append_line, secret_bytes

_BOUND = ("course", "exam", "person", "attempt", "paper", "records", "head")
_TOGETHER = 2_000
"""So many receipts are written to the disk together."""

Attempt = tuple[str, str, int]


class Desk:
    """Takes examined submissions into the course. The course must be locked.

    Args:
        opened: The course.
        now: The instant of collecting, aware.
        hold: Write no receipt before ``write`` is called, since times of arrival are still to come.
    """

    def __init__(self, opened: OpenCourse, now: datetime, *, hold: bool = False) -> None:
        self._folder, self._people = opened.folder, opened.people
        self._now = now.isoformat(timespec="seconds")
        self._hold = hold
        self._key = secret_bytes(opened.folder.pseudonym_key)
        self._register: KeyRegister = read_register(opened.folder, opened.course.enrolment)
        self._signing = Signer(secret_bytes(opened.folder.signing_key))
        self.mended = list(set_aside(opened.folder))
        entries = receipts_of(opened.folder)
        there = [one for one in entries if is_there(opened.folder, one.kept)]
        self.known = {one.receipt["submission"]: one.attempt for one in there}
        self._entries = latest(there)
        self._promised = latest(entries)  # also of what was lost since: its times and answers stand
        self._run = 1 + max((one.run for one in entries), default=0)
        self._traces = {one.receipt["trace"]: one.receipt["person"] for one in entries}
        self._seen = read_seen(opened.folder)
        loose = unsigned(opened.folder, entries)
        self.came = _came(entries, loose, self._seen)
        self.laid = {one.head["sha256"]: one.place for one in loose if one.columns is not None}
        self._waiting: list[ReceiptLine] = []
        self._refused: list[SeenFile] = []
        self.accepted: list[dict[str, Any]] = []
        self.refused: list[tuple[str, str]] = []
        self._sign_anew(loose)

    def _sign_anew(self, loose: list[Unsigned]) -> None:
        """Take what was laid down and never signed for, or whose receipt was lost."""
        refused = self._seen.places
        for one in loose:
            if one.columns is None or one.place in refused or one.attempt in self._entries:
                continue
            self.take(
                ExaminedSubmission(
                    file=one.head["file"],
                    sha256=one.head["sha256"],
                    head=one.head["manifest"]["head"],
                    manifest=one.head["manifest"],
                    kept=one.place,
                    trace=trace_of(from_columns(one.columns)),
                )
            )
        if self.accepted:
            self.mended.append(
                f"signed for what lay in responses/ without a receipt: {len(self.accepted)}"
            )

    def take(self, one: ExaminedSubmission) -> None:
        """Accept one submission, or refuse it."""
        why = one.refused or self._fault(one)
        if why:
            self.refused.append((one.file, why))
            self._refused.append(
                SeenFile(
                    one.file,
                    one.sha256,
                    self._first_seen(one),
                    one.head,
                    one.kept,
                    why,
                    one.claims,
                )
            )

    def _first_seen(self, one: ExaminedSubmission) -> str:
        return self.came.get(one.sha256) or self.came.get(one.head) or self._now

    def _fault(self, one: ExaminedSubmission) -> str:
        """Accept one submission; or return why it is refused."""
        assert one.manifest is not None
        assert one.kept is not None
        manifest = one.manifest
        person, exam, number = manifest["person"], manifest["exam"], manifest["attempt"]
        if one.trace and self._traces.get(one.trace, person) != person:
            return f"its answers and times are those that {self._traces[one.trace]} handed in"
        before = self._promised.get((person, exam, number))
        if before is not None and before.receipt["head"] != manifest["head"]:
            return f"attempt {number} of {person} was accepted before with other answers"
        if why := self._register.refusal(person, manifest["public_key"]):
            owner = self._register.owner(manifest["public_key"]) or person
            return why if owner in self._people else f"{why}; {owner} is not on the roster"
        same = self._entries.get((person, exam, number))
        body = {
            "format": RECEIPT,
            **{name: manifest[name] for name in _BOUND},
            "submission": one.sha256,
            "trace": one.trace,
            "accepted_at": before.receipt["accepted_at"] if before else self._first_seen(one),
            "public_key": self._signing.public,
        }
        if before and before.by_table:
            body["arrived_at"] = before.receipt["arrived_at"]
        entry = ReceiptLine(
            body, same.kept if same else one.kept, before.run if before else self._run
        )
        self._entries[entry.attempt] = self._promised[entry.attempt] = entry
        self._waiting.append(entry)
        self.known[one.sha256] = entry.attempt
        self._traces[one.trace] = person
        self.accepted.append({"file": one.file, "person": person, "exam": exam, "attempt": number})
        if len(self._waiting) >= _TOGETHER and not self._hold:
            self.write()
        return ""

    def stored_times(self) -> dict[Attempt, datetime]:
        """Return when attempts arrived by a table that was given before."""
        return {name: one.arrived for name, one in self._entries.items() if one.by_table}

    def arrived(self, times: Mapping[Attempt, datetime]) -> None:
        """Store when attempts arrived by a table, in a receipt of each."""
        for one in self._waiting:
            if one.attempt in times:
                one.receipt["arrived_at"] = _text(times[one.attempt])
        waiting = {one.attempt for one in self._waiting}
        for name in sorted(set(times) - waiting):
            entry = self._entries[name]
            body = {part: value for part, value in entry.receipt.items() if part != "signature"}
            body |= {"arrived_at": _text(times[name]), "public_key": self._signing.public}
            self._waiting.append(entry._replace(receipt=body))
        self._entries |= {one.attempt: one for one in self._waiting}

    def ended(self, attempts: Collection[Attempt]) -> dict[Attempt, datetime]:
        """Return when attempts were ended by the learner's clock; what cannot be read is not there."""
        responses = Responses(self._folder, list(self._entries.values()))
        found: dict[Attempt, datetime] = {}
        for person in {one[0] for one in attempts}:
            try:
                kept = responses.of(person)
            except CourseError:
                continue
            for one in kept:
                found[person, *one.place] = datetime.fromisoformat(one.manifest["ended_at"])
        return found

    def out_of_order(self) -> list[str]:
        """Name the attempts taken now that came after one of a higher number."""
        later: dict[tuple[str, str], list[ReceiptLine]] = defaultdict(list)
        for one in self._entries.values():
            later[one.attempt[:2]].append(one)
        said = []
        for new in self.accepted:
            person, exam, number = new["person"], new["exam"], new["attempt"]
            mine = self._entries[person, exam, number]
            before = [
                one.attempt[2]
                for one in later[person, exam]
                if one.attempt[2] > number and (one.arrived, one.run) < (mine.arrived, mine.run)
            ]
            if before:
                said.append(
                    f"attempt {number} at {exam} by {person} arrived after attempt {max(before)}, and "
                    "counts after it"
                )
        return said

    def write(self) -> None:
        """Write the receipts that wait, when what they are for is on the disk, and the keys."""
        if self._waiting:
            flush(self._folder, {one.kept.file for one in self._waiting})
            self._register.save(self._folder)
            lines = [receipt_line(self._key, self._signed(one)) for one in self._waiting]
            append_line(self._folder.receipts, b"\n".join(lines))
            self._waiting.clear()
        before = {(one.sha256, one.kept) for one in self._seen.files}
        new = {(one.sha256, one.kept): one for one in self._refused if one.sha256}
        lines = [seen_line(self._key, one) for what, one in new.items() if what not in before]
        if lines:
            append_line(self._folder.seen, b"\n".join(lines))
        self._seen.files.extend(new.values())
        self._refused.clear()

    def _signed(self, entry: ReceiptLine) -> ReceiptLine:
        signature = self._signing.sign(RECEIPT_BEGINS + canonical(entry.receipt))
        return entry._replace(receipt={**entry.receipt, "signature": signature})

    def unconfirmed(self) -> tuple[str, ...]:
        """Return the people whose key nobody told."""
        entries = self._register.entries.values()
        return tuple(sorted(one.person for one in entries if one.how == "first-use"))


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def _came(entries: list[ReceiptLine], loose: list[Unsigned], seen: SeenLog) -> Mapping[str, str]:
    """Return when each file was first seen, by its digest and by the head of its records.

    What was lost since, or refused, or not signed for, is collected again and keeps its time.
    """
    came: dict[str, str] = {}
    for one in seen.files:
        came.setdefault(one.sha256, one.seen_at)
        if one.head:
            came.setdefault(one.head, one.seen_at)
    for lying in loose:
        came.setdefault(lying.head["sha256"], lying.head["accepted_at"])
        came.setdefault(lying.head["manifest"]["head"], lying.head["accepted_at"])
    for name in ("submission", "head"):
        came |= {one.receipt[name]: one.receipt["accepted_at"] for one in entries}
    return came
