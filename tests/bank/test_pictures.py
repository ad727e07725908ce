"""Pictures of questions: checked, part of the cache's key and of the paper's digest, told in words where none can be shown."""

import base64
import json
import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.picture import LARGEST, fault_of, kind_of
from ipt_train.bank.exchange.moodle_write import write_moodle
from ipt_train.bank.exchange.stem_picture import UNSEEN
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.course.exchange.papers import papers_of
from ipt_train.errors import BankUnusableError
from ipt_train.exam.core.keyless import presentation_of
from ipt_train.exam.core.paper import read_paper
from tests.conftest import BANK
from tests.course.handouts import data_of, handed
from tests.course.world import World, bank, shelf_for, trainees
from tests.program import run

TEXT = "A genogram: the mother died in 2019; a dashed line leads to the sister."


def png(shade: int = 0) -> bytes:
    """A sound picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    """The sample bank, whose first item has a picture."""
    folder = tmp_path / "own"
    (folder / "assets").mkdir(parents=True)
    for file in BANK.iterdir():
        text = file.read_text(encoding="utf-8")
        stem = "    stem: Which option is right in one?\n"
        picture = f"    picture: {{file: assets/tree.png, text: '{TEXT}'}}\n"
        (folder / file.name).write_text(text.replace(stem, stem + picture, 1), encoding="utf-8")
    (folder / "assets" / "tree.png").write_bytes(png())
    return folder / "sample.yaml"


def found(shelf: Shelf, file: Path) -> list[Finding]:
    return list(check(shelf, [file]).findings)


def test_a_picture_is_sound_and_has_its_place(shelf: Shelf, pictured: Path) -> None:
    assert found(shelf, pictured) == []
    item = next(one for one in load_library(shelf, [str(pictured)]).library.items() if one.picture)
    assert item.picture is not None
    assert (item.id, item.picture.text) == ("one", TEXT)
    assert Path(item.picture.path) == pictured.parent / "assets" / "tree.png"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (None, "cannot be read"), (b"", "is not a png"), (b"GIF89a...", "is not a png"), (b"<svg/>", "is not a png"),
        (b"\xff\xd8\xff\xe0 jpeg", "is image/jpeg, but its name says image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is image/webp"), (png() + bytes(LARGEST), "larger than 1000 kB"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_an_error_at_its_name(
    shelf: Shelf, pictured: Path, data: bytes | None, wanted: str
) -> None:
    assert found(shelf, pictured) == []  # and the cache does not hide what changed
    file = pictured.parent / "assets" / "tree.png"
    file.unlink() if data is None else file.write_bytes(data)
    (finding,) = found(shelf, pictured)
    assert finding.code == "I036"
    assert wanted in finding.message
    line = pictured.read_text().splitlines()[finding.line - 1]
    assert line[finding.column - 1 : finding.end_column - 1] == "assets/tree.png"
    with pytest.raises(BankUnusableError):
        load_library(shelf, [str(pictured)])


@pytest.mark.parametrize(
    "name", ["../secret.png", "assets/../../x.png", "/etc/passwd", "assets/x.svg", "tree.png", "assets/a b.png"]
)  # fmt: skip
def test_no_other_file_can_be_named(shelf: Shelf, pictured: Path, name: str) -> None:
    text = pictured.read_text().replace("assets/tree.png", name)
    pictured.write_text(text)
    assert {one.code for one in found(shelf, pictured)} == {"S007"}


def test_a_text_is_needed(shelf: Shelf, pictured: Path) -> None:
    pictured.write_text(re.sub(r", text: 'A genogram[^']*'", "", pictured.read_text()))
    assert [one.code for one in found(shelf, pictured)] == ["S002"]


def test_kinds() -> None:
    assert kind_of(png()) == "image/png"
    assert fault_of("assets/x.png", png()) == ""
    assert fault_of("assets/x.jpeg", b"\xff\xd8\xff\xdb") == ""


def test_the_terminal_tells_it_in_words(pictured: Path, environment: dict[str, str]) -> None:
    shown = run("bank", "show", "one", "--bank", str(pictured), "--plain", env=environment)
    assert TEXT in " ".join(shown.stdout.split())


def test_a_printed_page_holds_it(pictured: Path, environment: dict[str, str]) -> None:
    page = run("bank", "export", str(pictured), "--to", "html", env=environment).stdout
    assert f'src="data:image/png;base64,{base64.b64encode(png()).decode()}"' in page
    assert f'alt="{TEXT}"' in page
    assert "img-src data:" in page


def test_words_that_nobody_wrote_are_asked_for(shelf: Shelf, pictured: Path) -> None:
    pictured.write_text(
        pictured.read_text(encoding="utf-8").replace(TEXT, UNSEEN), encoding="utf-8"
    )
    assert {one.code for one in found(shelf, pictured)} == {"H007"}


def test_formats_of_text_and_tables_name_it(
    pictured: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for form in ("gift", "anki-tsv", "csv"):
        told = run("bank", "export", str(pictured), "--to", form, "-o", str(out), env=environment)
        assert "the picture" in told.stderr, form


def test_moodle_keeps_the_lines_of_a_stem_under_a_picture(shelf: Shelf, pictured: Path) -> None:
    item = next(one for one in load_library(shelf, [str(pictured)]).library.items() if one.picture)
    data, _ = write_moodle([replace(item, stem="One line.\nAnother.\n\nA paragraph & more.")])
    shown = ET.fromstring(data).findtext(".//questiontext/text") or ""
    assert shown.endswith("<p>One line.<br>Another.</p><p>A paragraph &amp; more.</p>")


def course_with(root: Path, shade: int) -> tuple[World, dict[str, Any]]:
    world = World(root=root, shelf=shelf_for(root))
    world.begin(trainees(1))
    made = bank()
    for item in made["items"]:
        item["picture"] = {"file": "assets/tree.png", "text": TEXT}
    world.write_bank(made)
    folder = world.folder.root / "bank" / "assets"
    folder.mkdir()
    (folder / "tree.png").write_bytes(png(shade))
    key, *_ = world.build()
    return world, json.loads(json.dumps(papers_of(world.folder)[key.paper].data()))


def test_an_exam_carries_its_pictures(tmp_path: Path) -> None:
    world, data = course_with(tmp_path / "a", 0)
    paper = read_paper(data)
    question = paper.questions[0]
    assert question.picture is not None
    assert base64.b64decode(question.picture.data) == png()
    shown = presentation_of(question).item.picture
    assert shown is not None
    assert shown.text == TEXT
    (page,) = handed(world).pages
    html = Path(page.page).read_text(encoding="utf-8")
    assert html.count(f'alt="{TEXT}"') == len(paper.questions)
    assert html.count("data:image/png;base64,") == len(paper.questions)
    assert data_of(page.page)["digest"] in papers_of(world.folder)


def test_other_bytes_make_another_paper(tmp_path: Path) -> None:
    papers = [read_paper(course_with(tmp_path / str(shade), shade)[1]) for shade in (0, 200)]
    assert papers[0].digest != papers[1].digest


@pytest.mark.parametrize("data", ["not base64!", base64.b64encode(b"<svg onload=x>").decode()])
def test_a_paper_with_what_is_no_picture_is_refused(tmp_path: Path, data: str) -> None:
    from ipt_train.errors import PaperError

    paper = course_with(tmp_path, 0)[1]
    paper["questions"][0]["picture"]["data"] = data
    with pytest.raises(PaperError):
        read_paper(paper)
