"""The cache of checked banks: whatever happens to its files, what is studied is what the banks say."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.source.opened import opened
from ipt_train.bank.source.shelf import Shelf, check
from tests.conftest import BANK, ROOT


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied by a power cut": lambda content: b"",
    "cut": cut,
    "all zeros": lambda content: bytes(len(content)),
    "no JSON": lambda content: b"these are no banks",
    "JSON of another kind": lambda content: b"{}",
    "a list of nothing": lambda content: b"[]",
    "another key, still JSON": lambda content: content.replace(b'"key": true', b'"key": null'),
    "another word, still JSON": lambda content: content.replace(b"Option b", b"Option B"),
    "written by an earlier version": lambda content: content.partition(b"\n")[2],
}


@pytest.mark.parametrize("ending", ["data.json", "findings.json"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_checked_anew_and_written_again(
    shelf: Shelf, ending: str, damage: Callable[[bytes], bytes]
) -> None:
    sound = check(shelf, []).load()
    (file,) = shelf.cache.glob(f"*.{ending}")
    before = file.read_bytes()
    file.write_bytes(damage(before))
    assert check(shelf, []).load() == sound
    assert file.read_bytes() == before
    assert check(shelf, []).cached


@pytest.mark.parametrize("ending", ["data.json", "findings.json"])
def test_an_entry_that_is_gone_is_made_again(shelf: Shelf, ending: str) -> None:
    sound = check(shelf, []).load()
    (file,) = shelf.cache.glob(f"*.{ending}")
    file.unlink()
    assert check(shelf, []).load() == sound
    assert file.exists()


def test_an_entry_that_goes_while_it_is_used_is_made_again(shelf: Shelf) -> None:
    sound = check(shelf, []).load()
    checked = check(shelf, [])
    for file in shelf.cache.iterdir():
        file.unlink()
    assert checked.load() == sound


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, dict[Path, bytes], Checked]:
    """A shelf with its cache filled, the bytes of each file of that, and what a check without it says."""
    shelf = Shelf(banks=(BANK,), schemas=ROOT / "schemas", cache=tmp_path_factory.mktemp("cache"))
    for _ in range(2):
        opened(shelf)
    files = {file: file.read_bytes() for file in sorted(shelf.cache.iterdir())}
    assert {name.partition(".")[2] for name in (file.name for file in files)} == {
        "data.json", "findings.json", "index.json", "part.json",
    }  # fmt: skip  # names
    return shelf, files, check(replace(shelf, cache=Path(os.devnull, "cache")), [])


@settings(max_examples=50)
@given(st.data())
def test_no_flipped_bit_is_studied(
    pristine: tuple[Shelf, dict[Path, bytes], Checked], data: st.DataObject
) -> None:
    shelf, files, truth = pristine
    file = data.draw(st.sampled_from(list(files)))
    content = bytearray(files[file])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    for name, sound in files.items():
        name.write_bytes(content if name == file else sound)
    if data.draw(st.booleans()):  # what the check keeps may be gone, so that the parts are asked
        next(name for name in files if name.name.endswith("findings.json")).unlink(missing_ok=True)
    library, again = opened(shelf).library(), check(shelf, [])
    assert library == truth.library()
    assert (again.load(), again.findings) == (truth.load(), truth.findings)


def test_what_is_kept_is_on_the_disk_before_it_has_its_name(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: (order.append("fsync"), fsync(number)))

    def named(self: Path, to: Path) -> Path:
        if not to.name.endswith(".part.json"):  # these may be lost, and are told by their seal
            order.append("named")
        return rename(self, to)

    monkeypatch.setattr(Path, "replace", named)
    check(shelf, [])
    assert order == ["fsync", "named", "fsync"] * 2  # the file, its name, the folder that holds it
    for file in shelf.cache.iterdir():
        json.loads(file.read_bytes().partition(b"\n")[2])
