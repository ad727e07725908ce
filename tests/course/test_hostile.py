"""Hostile and broken submissions: each is refused with its reason, and the rest is graded."""

import io
import json
import os
import pickle
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.errors import SubmissionError
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.core.key import Key
from ipt_train.exam.submission.pack import CHAINED, bound_to, signed_part
from ipt_train.exam.submission.record import chained, digest_of, lines_of, read_lines, record
from ipt_train.exam.submission.seal import new_signing_key, sign
from ipt_train.exam.submission.unpack import unpack
from tests.course.world import NOW, World, shelf_for, trainees


class Scene:
    """A course of four, where `victim` handed in honestly and `rogue` does something else."""

    def __init__(self, root: Path) -> None:
        self.world = World(root=root, shelf=shelf_for(root), forms=1)
        self.opened = self.world.begin(trainees(4), items=40)
        self.key: Key = self.world.build()[0]
        self.victim, self.rogue, self.other, self.absent = self.opened.people
        self.honest = self.world.submission(self.victim, self.key)
        self.world.hand_in(self.honest)
        self.world.hand_in(self.world.submission(self.other, self.key))

    def made(self, **more: Any) -> bytes:
        return self.world.submission(self.rogue, self.key, **more).data

    def signed(self, manifest: dict[str, Any], lines: bytes, key: bytes) -> bytes:
        """A submission whose signature fits, whatever it says."""
        written = canonical(manifest)
        return zipped({"manifest.json": written, "records.jsonl": lines, "signature": sign(key, signed_part(written)).encode()})  # fmt: skip


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines_in(data: bytes) -> list[bytes]:
    return members(data)["records.jsonl"].splitlines(keepends=True)


