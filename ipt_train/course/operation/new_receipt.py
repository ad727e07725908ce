"""What is stored of an attempt that is accepted: its row, and the receipt before it is signed."""

from datetime import UTC, datetime
from typing import Any

from ipt_train.course.exchange.entered import ENTERED_BY
from ipt_train.course.exchange.receipts import RECEIPT, ReceiptLine
from ipt_train.course.operation.examine_submissions import ExaminedSubmission
from ipt_train.course.operation.refusal_log import plain
from ipt_train.course.store.row import AttemptRow
from ipt_train.exam.core.canonical import canonical

_BOUND = ("course", "exam", "person", "attempt", "paper", "records", "head")


def receipt_body(
    one: ExaminedSubmission, before: ReceiptLine | None, public: str, *, first_seen: str, keep: bool
) -> dict[str, Any]:
    """Return the receipt of an attempt, not signed yet.

    Args:
        one: The attempt.
        before: The receipt that it had before.
        public: The course's public key.
        first_seen: When its file was first seen, ISO 8601.
        keep: Whether the times of the receipt before stay.
    """
    assert one.manifest is not None
    body = {
        "format": RECEIPT,
        **{name: one.manifest[name] for name in _BOUND},
        "submission": one.sha256,
        "trace": one.trace,
        "accepted_at": before.receipt["accepted_at"] if before and keep else first_seen,
        "public_key": public,
    }
    if one.entered_by:
        body[ENTERED_BY] = one.entered_by
    if before and before.by_table:
        body["arrived_at"] = before.receipt["arrived_at"]
    return body


def attempt_row(one: ExaminedSubmission, accepted_at: str) -> AttemptRow:
    """Return an attempt as it is stored; ``accepted_at`` is an ISO instant."""
    assert one.manifest is not None
    return AttemptRow(
        person=one.manifest["person"],
        exam=one.manifest["exam"],
        attempt=one.manifest["attempt"],
        accepted_at=accepted_at,
        file=plain(one.file),
        sha256=one.sha256,
        manifest=one.signed,
        signature=one.signature,
        sections=canonical(one.sections),
        records=one.columns,
    )


def utc_text(instant: datetime) -> str:
    """Return an aware instant as ISO 8601 in UTC, to the second."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")
