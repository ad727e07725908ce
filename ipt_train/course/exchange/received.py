"""What a course received, and what was decided of it for single people: what grades are worked out from."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ipt_train.course.exchange.exceptions import Exceptions, exceptions_of
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.receipts import receipt_lines
from ipt_train.course.exchange.responses import Responses, responses_of
from ipt_train.course.store.row import AttemptRow, GrantRow, ReceiptRow, VoidRow


@dataclass(frozen=True, slots=True)
class Received:
    """What a course received.

    Attributes:
        responses: The accepted attempts that count.
        exceptions: What is decided for single people.
    """

    responses: Responses
    exceptions: Exceptions


def received_of(folder: Folder) -> Received:
    """Return what a course received.

    Raises:
        CourseError: Something is not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    return Received(responses_of(folder), exceptions_of(folder))


def received_from(
    path: Path,
    attempts: Iterable[AttemptRow],
    receipts: Iterable[ReceiptRow],
    void: Iterable[VoidRow],
    grants: Iterable[GrantRow],
) -> Received:
    """Return what a course would have received if these were its rows.

    Args:
        path: Its database, for messages.
        attempts: The attempts, ``receipts`` theirs.
        receipts: See ``attempts``.
        void: The attempts made void.
        grants: The attempts granted.
    """
    responses = Responses(path, attempts, receipt_lines(receipts))
    return Received(responses, Exceptions(tuple(void), tuple(grants)))
