"""Bytes to text: UTF-8 without anything that must not stand in a text file."""

import re

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.tree import Place

MAX_BYTES = 256 * 2**20

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_CONTROLS = bytes(one for one in range(128) if _UNSAFE.match(chr(one)))
_SEPARATORS = "\x85\u2028\u2029"
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]"
)
"""What must not come out of an escape in a quoted text either."""


class RefusedError(Exception):
    """Reading stops here; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def decode(data: bytes) -> str:
    """Decode UTF-8 and refuse what must not stand in a text file."""
    if len(data) > MAX_BYTES:
        raise RefusedError(
            at(
                (1, 1, 1, 1),
                "Y018",
                f"the file has {len(data):,} bytes, and the limit is {MAX_BYTES:,}",
                help="split the bank into several files",
            )
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise RefusedError(
            at((1, 1, 1, 1), "Y002", "the file is UTF-16, not UTF-8", help="save it as UTF-8")
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise RefusedError(
            at(
                _place(before, len(before)),
                "Y002",
                f"byte 0x{data[error.start]:02x} is not UTF-8",
                help="save the file as UTF-8",
            )
        ) from None
    if data.isascii() and len(data.translate(None, _CONTROLS)) == len(data):
        return text  # told several times faster than by a search
    unsafe = _UNSAFE.search(text)
    if unsafe and unsafe[0] not in _SEPARATORS:
        raise RefusedError(
            at(
                _place(text, unsafe.start()),
                "Y003",
                f"there is a control character here, U+{ord(unsafe[0]):04X}",
                help="delete it; a text may contain line breaks but no other control characters",
            )
        )
    if unsafe:
        raise RefusedError(
            at(
                _place(text, unsafe.start()),
                "Y017",
                f"there is an invisible line separator here, U+{ord(unsafe[0]):04X}",
                help="replace it with an ordinary line break or a space",
            )
        )
    return text


def _place(text: str, index: int) -> Place:
    """Return the place of one character, counting CR, LF and CRLF as one line end each."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return (line, column, line, column + 1)
