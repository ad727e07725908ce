"""Pictures of foreign questions: which come into the bank, and what is said of the others."""

import base64
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from ipt_train.bank.core.picture import LARGEST
from ipt_train.bank.exchange.anki_read import read_anki
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.moodle_read import read_moodle
from ipt_train.bank.exchange.new_item import new_items
from ipt_train.bank.exchange.package import packed
from ipt_train.bank.exchange.picture_file import safe_name
from ipt_train.bank.exchange.qti_read import read_qti
from ipt_train.bank.exchange.stem_picture import MOVED, OTHER_KIND, TOO_LARGE, UNSEEN
from tests.bank.exchange.test_packages import MANIFEST, QTI2, choice, condition, equal, quiz
from tests.bank.test_pictures import png
from tests.program import run

PNG = png()
MEDIUM = "a picture or other medium"
IMAGE = '<img src="{}" alt="A curve"/>'
ANSWERS = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'


def moodle(
    stem: str, files: dict[str, bytes], attributes: str = 'path="/" encoding="base64"'
) -> bytes:
    several = "".join(f'<file name="{name}" {attributes}>{base64.b64encode(data).decode()}</file>' for name, data in files.items())  # fmt: skip
    return f'<quiz><question type="truefalse"><name><text>q</text></name><questiontext format="html"><text><![CDATA[{stem}]]></text>{several}</questiontext>{ANSWERS}</question></quiz>'.encode()  # fmt: skip


def of_moodle(address: str, name: str, data: bytes) -> Draft:
    drafts, problems = read_moodle(moodle(f"{IMAGE.format(address)}<p>So?</p>", {name: data}))
    assert problems == []
    return drafts[0]


def of_qti(address: str, name: str, data: bytes) -> Draft:
    manifest = MANIFEST.format('<resource type="imsqti_item_xmlv2p1" href="items/q.xml"/>')
    item = QTI2.replace("<itemBody>", f"<itemBody><p>{IMAGE.format(address)}</p>")
    drafts, problems = read_qti(packed({"imsmanifest.xml": manifest.encode(), "items/q.xml": item.encode(), name: data}))  # fmt: skip
    assert problems == []
    return drafts[0]


def of_canvas(address: str, name: str, data: bytes) -> Draft:
    stem = IMAGE.format(address).replace("<", "&lt;").replace(">", "&gt;") + "Which?"
    document = quiz("multiple_choice_question", choice("Single", "a", "b"), condition(equal("0"), 100), stem=stem)  # fmt: skip
    manifest = MANIFEST.format('<resource type="imsqti_xmlv1p2"><file href="q/q.xml"/></resource>')
    drafts, problems = read_qti(packed({"imsmanifest.xml": manifest.encode(), "q/q.xml": document, name: data}))  # fmt: skip
    assert problems == []
    return drafts[0]


def of_anki(address: str, name: str, data: bytes) -> Draft:
    return anki_cards([f"{IMAGE.format(address)}Which?\x1fa"], {name: data})[0]


def anki_cards(notes: list[str], files: dict[str, bytes]) -> list[Draft]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript("create table col (models, decks); create table notes (id, mid, tags, flds); create table cards (nid, did); create table revlog (id);")  # fmt: skip
        model = {"1": {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}], "tmpls": [{}]}}  # fmt: skip
        database.execute("insert into col values (?, ?)", (json.dumps(model), "{}"))
        database.executemany("insert into notes values (?, 1, '', ?)", enumerate(notes, 1))
        database.commit()
        whole = database.serialize()
    listed = json.dumps({str(number): name for number, name in enumerate(files)}).encode()
    members = {str(number): data for number, data in enumerate(files.values())}
    drafts, problems = read_anki(packed({"collection.anki2": whole, "media": listed, **members}))
    assert problems == []
    return drafts


Read = Callable[[str, str, bytes], Draft]
COMES = {
    "moodle": (of_moodle, "@@PLUGINFILE@@/a%20curve.png", "a curve.png"),
    "moodle with a question mark": (of_moodle, "@@PLUGINFILE@@/c.png?time=1", "c.png"),
    "qti": (of_qti, "../images/c.png", "images/c.png"),
    "qti beside": (of_qti, "c%C3%A9.png", "items/c\u00e9.png"),
    "qti with backslashes": (of_qti, "..\\images\\c.png", "images/c.png"),
    "canvas": (of_canvas, "%24IMS-CC-FILEBASE%24/Uploaded%20Media/c.png?canvas_download=1", "web_resources/Uploaded Media/c.png"),
    "canvas, a quiz alone": (of_canvas, "$IMS-CC-FILEBASE$/images/c.png", "images/c.png"),
    "canvas, elsewhere in the package": (of_canvas, "$IMS_CC_FILEBASE$/c.png", "q/media/c.png"),
    "blackboard": (of_canvas, "@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-12_1", "csfiles/home_dir/__xid-12_1.png"),
    "anki": (of_anki, "paste%20it.png", "paste it.png"),
}  # fmt: skip


@pytest.mark.parametrize(("read", "address", "name"), COMES.values(), ids=COMES)
def test_a_picture_that_came_along(read: Read, address: str, name: str) -> None:
    draft = read(address, name, PNG)
    assert draft.lost == []
    assert draft.picture is not None
    assert (draft.picture.data, draft.picture.text) == (PNG, "A curve")
    assert "curve" not in draft.data["stem"]
    made = new_items([draft], "b")
    assert list(made.pictures.values()) == [PNG]
    assert made.rows[0]["picture"]["file"] == next(iter(made.pictures))


