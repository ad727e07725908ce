"""The text of a file that came from the other side."""

from pathlib import Path

from ipt_train.errors import RatingFileError

LARGEST = 1_000_000
"""Bytes; a rating has some thousands."""


def handed_text(file: Path) -> str:
    """Return the text of a file that came from the other side.

    Raises:
        RatingFileError: It cannot be read, is larger than ``LARGEST`` or is not UTF-8.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise RatingFileError(
            f"{file} cannot be read: {error.strerror}", hint="give the file that you were sent"
        ) from None
    if len(data) > LARGEST:
        raise RatingFileError(f"{file} is too large", hint="ask for the file again")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RatingFileError(f"{file} is not UTF-8", hint="ask for the file again") from None
