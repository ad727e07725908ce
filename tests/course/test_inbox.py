"""The zip that a learning platform makes of all that was handed in; and our own zips, read plainly."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.course.exchange import inbox as inboxes
from ipt_train.course.exchange.database import open_database
from ipt_train.course.operation.collect import Collected, collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.store.row import AttemptRow
from ipt_train.errors import SubmissionError
from ipt_train.exam.submission.plain_archive import plain_members
from tests.course.test_hostile import Scene, members, zipped
from tests.course.world import NOW

CAPS = {b"manifest.json": 20_000, b"records.jsonl": 60_000, b"signature": 200}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("inbox"))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def downloaded(scene: Scene) -> dict[str, bytes]:
    """What Moodle, Canvas and a Mac put into one zip, each in its way."""
    return {
        "Lee Roe_42_assignsubmission_file_/lee.submission.zip": scene.made(),
        "vic.submission.zip": scene.honest.data,
        "Max Moe_43_assignsubmission_file_/essay.docx": b"PK is how a document begins",
        "__MACOSX/._vic.submission.zip": b"x",
        "Lee Roe_42_assignsubmission_file_/.DS_Store": b"x",
    }


def collected(scene: Scene, place: Path) -> Collected:
    return collect(scene.opened, place, now=NOW)


@pytest.mark.parametrize("alone", [True, False], ids=["named alone", "in a folder"])
def test_all_of_an_exam_in_one_zip_is_taken_file_by_file(scene: Scene, alone: bool) -> None:
    folder = scene.world.root / "platform"
    folder.mkdir()
    file = folder / "all.zip"
    file.write_bytes(zipped(downloaded(scene)))
    before = sorted(scene.world.root.rglob("*"))
    result = collected(scene, file if alone else folder)
    names = [
        "all.zip/Lee Roe_42_assignsubmission_file_/lee.submission.zip",
        "all.zip/vic.submission.zip",
    ]
    assert [(one["file"], one["person"]) for one in result.accepted] == [
        (names[0], scene.rogue), (names[1], scene.victim),
    ]  # fmt: skip
    assert result.files == 3
    assert [one.file for one in result.refused] == ["all.zip/Max Moe_43_assignsubmission_file_/essay.docx"]  # fmt: skip
    new = set(scene.world.root.rglob("*")) - set(before)
    assert all(path.is_relative_to(scene.world.folder.root) for path in new), "nothing is unpacked"
    with open_database(scene.world.folder) as database:  # the name tells who uploaded it
        assert [row.file for row in database.rows(AttemptRow).sound] == names
    shares = [one.exams[0].share for one in grade_all(scene.opened, now=NOW).grades]
    assert sum(share is not None for share in shares) == 2
    again = collected(scene, file)
    assert (again.known, len(again.accepted)) == (2, 0)


def test_several_processes_take_the_same(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipt_train.course.operation.examine_submissions.MANY", 1)
    file = scene.world.root / "all.zip"
    file.write_bytes(zipped(downloaded(scene)))
    result = collect(scene.opened, file, now=NOW, workers=2)
    assert [one["person"] for one in result.accepted] == [scene.rogue, scene.victim]


def test_one_submission_can_be_named_alone(scene: Scene) -> None:
    file = scene.world.root / "lee.submission.zip"
    file.write_bytes(scene.made())
    assert [one["person"] for one in collected(scene, file).accepted] == [scene.rogue]
    with pytest.raises(SubmissionError, match="neither a folder nor a file"):
        collected(scene, scene.world.root / "nowhere")


def overlapping(data: bytes) -> bytes:
    """A zip whose two entries are of one and the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.zip", data)
        info = zipfile.ZipInfo("b.zip")
        first = archive.getinfo("a.zip")
        info.CRC, info.file_size, info.compress_size = (
            first.CRC,
            first.file_size,
            first.compress_size,
        )
        info.header_offset = 0
        archive.filelist.append(info)
        archive.NameToInfo["b.zip"] = info
    return buffer.getvalue()


def a_table_of(megabytes: int) -> bytes:
    """An end that promises a table of that size."""
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, megabytes * 1_000_000, 0, 0)
    return b"PK\x03\x04" + bytes(inboxes.FILE) + end


