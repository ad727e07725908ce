"""The file of a marked exam, signed by the key of its course."""

import json
from typing import NamedTuple

from ipt_train.errors import SubmissionError, in_words
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.core.released import ReleasedExam, read_released
from ipt_train.exam.submission.seal import Signer, fingerprint, signed_by

BEGINS = b"ipt-released-exam/1\n"
"""What stands before the signed data, so that no other signature of a course passes for this one."""


class SignedRelease(NamedTuple):
    """A marked exam whose signature fits, and the fingerprint of the key that signed it."""

    released: ReleasedExam
    fingerprint: str


def release_file(released: ReleasedExam, signer: Signer) -> bytes:
    """Return the file of a marked exam."""
    data = released.data() | {"public_key": signer.public}
    return canonical(data | {"signature": signer.sign(BEGINS + canonical(data))}) + b"\n"


def read_release_file(content: bytes) -> SignedRelease:
    """Read a marked exam and hold it against its signature.

    Raises:
        SubmissionError: It is none, or was changed after it was signed.
    """
    try:
        data = json.loads(content)
        signature, public = data.pop("signature"), data["public_key"]
        message = BEGINS + canonical(data)
        mark = fingerprint(public)
        released = read_released(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SubmissionError(
            f"this is not a marked exam: {in_words(error)}",
            hint="give the file that ends in .exam.json, not the page beside it",
        ) from None
    if not isinstance(signature, str) or not signed_by(public, signature, message):
        raise SubmissionError(
            "the marked exam was changed after it was signed",
            hint="ask your instructor for it again",
        )
    return SignedRelease(released, mark)
