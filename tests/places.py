"""Where the temporary folders of tests stand: in memory, if the system has room there."""

import os
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 3 << 30
"""Bytes that must be free; the folders of tests that passed are removed at once."""


def in_memory(folder: Path = MEMORY, room: int = ROOM) -> bool:
    """Whether a folder in memory can hold temporary folders: it is there, has room, and programs run in it."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK | os.X_OK):
        return False
    system = os.statvfs(folder)
    return system.f_bavail * system.f_frsize >= room and not system.f_flag & os.ST_NOEXEC
