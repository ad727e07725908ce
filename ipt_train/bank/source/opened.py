"""Opening banks to study from: by the index where no file has changed since, else by a check.

The index says of each file that went in how it stood and what its digest was. A file that stands as
it did is not read; one that is younger than the index, or stands differently, is read and its digest
decides. The index may be deleted at any time, and where none can be written it is done without.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache as once
from pathlib import Path
from typing import Any

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.model import Library
from ipt_train.bank.source import cache
from ipt_train.bank.source.shelf import (
    Shelf,
    check,
    contents,
    inputs_of,
    picture_digest,
    shown,
    strangers,
)
from ipt_train.errors import OutputError
from ipt_train.shell.stamp import IRREGULAR, Stamp, rested, stamp

_ENDING = ".index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedShelf:
    """Banks to study from.

    Attributes:
        errors: The findings that make a bank unusable.
        library: Returns the sound ones.
        indexed: Whether they were found unchanged, and nothing was loaded.
    """

    errors: tuple[Finding, ...]
    library: Callable[[], Library]
    indexed: bool


def opened(shelf: Shelf, paths: Sequence[Path] = ()) -> OpenedShelf:
    """Open banks to study from.

    Args:
        shelf: Where schemas, default banks and the cache are.
        paths: Files or folders; none stands for the shelf's own folders.

    Raises:
        BankNotFoundError: A path does not exist.
    """
    files = _watched(shelf, paths)
    if not files.regular:
        checked = check(shelf, paths)  # a pipe can be read once
        return OpenedShelf(errors=checked.errors, library=checked.library, indexed=False)
    places = [str(files.paths[name].absolute()) for name in files.pictures]
    key = cache.digest(((name, "") for name in files.stamps), repr((paths, places)))
    index = shelf.cache / (key + _ENDING)
    return _from_index(index, files, shelf, paths) or _anew(index, files, shelf, paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """The files that go in, as they stand now.

    Attributes:
        at: When they were looked at, in nanoseconds since 1970.
        stamps: The stamp of each by its name.
        paths: The file that a name stands for.
        pictures: Names of those of which only the beginning counts.
    """

    at: int = field(default_factory=time.time_ns)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()

    @property
    def regular(self) -> bool:
        """Whether all of them are files that stay when they are read."""
        return IRREGULAR not in self.stamps.values()

    def digest(self, name: str) -> str:
        """Read a file and return its digest."""
        path = self.paths[name]
        return picture_digest(path) if name in self.pictures else cache.digest_of(contents(path))


def _watched(shelf: Shelf, paths: Sequence[Path]) -> _Watched:
    """Look at the files that banks rest on; those of the shelf too, where ids of others are compared with its own."""
    at = time.time_ns()
    inputs = [inputs_of(shelf, paths)]
    if paths and strangers(shelf, inputs[0].files):
        inputs.append(inputs_of(shelf, []))
    pictures = [file for one in inputs for file in one.pictures]
    files = [*(file for one in inputs for file in one.read), *pictures, *shelf.schema_files()]
    named = {shown(file): file for file in files}
    return _Watched(
        at=at,
        stamps={name: stamp(file) for name, file in named.items()},
        paths=named,
        pictures=tuple(map(shown, pictures)),
    )


def _from_index(
    index: Path, files: _Watched, shelf: Shelf, paths: Sequence[Path]
) -> OpenedShelf | None:
    """Open banks by their index; None where it does not hold, or cannot be read."""
    from ipt_train.bank.source.catalogue import DataFile, library_of  # noqa: PLC0415

    try:
        stored = json.loads(cache.believed(index.read_bytes()))
        hashed = _hashed(stored, files)
        if hashed is None:
            return None
        errors = cache.findings_of(stored["errors"])
        data = DataFile(shelf.cache / stored["data"])
        library = library_of(stored["catalogue"], data, once(lambda: check(shelf, paths).library()))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if hashed and all(rested(files.stamps[name], files.at) for name in hashed):
        _keep(index, stored, files)  # next time they need not be read
    return OpenedShelf(errors=errors, library=lambda: library, indexed=True)


def _hashed(stored: dict[str, Any], files: _Watched) -> list[str] | None:
    """Return the files that had to be read and are what they were; None where one is not."""
    if list(stored["files"]) != list(files.stamps):
        return None
    hashed = []
    for name, (before, digest) in stored["files"].items():
        now = files.stamps[name]
        if list(now) != before or not rested(now, stored["at"]):
            if files.digest(name) != digest:
                return None
            hashed.append(name)
    return hashed


def _anew(index: Path, files: _Watched, shelf: Shelf, paths: Sequence[Path]) -> OpenedShelf:
    """Open banks by a check, and keep an index of them."""
    checked = check(shelf, paths)
    if not checked.entry:
        return OpenedShelf(errors=checked.errors, library=checked.library, indexed=False)
    load = once(checked.library)
    stored = _stored(checked, load, files)
    if stored is not None:
        _keep(index, stored, files)
    return OpenedShelf(errors=checked.errors, library=load, indexed=False)


def _stored(
    checked: Checked, library: Callable[[], Library], files: _Watched
) -> dict[str, Any] | None:
    """Return what is kept of a check, stamps apart; None where its data are not kept."""
    from ipt_train.bank.source.catalogue import catalogue_of  # noqa: PLC0415 - written seldom

    data = cache.data_of(Path(checked.entry))
    try:
        catalogue = catalogue_of(library(), data.read_bytes())
    except OSError:
        return None
    beyond = [name for name in files.stamps if name not in checked.digests]
    digests = checked.digests | {name: files.digest(name) for name in beyond}
    return {
        "data": data.name,
        "errors": [asdict(one) for one in checked.errors],
        "catalogue": catalogue,
        "files": {name: [files.stamps[name], digests[name]] for name in files.stamps},
    }


def _keep(index: Path, stored: dict[str, Any], files: _Watched) -> None:
    """Keep an index with the stamps of now, if the folder can be written."""
    entries = {name: [files.stamps[name], digest] for name, (_, digest) in stored["files"].items()}
    try:
        content = json.dumps(stored | {"files": entries, "at": files.at})
        cache.write(index, content.encode(), durable=False)
        list(cache.forget_old(index.parent, _ENDING))
    except (OSError, OutputError):
        return
