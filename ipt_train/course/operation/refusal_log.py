"""When files were first seen, and why they were refused: a file keeps the time at which it first came."""

from collections.abc import Collection
from typing import NamedTuple

from ipt_train.course.exchange.receipts import ReceiptLine
from ipt_train.course.operation.examine_submissions import ExaminedSubmission
from ipt_train.course.store.row import RefusalRow, SeenRow


class NewRefusals(NamedTuple):
    """What is to be stored of the files that were refused now."""

    seen: list[SeenRow]
    reasons: list[RefusalRow]


class RefusalLog:
    """The files that a course saw.

    What was lost since, or refused, is collected again and keeps its time.

    Args:
        entries: The receipts of the course.
        seen: The files that were refused before.
        reasons: Why they were.
        now: The instant of collecting, in ISO 8601.
    """

    def __init__(
        self,
        entries: Collection[ReceiptLine],
        seen: Collection[SeenRow],
        reasons: Collection[RefusalRow],
        now: str,
    ) -> None:
        self._now = now
        self._came: dict[str, str] = {}
        self._before = {row.sha256 for row in seen}
        self._reasons = {row.sha256: row for row in reasons}
        self._seen: dict[str, SeenRow] = {}
        self._refused: dict[str, RefusalRow] = {}
        for row in seen:
            self._came.setdefault(row.sha256, row.seen_at)
            if row.head:
                self._came.setdefault(row.head, row.seen_at)
        receipts = [entry.receipt for entry in entries]
        for name in ("submission", "head"):
            self._came |= {receipt[name]: receipt["accepted_at"] for receipt in receipts}

    def first_seen(self, sha256: str, head: str) -> str:
        """Return when a file with this digest, or with these records, first came, in ISO 8601."""
        return self._came.get(sha256) or self._came.get(head) or self._now

    def came(self, sha256: str, at: str) -> None:
        """Take down when a file came that is stored without a receipt."""
        self._came[sha256] = at

    def refuse(self, examined: ExaminedSubmission, why: str) -> None:
        """Take down that a file was refused; one that could not be read has no digest and is left."""
        name = examined.sha256
        if name:
            at = self.first_seen(name, examined.head)
            self._seen.setdefault(name, SeenRow(name, examined.head, at, plain(examined.file)))
            self._refused.setdefault(name, RefusalRow(name, examined.claims, why))

    def new(self) -> NewRefusals:
        """Return what is to be stored: files not seen before, and reasons that are not those before."""
        return NewRefusals(
            [row for name, row in self._seen.items() if name not in self._before],
            [row for name, row in self._refused.items() if self._reasons.get(name) != row],
        )


def plain(name: str) -> str:
    """Return the name of a file as text that can be stored, whatever bytes it had."""
    return name.encode("utf-8", "replace").decode()
