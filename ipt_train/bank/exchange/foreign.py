"""A file of another program, as it is."""

import sys
from pathlib import Path

from ipt_train.errors import BankNotFoundError


def read_foreign(name: str) -> bytes:
    """Read a file, or standard input where it is called ``-``.

    Raises:
        BankNotFoundError: It cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        told = f"{name} cannot be read: {error.strerror}"
        raise BankNotFoundError(told, hint="name a file") from None
