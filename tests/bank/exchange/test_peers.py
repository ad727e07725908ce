"""What we write, opened by the real thing: Anki's own library, another reader of QTI, a browser's rules of XML."""

import csv
import dataclasses
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)
from anki.notes import Note
from pyslet.qtiv2 import variables
from pyslet.qtiv2 import xml as peer

from ipt_train.bank.core.model import Choice, Item, Library, Option
from ipt_train.bank.exchange.anki_write import FIELDS, NOTE_TYPE, guid, write_apkg, write_tsv
from ipt_train.bank.exchange.canvas_write import write_canvas
from ipt_train.bank.exchange.gift_read import read_gift
from ipt_train.bank.exchange.gift_write import write_gift
from ipt_train.bank.exchange.qti_item import ALWAYS
from ipt_train.bank.exchange.qti_write import write_qti
from ipt_train.bank.exchange.table_write import write_table
from ipt_train.csv_lines import unguarded
from ipt_train.vocabulary import ItemId
from tests.bank.exchange.items import item as an_item


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def imported(collection: Collection, data: bytes, folder: Path) -> None:
    file = folder / "deck.apkg"
    file.write_bytes(data)
    collection.import_anki_package(
        ImportAnkiPackageRequest(
            package_path=str(file), options=ImportAnkiPackageOptions(with_scheduling=True)
        )
    )


def test_anki_imports_the_package(collection: Collection, library: Library, tmp_path: Path) -> None:
    data, losses = write_apkg(library.entries(), library.bibliography, "IPT: sample", 1e9)
    imported(collection, data, tmp_path)
    items = {item.id: item for item in library.items()}
    found = map(collection.get_note, collection.find_notes(""))
    notes = {re.sub("<[^>]*>", "", note["Item"]): note for note in found}
    assert set(notes) == set(items)
    assert {note.guid for note in notes.values()} == {guid(item.id) for item in items.values()}
    assert [deck.name for deck in collection.decks.all_names_and_ids()] == [
        "Default",
        "IPT: sample",
    ]
    for name, item in items.items():
        assert f"level:{item.level}" in notes[name].tags
        assert all(notes[name][field] for field in FIELDS)
    cases = {item.vignette for item in items.values() if item.vignette}
    assert {loss.item for loss in losses} == {*items, *cases}


def test_a_second_package_updates_notes_and_keeps_their_reviews(
    collection: Collection, library: Library, tmp_path: Path
) -> None:
    first, _ = write_apkg(library.entries(), library.bibliography, "IPT", 1e9)
    imported(collection, first, tmp_path)
    collection.decks.select(collection.decks.id_for_name("IPT"))
    card = collection.sched.get_queued_cards().cards[0].card
    answered = collection.get_card(card.id)
    answered.start_timer()
    collection.sched.answerCard(answered, 3)
    later, _ = write_apkg(library.entries(), library.bibliography, "IPT", 2e9)
    imported(collection, later, tmp_path)
    assert collection.note_count() == sum(1 for _ in library.items())
    assert collection.get_card(card.id).reps == 1


def read_in(collection: Collection, text: str, folder: Path) -> dict[str, Note]:
    """Import a text file as Anki does where nobody changes a thing; return the new notes by guid."""
    file = folder / "notes.txt"
    file.write_text(text, encoding="utf-8")
    metadata = collection.get_csv_metadata(str(file), None)
    done = collection.import_csv(ImportCsvRequest(path=str(file), metadata=metadata))
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert done.log.found_notes == len(lines)
    notes = map(collection.get_note, collection.find_notes(""))
    return {note.guid: note for note in notes}


