"""Where banks are found, and how they are read: check once, then from the cache."""

import gc
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.kind import BESIDE, BIBLIOGRAPHY, SCHEMAS
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.source import cache

if TYPE_CHECKING:
    from ipt_train.advance import Advance

SUFFIXES = (".yaml", ".yml")

STUDY = Selection()
"""What study needs: no findings of item-writing rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The folders that banks, schemas and the cache live in.

    Attributes:
        banks: Folders whose files make up the default library.
        schemas: Folder of the JSON Schemas.
        cache: Folder of compiled banks, made when first needed.
    """

    banks: tuple[Path, ...]
    schemas: Path
    cache: Path

    def files(self) -> list[Path]:
        """Return the files of the shelf's own folders; a folder may be empty or missing."""
        return [file for folder in self.banks for file in _yaml_files(folder)]

    def schema_files(self) -> list[Path]:
        """Return the files of the schemas, the one of banks first."""
        return [self.schemas / f"{name}.schema.json" for name in SCHEMAS]

    def schema_texts(self) -> list[bytes]:
        """Read the schemas, the one of banks first."""
        return [file.read_bytes() for file in self.schema_files()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The files that a check rests on.

    Attributes:
        files: Those that were asked for.
        ours: What they point into, beside them.
        shipped: Shipped files that stand in for what a folder lacks.
        pictures: What lies in the folders of pictures beside the banks.
    """

    files: tuple[Path, ...]
    ours: tuple[Path, ...]
    shipped: tuple[Path, ...]
    pictures: tuple[Path, ...]

    @property
    def read(self) -> tuple[Path, ...]:
        """Return the files that are read as YAML."""
        return (*self.files, *self.ours, *self.shipped)


def inputs_of(
    shelf: Shelf, paths: Sequence[Path], texts: Mapping[Path, bytes] = MappingProxyType({})
) -> Inputs:
    """Find the files that a check rests on.

    Args:
        shelf: Where default banks are.
        paths: Files or folders; none stands for the shelf's own folders.
        texts: What stands in files whose text is not, or not yet, in them: these are checked.

    Raises:
        BankNotFoundError: A path does not exist.
    """
    files = [*texts] or (find_files(paths) if paths else shelf.files())
    ours, shipped = _beside(files, shelf)
    return Inputs(
        files=tuple(files),
        ours=tuple(ours),
        shipped=tuple(shipped),
        pictures=tuple(_pictures(files)),
    )


def find_files(paths: Iterable[Path]) -> list[Path]:
    """List the files that paths name; a folder stands for the banks below it.

    Raises:
        BankNotFoundError: A path does not exist, or a folder holds no bank.
    """
    paths = list(paths)
    if all(path.is_file() for path in paths):
        return list(dict.fromkeys(paths))
    from ipt_train.bank.source.walk import walked  # noqa: PLC0415 - only for folders

    return list(walked(paths).files)


def shown(file: Path) -> str:
    """Return the name of a file; what is not UTF-8 in it stands as an escape."""
    name = str(file)
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.suffix in SUFFIXES and one.is_file())


def check(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    selection: Selection = STUDY,
    use_cache: bool = True,
    texts: Mapping[Path, bytes] = MappingProxyType({}),
    advance: "Advance | None" = None,
) -> Checked:
    """Read and check banks together with what they point into.

    Args:
        shelf: Where schemas, default banks and the cache are.
        paths: Files or folders; none stands for the shelf's own folders.
        selection: Which rules run and which codes are left out.
        use_cache: Believe and write the cache; without it there is no data to load.
        texts: What stands in files whose text is not, or not yet, in them.
        advance: Told how many files are checked.

    Raises:
        BankNotFoundError: A path does not exist.
    """
    inputs = inputs_of(shelf, paths, texts)
    loaded = [
        (shown(file), texts[file] if file in texts else contents(file)) for file in inputs.read
    ]
    schemas = shelf.schema_texts()
    taken = {} if not paths else _taken(shelf, inputs.files)
    digests = {name: cache.digest_of(data) for name, data in loaded}
    digests |= {shown(file): picture_digest(file) for file in inputs.pictures}
    digests |= zip(map(shown, shelf.schema_files()), map(cache.digest_of, schemas), strict=True)
    asked, shipped = len(inputs.files), len(inputs.shipped)
    places = [str(file.absolute()) for file in inputs.pictures]  # the data name their folder
    rest = repr((selection, sorted(taken.items()), asked, places))
    entry = shelf.cache / cache.digest(digests.items(), rest)
    data = not selection.lint  # nobody studies from a check of how items are written

    def anew() -> Checked:
        beside = [*map(shown, inputs.pictures), *map(shown, shelf.schema_files())]
        rests_on = repr((selection, [digests[name] for name in beside], places))
        with _no_collection():
            checked = _check(
                loaded, schemas, selection, taken, asked, shipped, keeps=use_cache and data,
                kept=(shelf.cache, rests_on, digests) if use_cache else None, advance=advance,
            )  # fmt: skip  # what goes in
        if use_cache:
            cache.keep(entry, checked, data=data)
        return checked

    checked = (cache.kept(entry, anew, data=data) if use_cache else None) or anew()
    if use_cache and not data:
        checked = replace(checked, load=lambda: check(shelf, paths, texts=texts).load())
    return replace(checked, digests=digests, entry=str(entry) if use_cache else "")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cyclic collector off: a load makes many objects, no cycles, and half the time is saved."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _taken(shelf: Shelf, files: Sequence[Path]) -> dict[str, str]:
    """Return the bank of every id of the shelf, where the files are not of the shelf itself."""
    return check(shelf, []).ids if strangers(shelf, files) else {}


def strangers(shelf: Shelf, files: Sequence[Path]) -> bool:
    """Whether some of the files are not of the shelf itself."""
    ours = set(_real(shelf.files()))
    return not ours.issuperset(_real(files))


def _real(files: Iterable[Path]) -> Iterator[str]:
    """Yield where each file really is; a folder is asked once."""
    folders: dict[str, str] = {}
    for file in files:
        folder, name = os.path.split(file)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        whole = os.path.join(folders[folder], name)  # noqa: PTH118 - thousands of files: a Path takes longer
        yield os.path.realpath(whole) if os.path.islink(whole) else whole  # noqa: PTH114


def _beside(files: Iterable[Path], shelf: Shelf) -> tuple[list[Path], list[Path]]:
    """Return what stands beside the banks to point into, and the shipped files for the rest.

    A folder without such a file of its own uses the shipped one; a bibliography of its own adds to
    the shipped one. Where both are read, an id of the folder's own file comes first.
    """
    files = list(files)
    folders = list(dict.fromkeys(file.parent for file in files))
    known = set(_real(files))
    ours: list[Path] = []
    shipped: list[Path] = []
    for name in BESIDE:
        here = [folder / name for folder in folders if (folder / name).is_file()]
        ours += [one for one in here if os.path.realpath(one) not in known]
        known.update(_real(here))
        if len(here) < len(folders) or name == BIBLIOGRAPHY:
            there = [folder / name for folder in shelf.banks if (folder / name).is_file()]
            shipped += [one for one in dict.fromkeys(there) if os.path.realpath(one) not in known]
    return ours, shipped


def _pictures(files: Sequence[Path]) -> list[Path]:
    """Return what lies in the folders of pictures beside banks; most have none."""
    if not any((folder / "assets").is_dir() for folder in {file.parent for file in files}):
        return []
    from ipt_train.bank.source.pictures import beside  # noqa: PLC0415 - few banks have pictures

    return beside(files)


def picture_digest(file: Path) -> str:
    """Return the digest of a picture, as far as it is looked at."""
    from ipt_train.bank.source.pictures import start_of  # noqa: PLC0415 - few banks have pictures

    return cache.digest_of(start_of(file))


def contents(file: Path) -> bytes | str:
    """Return the bytes of a file, or in words why it cannot be read."""
    try:
        if stat.S_ISFIFO(file.stat().st_mode) and not str(file).startswith(("/dev/", "/proc/")):
            return "it is a pipe, which is read through `-`"
        return file.read_bytes()
    except OSError as error:
        return error.strerror or type(error).__name__


def _check(
    loaded: Sequence[tuple[str, bytes | str]],
    schemas: Sequence[bytes],
    selection: Selection,
    taken: Mapping[str, str],
    asked: int,
    shipped: int,
    *,
    keeps: bool,
    kept: tuple[Path, str, Mapping[str, str]] | None,
    advance: "Advance | None",
) -> Checked:
    # The parser and the validator are loaded only here: study from the cache needs neither.
    from ipt_train.advance import unwatched  # noqa: PLC0415
    from ipt_train.bank.core.schema import load_schema  # noqa: PLC0415
    from ipt_train.bank.source.check import check_together  # noqa: PLC0415
    from ipt_train.bank.source.part import PartCache  # noqa: PLC0415

    parts = kept and PartCache(folder=kept[0], rests_on=kept[1], digests=kept[2])
    schema = load_schema(schemas)
    return check_together(
        loaded,
        schema,
        selection,
        taken,
        asked,
        shipped,
        keeps=keeps,
        parts=parts,
        advance=advance or unwatched,
    )
