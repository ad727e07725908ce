"""What the index holds of a checked shelf: short fields in columns, and where in the data each entry stands.

The data themselves stay in the file that the check has written: an item on each line of it.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.bank.core import assemble
from ipt_train.bank.core.columns import packed
from ipt_train.bank.core.edition import edition, revisions_of
from ipt_train.bank.core.model import Bank, Entry, Item, Library, Vignette, steps_of
from ipt_train.bank.core.shelved import (
    CASE_COLUMNS,
    ITEM_COLUMNS,
    ShelvedLibrary,
    shelved_case,
    shelved_items,
    shelved_library,
)
from ipt_train.errors import BankUnusableError
from ipt_train.vocabulary import BankId, Domain, ItemId

Data = dict[str, Any]

_OPENS = b'"items": [\n'
"""How the first line of a bank ends in the file of the data."""


class Piece(NamedTuple):
    """A piece of the file of the data: where it begins, its length in bytes, and its sum."""

    start: int
    length: int
    sum: int


class DataFile:
    """The file of the data, open for as long as anything may be read from it.

    Args:
        path: Where it is.

    Raises:
        OSError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def __del__(self) -> None:
        if hasattr(self, "_number"):
            os.close(self._number)

    def read(self, part: Piece) -> Any:
        """Return the data of a piece.

        Raises:
            OSError: It cannot be read.
            ValueError: It is not what was written.
        """
        if hasattr(os, "pread"):
            raw = os.pread(self._number, part.length, part.start)
        else:
            os.lseek(self._number, part.start, os.SEEK_SET)
            raw = os.read(self._number, part.length)
        if zlib.crc32(raw) != part.sum:
            raise ValueError("the data do not match their checksum")
        return json.loads(raw)


class _BankFile:
    """Reads the entries of one bank."""

    def __init__(self, data: DataFile, bank: Data, again: Callable[[], Library]) -> None:
        self._data, self._bank, self._again = data, bank, again
        self._numbers: dict[str, int] = {}

    def read(self, name: ItemId) -> Entry:
        """Return an item, a case, or a step of a case, whole."""
        bank = self._bank
        if not self._numbers:
            names = list(bank["items"]["id"])
            for number, columns, steps in bank["cases"]:
                names[number:number] = columns["id"]
                self._numbers |= dict.fromkeys(steps["id"], number)
            self._numbers |= {one: number for number, one in enumerate(names)}
            starts = accumulate((length + 2 for length in bank["lengths"]), initial=bank["start"])
            self._parts = list(map(Piece, starts, bank["lengths"], bank["sums"]))
        try:
            data = self._data.read(self._parts[self._numbers[name]])
        except (OSError, ValueError):  # damaged since it was written
            entries = [entry for each in self._again().banks for entry in each.entries]
        else:
            domain = Domain(bank["domain"])
            entries = [_built(data, BankId(bank["id"]), domain, bank["folder"])]
        for entry in entries:
            for one in (entry, *steps_of(entry)):
                if one.id == name:
                    return one
        raise BankUnusableError(
            f"the bank of {name} was changed while it was in use", hint="run the command again"
        )


def _built(data: Data, bank: BankId, domain: Domain, folder: str) -> Entry:
    from ipt_train.bank.core.compile import entry  # noqa: PLC0415 - not to choose an item

    return entry(data, bank, domain, folder)


def catalogue_of(library: Library, data: bytes) -> Data:
    """Return the plain data of an index.

    Args:
        library: The library that was built from the data.
        data: The whole file of the data, as ``cache.keep`` wrote it.
    """
    banks, beside = [], []
    heads = iter(library.banks)
    for document, items in _documents(data):
        if items is None:
            start, length, _ = document
            format_ = json.loads(data[start : start + length])["format"]
            beside.append([format_, *document])
        else:
            banks.append(_bank_data(next(heads), document, items))
    return {"banks": banks, "beside": beside, "edition": edition(revisions_of(library))}


def _documents(data: bytes) -> Iterator[tuple[Piece | bytes, list[Piece] | None]]:
    """Yield each file of the data: the piece where it stands; for a bank its head and its items."""
    place = data.index(b"\n") + 2  # behind the digest and the bracket
    while place < len(data) and not data.startswith(b"]", place):  # none where no bank is
        end = data.find(b"\n", place) + 1 or len(data)
        if not data.endswith(_OPENS, place, end):
            length = end - place - 2 if end < len(data) else end - place - 1
            yield _part(data, place, length), None
            place = end
            continue
        head = data[place : end - len(_OPENS)].rstrip(b", ") + b"}"
        items = []
        while not data.startswith(b"]", place := end):
            end = data.index(b"\n", place) + 1
            length = end - place - (2 if data[end - 2 : end - 1] == b"," else 1)
            if length:
                items.append(_part(data, place, length))
        yield head, items
        place = data.find(b"\n", place) + 1 or len(data)


def _part(data: bytes, start: int, length: int) -> Piece:
    return Piece(start, length, zlib.crc32(data[start : start + length]))


def _bank_data(bank: Bank, head: Piece | bytes, items: Sequence[Piece]) -> Data:
    single = [entry for entry in bank.entries if isinstance(entry, Item)]
    return {
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "licence": bank.licence,
        "domain": bank.domain,
        "description": bank.description,
        "retired": bank.retired,
        "handovers": bank.handovers,
        "folder": json.loads(head).get("folder", "") if isinstance(head, bytes) else "",
        "items": packed(single, ITEM_COLUMNS),
        "cases": [
            [number, packed([entry], CASE_COLUMNS), packed(entry.steps, ITEM_COLUMNS)]
            for number, entry in enumerate(bank.entries)
            if isinstance(entry, Vignette)
        ],
        "start": items[0].start if items else 0,
        "lengths": [part.length for part in items],
        "sums": [part.sum for part in items],
    }


def library_of(catalogue: Data, data: DataFile, again: Callable[[], Library]) -> ShelvedLibrary:
    """Return the library of an index.

    Args:
        catalogue: Its plain data.
        data: The file of the data.
        again: Loads the library whole, for where the data turn out to be damaged.

    Raises:
        KeyError, TypeError, ValueError: It is not what ``catalogue_of`` returned.
    """

    def beside(name: str) -> Any:
        wanted = assemble.FORMATS[name]
        parts = [Piece(*part) for format_, *part in catalogue["beside"] if format_ == wanted]
        try:
            return assemble.beside(name, [data.read(part) for part in parts])
        except (OSError, ValueError):
            return getattr(again(), name)

    banks = [_bank_of(one, data, again) for one in catalogue["banks"]]
    return shelved_library(banks, beside, edition=catalogue["edition"])


def _bank_of(bank: Data, data: DataFile, again: Callable[[], Library]) -> Bank:
    name, read = BankId(bank["id"]), _BankFile(data, bank, again).read
    entries: list[Item | Vignette] = [*shelved_items(bank["items"], name, None, read)]
    for number, columns, steps in bank["cases"]:
        entries.insert(number, shelved_case(columns, steps, name, read))
    return Bank(
        id=name,
        title=bank["title"],
        language=bank["language"],
        licence=bank["licence"],
        domain=Domain(bank["domain"]),
        description=bank["description"],
        retired=tuple(map(ItemId, bank["retired"])),
        handovers=tuple((ItemId(old), ItemId(new)) for old, new in bank["handovers"]),
        entries=tuple(entries),
    )
