"""Anki packages and text files to drafts of items: cards with front and back, and cards with gaps.

A card that asks and answers becomes a short answer, one with gaps a cloze. What a note has beside
them is named; cards of other kinds are refused by the name of their note type.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange import html_field
from ipt_train.bank.exchange.draft import Draft, UnreadableError
from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.label import foreign
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.package import Package
from ipt_train.bank.exchange.share import Lost

OURS = "IPT question"
_CLOZE = re.compile(r"\{\{c(\d+)::")
_SOUND = re.compile(r"\[sound:[^\[\]]*\]|\[anki:[^\[\]]*\]")
_EXTRA = frozenset(["extra", "back extra"])
_LONG = 80
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


def read_anki(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read the notes of a package (.apkg), a collection or a text file.

    Raises:
        UnicodeDecodeError: A text file is not UTF-8.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    around: Lost = {}
    try:
        if data.startswith((b"PK", b"SQLite")):
            notes = list(_of_package(data, around))
        else:
            notes = list(_of_text(data.decode("utf-8-sig"), around))
    except UnreadableError as error:
        return [], [Problem(line=error.line, column=error.column, message=error.message)]
    for note in notes:
        try:
            drafts.append(_draft(note))
        except UnreadableError as error:
            problems.append(Problem(line=error.line, column=error.column, message=error.message))
    if around:
        drafts.append(Draft(id="the deck", domain="", line=1, lost=list(around)))
    return drafts, problems


def _draft(note: AnkiNote) -> Draft:
    if note.kind == OURS:
        raise UnreadableError(
            note.line, 1, "this card was made by `ipt-train bank export`: use the bank itself"
        )
    lost: Lost = {}
    filled = [name for name, text in note.fields.items() if text.strip()]
    first = next(iter(note.fields), "")
    if first not in filled:
        raise UnreadableError(note.line, 1, "the first field of the note is empty")
    data = (
        _gaps(note, first, lost) if _CLOZE.search(note.fields[first]) else _typed(note, first, lost)
    )
    used = data.pop("used")
    for name in filled:
        if name not in used:
            lost[f"the field {name}"] = None
    if note.cards > 1 and "gaps" not in data:
        lost["the reversed card"] = None
    tags, odd = foreign(tag.replace("::", "-") for tag in note.tags)
    if tags:
        data["tags"] = tags
    return Draft(id="", domain=_category(note.deck), line=note.line, data=data, lost=[*lost, *odd])


def _category(deck: str) -> str:
    return "" if deck in ("", "Default") else deck.rsplit("::", 1)[-1]


def _text(text: str, form: str, lost: Lost) -> str:
    if _SOUND.search(text):
        lost[html_field.MEDIUM] = None
        text = _SOUND.sub("", text)
    return foreign_text(text, form, lost)


def _typed(note: AnkiNote, first: str, lost: Lost) -> dict[str, Any]:
    names = list(note.fields)
    back = names[1] if len(names) > 1 else ""
    stem = _text(note.fields[first], note.form, lost)
    answer = _text(note.fields.get(back, ""), note.form, lost)
    if not stem or not answer:
        raise UnreadableError(note.line, 1, "the card has no text on both sides")
    if len(answer) > _LONG:
        lost[f"nothing, but an answer of more than {_LONG} characters now has to be typed"] = None
    data: dict[str, Any] = {
        "type": "short-answer",
        "stem": stem,
        "accepted": [answer],
        "rationale": "",
    }
    return data | {"used": {first, back}}


def _gaps(note: AnkiNote, first: str, lost: Lost) -> dict[str, Any]:
    text = note.fields[first]
    if GAP.search(text):
        raise UnreadableError(note.line, 1, "{{...}} in the text would be taken for a gap here")
    gaps: list[dict[str, Any]] = []
    passage: list[str] = []
    numbers: set[str] = set()
    at = 0
    for begin in _CLOZE.finditer(text):
        end = text.find("}}", begin.end())
        if begin.start() < at or end < 0:
            raise UnreadableError(
                note.line, 1, "gaps within gaps, or one that is not closed, cannot be imported"
            )
        answer, *hint = text[begin.end() : end].split("::")
        if hint:
            lost["hints"] = None
        accepted = _text(answer, note.form, lost)
        if not accepted:
            raise UnreadableError(note.line, 1, "a gap without text cannot be imported")
        numbers.add(begin[1])
        gaps.append({"id": f"gap-{len(gaps) + 1}", "accepted": [accepted], "rationale": ""})
        passage += [text[at : begin.start()], f"{{{{gap-{len(gaps)}}}}}"]
        at = end + 2
    passage.append(text[at:])
    if len(numbers) > 1:
        lost["that gaps are asked one by one"] = None
    extra = [name for name in note.fields if name.lower() in _EXTRA]
    said = "\n\n".join(_text(note.fields[name], note.form, lost) for name in extra)
    whole = _text("".join(passage), note.form, lost)
    data: dict[str, Any] = {
        "type": "cloze",
        "stem": "Fill the gaps.",
        "passage": whole,
        "gaps": gaps,
    }
    return data | ({"explanation": said} if said.strip() else {}) | {"used": {first, *extra}}


def _of_package(data: bytes, around: Lost) -> Iterator[AnkiNote]:
    if data.startswith(b"PK"):
        package = Package(data, largest=_LARGEST)
        names = set(package.names)
        found = next((one for one in _COLLECTIONS if one in names), "")
        if not found:
            raise UnreadableError(1, 1, "there is no Anki collection in the package")
        if found == _NEWEST:
            raise UnreadableError(1, 1, f"the package is in Anki's newest format; {_OLDER}")
        data = package.read(found)
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
        (names[at] if at < len(names) and names[at] else f"field {at + 1}"): text
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
