"""``bank check --watch``: check again whenever a file changes."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_train.bank.source.shelf import Shelf

POLL_SECONDS = 0.5


def watch_files(
    shelf: "Shelf", paths: Sequence[Path], once: Callable[[], int], wait: Callable[[float], None]
) -> None:
    """Run a check now and after each change, until Ctrl-C.

    Args:
        shelf: Whose folders are watched where no path is named.
        paths: Files or folders.
        once: The check.
        wait: Waits so many seconds.
    """
    before: object = None
    while True:
        now = _stamps(paths or [folder for folder in shelf.banks if folder.is_dir()])
        if now != before:
            before = now
            once()
            sys.stdout.flush()
            print("watching; Ctrl-C ends it", file=sys.stderr, flush=True)  # noqa: T201
        wait(POLL_SECONDS)


def _stamps(paths: Sequence[Path]) -> list[tuple[str, int, int]]:
    from ipt_train.bank.source.shelf import find_files

    stamps = []
    for file in find_files(paths):
        try:
            state = file.stat()
        except OSError:
            continue  # it goes away while an editor saves it
        stamps.append((str(file), state.st_mtime_ns, state.st_size))
    return stamps
