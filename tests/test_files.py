"""A file is written whole or not at all, where its name leads, and stays whose it was."""

import os
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_train import files
from ipt_train.errors import OutputError
from ipt_train.files import append_line, write_secret, write_whole

OLD, NEW = b"what was there\n", b"what is new\n"


@pytest.fixture
def old_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the disk full: what is written cannot be brought to it."""

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)


@pytest.mark.usefixtures("old_umask")
@pytest.mark.parametrize(("private", "mode"), [(False, 0o644), (True, 0o600)])
def test_a_new_file_follows_the_umask_or_is_private(
    tmp_path: Path, private: bool, mode: int
) -> None:
    write_whole(tmp_path / "new.txt", "Café\r\n", private=private)
    assert (tmp_path / "new.txt").read_bytes() == "Café\r\n".encode()
    assert mode_of(tmp_path / "new.txt") == mode
    assert names(tmp_path) == ["new.txt"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
@pytest.mark.parametrize("private", [False, True])
def test_a_file_that_is_there_keeps_its_mode(tmp_path: Path, mode: int, private: bool) -> None:
    file = tmp_path / "there.txt"
    file.write_bytes(OLD)
    file.chmod(mode)
    write_whole(file, NEW, private=private)
    assert (file.read_bytes(), mode_of(file)) == (NEW, mode)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_that_is_there_keeps_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "theirs.txt"
    file.write_bytes(OLD)
    os.chown(file, 1234, 2345)
    write_whole(file, NEW)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


def test_links_are_followed_and_stay(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "file.txt").write_bytes(OLD)
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to("real/file.txt")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "to-nothing").symlink_to("real/new.txt")
    for name, written in (("first", "file.txt"), ("folder/file.txt", "file.txt"), ("to-nothing", "new.txt")):  # fmt: skip
        data = f"by {name}"
        write_whole(tmp_path / name, data)
        assert (real / written).read_text() == data
    assert all((tmp_path / one).is_symlink() for one in ("first", "second", "folder", "to-nothing"))
    assert names(real) == ["file.txt", "new.txt"]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, NEW * 10_000)
    reader.join(10)
    assert got == [NEW * 10_000]
    assert pipe.is_fifo()


def device(path: Path, minor: int) -> Path:
    """Make a device of the test's own: what goes wrong here must not replace one of the system's."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
        path.open("wb").close()
    except PermissionError:
        pytest.skip("only root may make devices, and not everywhere")
    return path


def test_a_device_is_written_to(tmp_path: Path) -> None:
    null = device(tmp_path / "null", 3)
    write_whole(null, NEW)
    assert null.is_char_device()


def test_a_device_that_is_full_is_said(tmp_path: Path) -> None:
    file = device(tmp_path / "full", 7)
    with pytest.raises(OutputError, match=r"full cannot be written: No space left on device"):
        write_whole(file, NEW)
    assert file.is_char_device()


def test_an_open_file_is_gone_on_with_where_it_stands(tmp_path: Path) -> None:
    """``-o /dev/stdout >> log`` adds to the log, and the shell goes on behind it."""
    file = tmp_path / "log"
    file.write_bytes(OLD)
    with file.open("ab") as stream:
        write_whole(Path(f"/dev/fd/{stream.fileno()}"), NEW)
        stream.write(OLD)
    assert file.read_bytes() == OLD + NEW + OLD
    link = tmp_path / "link"
    with file.open("wb") as stream:
        link.symlink_to(f"/dev/fd/{stream.fileno()}")
        write_whole(link, NEW)
    assert file.read_bytes() == NEW


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 300, "name too long"),
        ("missing/x.txt", "No such file or directory"),
        (".", "Is a directory"),
        ("round", "Too many levels of symbolic links"),
        ("zero\0byte", "null byte"),
    ],
)
def test_what_cannot_be_written_is_said_with_path_and_reason(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "round").symlink_to("round")
    with pytest.raises(OutputError) as refused:
        write_whole(tmp_path / name, NEW, hint="choose another --output")
    assert refused.value.message.startswith(f"{tmp_path / name} cannot be written: ")
    assert said in refused.value.message
    assert refused.value.hint == "choose another --output"
    assert names(tmp_path) == ["round"]