BOMBS: dict[str, tuple[Callable[[Scene], bytes], str, str]] = {
    "a zip of zips in a zip": (lambda s: zipped({"all.zip": zipped({"Lee_42/lee.submission.zip": s.made()})}), "/all.zip", "such as 'Lee_42/lee.submission.zip', within a zip: unpack that"),
    "too many files": (lambda s: zipped({f"{n}.zip": b"PK" for n in range(inboxes.MEMBERS + 1)}, zipfile.ZIP_STORED), "", "has 5,001 files, and the limit is 5,000: unpack it"),
    "packed too tightly": (lambda s: zipped({"a.zip": b"PK" + bytes(6_000_000)}), "/a.zip", "packed more tightly than any answers are"),
    "a file that is too large": (lambda s: zipped({"a.zip": b"PK" + bytes(inboxes.FILE)}, zipfile.ZIP_STORED), "/a.zip", "declares 8,000,002 bytes, and the limit is 8,000,000"),
    "two files of one name": (lambda s: named_twice(s.made()), "", "two files in it have the same name"),
    "a large table": (lambda s: a_table_of(50), "", "too large to read at once"),
    "no end": (lambda s: b"PK\x03\x04" + bytes(inboxes.FILE), "", "(the limit is 8,000,000) and is not a complete zip file"),
}  # fmt: skip  # a table


def named_twice(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.zip", data)
        archive.writestr("a.zip", data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_a_zip_that_is_too_much_is_refused_and_the_rest_is_taken(scene: Scene, name: str) -> None:
    make, member, said = BOMBS[name]
    (scene.world.inbox / "z.zip").write_bytes(make(scene))
    result = collected(scene, scene.world.inbox)
    assert [one.file for one in result.refused] == [f"z.zip{member}"]
    assert said in result.refused[0].why
    assert len(result.accepted) == 2


def test_a_name_that_leads_outside_reaches_no_file(scene: Scene) -> None:
    (scene.world.root / "evil.zip").write_bytes(scene.made())
    (scene.world.inbox / "z.zip").write_bytes(zipped({"../evil.zip": b"x", "a.zip": b"y"}))
    result = collected(scene, scene.world.inbox)
    assert [one.file for one in result.refused] == ["z.zip/../evil.zip", "z.zip/a.zip"]
    assert len(result.accepted) == 2


def test_all_that_is_declared_together_is_bounded(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    (scene.world.inbox / "z.zip").write_bytes(overlapping(scene.made()))
    monkeypatch.setattr(inboxes, "TOGETHER", len(scene.made()) * 2 - 1)
    result = collected(scene, scene.world.inbox)
    assert "bytes in total: unpack it" in result.refused[0].why


# our own zips, read plainly


def sections(data: bytes) -> dict[str, bytes] | None:
    return plain_members(data, CAPS)


def test_what_the_program_packs_is_plain(made: Scene) -> None:
    assert sections(made.honest.data) == members(made.honest.data)


def careful(data: bytes) -> dict[str, bytes] | None:
    """What zipfile makes of it."""
    try:
        return members(data)
    except Exception:  # noqa: BLE001 - whatever zipfile complains of
        return None


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, 10**6), bit=st.integers(0, 7), cut=st.integers(0, 40))
def test_a_changed_zip_is_read_alike_or_left_to_zipfile(made: Scene, at: int, bit: int, cut: int) -> None:  # fmt: skip
    data = bytearray(made.honest.data)
    data[at % len(data)] ^= 1 << bit
    changed = bytes(data[: len(data) - cut])
    found = sections(changed)
    assert found is None or found == careful(changed)


@pytest.mark.parametrize(
    "data",
    [
        zipped({"manifest.json": b"{}"}),
        zipped({"manifest.json": b"x" * 20_001}, zipfile.ZIP_STORED),
        zipped({"other.json": b"{}"}, zipfile.ZIP_STORED),
        b"PK", b"", zipped({"manifest.json": b"{}"}, zipfile.ZIP_STORED) + b"x",
        b"x" + zipped({"manifest.json": b"{}"}, zipfile.ZIP_STORED),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_zipfile(data: bytes) -> None:
    assert sections(data) is None


def test_plain_members_say_what_json_says(made: Scene) -> None:
    found = sections(made.honest.data)
    assert found is not None
    assert json.loads(found["manifest.json"])["person"] == made.victim
