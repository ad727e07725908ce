"""Files that are made once and serve later runs too: to make the largest takes longer than to measure with them.

They stand below ``ipt-train-benchmarks`` in the user's folder of caches, or in
``IPT_TRAIN_BENCHMARKS``, and may be deleted at any time. What was not used for a month is.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

UNUSED = 30 * 86_400
"""Seconds after which what was not used is deleted."""


def kept(name: str, make: Callable[[Path], object], recipe: Iterable[object] = ()) -> Path:
    """Return a file or folder that is made if it is not there yet. Nobody may write to it.

    Args:
        name: What it is called, such as ``log-1000.db``.
        make: Makes it where it is told to; called where no equal one is kept.
        recipe: All that it follows from: the bytes of each path, and what else is printed.
    """
    total = blake2b(digest_size=8)
    for part in recipe:
        total.update(part.read_bytes() if isinstance(part, Path) else repr(part).encode())
    stem, dot, ending = name.partition(".")
    path = _folder() / f"{stem}-{total.hexdigest()}{dot}{ending}"
    if path.exists():
        os.utime(path)
        return path
    _delete_unused(path.parent)
    unfinished = path.with_name(f".{os.getpid()}-{path.name}")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    make(unfinished)
    unfinished.rename(path)
    return path


def _folder() -> Path:
    own = os.environ.get("IPT_TRAIN_BENCHMARKS")
    return Path(own) if own else user_cache_path("ipt-train-benchmarks", appauthor=False)


def _delete_unused(folder: Path) -> None:
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.stat().st_mtime < time.time() - UNUSED:
            shutil.rmtree(each) if each.is_dir() else each.unlink()