def test_anki_reads_the_text_file_into_its_own_note_type(
    collection: Collection, library: Library, tmp_path: Path
) -> None:
    text, _ = write_tsv(library.entries(), library.bibliography, 'Our "own"\tdeck')
    notes = read_in(collection, text, tmp_path)
    assert {note.note_type()["name"] for note in notes.values()} == {"Basic"}
    assert [one.name for one in collection.decks.all_names_and_ids()] == ["Default", 'Our "own" deck']  # fmt: skip
    for item in library.items():
        note = notes[guid(item.id)]
        assert html.escape(item.stem) in note["Front"]
        assert html.escape(item.explanation) in note["Back"]
        assert item.id in note["Back"]
        assert f"level:{item.level}" in note.tags


def test_anki_reads_the_text_file_into_the_notes_of_the_package(
    collection: Collection, library: Library, tmp_path: Path
) -> None:
    data, _ = write_apkg(library.entries(), library.bibliography, "IPT", 1e9)
    imported(collection, data, tmp_path)
    before = {note.guid: dict(note.items()) for note in map(collection.get_note, collection.find_notes(""))}  # fmt: skip
    text, _ = write_tsv(library.entries(), library.bibliography, "IPT")
    after = read_in(collection, text.replace("What to remember.", "What to keep."), tmp_path)
    assert after.keys() == before.keys()
    for name, note in after.items():
        assert note.note_type()["name"] == NOTE_TYPE
        old = before[name]
        assert dict(note.items()) == old | {field: old[field].replace("What to remember.", "What to keep.") for field in ("Item", "Why")}  # fmt: skip


ODD = ["#", "##", "# a", "=1+1", "\t", "a\tb", "a\nb", '"', '"a" b', "'", ",", "//", "$CATEGORY: a", "::", "<b>", "&amp;", "-", "+", "@x", "%50%a", "->", "[html]", "~", "{", "\\", "*"]  # fmt: skip
"""Texts that mean something at the beginning of a line, or of a cell, in one format or another."""


def odd(name: str, text: str) -> Item:
    """Return an item in which every text begins with odd signs."""
    end = f"{text} end" if text.strip() else f"x{text}end"
    options = tuple(Option(id=one, text=f"{end} {one}", rationale=end, key=one == "a") for one in "ab")  # fmt: skip
    return dataclasses.replace(an_item(Choice(options=options), end, end), id=ItemId(name))


@pytest.fixture
def odd_items() -> list[Item]:
    """Items with every odd beginning of a text, and with guids that begin with odd signs."""
    names = (f"odd-{number}" for number in count())
    rare = islice((name for name in names if guid(name)[0] in "#=@+-"), 4 * len(ODD))
    made = [odd(name, text) for name, text in zip(rare, ODD * 4, strict=True)]
    assert "#" in {guid(one.id)[0] for one in made}
    return made


def test_anki_finds_every_note_whatever_its_guid_and_texts_begin_with(
    collection: Collection, odd_items: list[Item], tmp_path: Path
) -> None:
    text, _ = write_tsv(odd_items, {}, "#deck")
    assert len([line for line in text.split("\n") if line and not line.startswith("#")]) == len(
        odd_items
    )
    notes = read_in(collection, text, tmp_path)
    assert notes.keys() == {guid(one.id) for one in odd_items}
    for one in odd_items:
        stem = html.escape(one.stem, quote=False).replace("\n", "<br>").replace("\t", " ").replace('"', "&quot;")  # fmt: skip
        assert notes[guid(one.id)]["Front"].startswith(f"<p>{stem}</p>"), one.stem


def test_other_formats_of_lines_keep_every_item_too(odd_items: list[Item]) -> None:
    drafts, problems = read_gift(write_gift(odd_items)[0])
    assert problems == []
    assert [(draft.id, draft.data["stem"]) for draft in drafts] == [
        (one.id, one.stem) for one in odd_items
    ]
    table, _ = write_table(odd_items)
    rows = list(csv.DictReader(io.StringIO(table, newline=""), strict=True))
    assert [(row["item"], unguarded(row["stem"])) for row in rows] == [
        (one.id, one.stem) for one in odd_items
    ]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())  # fmt: skip


