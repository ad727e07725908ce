"""What tells without reading a file whether it changed: its size, its times and its inode.

A file that was written when, or shortly before, its stamp was taken may change once more within the
same tick of the clock, and keep its size. So a stamp is believed only of a file that had rested.

A shell prompt waits for this: it imports next to nothing.
"""

import os
from stat import S_ISREG

RESTED = 2_000_000_000
"""Nanoseconds that a file must have rested: no usual file system counts in coarser ticks than 2 s."""

Stamp = tuple[int, int, int, int]
"""The state of a file: its bytes; when its content changed last, and when its content, name or mode
did, both in nanoseconds since 1970; its number in its file system (the inode)."""

GONE: Stamp = (-1, 0, 0, 0)
"""The stamp of a file that is not there or cannot be asked; it has always rested."""

IRREGULAR: Stamp = (-2, 0, 0, 0)
"""The stamp of what is no file that stays when it is read, such as a pipe."""


def stamp(file: "str | os.PathLike[str]") -> Stamp:
    """Return the stamp of a file."""
    try:
        state = os.stat(file)
    except OSError:
        return GONE
    if not S_ISREG(state.st_mode):
        return IRREGULAR
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def rested(stamp: Stamp, at: int) -> bool:
    """Whether nothing had changed in a file for a while at an instant, in nanoseconds since 1970."""
    return max(stamp[1], stamp[2]) < at - RESTED