def test_the_longest_name_that_the_system_allows_works(tmp_path: Path) -> None:
    write_whole(tmp_path / ("a" * 255), NEW)
    assert (tmp_path / ("a" * 255)).read_bytes() == NEW


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, log = tmp_path / "x.txt", tmp_path / "log"
    file.write_bytes(OLD)
    log.write_bytes(OLD)
    full(monkeypatch)
    for write in (write_whole, append_line):
        with pytest.raises(OutputError, match="No space left on device"):
            write(file if write is write_whole else log, NEW)  # type: ignore[operator]
    with pytest.raises(OutputError, match="No space left on device"):
        write_whole(tmp_path / "new.txt", NEW)
    assert names(tmp_path) == ["log", "x.txt"]
    assert (file.read_bytes(), log.read_bytes()) == (OLD, OLD)


def test_any_other_end_leaves_what_was_there_too(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(OLD)
    with pytest.raises(KeyboardInterrupt), files.whole_file(file) as stream:
        stream.write(NEW)
        raise KeyboardInterrupt
    assert (names(tmp_path), file.read_bytes()) == (["x.txt"], OLD)


def test_a_file_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both the file and the name of it: a power cut after ``course exam build`` lost no key."""
    seen: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda one: (seen.append("folder" if stat.S_ISDIR(os.fstat(one).st_mode) else "file"), fsync(one)))  # fmt: skip
    monkeypatch.setattr(Path, "replace", lambda one, to: (seen.append("replace"), replace(one, to)))
    write_whole(tmp_path / "x.txt", NEW)
    assert seen == ["file", "replace", "folder"]
    seen.clear()
    write_secret(tmp_path / "key", "00")
    assert seen == ["file", "folder"]
    seen.clear()
    write_whole(tmp_path / "cache", NEW, durable=False)
    assert seen == ["replace"]


def test_nobody_can_lay_a_link_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names beside cannot be foreseen; and were one, the link would not be followed."""
    victim = tmp_path / "victim"
    victim.write_bytes(OLD)
    (tmp_path / f".x.csv.{os.getpid()}").symlink_to(victim)
    write_whole(tmp_path / "x.csv", NEW)
    monkeypatch.setattr(os, "urandom", lambda size: b"\x11" * size)
    (tmp_path / f".ipt-train-{'11' * 8}.part").symlink_to(victim)
    with pytest.raises(OutputError, match="File exists"):
        write_whole(tmp_path / "x.csv", OLD)
    assert victim.read_bytes() == OLD
    assert (tmp_path / "x.csv").read_bytes() == NEW


def test_what_killed_runs_left_does_not_matter_and_is_cleared(tmp_path: Path) -> None:
    long_ago = time.time() - 2 * 60 * 60
    left, running, other = (tmp_path / one for one in (
        ".ipt-train-00112233445566aa.part", ".ipt-train-00112233445566bb.part", ".ipt-train-mine.part",
    ))  # fmt: skip
    for one in (left, running, other):
        one.write_bytes(OLD)
    for one in (left, other):
        os.utime(one, (long_ago, long_ago))
    write_whole(tmp_path / "x.txt", NEW)
    assert names(tmp_path) == sorted(["x.txt", running.name, other.name])


def test_a_line_that_a_crash_cut_is_ended_first(tmp_path: Path) -> None:
    log = tmp_path / "log"
    append_line(log, b"one")
    with log.open("ab") as stream:
        stream.write(b"half")
    append_line(log, b"two")
    assert log.read_bytes() == b"one\nhalf\ntwo\n"


def test_a_secret_is_never_written_over_and_never_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "private" / "key"
    with monkeypatch.context() as patched:
        full(patched)
        with pytest.raises(OutputError, match="No space left on device"):
            write_secret(key, "00" * 32)
    assert not key.exists()
    write_secret(key, "00" * 32)
    assert (files.secret_bytes(key), mode_of(key)) == (bytes(32), 0o600)
    with pytest.raises(OutputError, match="already exists"):
        write_secret(key, "11" * 32)
    assert files.secret_bytes(key) == bytes(32)
