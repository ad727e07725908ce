"""The notes of an Anki package, collection or text file, with the pictures that came along."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from ipt_train.bank.exchange.draft import UnreadableError
from ipt_train.bank.exchange.package import Package
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import Files, without_files

_NEWEST = "collection.anki21b"
_COLLECTIONS = ("collection.anki21", _NEWEST, "collection.anki2")
"""Which is read, in this order: beside the newest kind, the oldest holds one note that says so."""
_TABLES = frozenset(["col", "notes", "cards", "revlog"])
_LARGEST = 190_000_000
_OLDER = "export it again from Anki with `Support older Anki versions` ticked"
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}


@dataclass(slots=True, kw_only=True)
class AnkiNote:
    """A note: its fields by name, in their order, as HTML or plain text.

    Attributes:
        fields: By name.
        line: Where it begins, or its number in a package.
        form: ``html`` or ``auto``.
        tags: Its tags.
        deck: The deck of its first card.
        kind: The name of its note type; may be empty.
        cards: How many cards its note type makes.
    """

    fields: Mapping[str, str]
    line: int
    form: str = "html"
    tags: list[str] = field(default_factory=list)
    deck: str = ""
    kind: str = ""
    cards: int = 1


def notes_of(data: bytes, around: Lost) -> tuple[list[AnkiNote], Files]:
    """Return the notes of a file, and what gives the pictures that they name.

    Args:
        data: The file.
        around: Takes up what stands around the notes.

    Raises:
        UnreadableError: It is none of Anki's.
        UnicodeDecodeError: A text file is not UTF-8.
    """
    if not data.startswith((b"PK", b"SQLite")):
        return list(_of_text(data.decode("utf-8-sig"), around)), without_files
    files: Files = without_files
    if data.startswith(b"PK"):
        package = Package(data, largest=_LARGEST)
        data, files = _collection(package), _media(package)
    return list(_of_database(data, around)), files


def _collection(package: Package) -> bytes:
    names = set(package.names)
    member = next((one for one in _COLLECTIONS if one in names), "")
    if not member:
        raise UnreadableError(1, 1, "there is no Anki collection in the package")
    if member == _NEWEST:
        raise UnreadableError(1, 1, f"the package is in Anki's newest format; {_OLDER}")
    return package.read(member)


def _media(package: Package) -> Files:
    """Return what gives the files of a package, which are numbered and listed by their names."""
    try:
        listed = json.loads(package.read("media"))
        members = {str(name): str(number) for number, name in listed.items()}
    except (UnreadableError, ValueError, AttributeError, RecursionError):
        return without_files

    def file(address: str) -> bytes | None:
        try:
            return package.read(members[unquote(address)])
        except (KeyError, UnreadableError):
            return None

    return file


def _of_database(data: bytes, around: Lost) -> Iterator[AnkiNote]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "collection"
        file.write_bytes(data)
        try:
            with closing(
                sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
            ) as database:
                yield from _of_collection(database, around)
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableError(
                1, 1, f"this Anki collection cannot be read: {error}; {_OLDER}"
            ) from None


def _of_collection(database: sqlite3.Connection, around: Lost) -> Iterator[AnkiNote]:
    database.execute("pragma trusted_schema = off")
    plain = database.execute(
        "select name from sqlite_master where type = 'table' and sql not like '%virtual%'"
    )
    if missing := _TABLES - {name for (name,) in plain}:
        raise ValueError(f"the table {min(missing)} is missing")
    models, decks = database.execute("select models, decks from col").fetchone()
    kinds = json.loads(models)
    called = {name: one["name"] for name, one in json.loads(decks).items()}
    if database.execute("select count(*) from revlog").fetchone()[0]:
        around["the history of reviews"] = None
    places = dict(database.execute("select nid, min(did) from cards group by nid"))
    rows = database.execute("select id, mid, tags, flds from notes order by id").fetchall()
    for number, (note, kind, tags, fields) in enumerate(rows, 1):
        model = kinds[str(kind)]
        names = [one["name"] for one in model["flds"]]
        yield AnkiNote(
            fields=dict(zip(names, fields.split("\x1f"), strict=False)),
            line=number,
            tags=tags.split(),
            deck=called.get(str(places.get(note, "")), ""),
            kind=model["name"],
            cards=1 if model.get("type") else len(model["tmpls"]),
        )


def _of_text(text: str, around: Lost) -> Iterator[AnkiNote]:
    """Yield the notes of a text file: lines of a head that begin with #, then a note a line."""
    head: dict[str, str] = {}
    begins = 1
    while text.startswith("#"):
        line, _, text = text.partition("\n")
        name, _, value = line[1:].rstrip("\r").partition(":")
        head[name.strip().lower()] = value.strip("\r") if name == "separator" else value.strip()
        begins += 1
    for name in head.keys() - _HEAD:
        around[f"an unknown header line, #{name}"] = None
    said = head.get("separator", "tab" if "\t" in text.partition("\n")[0] else "semicolon")
    separator = _SEPARATORS.get(said.lower(), said[:1] or "\t")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    special = {name: int(head[name]) - 1 for name in _COLUMNS if head.get(name, "").isdigit()}
    names = head.get("columns", "").split(separator) if "columns" in head else []
    before = begins
    try:
        for row in lines:
            here, before = before, begins + lines.line_num
            if any(row) and not row[0].startswith("#"):
                yield _of_row(row, here, head, names, special)
    except csv.Error as error:
        raise UnreadableError(before, 1, f"not a text file that Anki exports: {error}") from None


_COLUMNS = ("tags column", "deck column", "notetype column", "guid column")
_HEAD = frozenset(
    ["separator", "html", "columns", "tags", "deck", "notetype", "if matches", *_COLUMNS]
)


def _of_row(
    row: list[str], line: int, head: Mapping[str, str], names: list[str], special: Mapping[str, int]
) -> AnkiNote:
    def cell(name: str) -> str:
        at = special.get(name, -1)
        return row[at] if 0 <= at < len(row) else ""

    fields = {
        (names[at] if at < len(names) and names[at] else str(at + 1)): text
        for at, text in enumerate(row)
        if at not in special.values()
    }
    return AnkiNote(
        fields=fields,
        line=line,
        form="plain"
        if head.get("html", "").lower() == "false"
        else "html"
        if "html" in head
        else "auto",
        tags=[*cell("tags column").split(), *head.get("tags", "").split()],
        deck=cell("deck column") or head.get("deck", ""),
        kind=cell("notetype column") or head.get("notetype", ""),
    )
