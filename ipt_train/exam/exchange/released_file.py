"""A marked exam on the disk, as a course hands it back."""

from pathlib import Path

from ipt_train.errors import SubmissionError
from ipt_train.exam.submission.released_file import SignedRelease, read_release_file

_LARGEST = 20_000_000
_HINT = "give the file that your course handed back; it ends in .exam.json"


def names_a_file(name: str | None) -> bool:
    """Whether what was named is a file rather than the beginning of an exam's id."""
    return bool(name) and ("/" in str(name) or "." in str(name) or Path(str(name)).is_file())


def read_released_exam(file: Path) -> SignedRelease:
    """Read a marked exam of at most 20 MB.

    Raises:
        SubmissionError: It cannot be read, is not a marked exam, or was changed after it was signed.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise SubmissionError(f"{file} cannot be read: {error.strerror}", hint=_HINT) from None
    if len(content) > _LARGEST:
        raise SubmissionError(f"{file} is too large for a marked exam", hint=_HINT)
    return read_release_file(content)
