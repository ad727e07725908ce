"""Damaged logs: each is read, or said to be damaged; the way back stays open, and lack of space is no damage."""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.model import Library
from ipt_train.data.operation.copies import restore
from ipt_train.data.operation.devices import back_up
from ipt_train.data.operation.doctor import diagnose
from ipt_train.data.operation.folds import every_fold
from ipt_train.errors import IptTrainError, NoCopyError, StoreDamagedError, StoreError
from ipt_train.log.store import copies
from ipt_train.log.store.log import Log
from tests.conftest import ROOT

SOUND = ROOT / "tests" / "fixtures" / "c637f1e" / "logs" / "schema-3.db"
PAGE = 4096
EMPTY = Library(banks=(), bibliography={})


def now() -> datetime:
    return datetime(2027, 1, 1, tzinfo=UTC)


def byte_of_the_schema(data: bytes) -> bytes:
    """A byte that is no UTF-8 within the text of a table's definition."""
    place = data.index(b"check")
    return data[:place] + b"\xff" + data[place + 1 :]


def swapped(data: bytes) -> bytes:
    """Two pages in each other's place."""
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    pages[2], pages[-1] = pages[-1], pages[2]
    return b"".join(pages)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a byte of the schema": byte_of_the_schema,
    "pages swapped": swapped,
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut within a page": lambda data: data[:-700],
    "a page of zeros": lambda data: data[:PAGE] + bytes(PAGE) + data[2 * PAGE :],
    "the first page gone": lambda data: bytes(PAGE) + data[PAGE:],
    "nothing left": lambda data: b"",
    "other bytes": lambda data: b"no database" * 1000,
    "a table renamed": lambda data: data.replace(b"event", b"evant"),
}


def damaged(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    log = folder / "profiles" / "default.db"
    log.parent.mkdir()
    log.write_bytes(change(SOUND.read_bytes()))
    return log


def same_as_sound(log: Path) -> bool:
    with Log(log, now) as one, copies.opened_copy(SOUND, now) as two:
        return one.check() == [] and one.events() == two.events()


@pytest.mark.parametrize("change", DAMAGES.values(), ids=DAMAGES)
def test_the_way_back_is_open(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    log = damaged(tmp_path, change)
    before = log.read_bytes()
    diagnose(log, EMPTY, now, every_fold({}))
    assert log.read_bytes() == before
    done = restore(log, SOUND, now)
    assert same_as_sound(log)
    assert Path(done.kept).stat().st_size > 0 or not before


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0), st.integers(1, 255)), min_size=1, max_size=8))
def test_whatever_bytes_change(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    data = bytearray(SOUND.read_bytes())
    for place, by in changes:
        data[place % len(data)] ^= by
    log = damaged(folder, lambda _: bytes(data))
    diagnosis = diagnose(log, EMPTY, now, every_fold({}))
    try:
        back_up(log, folder / "copy.db", "copy", now)
    except IptTrainError:
        pass
    else:  # what was written can be put back
        with Log(folder / "copy.db", now) as copy:
            assert copy.check() == []
            assert len(copy.events()) == diagnosis.events
    restore(log, SOUND, now)
    assert same_as_sound(log)


STRANGE: dict[str, tuple[str, Any]] = {
    "a text for an instant": ("at", "yesterday"),
    "bytes for a device": ("device", b"\xff"),
    "bytes for an item": ("item", b"\xff\xfe"),
    "a text for a rating": ("rating", "good"),
    "a list for a response": ("response", "[1, 2]"),
    "no response": ("response", "null"),
    "a score above all marks": ("score", 3.0),
    "a mode that is none": ("mode", "play"),
    "a kind that is none": ("kind", "nap"),
    "too deep": ("response", "[" * 5000),
}


@pytest.mark.parametrize(("column", "value"), STRANGE.values(), ids=STRANGE)
def test_a_row_that_stands_for_no_event_is_named(tmp_path: Path, column: str, value: Any) -> None:
    log = damaged(tmp_path, lambda data: data)
    Log(log, now).close()  # brought to the present schema while it is sound
    with closing(sqlite3.connect(log)) as raw:  # a table without its guards, as a damaged page is
        raw.execute("create table loose as select * from event")
        raw.execute("drop table event")
        raw.execute("alter table loose rename to event")
        raw.execute(f"update event set {column} = ? where rowid = 3", (value,))
        raw.commit()
    found = {one.code for one in diagnose(log, EMPTY, now, every_fold({})).troubles}
    assert found & {"unreadable", "store-damaged"}
    with Log(log, now) as opened, pytest.raises(StoreDamagedError):
        opened.events()
    with pytest.raises(StoreDamagedError):
        back_up(log, tmp_path / "copy.db", "copy", now)
    assert not (tmp_path / "copy.db").exists()


class TestNoSpace:
    """A full temporary folder says nothing of the log, and no older copy is recommended for it."""

    def full(self, *_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def none(self, *_: Any, **__: Any) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in [...]")

    def stopped(self, log: Path) -> NoCopyError:
        with pytest.raises(NoCopyError) as caught:
            diagnose(log, EMPTY, now, every_fold({}))
        return caught.value

    def test_no_room_for_the_copy(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = damaged(tmp_path, lambda data: data)
        monkeypatch.setattr(shutil, "copyfile", self.full)
        error = self.stopped(log)
        assert "No space left" in error.message
        assert "restore" not in error.message + error.hint
        assert str(log) not in error.message
        with pytest.raises(NoCopyError):
            restore(tmp_path / "other.db", log, now)
        assert not (tmp_path / "other.db").exists()

    def test_no_temporary_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = damaged(tmp_path, lambda data: data)
        monkeypatch.setattr(copies, "TemporaryDirectory", self.none)
        monkeypatch.setattr(tempfile, "tempdir", None)
        assert "cannot be made" in self.stopped(log).message

    def test_no_room_to_work_in_the_copy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = damaged(tmp_path, lambda data: data)
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorname = "SQLITE_FULL"
        monkeypatch.setattr(
            "ipt_train.log.store.log.migrate", lambda *_: (_ for _ in ()).throw(full)
        )
        self.stopped(log)

    def test_a_log_that_cannot_be_read_is_another_matter(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = damaged(tmp_path, lambda data: data)

        def broken(*_: Any, **__: Any) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(shutil, "copyfile", broken)
        (trouble,) = diagnose(log, EMPTY, now, every_fold({})).troubles
        assert trouble.code == "store"

    def test_a_backup_names_what_could_not_be_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = damaged(tmp_path, lambda data: data)
        target = tmp_path / "full" / "copy.db"
        target.parent.mkdir()

        def full(*_: Any, **__: Any) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("ipt_train.log.store.log.whole_file", full)
        with pytest.raises(StoreError) as caught:
            back_up(log, target, "copy", now)
        assert str(target) in caught.value.message
        assert str(log) not in caught.value.message
