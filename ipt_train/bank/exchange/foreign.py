"""A file of another program, as it is."""

import re
import sys
from pathlib import Path

from ipt_train.errors import BankNotFoundError
from ipt_train.vocabulary import ForeignFormat

_SIGNS = (
    (re.compile(rb"<quiz[\s>]"), ForeignFormat.MOODLE_XML),
    (
        re.compile(rb"<(?:questestinterop|(?:\w+:)?assessmentItem|(?:\w+:)?assessmentTest)[\s>]"),
        ForeignFormat.QTI,
    ),
    (re.compile(rb"^PK(?s:.)*imsmanifest\.xml"), ForeignFormat.QTI),
    (
        re.compile(rb"^PK(?s:.)*collection\.anki2|^SQLite|^#separator:|^#notetype"),
        ForeignFormat.ANKI,
    ),
    (re.compile(rb"^PK(?s:.)*xl/workbook\.xml"), ForeignFormat.XLSX),
    (re.compile(rb"^ANSWER: *[A-Z][ \r]*$", re.M), ForeignFormat.AIKEN),
    (re.compile(rb"^(?:\xef\xbb\xbf)?[\w,;\t\"]*\bstem\b[\w,;\t\"]*\r?$", re.M), ForeignFormat.CSV),
    (re.compile(rb"^::|[{]\s*[=~]", re.M), ForeignFormat.GIFT),
)
"""What a file of a format holds, the surest signs first."""


def format_of(data: bytes) -> ForeignFormat | None:
    """Return the format that a file seems to have; None where nothing tells."""
    return next((form for sign, form in _SIGNS if sign.search(data)), None)


def read_foreign(name: str) -> bytes:
    """Read a file, or standard input where it is called ``-``.

    Raises:
        BankNotFoundError: It cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        told = f"{name} cannot be read: {error.strerror}"
        raise BankNotFoundError(told, hint="give the name of a file") from None
