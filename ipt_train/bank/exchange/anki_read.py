"""Anki packages and text files to drafts of items: cards with front and back, and cards with gaps.

A card that asks and answers becomes a short answer, one with gaps a cloze; a card that was made of an
item of a bank becomes that item again (``anki_own``). What a note has beside them is named.
"""

import re
from collections.abc import Iterable
from typing import Any

from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange import html_field
from ipt_train.bank.exchange.anki_note import AnkiNote, notes_of
from ipt_train.bank.exchange.anki_own import NOTE_TYPE, is_own, own_draft
from ipt_train.bank.exchange.case import TEXT_ALONE
from ipt_train.bank.exchange.draft import Draft, UnreadableError
from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.label import foreign
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import Files, StemPicture

_CLOZE = re.compile(r"\{\{c(\d+)::")
_SOUND = re.compile(r"\[sound:[^\[\]]*\]|\[anki:[^\[\]]*\]")
_EXTRA = frozenset(["extra", "back extra"])
_LONG = 80


def read_anki(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read the notes of a package (.apkg), a collection or a text file.

    Raises:
        UnicodeDecodeError: A text file is not UTF-8.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    around: Lost = {}
    try:
        notes, files = notes_of(data, around)
    except UnreadableError as error:
        return [], [error.problem()]
    for note in notes:
        try:
            drafts.append(own_draft(note, files) or _draft(note, files))
        except UnreadableError as error:
            problems.append(Problem(line=error.line, column=error.column, message=error.message))
    if around:
        drafts.append(Draft(id="the deck", domain="", line=1, lost=list(around)))
    return [*_cases(notes), *drafts], problems


def _cases(notes: Iterable[AnkiNote]) -> list[Draft]:
    """Return the cases that our cards are steps of: their texts stand on the cards and ask nothing."""
    tags = (tag for note in notes if is_own(note) for tag in note.tags)
    names = dict.fromkeys(tag.removeprefix("case:") for tag in tags if tag.startswith("case:"))
    return [Draft(id=name, domain="", line=1, lost=[TEXT_ALONE]) for name in names]


def _draft(note: AnkiNote, files: Files) -> Draft:
    if note.kind == NOTE_TYPE:
        raise UnreadableError(
            note.line, 1, "this card was made by an earlier `bank export`: use the bank itself"
        )
    lost: Lost = {}
    filled = [name for name, text in note.fields.items() if text.strip()]
    first = next(iter(note.fields), "")
    if first not in filled:
        raise UnreadableError(note.line, 1, "the first field of the note is empty")
    picture = StemPicture(files)
    read = _gaps if _CLOZE.search(note.fields[first]) else _typed
    data = read(note, first, lost, picture)
    used = data.pop("used")
    for name in filled:
        if name not in used:
            lost[f"the field {name}"] = None
    if note.cards > 1 and "gaps" not in data:
        lost["the reversed card"] = None
    tags, odd = foreign(tag.replace("::", "-") for tag in note.tags)
    if tags:
        data["tags"] = tags
    return Draft(
        id="",
        domain=_category(note.deck),
        line=note.line,
        data=data,
        lost=[*lost, *odd],
        picture=picture.taken,
    )


def _category(deck: str) -> str:
    return "" if deck in ("", "Default") else deck.rsplit("::", 1)[-1]


def _text(text: str, form: str, lost: Lost, picture: StemPicture | None = None) -> str:
    if _SOUND.search(text):
        lost[html_field.MEDIUM] = None
        text = _SOUND.sub("", text)
    return foreign_text(text, form, lost, picture)


def _typed(note: AnkiNote, first: str, lost: Lost, picture: StemPicture) -> dict[str, Any]:
    names = list(note.fields)
    back = names[1] if len(names) > 1 else ""
    stem = picture.stem(_text(note.fields[first], note.form, lost, picture))
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


def _gaps(note: AnkiNote, first: str, lost: Lost, picture: StemPicture) -> dict[str, Any]:
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
    whole = _text("".join(passage), note.form, lost, picture)
    data: dict[str, Any] = {
        "type": "cloze",
        "stem": "Fill the gaps.",
        "passage": whole,
        "gaps": gaps,
    }
    return data | ({"explanation": said} if said.strip() else {}) | {"used": {first, *extra}}
