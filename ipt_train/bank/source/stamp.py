"""What tells without reading a file whether it changed: its size, its times and its inode.

A file that was written when, or shortly before, its stamp was taken may change once more within the
same tick of the clock, and keep its size. So a stamp is believed only of a file that had rested.
"""

from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

RESTED = 2_000_000_000
"""Nanoseconds that a file must have rested: no usual file system counts in coarser ticks than 2 s."""


class Stamp(NamedTuple):
    """The state of a file.

    Attributes:
        size: Bytes.
        modified: When its content changed last, in nanoseconds since 1970.
        changed: When its content, name or mode changed last, likewise.
        inode: Its number in its file system.
    """

    size: int
    modified: int
    changed: int
    inode: int

    def rested(self, at: int) -> bool:
        """Whether nothing had changed for a while at an instant, in nanoseconds since 1970."""
        return max(self.modified, self.changed) < at - RESTED


GONE = Stamp(-1, 0, 0, 0)
"""The stamp of a file that is not there or cannot be asked; it has always rested."""


IRREGULAR = Stamp(-2, 0, 0, 0)
"""The stamp of what is no file that stays when it is read, such as a pipe."""


def stamp(path: Path) -> Stamp:
    """Return the stamp of a file."""
    try:
        state = path.stat()
    except OSError:
        return GONE
    if not S_ISREG(state.st_mode):
        return IRREGULAR
    return Stamp(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
