"""The secret of a handout: it shows that what a page hands in is from the person it was made for."""

import hashlib
import hmac


def ticket(
    key: bytes, *, course: str, exam: str, form: str, paper: str, person: str, attempt: int
) -> str:
    """Return the secret of a handout: an HMAC-SHA-256 in hexadecimal.

    It holds for one person, one form and one attempt, and can be worked out again at any time, so
    that a page that is made anew after an extension has the same.

    Args:
        key: The secret key of the course, 32 bytes.
        course: Id of the course.
        exam: Id of the exam.
        form: Letter of the form.
        paper: Digest of the paper.
        person: The pseudonym.
        attempt: Number of the attempt, from 1.
    """
    parts = ("ipt-train handout", course, exam, form, paper, person, str(attempt))
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
