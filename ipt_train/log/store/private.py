"""Files that only their owner may read: logs hold notes, replies and ratings of real sessions."""

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
_OTHERS = 0o077


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner only.

    Raises:
        OSError: One cannot be made.
    """
    for folder in [*reversed(path.parents), path]:
        if not folder.is_dir():
            folder.mkdir(mode=FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file for its owner only; one that is there stays as it is.

    Raises:
        OSError: It cannot be made.
    """
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, FILE))


def close_to_others(data: Path) -> list[Path]:
    """Take from others what they may do with a learner's data; return what was open to them.

    Earlier versions left it to the umask. A file of somebody else's stays as it is.

    Args:
        data: The folder of the program's data, with ``profiles`` below it.
    """
    if os.name != "posix":
        return []  # elsewhere a user's own folders are closed already, and modes say nothing
    profiles = data / "profiles"
    folders = [folder for folder in (data, profiles) if folder.is_dir()]
    files = list(profiles.iterdir()) if profiles in folders else []
    return [
        *_closed(folders, FOLDER),
        *_closed((one for one in files if one.is_file() and not one.is_symlink()), FILE),
    ]


def _closed(paths: Iterable[Path], mode: int) -> list[Path]:
    changed = []
    for path in paths:
        try:
            if path.stat().st_mode & _OTHERS:
                path.chmod(mode)
                changed.append(path)
        except OSError:
            continue
    return changed