def test_guids_are_those_of_earlier_exports() -> None:
    """Anki knows its notes by them, and with them their histories."""
    assert [guid(name) for name in ("one", "case-two-tickets-to-leeds-door")] == [
        "CS1&;[H&<?",
        "#VC;,Iw&^",
    ]


def documents(library: Library) -> dict[str, bytes]:
    data, _ = write_qti(library.entries(), "A title")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def asked(item: Item, files: dict[str, bytes]) -> variables.ItemSessionState:
    document = peer.QTIDocument()
    document.read(src=io.BytesIO(files[f"items/{item.id}.xml"]))
    state = variables.ItemSessionState(document.root)
    state.begin_session()
    return state


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pyslet")
def test_someone_elses_reader_marks_a_right_and_a_wrong_answer(library: Library) -> None:
    """pyslet, by one of the editors of QTI 2: it parses each item and runs its response processing."""
    files = documents(library)
    seen = set()
    for item in library.items():
        if item.type in ("single-best-answer", "true-false", "multiple-response", "ordering"):
            state = asked(item, files)
            response = state["RESPONSE"]
            correct = state["RESPONSE.CORRECT"]
            assert correct.value is not None
            value = correct.value
            response.set_value(list(value) if isinstance(value, dict | list) else value)
            state.end_attempt()
            assert state["SCORE"].value == pytest.approx(1), item.id
            shown = state["FEEDBACK"].value
            assert ALWAYS in shown
            wrong = asked(item, files)
            wrong["RESPONSE"].set_value(None)
            wrong.end_attempt()
            assert wrong["SCORE"].value == pytest.approx(0), item.id
            seen.add(item.type)
    assert len(seen) == 4


def test_the_manifest_names_every_file(library: Library) -> None:
    files = documents(library)
    manifest = ET.fromstring(files["imsmanifest.xml"])
    named = {one.get("href") for one in manifest.iter() if one.tag.endswith("}file")}
    assert named == set(files) - {"imsmanifest.xml"}
    test = ET.fromstring(files["test.xml"])
    asked_for = [one.get("href") for one in test.iter() if one.tag.endswith("}assessmentItemRef")]
    assert asked_for == [f"items/{item.id}.xml" for item in library.items()]
    rubric = [one for one in test.iter() if one.tag.endswith("}rubricBlock")]
    assert len(rubric) == 1


def test_canvas_gets_a_kind_it_knows_and_shares_that_add_up(library: Library) -> None:
    data, losses = write_canvas(library.entries(), "A title", "quiz")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "imsmanifest.xml",
            "quiz/quiz.xml",
            "quiz/assessment_meta.xml",
        ]
        root = ET.fromstring(archive.read("quiz/quiz.xml"))
    space = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
    kinds = {}
    for one in root.iter(f"{space}item"):
        entries = [entry.text for entry in one.iter(f"{space}fieldentry")]
        kinds[one.get("ident")] = entries[0]
        marks = [float(mark.text or 0) for mark in one.iter(f"{space}setvar")]
        if entries[0] in ("matching_question", "fill_in_multiple_blanks_question"):
            assert sum(marks) == pytest.approx(100, abs=0.1)
        elif entries[0] != "text_only_question":
            assert marks == [100]
        linked = {link.get("linkrefid") for link in one.iter(f"{space}displayfeedback")}
        assert linked <= {feedback.get("ident") for feedback in one.iter(f"{space}itemfeedback")}
    lost = {loss.item for loss in losses if loss.what.startswith("the whole item")}
    assert set(kinds) | lost == {item.id for item in library.items()} | {"case-sample"}
    assert json.dumps(sorted(set(kinds.values()))) == json.dumps(
        ["fill_in_multiple_blanks_question", "matching_question", "multiple_answers_question",
         "multiple_choice_question", "numerical_question", "short_answer_question", "text_only_question", "true_false_question"]
    )  # fmt: skip
