"""What checks banks, as a digest: another rule, another sentence of a finding, and old outcomes are not believed.

It is read from the sources and loads none of them, since study from a warm cache waits for it.
"""

import hashlib
import os
from functools import cache
from pathlib import Path

from ipt_train.version import __version__

PACKAGE = Path(__file__).parents[2]

FOLDERS = ("bank/core", "bank/rules", "bank/source")
"""Folders whose every source may change a finding."""

FILES = ("advance.py", "errors.py", "files.py", "plural.py", "version.py", "vocabulary.py")
"""What those import from beside the rooms; a test compares both with what a check loads."""


def sources() -> list[Path]:
    """Return the files that a finding rests on, sorted.

    Raises:
        OSError: The package is not a folder of sources, but zipped.
    """
    inside = [entry.path for folder in FOLDERS for entry in os.scandir(PACKAGE / folder)]
    names = sorted([*inside, *(str(PACKAGE / name) for name in FILES)])
    return [Path(name) for name in names if name.endswith((".py", ".txt"))]


@cache
def digest_of_checks() -> bytes:
    """Return a digest of all that decides what is found in a bank, its schemas apart.

    Where the package has no sources it is that of the installed version.
    """
    total = hashlib.sha256(__version__.encode())
    try:
        for file in sources():
            total.update(f"\0{file.name}\0".encode() + file.read_bytes())
    except OSError:
        return hashlib.sha256(f"version {__version__}".encode()).digest()
    return total.digest()
