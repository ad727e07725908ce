"""What is said where nothing is imported: of a file that cannot be read, and of questions in it that cannot."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ipt_train.bank.operation.import_file import import_file
from ipt_train.errors import ImportRefusedError
from ipt_train.vocabulary import Domain, ForeignFormat
from tests.bank.exchange.test_packages import MANIFEST, QTI2


def packed(files: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


QUIZ = '<quiz><question type="essay"><name><text>a</text></name><questiontext><text>Why?</text></questiontext></question></quiz>'
ITEM = MANIFEST.format('<resource type="imsqti_item_xmlv2p1" href="{}"/>')
AGAIN, OTHER = "export it again", "is it in another format?"
THERE = "correct them there"
CASES = {
    "a zip that is cut": ("qti", packed({"imsmanifest.xml": ITEM.format("q.xml"), "q.xml": QTI2})[:-30], "cannot be read", AGAIN),
    "a package without a list": ("qti", packed({"q.xml": QTI2}), "cannot be read", AGAIN),
    "an empty package": ("qti", packed({}), "cannot be read", OTHER),
    "no deck": ("anki", packed({"media": "{}"}), "cannot be read", OTHER),
    "XML that ends too soon": ("moodle-xml", QUIZ[:-9].encode(), "cannot be read", AGAIN),
    "another format": ("moodle-xml", b"<questestinterop></questestinterop>", "cannot be read", "--from qti"),
    "no workbook": ("xlsx", b"PK\x03\x04...", "cannot be read", OTHER),
    "a member that is not there": ("qti", packed({"imsmanifest.xml": ITEM.format("../../etc/passwd")}), "1 question cannot be read", THERE),
    "a question alone": ("moodle-xml", QUIZ.encode(), "1 question cannot be read", THERE),
    "nothing": ("gift", b"", "there are no questions in", OTHER),
}  # fmt: skip


@pytest.mark.parametrize(("form", "data", "words", "hint"), CASES.values(), ids=CASES)
def test_why_nothing_is_imported(
    tmp_path: Path, form: str, data: bytes, words: str, hint: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    with pytest.raises(ImportRefusedError) as caught:
        import_file(
            str(file), ForeignFormat(form), name="b", title="", domain=Domain.PROCESS, partial=True,
            target=tmp_path / "b.yaml",
        )  # fmt: skip
    assert words in str(caught.value)
    assert (words.startswith("1 ")) == ("question cannot" in str(caught.value))
    assert hint in (caught.value.hint or "")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
