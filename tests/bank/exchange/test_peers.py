"""What we write, opened by the real thing: Anki's own library, another reader of QTI, a browser's rules of XML."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from pyslet.qtiv2 import variables
from pyslet.qtiv2 import xml as peer

from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.exchange.anki_write import FIELDS, guid, write_apkg, write_tsv
from ipt_train.bank.exchange.canvas_write import write_canvas
from ipt_train.bank.exchange.qti_item import ALWAYS
from ipt_train.bank.exchange.qti_write import write_qti


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
    notes = {note["Item"]: note for note in map(collection.get_note, collection.find_notes(""))}
    assert set(notes) == set(items)
    assert {note.guid for note in notes.values()} == {guid(item.id) for item in items.values()}
    assert [deck.name for deck in collection.decks.all_names_and_ids()] == [
        "Default",
        "IPT: sample",
    ]
    for name, item in items.items():
        assert f"level:{item.level}" in notes[name].tags
        assert all(notes[name][field] for field in FIELDS)
    assert {loss.item for loss in losses} == set(items)


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


def test_the_text_file_has_ankis_header_and_one_line_an_item(library: Library) -> None:
    text, _ = write_tsv(library.entries(), library.bibliography, "IPT\tsample")
    head = [line for line in text.splitlines() if line.startswith("#")]
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert head[:3] == ["#separator:tab", "#html:true", "#deck:IPT sample"]
    assert {len(row) for row in rows} == {7}
    assert [row[1] for row in rows] == [item.id for item in library.items()]


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
         "multiple_choice_question", "short_answer_question", "text_only_question", "true_false_question"]
    )  # fmt: skip
