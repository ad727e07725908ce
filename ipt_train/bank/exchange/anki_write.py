"""Items to Anki: a package that Anki imports, or a text file for its import dialogue.

genanki writes the package: Anki's own library does it too, but brings 30 MB, Rust and the
AGPL. The guid of a note is made of the item's id alone, so a later export updates the cards
and keeps their history.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from html import escape
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import genanki

from ipt_train.bank.core.model import Item, Reference, Vignette
from ipt_train.bank.exchange.anki_own import NOTE_TYPE, with_data
from ipt_train.bank.exchange.card_data import card_data
from ipt_train.bank.exchange.case import STEP_OF, case_losses, case_text
from ipt_train.bank.exchange.html_text import html_paragraphs, html_picture
from ipt_train.bank.exchange.label import labels
from ipt_train.bank.exchange.loss import PICTURE, Loss
from ipt_train.bank.exchange.package import packed
from ipt_train.bank.exchange.paper import printed
from ipt_train.bank.exchange.picture_file import picture_file

FIELDS = ("Item", "Question", "Answer", "Why", "Sources")
_CSS = """
.card { font: 18px/1.5 sans-serif; max-width: 40em; margin: 1em auto; text-align: left;
  color: #1b1b1b; background: #fff; }
.nightMode.card { color: #eee; background: #1e1e1e; }
.why, .sources { font-size: 15px; } .sources { opacity: .75; }
ol { list-style: upper-alpha; }
"""


def write_apkg(
    entries: Iterable[Item | Vignette],
    bibliography: dict[str, Reference],
    title: str,
    moment: float,
) -> tuple[bytes, list[Loss]]:
    """Return entries as an Anki package, one note an item, and what is lost.

    Args:
        entries: Items; the steps of a vignette become notes of their own, each with the case.
        bibliography: Works by id.
        title: Name of the deck.
        moment: When it is made, seconds since 1970, for the package's time stamps.
    """
    model = genanki.Model(
        _number("ipt-train note 1"),
        NOTE_TYPE,
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {
                "name": "Question",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer><b>{{Answer}}</b>"
                "<div class=why>{{Why}}</div><div class=sources>{{Sources}}<br>{{Item}}</div>",
            }
        ],
        css=_CSS,
    )
    deck = genanki.Deck(_number(f"ipt-train deck {title}"), title)
    entries = list(entries)
    losses = _losses_of_cases(entries)
    pictures: dict[str, bytes] = {}
    for item, case in _each(entries):
        losses += _losses(item)
        picture = picture_file(item)
        above = html_picture(picture.name, picture.text) if picture else ""
        if picture:
            pictures[picture.name] = picture.data
        deck.add_note(
            genanki.Note(
                model=model,
                fields=_fields(item, case, bibliography, above),
                sort_field=item.id,
                tags=_tags(item),
                guid=guid(item.id),
            )
        )
    return _packed(deck, moment, pictures), losses


def _packed(deck: genanki.Deck, moment: float, pictures: Mapping[str, bytes]) -> bytes:
    """Return the package; genanki's own way would leave its database in the temporary folder."""
    listed = json.dumps({str(number): name for number, name in enumerate(pictures)})
    media = {str(number): data for number, data in enumerate(pictures.values())}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(file)) as database:
            genanki.Package(deck).write_to_db(database.cursor(), moment, count(int(moment * 1000)))
            database.commit()
        whole = {"collection.anki2": file.read_bytes(), "media": listed.encode(), **media}
    return packed(whole)


def write_tsv(
    entries: Iterable[Item | Vignette], bibliography: dict[str, Reference], title: str
) -> tuple[str, list[Loss]]:
    """Return entries as tab-separated text with the head that Anki's importer reads.

    Anki maps columns to fields by their names: those of its own note type Basic come first, and
    those of the note type of the package after them, which is chosen where it is there. No line
    begins with the guid: it may begin with #, and such a line is a comment to Anki.
    """
    columns = ["Front", "Back", *FIELDS, "Guid", "Tags"]
    lines = [
        "#separator:tab",
        "#html:true",
        f"#deck:{' '.join(title.split())}",
        f"#notetype:{NOTE_TYPE}",
        f"#guid column:{columns.index('Guid') + 1}",
        f"#tags column:{columns.index('Tags') + 1}",
        "#columns:" + "\t".join(columns),
    ]
    entries = list(entries)
    losses = _losses_of_cases(entries)
    for item, case in _each(entries):
        losses += _losses(item)
        if item.picture:
            losses.append(Loss(item=item.id, what=PICTURE))
        fields = _fields(item, case, bibliography, "")
        _, question, answer, why, sources = fields
        back = f"<p><b>{answer}</b></p>{why}{sources}<p>{escape(item.id)}</p>"
        cells = [question, back, *fields, guid(item.id), " ".join(_tags(item))]
        lines.append("\t".join(_cell(one) for one in cells))
    return "\n".join(lines) + "\n", losses


def guid(item: str) -> str:
    """Return the name of the note of an item by the item's id, the same for every export."""
    name: str = genanki.guid_for("ipt-train", item)
    return name


def _each(entries: Iterable[Item | Vignette]) -> Iterable[tuple[Item, str]]:
    for entry in entries:
        if isinstance(entry, Vignette):
            yield from ((step, case_text(entry)) for step in entry.steps)
        else:
            yield entry, ""


def _losses(item: Item) -> Iterable[Loss]:
    yield Loss(item=item.id, what="the marking of answers: Anki leaves it to the learner")
    yield Loss(item=item.id, what="shuffling of options")
    if item.scene:
        yield Loss(item=item.id, what="the border between scene and stem")
    if item.vignette:
        yield Loss(item=item.id, what=STEP_OF)


def _losses_of_cases(entries: Iterable[Item | Vignette]) -> list[Loss]:
    cases = (one for one in entries if isinstance(one, Vignette))
    return [loss for one in cases for loss in case_losses(one, kept=())]


def _number(name: str) -> int:
    """Return the same number for the same name, in the range that Anki wants."""
    return (1 << 30) + zlib.crc32(name.encode()) % (1 << 30)


def _fields(item: Item, case: str, bibliography: dict[str, Reference], picture: str) -> list[str]:
    paper = printed(item)
    texts = (case, paper.stem, *paper.prompts)
    question = [picture, *(html_paragraphs(text) for text in texts if text)]
    if paper.rows:
        rows = "".join(f"<li>{escape(row.text)}</li>" for row in paper.rows)
        question.append(f"<ol>{rows}</ol>")
    if paper.ask:
        question.append(f"<p><i>{paper.ask}</i></p>")
    why = [f"{row.letter}: {row.rationale}" for row in paper.rows] + list(paper.rationales)
    works = [bibliography[name].citation for name in item.references if name in bibliography]
    shown = [
        "".join(question),
        escape(paper.answer),
        "".join(html_paragraphs(text.strip()) for text in [*why, item.explanation]),
    ]
    data = card_data(item, paper.stem)
    sources = "".join(html_paragraphs(work) for work in works)
    return [with_data(item.id, data, shown), *shown, sources]


def _tags(item: Item) -> list[str]:
    return [label.replace(" ", "-") for label in labels(item)]


def _cell(text: str) -> str:
    return text.replace("\t", " ").replace("\r", " ").replace("\n", "<br>").replace('"', "&quot;")
