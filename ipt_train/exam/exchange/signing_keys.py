"""A learner's signing keys: one for each course, so that two courses cannot tell that somebody is in both."""

import re
from pathlib import Path

from ipt_train.errors import PaperError
from ipt_train.exam.submission.seal import new_signing_key
from ipt_train.files import secret_bytes, write_secret
from ipt_train.shell.runtime import DEFAULT_PROFILE

_COURSE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def signing_key(data: Path, profile: str, course: str, *, own: bool = False) -> bytes:
    """Return the private key with which a profile signs for a course, made when first needed.

    A profile that has the one key of earlier versions goes on with it in every course until it is
    told otherwise: whether a course knows that key is written nowhere on the learner's side, and a
    course refuses a second key. What a course got once stays its key.

    Args:
        data: The folder of the program's data.
        profile: Whose key it is.
        course: Id of the course.
        own: Give the course a key of its own, though there is a key of earlier versions.

    Raises:
        KeyFileError: The key is damaged, or others may read it.
        OutputError: It cannot be written.
        PaperError: The id is none that a course can have.
    """
    if not _COURSE.fullmatch(course):
        raise PaperError(
            f"`{course[:60]}` cannot be the id of a course",
            hint="ask your instructor to send you the paper again",
        )
    file = data / "signing-keys" / profile / course
    before = first_key_file(data, profile)
    if not file.exists() and before.exists() and not own:
        return secret_bytes(before)
    if not file.exists():
        write_secret(file, new_signing_key().hex())
    return secret_bytes(file)


def first_key_file(data: Path, profile: str) -> Path:
    """Return where earlier versions kept a profile's one key for all courses."""
    name = "signing-key" if profile == DEFAULT_PROFILE else f"signing-key-{profile}"
    return data / name