STAYS = {
    "not there": ("gone.png", PNG, []),
    "elsewhere in the world": ("https://example.org/c.png", PNG, []),
    "out of the package": ("../../../etc/c.png", PNG, []),
    "out of the machine": ("file:///etc/passwd", PNG, []),
    "a drawing": ("{}", b"<svg xmlns='http://www.w3.org/2000/svg'/>", [OTHER_KIND]),
    "a page": ("{}", b"<html><script>alert(1)</script></html>", [OTHER_KIND]),
    "animated": ("{}", b"GIF89a....", [OTHER_KIND]),
    "nothing": ("{}", b"", []),
    "large": ("{}", PNG + Random(1).randbytes(LARGEST), [TOO_LARGE]),
}  # fmt: skip


@pytest.mark.parametrize("which", ["moodle", "qti", "canvas, a quiz alone", "anki"])
@pytest.mark.parametrize(("address", "data", "why"), STAYS.values(), ids=STAYS)
def test_what_stays_behind_is_named(which: str, address: str, data: bytes, why: list[str]) -> None:
    read, own, name = COMES[which]
    draft = read(address.format(own), name, data)
    assert draft.picture is None
    assert {MEDIUM, *why} <= set(draft.lost)
    assert draft.data["stem"].startswith("A curve")


def test_one_picture_comes_along_and_the_rest_is_named() -> None:
    stem = "<p>Before</p>" + "".join(IMAGE.format(f"@@PLUGINFILE@@/{n}.png") for n in "ab")
    draft = read_moodle(moodle(stem, {"a.png": PNG, "b.png": png(7)}))[0][0]
    assert draft.picture is not None
    assert draft.picture.data == PNG
    assert draft.lost == [MOVED, MEDIUM]
    assert draft.data["stem"] == "Before\n\nA curve"


@pytest.mark.parametrize("alt", ["", "a.png", "IMG_001.jpeg", "@@PLUGINFILE@@/a.png"])
def test_a_picture_without_words_has_them_to_be_written(alt: str) -> None:
    stem = f'<img src="@@PLUGINFILE@@/a.png" alt="{alt}"><p>So?</p>'
    made = new_items(read_moodle(moodle(stem, {"a.png": PNG}))[0], "b")
    assert made.rows[0]["picture"]["text"] == UNSEEN
    assert "the text of a picture is to be written" in {one.what for one in made.losses}


@pytest.mark.parametrize("address", [f"data:image/png;base64,{base64.b64encode(PNG).decode()}", "data:image/png;base64,%%%", "data:,x"])  # fmt: skip
def test_an_address_may_hold_the_picture(address: str) -> None:
    draft = of_moodle(address, "other.png", png(9))
    assert (draft.picture is not None) == (len(address) > 40)
    assert MEDIUM in draft.lost  # the file beside it, or the address


@pytest.mark.parametrize(
    ("name", "stem"),
    [("../../etc/passwd.png", "passwd"), ("a b\u00e9.PNG", "a-be"), ("C:\\x\\y.png", "y"), (".png", "picture"), ("x" * 300, "picture"), ("con\x00.png", "con"), ("..", "picture"), ("-rf.png", "rf")],
)  # fmt: skip
def test_names_of_files_are_made_ours(name: str, stem: str) -> None:
    made = safe_name(name, PNG)
    assert made.rpartition("-")[0] == stem
    assert safe_name(made, PNG) == made
    assert safe_name(name, png(1)) != made


class TestTheCommand:
    def bank(self, tmp_path: Path, environment: dict[str, str], *, target: str = "out.yaml") -> str:
        file = tmp_path / "quiz.xml"
        file.write_bytes(moodle('<img src="@@PLUGINFILE@@/a.png"><p>So?</p>', {"a.png": PNG}))
        done = run("bank", "import", str(file), "b", "--from", "moodle-xml", "-o", target, env=environment, cwd=tmp_path)  # fmt: skip
        return f"{done.returncode}\n{done.stdout}\n{done.stderr}"

    def test_it_lies_beside_the_bank(self, tmp_path: Path, environment: dict[str, str]) -> None:
        said = self.bank(tmp_path, environment)
        assert said.startswith("0")
        assert "1 picture written to assets" in said
        (file,) = (tmp_path / "assets").iterdir()
        assert file.read_bytes() == PNG
        assert f"file: assets/{file.name}" in (tmp_path / "out.yaml").read_text()

    def test_standard_output_has_no_place_for_it(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        said = self.bank(tmp_path, environment, target="-")
        assert MEDIUM in said
        assert "picture:" not in said
        assert not (tmp_path / "assets").exists()

    def test_another_picture_is_never_written_over(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file = tmp_path / "assets" / safe_name("a.png", PNG)
        file.parent.mkdir()
        file.write_bytes(png(3))
        assert self.bank(tmp_path, environment).startswith("2")
        assert file.read_bytes() == png(3)
        assert not (tmp_path / "out.yaml").exists()

    def test_nothing_is_written_where_the_folder_cannot_be(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        (tmp_path / "assets").write_text("mine")
        said = self.bank(tmp_path, environment)
        assert said.startswith("2")
        assert "the folder assets for pictures cannot be made" in said
        assert not (tmp_path / "out.yaml").exists()
