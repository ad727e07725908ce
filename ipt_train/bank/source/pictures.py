"""The pictures of a bank: in the folder ``assets`` beside it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ipt_train.bank.core.file_entry import File
from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.model import Item
from ipt_train.bank.core.picture import LARGEST, fault_of
from ipt_train.bank.core.tree import Mapping, pointer
from ipt_train.errors import BankUnusableError

FOLDER = "assets"


def beside(files: Iterable[Path]) -> list[Path]:
    """Return what lies in the folders of pictures beside banks."""
    folders = dict.fromkeys(file.parent / FOLDER for file in files)
    found = (one for folder in folders if folder.is_dir() for one in sorted(folder.iterdir()))
    return [one for one in found if one.is_file()]


def pictures_of(items: Iterable[Item]) -> dict[str, bytes]:
    """Return the bytes of the pictures of items, by their paths.

    Raises:
        BankUnusableError: One is gone, or is no picture any more.
    """
    found: dict[str, bytes] = {}
    for picture in (item.picture for item in items if item.picture):
        try:
            data = Path(picture.path).read_bytes()
            fault = fault_of(picture.file, data[: LARGEST + 1])
        except OSError as error:
            data, fault = b"", error.strerror or type(error).__name__
        if fault:
            raise BankUnusableError(
                f"the picture {picture.path} cannot be used: {fault}",
                hint="put the file back, or correct the bank",
            )
        found[picture.path] = data
    return found


def pictured(tree: Mapping) -> bool:
    """Whether any item of a bank has a picture."""
    return any("picture" in one for one, _ in _items(tree))


def picture_problems(bank: File) -> Iterator[Finding]:
    """Yield what is wrong with the files of a bank's pictures; what does not fit the schema is passed over."""
    for item, path in _items(bank.tree):
        picture = item.get("picture")
        if picture is None or not bank.fits((*path, "picture")):
            continue  # a file elsewhere is not even looked at
        file = picture["file"]
        try:
            with (Path(bank.name).parent / file).open("rb") as stream:
                fault = fault_of(file, stream.read(LARGEST + 1))
        except OSError as error:
            fault = f"`{file}` cannot be read: {error.strerror}"
        if fault:
            yield at(
                picture.value_places["file"],
                "I036",
                fault,
                file=bank.name,
                item=str(item.get("id", "")),
                path=pointer((*path, "picture", "file")),
                help=f"put it into the folder {FOLDER} beside the bank: png, jpeg or webp, at most 1 MB",
            )


def _items(tree: Mapping) -> Iterator[tuple[Mapping, tuple[str | int, ...]]]:
    for path, item in _mappings(tree.get("items"), ("items",)):
        yield item, path
        for deeper, step in _mappings(item.get("steps"), (*path, "steps")):
            yield step, deeper


def _mappings(
    rows: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping]]:
    for number, one in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(one, Mapping):
            yield (*path, number), one


def start_of(file: Path) -> bytes:
    """Return as much of a picture as is looked at; nothing where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError:
        return b""
