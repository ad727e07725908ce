"""What every decision for one person needs: who and why, whose grade it changes, whose key signed."""

import json
from datetime import datetime
from pathlib import Path

from ipt_train.course.exchange.mend import Stored
from ipt_train.course.exchange.received import Received, received_from
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.grade_change import GradeChanges, changes_or_why_not
from ipt_train.course.store.row import AttemptRow, GrantRow, ReceiptRow, VoidRow
from ipt_train.errors import UsageError
from ipt_train.exam.submission.seal import fingerprint


def who_and_why(by: str, reason: str) -> None:
    """Stop where who and why are not said.

    Raises:
        UsageError: One of them is empty.
    """
    if not (by.strip() and reason.strip()):
        raise UsageError(
            "who decides this, and why? It is logged", hint="add --by WHO and --reason WHY"
        )


def changed_grades(
    opened: OpenCourse,
    exam: str,
    before: Stored,
    after: Stored,
    *,
    now: datetime,
    identity: Path | None,
) -> GradeChanges:
    """Return whose grade a decision changes.

    Args:
        opened: The course.
        exam: Id of the exam.
        before: The rows of its database; ``after`` those that the decision makes of them.
        after: See ``before``.
        now: The instant, aware.
        identity: File of an instructor's age identity, in place of the course's own.
    """

    def received(stored: Stored) -> Received:
        kinds = (AttemptRow, ReceiptRow, VoidRow, GrantRow)
        return received_from(opened.folder.database, *(stored[kind].sound for kind in kinds))

    def graded(stored: Stored) -> Graded:
        return grade_all(
            opened,
            now=now,
            identity=identity,
            without_strangers=True,
            received=received(stored),
        )

    return changes_or_why_not(lambda: graded(before), lambda: graded(after), exam)


def key_that_signed(row: AttemptRow) -> str:
    """Return the fingerprint of the key that signed an attempt; empty where a page handed it in."""
    public = json.loads(row.manifest).get("public_key", "")
    return fingerprint(public) if public else ""