def with_lines(data: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return zipped(members(data) | {"records.jsonl": b"".join(change(lines_in(data)))})


def link(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def declaring(data: bytes, size: int) -> bytes:
    """Write a zip whose directory declares another size of records.jsonl (zip64 if need be)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members(data).items():
            archive.writestr(name, content)
        archive.getinfo("records.jsonl").file_size = size
    return buffer.getvalue()


def resealed(scene: Scene, change: Callable[[dict[str, Any], list[Any]], None]) -> bytes:
    """Rebuild digest and signature after a change, as somebody with an own key and skill would."""
    parts = members(scene.made())
    manifest = json.loads(parts["manifest.json"])
    rows = [json.loads(line) for line in parts["records.jsonl"].splitlines()]
    change(manifest, rows)
    records = [record(one["item"], one["revision"], one["response"], one["at"], one["ms"]) for one in rows]  # fmt: skip
    lines = lines_of(records)
    written = b"".join(one + b"\n" for one in lines)
    manifest["head"] = digest_of(written, bound_to(manifest))
    manifest["records"] = len(lines)
    return scene.signed(manifest, written, scene.world.key_of(scene.rogue))


def as_before(scene: Scene, data: bytes, person: str) -> bytes:
    """The same work as an earlier version packed it: with a chain of seals."""
    parts = members(data)
    manifest = json.loads(parts["manifest.json"]) | {"format": CHAINED}
    records = read_lines(parts["records.jsonl"], most=100).records()
    lines, manifest["head"] = chained(records, bound_to(manifest))
    return scene.signed(manifest, b"".join(one + b"\n" for one in lines), scene.world.key_of(person))  # fmt: skip


def setting(name: str, value: Any) -> Callable[[dict[str, Any], list[Any]], None]:
    return lambda manifest, _: manifest.update({name: value})


def row(name: str, value: Any) -> Callable[[dict[str, Any], list[Any]], None]:
    return lambda _, rows: rows[0].update({name: value})


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (os.system, ("touch /tmp/ipt-train-was-here",))


def twice(change: list[bytes]) -> list[bytes]:
    return [*change, change[-1]]


DEEP = b"[" * 5000 + b"]" * 5000
RESPONSE_LINE = b'{"at":1,"item":"x","ms":1,"n":1,"response":'

HOSTILE: dict[str, tuple[Callable[[Scene], bytes], str]] = {
    "a manifest by itself": (lambda s: members(s.made())["manifest.json"], "a part of a submission that was unpacked"),
    "records by themselves": (lambda s: members(s.made())["records.jsonl"], "a part of a submission that was unpacked"),
    "a signature by itself": (lambda s: members(s.made())["signature"], "a part of a submission that was unpacked"),
    "zipped again with its folder": (lambda s: zipped({f"mine/{name}": data for name, data in members(s.made()).items()}), "zip the files themselves, without the folder"),
    "zipped again by a Mac": (lambda s: zipped(members(s.made()) | {"__MACOSX/._signature": b"x"}), "zip the files themselves"),
    "zip slip": (lambda s: zipped(members(s.made()) | {"../../evil.txt": b"x"}), "file that does not belong in a submission: '../../evil.txt'"),
    "absolute path": (lambda s: zipped({"/etc/cron.d/evil": b"x"}), "'/etc/cron.d/evil'"),
    "a windows path": (lambda s: zipped({"..\\evil": b"x"}), "file that does not belong in a submission"),
    "symlink in the zip": (lambda s: link("manifest.json"), "manifest.json is a link"),
    "a bomb": (lambda s: zipped(members(s.made()) | {"records.jsonl": b"\0" * 5_900_000}), "packed more tightly"),
    "a bomb of many members": (lambda s: zipped({f"m{n}": b"x" for n in range(3000)}), "file that does not belong in a submission"),
    "10 GB declared": (lambda s: declaring(s.made(), 10 * 2**30), "declares 10,737,418,240 bytes"),
    "more than declared": (lambda s: declaring(s.made(), 10), "damaged|lacks|cut off"),
    "a member twice": (lambda s: doubled(s.made()), "a file appears twice in it"),
    "encrypted": (lambda s: flagged(s.made()), "is encrypted"),
    "another compression": (lambda s: zipped(members(s.made()), zipfile.ZIP_LZMA), "unusual way"),
    "an item twice": (lambda s: resealed(s, lambda _, rows: rows.append(dict(rows[0]))), "answered twice"),
    "an edited record": (lambda s: with_lines(s.made(), lambda of: [of[0].replace(b'"ms":', b'"ms":1'), *of[1:]]), "records are not those that were signed"),
    "a dropped record": (lambda s: with_lines(s.made(), lambda of: [*of[:3], *of[4:]]), "line 4 has the number 5"),
    "swapped records": (lambda s: with_lines(s.made(), lambda of: [of[0], of[2], of[1], *of[3:]]), "line 2 has the number 3"),
    "the last record dropped": (lambda s: with_lines(s.made(), lambda of: of[:-1]), "there are 19 records, but 20 were signed"),
    "a truncated record": (lambda s: with_lines(s.made(), lambda of: [*of[:-1], of[-1][:-20]]), "cut off"),
    "a replayed record": (lambda s: with_lines(s.made(), twice), "line 21 has the number 20"),
    "a truncated file": (lambda s: s.made()[:-300], "zip file is damaged"),
    "another's file renamed": (lambda s: edited(s.honest.data, "person", s.rogue), "the signature does not match"),
    "another's answers under one's own name": (lambda s: resealed(s, copied(s)), "that p-[0-9a-f]{16} handed in"),
    "in another's name": (lambda s: s.world.submission(s.victim, s.key, attempt=2, key=s.world.key_of(s.rogue)).data, "signed with the key"),
    "another attempt's records": (lambda s: zipped(members(s.made()) | {"records.jsonl": members(s.made(attempt=2))["records.jsonl"]}), "records are not those that were signed"),
    "wrong course": (lambda s: s.made(course="spring"), "for the course spring"),
    "wrong exam": (lambda s: s.made(exam="midterm"), "belongs to another exam"),
    "a paper of nobody": (lambda s: s.made(paper="0" * 64), "did not hand out"),
    "a person of nobody": (lambda s: s.made(person="p-0000000000000000"), "nobody on the roster"),
    "a future clock": (lambda s: s.made(ended_at=NOW + timedelta(days=900)), "in the future"),
    "ended before begun": (lambda s: s.made(ended_at=NOW - timedelta(days=900)), "ended before it was begun"),
    "an item of another paper": (lambda s: resealed(s, row("item", "nowhere")), "has no item nowhere"),
    "an option of nowhere": (lambda s: resealed(s, row("response", ["77"])), "answer to item-.. is not a valid one"),
    "HTML as an answer": (lambda s: resealed(s, row("response", "<script>alert(1)</script>")), "is not a valid one"),
    "a formula as an answer": (lambda s: resealed(s, row("response", ["=1+1"])), "is not a valid one"),
    "an escape as an item": (lambda s: resealed(s, row("item", "\x1b[2J")), "line 1 is not a record"),
    "a different revision": (lambda s: resealed(s, row("revision", 9)), "a different revision"),
    "a negative time": (lambda s: resealed(s, row("at", -1)), "not a record"),
    "a huge number": (lambda s: resealed(s, row("ms", 10**400)), "not a record"),
    "an escape as a person": (lambda s: resealed(s, setting("person", "\x1b]0;x\x07")), "person is not an id"),
    "a formula as a person": (lambda s: resealed(s, setting("person", "=cmd|' /C calc'!A0")), "person is not an id"),
    "a path as a person": (lambda s: resealed(s, setting("person", "../../etc/passwd")), "person is not an id"),
    "a key too many": (lambda s: resealed(s, setting("admin", True)), "not what the program writes"),
    "attempt minus one": (lambda s: resealed(s, setting("attempt", -1)), "attempt is not a possible number"),
    "attempt null": (lambda s: resealed(s, setting("attempt", 0)), "counted from 1"),
    "attempt true": (lambda s: resealed(s, setting("attempt", True)), "attempt is not a possible number"),
    "an instant without offset": (lambda s: resealed(s, setting("ended_at", "2026-11-09T10:00:00")), "no offset"),
    "not a valid time": (lambda s: resealed(s, setting("started_at", "yesterday")), "not a valid time"),
    "deep nesting": (lambda s: zipped(members(s.made()) | {"manifest.json": DEEP}), "nested more than|more tightly"),
    "deep nesting in a record": (lambda s: with_lines(s.made(), lambda of: [RESPONSE_LINE + DEEP + b"}\n", *of[1:]]), "line 1 is not a record"),
    "a line of a megabyte": (lambda s: resealed(s, row("response", "x" * 1_000_000)), "the answer of line 1|tightly"),
    "not JSON": (lambda s: zipped(members(s.made()) | {"manifest.json": b"{"}), "not JSON|nested"),
    "a list": (lambda s: zipped(members(s.made()) | {"manifest.json": b"[]"}), "not of the format"),
    "a pickle": (lambda s: pickle.dumps(Evil()), "not a zip file"),
    "a pickle in the zip": (lambda s: zipped(members(s.made()) | {"log.pickle": pickle.dumps(Evil())}), "'log.pickle'"),
    "a pickle as records": (lambda s: zipped(members(s.made()) | {"records.jsonl": pickle.dumps(Evil())}), "cut off|not a record"),
    "an added section unsigned": (lambda s: zipped(members(s.made()) | {"progress.json": b"{}"}), "sections are not those"),
    "an edited section": (lambda s: zipped(members(s.made(progress={"a": 1})) | {"progress.json": b'{"a":2}'}), "not what was signed"),
    "empty": (lambda s: b"", "not a zip file"),
    "too large": (lambda s: b"PK" + bytes(8_000_001), "the limit is 8,000,000"),
    "another signature": (lambda s: zipped(members(s.made()) | {"signature": b"00" * 64}), "signature does not match"),
    "no signature": (lambda s: zipped({k: v for k, v in members(s.made()).items() if k != "signature"}), "signature is missing"),
}  # fmt: skip


def doubled(data: bytes) -> bytes:
    parts = members(data)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name in ("manifest.json", "manifest.json", "records.jsonl"):
            archive.writestr(name, parts[name])
    return buffer.getvalue()


def flagged(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


def edited(data: bytes, name: str, value: Any) -> bytes:
    parts = members(data)
    manifest = json.loads(parts["manifest.json"])
    manifest[name] = value
    return zipped(parts | {"manifest.json": canonical(manifest)})


def copied(scene: Scene) -> Callable[[dict[str, Any], list[Any]], None]:
    def change(_: dict[str, Any], rows: list[Any]) -> None:
        rows[:] = [json.loads(line) for line in lines_in(scene.honest.data)]

    return change


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_submissions_are_refused_and_the_rest_is_graded(scene: Scene, name: str) -> None:
    make, said = HOSTILE[name]
    file = scene.world.inbox / "z-hostile.submission.zip"
    file.write_bytes(make(scene))
    before = {path for path in scene.world.root.rglob("*") if path.is_file()}
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert [one.file for one in found.refused] == [file.name]
    assert re.search(said, found.refused[0].why), found.refused[0].why
    assert len(found.refused[0].why) < 300
    assert len(found.accepted) == 2
    new = {path for path in scene.world.root.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(scene.world.folder.root) for path in new)
    assert not Path("/tmp/ipt-train-was-here").exists()
    grades = {one.person: one.exams[0].share for one in grade_all(scene.opened, now=NOW).grades}
    assert sum(share is not None for share in grades.values()) == 2
    assert grades[scene.rogue] is None


CHAIN: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "an edited record": (lambda of: [of[0].replace(b'"ms":', b'"ms":1'), *of[1:]], "line 1 does not follow"),
    "a dropped record": (lambda of: [*of[:3], *of[4:]], "line 4 does not follow"),
    "swapped records": (lambda of: [of[0], of[2], of[1], *of[3:]], "line 2 does not follow"),
    "the last record dropped": (lambda of: of[:-1], "there are 19 records, but 20 were signed"),
    "a replayed record": (twice, "does not follow"),
    "without seals": (lambda of: [one[:-76] + b"}\n" for one in of], "line 1 does not follow|not a record"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHAIN)
def test_a_chain_of_an_earlier_version_is_followed(scene: Scene, name: str) -> None:
    change, said = CHAIN[name]
    sound = as_before(scene, scene.made(), scene.rogue)
    file = scene.world.inbox / "z.submission.zip"
    file.write_bytes(with_lines(sound, change))
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert [bool(re.search(said, one.why)) for one in found.refused] == [True], found.refused
    file.write_bytes(sound)
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert [one["person"] for one in found.accepted] == [scene.rogue]
    assert len(grade_all(scene.opened, now=NOW).grades) == 4


def test_a_chain_does_not_pass_for_a_digest(scene: Scene) -> None:
    """The format is signed, so neither can stand for the other."""
    parts = members(as_before(scene, scene.made(), scene.rogue))
    manifest = json.loads(parts["manifest.json"]) | {"format": "ipt-submission/2"}
    mixed = scene.signed(manifest, parts["records.jsonl"], scene.world.key_of(scene.rogue))
    with pytest.raises(SubmissionError, match=r"records\.jsonl: line 1 is not a record"):
        unpack(mixed)


def test_links_and_folders_in_the_inbox_are_not_followed(scene: Scene, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "s.submission.zip").write_bytes(scene.made())
    (scene.world.inbox / "link.zip").symlink_to(secret / "s.submission.zip")
    (scene.world.inbox / "folder").symlink_to(secret)
    os.mkfifo(scene.world.inbox / "pipe.zip")
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    why = {one.file: one.why for one in found.refused}
    assert "links are not followed" in why["link.zip"]
    assert "links are not followed" in why["folder"]
    assert "not a regular file" in why["pipe.zip"]
    assert len(found.accepted) == 2


def test_an_attempt_that_was_accepted_is_not_replaced(scene: Scene) -> None:
    collect(scene.opened, scene.world.inbox, now=NOW)

    def better(answers: list[GivenAnswer]) -> list[GivenAnswer]:
        return [replace(one, at_ms=one.at_ms + 1) for one in answers]

    packed = scene.world.submission(scene.victim, scene.key, change=better)
    scene.world.hand_in(packed, "again.submission.zip")
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert "accepted before with other answers" in found.refused[0].why


def test_the_same_file_twice_is_one_submission(scene: Scene) -> None:
    scene.world.hand_in(scene.honest, "copy/of/it.submission.zip")
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert found.refused == ()
    assert len(receipts_of(scene.world.folder)) == 2


def test_a_key_that_was_told_keeps_others_out(scene: Scene) -> None:
    scene.world.head = "enrolment: told\n"
    scene.world.write_course()
    opened = scene.world.open()
    found = collect(opened, scene.world.inbox, now=NOW)
    assert len(found.refused) == 2
    assert "has not told you the key" in found.refused[0].why
    from ipt_train.course.exchange.enrolment import read_register

    register = read_register(opened.folder, opened.course.enrolment)
    register.tell(scene.victim, scene.honest.fingerprint.lower())
    register.save(opened.folder)
    found = collect(opened, scene.world.inbox, now=NOW)
    assert [one["person"] for one in found.accepted] == [scene.victim]
    forged = scene.world.submission(scene.victim, scene.key, attempt=2, key=new_signing_key())
    scene.world.hand_in(forged)
    found = collect(opened, scene.world.inbox, now=NOW)
    assert any("but p-" in one.why and "has" in one.why for one in found.refused)


@pytest.fixture(scope="module")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return Scene(tmp_path_factory.mktemp("scene")).honest.data


@given(data=st.data())
def test_no_byte_of_what_was_signed_can_change(one_file: bytes, data: st.DataObject) -> None:
    parts = members(one_file)
    name = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda one: one != parts[name][place]))
    changed = bytearray(parts[name])
    changed[place] = value
    if name == "signature" and bytes(changed).lower() == parts[name]:
        return  # a digit in capitals is the same signature
    with pytest.raises(SubmissionError):
        unpack(zipped(parts | {name: bytes(changed)}))


@given(place=st.integers(0, 10**6), value=st.integers(1, 255))
def test_a_damaged_file_never_ends_in_a_fault(one_file: bytes, place: int, value: int) -> None:
    changed = bytearray(one_file)
    changed[place % len(changed)] ^= value
    try:
        assert unpack(bytes(changed)) == unpack(one_file)
    except SubmissionError as error:
        assert error.message
