"""What was found in each file alone, kept by all that it rests on: an edit to one file leaves the others' outcomes.

They are small files beside the outcomes of whole checks, sealed like these, and as safe to delete.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.identity import Identity, Named
from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.core.suppression import Suppression, Suppressions
from ipt_train.bank.source import cache
from ipt_train.bank.source.examine import FileResult
from ipt_train.errors import OutputError
from ipt_train.vocabulary import Severity

ENDING = ".part.json"
ROOM = 50_000_000
"""Bytes that are left when new ones were written, beside four times what the check has read."""

_FIELDS = tuple(one.name for one in fields(Finding))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCache:
    """The outcomes of files.

    Attributes:
        folder: Where they are kept.
        rests_on: What all of them rest on beside their own bytes: schemas, selection, pictures.
        digests: The digest of each file by its name.
    """

    folder: Path
    rests_on: str
    digests: Mapping[str, str]

    def get(self, name: str, register: str) -> FileResult | None:
        """Return what was found in a file; None where nothing usable is kept.

        Args:
            name: The file.
            register: Digest of what its items may point into.
        """
        try:
            return _loaded(json.loads(cache.believed(self._file(name, register).read_bytes())))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, result: FileResult, register: str) -> None:
        """Keep what was found in a file, if the folder can be written."""
        content = json.dumps(_plain(result)).encode()
        try:
            cache.write(self._file(result.name, register), content, durable=False)
        except OutputError:
            return

    def memory(self, names: Iterable[str]) -> "PartMemory":
        """Return what rules keep between checks of the folders of some files."""
        folders = sorted({str(Path(name).parent) for name in names})
        entry = cache.digest([(each, "") for each in folders], self.rests_on)
        return PartMemory(entry=self.folder / entry)

    def tidy(self, read: int) -> None:
        """Delete those that were not written lately, so that they do not take much more room than the banks.

        Args:
            read: Bytes that the check has read.
        """
        with suppress(OSError):
            files = [one for one in os.scandir(self.folder) if one.name.endswith(ENDING)]
            states = sorted(((one.stat(), one.path) for one in files), key=_age, reverse=True)
            total = accumulate(state.st_size for state, _ in states)
            for (_, path), size in zip(states, total, strict=True):
                if size > ROOM + 4 * read:
                    Path(path).unlink()

    def _file(self, name: str, register: str) -> Path:
        digest = cache.digest([(name, self.digests[name])], f"{self.rests_on} {register}")
        return self.folder / (digest + ENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMemory:
    """What rules keep between checks, beside the outcomes of files.

    Attributes:
        entry: Where, without an ending.
    """

    entry: Path

    def recall(self, code: str) -> bytes:
        """Return what a rule kept last; nothing if it kept nothing, or that is damaged."""
        try:
            return cache.believed(self._file(code).read_bytes())
        except (OSError, ValueError):
            return b""

    def keep(self, code: str, make: Callable[[], bytes]) -> None:
        """Make something and keep it for a rule, if the folder can be written."""
        file = self._file(code)
        with suppress(OSError, OutputError):
            cache.write(file, make(), durable=False)
            list(cache.forget_old(file.parent, file.suffix, newest=2))

    def _file(self, code: str) -> Path:
        return self.entry.with_suffix(f".{code.lower()}")


def _age(file: tuple[os.stat_result, str]) -> int:
    return file[0].st_mtime_ns


def digest_of_register(ground: Mapping[str, str]) -> str:
    """Return one digest for the files that items point into, given by name and digest."""
    return sha256(repr(sorted(ground.items())).encode("utf-8", "surrogateescape")).hexdigest()


def _plain(result: FileResult) -> dict[str, Any]:
    identity = result.identity
    return {
        "name": result.name,
        "findings": [astuple(one) for one in result.findings],
        "comments": [astuple(one) for one in result.suppressions.comments],
        "starts": list(result.suppressions.starts.items()),
        "data": result.data.decode(),
        "sound": result.sound,
        "readable": result.readable,
        "placed": result.placed,
        "items": result.items,
        "unjudged": result.unjudged,
        "identity": identity
        and [
            identity.file, identity.id, identity.place, identity.retired, identity.items, identity.gone,
        ],
        "outlines": [
            [one.id for one in result.outlines],
            [one.path for one in result.outlines],
            [one.place for one in result.outlines],
            [one.wording.hex() for one in result.outlines],
            [one.setting for one in result.outlines],
            [one.words for one in result.outlines],
        ],
    }  # fmt: skip  # a row


def _loaded(data: Mapping[str, Any]) -> FileResult:
    name = data["name"]
    return FileResult(
        name=name,
        findings=tuple(map(_finding, data["findings"])),
        suppressions=Suppressions(
            comments=tuple(
                Suppression(
                    place=tuple(place), line=line, codes=tuple(codes), reason=reason,
                    whole_file=whole_file, in_text=in_text,
                )
                for place, line, codes, reason, whole_file, in_text in data["comments"]
            ),
            starts=dict(data["starts"]),
        ),
        data=data["data"].encode(),
        sound=data["sound"],
        readable=data["readable"],
        placed=data["placed"],
        items=tuple(data["items"]),
        unjudged=data["unjudged"],
        identity=data["identity"] and _identity(*data["identity"]),
        outlines=tuple(_outlines(name, *data["outlines"])),
    )  # fmt: skip  # a row


def _outlines(
    file: str,
    names: list[str],
    paths: list[list[str | int]],
    places: list[list[int]],
    wordings: list[str],
    *rest: list[str],
) -> Iterator[Outline]:
    files, made = repeat(file), map(bytes.fromhex, wordings)
    return map(Outline, files, names, map(tuple, paths), map(tuple, places), made, *rest)


def _finding(row: list[Any]) -> Finding:
    values = dict(zip(_FIELDS, row, strict=True))
    return Finding(**values | {"severity": Severity(values["severity"])})


def _identity(
    file: str, name: str, place: Any, retired: list[str], items: list[Any], gone: list[Any]
) -> Identity:
    return Identity(
        file=file,
        id=name,
        place=tuple(place),
        retired=tuple(retired),
        items=tuple(map(_named, items)),
        gone=tuple(map(_named, gone)),
    )


def _named(row: list[Any]) -> Named:
    name, path, place, replaces, replaces_place = row
    return Named(name, tuple(path), tuple(place), tuple(replaces), tuple(replaces_place))
