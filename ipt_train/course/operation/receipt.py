"""The receipts of a course: listed, handed back, and checked."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from ipt_train.course.core.roster import Person
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.ledger import agreed_receipts
from ipt_train.course.exchange.receipts import RECEIPT, RECEIPT_BEGINS
from ipt_train.errors import SubmissionError, in_words
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.seal import fingerprint, signed_by
from ipt_train.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt says.

    Attributes:
        said: Its plain data.
        fingerprint: Of the key that signed it, to be compared with the instructor's.
        fits: Whether it is for the submission that was given; None where none was.
    """

    said: dict[str, Any]
    fingerprint: str
    fits: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReceipt:
    """The receipt of one attempt.

    Attributes:
        person: The pseudonym.
        exam: The exam.
        attempt: Number of the attempt.
        accepted_at: When it was first seen, with offset.
        arrived_at: When it arrived by a table of arrivals; empty where no table says so.
        submission: SHA-256 of the file that was handed in, in hexadecimal.
        entered_by: Who entered the answers; empty where they were handed in.
    """

    person: str
    exam: str
    attempt: int
    accepted_at: str
    arrived_at: str
    submission: str
    entered_by: str


COLUMNS = tuple(column.name for column in fields(ListedReceipt))


def list_receipts(folder: Folder) -> tuple[ListedReceipt, ...]:
    """Return the receipts of a course, the last of each attempt, in the order of acceptance.

    Raises:
        CourseError: Receipts and responses do not agree.
    """
    return tuple(
        ListedReceipt(**{name: receipt.get(name, "") for name in COLUMNS})
        for receipt in _receipts(folder)
    )


def receipts_table(
    receipts: Iterable[ListedReceipt],
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return receipts as columns and rows of a table."""
    return COLUMNS, [astuple(receipt) for receipt in receipts]


def hand_back(folder: Folder, target: Path, people: Mapping[str, Person]) -> int:
    """Write the receipt of every attempt as a file of its own, to be handed back; return how many.

    Where an attempt has several, the last is written.

    Args:
        folder: The course.
        target: The folder to write into.
        people: The people of the roster by pseudonym: files bear their ids, so that they can be
            handed back; those of others bear the pseudonym.

    Raises:
        CourseError: Receipts and responses do not agree.
        OutputError: One cannot be written.
    """
    receipts = _receipts(folder)
    for receipt in receipts:
        person = people.get(receipt["person"])
        whose = person.id if person else receipt["person"]
        name = f"{receipt['exam']}-{whose}-{receipt['attempt']}.receipt.json"
        data = canonical(receipt) + b"\n"
        write_whole(target / name, data, make_folder=True, durable=False)  # made anew at any time
    return len(receipts)


def _receipts(folder: Folder) -> list[dict[str, Any]]:
    return list({entry.attempt: entry.receipt for entry in agreed_receipts(folder)}.values())


def check_receipt(data: bytes, submission: bytes | None = None) -> Receipt:
    """Check a receipt.

    Args:
        data: The bytes of the receipt.
        submission: The bytes of the submission that it should be for.

    Raises:
        SubmissionError: It is no receipt, or was changed after it was signed.
    """
    try:
        said = json.loads(data)
        signature, public = said.pop("signature"), said["public_key"]
        if said["format"] != RECEIPT or not isinstance(said["submission"], str):
            raise ValueError("another format")
        message = RECEIPT_BEGINS + canonical(said)
        mark = fingerprint(public)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SubmissionError(
            f"this is not a receipt: {in_words(error)}",
            hint="`ipt-train course receipts DIR` writes them",
        ) from None
    if not isinstance(signature, str) or not signed_by(public, signature, message):
        raise SubmissionError(
            "the receipt was changed after it was signed", hint="ask for it again"
        )
    fits = None
    if submission is not None:
        fits = hashlib.sha256(submission).hexdigest() == said["submission"]
    return Receipt(said=said, fingerprint=mark, fits=fits)
