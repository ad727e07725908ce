"""The index of a shelf answers exactly what the loaded shelf answers, whatever happens to files and cache."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.edition import edition, edition_of, revisions_of
from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source import opened as opening
from ipt_train.bank.source import shelf as shelves
from ipt_train.bank.source.opened import opened
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.shell.stamp import RESTED, Stamp, stamp
from tests.bank.shelves import bank, edit_unseen, shelf_in
from tests.bank.test_pictures import png

WORDS = ["alpha", "gamma", "delta", "kappa"]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A learner's own bank that has rested for an hour, in a shelf at ``tmp_path``."""
    file = shelf_in(tmp_path).banks[1] / "a.yaml"
    file.write_text(bank("a", {"a-one": ("alpha", 1), "a-two": ("gamma", 2)}, case="delta"))
    return rested(file)


def rested(file: Path) -> Path:
    """Put the time of change back by an hour."""
    hour = file.stat().st_mtime_ns - 3_600_000_000_000
    os.utime(file, ns=(hour, hour))
    return file


def checked(shelf: Shelf) -> Checked:
    """The shelf as it is checked where no cache can be kept."""
    nowhere = Path(os.devnull, "cache")
    return check(Shelf(banks=shelf.banks, schemas=shelf.schemas, cache=nowhere), [])


def loaded(shelf: Shelf) -> Library:
    """The shelf as it is loaded where no cache can be kept."""
    return checked(shelf).library()


def without_time_of_change(path: Path) -> Stamp:
    """A stamp as on a file system that keeps no time of change beside that of modification."""
    size, modified, _, inode = stamp(path)
    return size, modified, 0, inode


EVENTS = st.tuples(
    st.sampled_from(["write", "unseen", "delete", "rename", "break", "touch", "empty", "spoil"]),
    st.sampled_from("ab"),
    st.sampled_from(WORDS),
    st.integers(1, 2),
)


@settings(max_examples=8)
@given(st.lists(EVENTS, min_size=2, max_size=4))
def test_an_index_answers_what_the_loaded_shelf_answers(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, str, str, int]]
) -> None:
    shelf = shelf_in(tmp_path_factory.mktemp("shelf"))
    for what, name, word, number in events:
        happen(shelf, what, shelf.banks[1] / f"{name}.yaml", word, number)
        outcome = checked(shelf)
        expected = outcome.library()
        for _ in range(2):  # the first writes the index where it does not hold
            answer = opened(shelf)
            assert (answer.library(), answer.errors) == (expected, outcome.errors)
        assert answer.indexed
        assert edition_of(answer.library()) == edition(revisions_of(expected))


def happen(shelf: Shelf, what: str, file: Path, word: str, number: int) -> None:
    """Do something to a bank of the learner's own, or to the cache."""
    name = file.stem
    if what == "empty":
        shutil.rmtree(shelf.cache, ignore_errors=True)
    elif what == "spoil":
        for index in shelf.cache.glob("*.index.json"):
            index.write_bytes(index.read_bytes().replace(b"alpha", b"omega")[:-number])
    elif what == "write" or not file.exists():
        words = {f"{name}-{one}": (word, number) for one in WORDS[: number + 1]}
        file.write_text(bank(name, words, case=word if number > 1 else ""))
    elif what == "unseen":
        old = next((one for one in WORDS if f"Is {one} " in file.read_text()), "alpha")
        edit_unseen(file, f"Is {old} ", f"Is {word} ")
    elif what == "delete":
        file.unlink()
    elif what == "rename":
        file.rename(file.with_name(f"{name}{number}.yaml"))
    elif what == "break":
        file.write_text(file.read_text().replace("level: remember", "level: remembe"))
    else:
        file.touch()


def test_a_file_that_rested_is_not_read(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    monkeypatch.setattr(opening, "stamp", without_time_of_change)
    assert opened(shelf).errors == ()
    read: list[Path] = []
    monkeypatch.setattr(opening, "contents", lambda file: read.append(file) or b"")
    assert opened(shelf).indexed
    assert read == []


def test_a_file_younger_than_its_index_is_read_and_its_digest_decides(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    monkeypatch.setattr(opening, "stamp", without_time_of_change)
    own.touch()
    opened(shelf)
    edit_unseen(
        own, "Is alpha ", "Is kappa "
    )  # the stamp is the same, and nothing tells but the bytes
    answer = opened(shelf)
    assert not answer.indexed
    assert answer.library() == loaded(shelf)


def test_once_it_has_rested_a_young_file_is_read_once_more_only(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    monkeypatch.setattr(opening, "stamp", without_time_of_change)
    own.touch()
    opened(shelf)
    later = own.stat().st_mtime_ns + 2 * RESTED
    monkeypatch.setattr(opening.time, "time_ns", lambda: later)
    read: list[Path] = []
    contents = opening.contents
    monkeypatch.setattr(opening, "contents", lambda file: (read.append(file), contents(file))[1])
    assert [opened(shelf).indexed for _ in range(3)] == [True] * 3
    assert read == [own]


def test_a_check_reads_every_file_each_time(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    before = opened(shelf).library()
    monkeypatch.setattr(opening, "stamp", without_time_of_change)
    monkeypatch.setattr(shelves, "stamp", without_time_of_change, raising=False)
    opened(shelf)
    edit_unseen(own, "Is alpha ", "Is kappa ")
    assert opened(shelf).library() == before  # nothing tells: no time, no size, no inode
    assert check(shelf, []).library() == loaded(shelf) != before


def test_what_was_opened_is_read_to_its_end_though_the_cache_goes(
    own: Path, tmp_path: Path
) -> None:
    shelf = shelf_in(tmp_path)
    opened(shelf)
    answer = opened(shelf)
    shutil.rmtree(shelf.cache)
    assert answer.indexed
    assert answer.library() == loaded(shelf)


def test_a_damaged_entry_of_the_data_is_never_studied(own: Path, tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    opened(shelf)
    (data,) = shelf.cache.glob("*.data.json")
    with data.open("r+b") as stream:
        content = stream.read()
        stream.seek(0)
        stream.write(content.replace(b"Is alpha ", b"Is omega ").replace(b"R01", b"R02"))
    answer = opened(shelf)
    assert answer.indexed
    assert answer.library() == loaded(shelf)


def test_without_a_place_for_the_cache_banks_are_loaded(own: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    answer = opened(shelf_in(tmp_path))
    assert not answer.indexed
    assert answer.library() == loaded(shelf_in(tmp_path))


@pytest.mark.parametrize("names", [["a"], ["sample"], ["a", "sample"]])
def test_banks_that_are_named_are_those_of_the_index(
    own: Path, tmp_path: Path, names: list[str]
) -> None:
    shelf = shelf_in(tmp_path)
    first, second = (load_library(shelf, names).library for _ in range(2))
    assert first == second
    assert {bank.id for bank in second.banks} == set(names)
    assert second.narrowed


def test_a_path_is_indexed_too_and_follows_the_ids_of_the_shelf(own: Path, tmp_path: Path) -> None:
    shelf, file = shelf_in(tmp_path), tmp_path / "elsewhere.yaml"
    file.write_text(bank("b", {"b-one": ("alpha", 1)}))
    assert [opened(shelf, [file]).indexed for _ in range(2)] == [False, True]
    own.write_text(bank("a", {"b-one": ("alpha", 1)}))  # now the id is taken
    assert [one.code for one in opened(shelf, [file]).errors] == ["I001"]


@pytest.mark.parametrize("dies_at", [1, 2, 3])
def test_a_process_that_is_killed_while_it_writes_leaves_nothing_wrong(
    own: Path, tmp_path: Path, dies_at: int
) -> None:
    shelf = shelf_in(tmp_path)
    if (child := os.fork()) == 0:
        left = iter(range(1, dies_at))
        replace = Path.replace
        Path.replace = lambda self, to: replace(self, to) if next(left, 0) else os._exit(9)  # type: ignore[method-assign,assignment,return-value]
        opened(shelf).library()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert opened(shelf).library() == loaded(shelf)
    assert opened(shelf).indexed


def test_processes_that_build_it_at_once_do_not_disturb_each_other(
    own: Path, tmp_path: Path
) -> None:
    shelf, expected = shelf_in(tmp_path), loaded(shelf_in(tmp_path))
    children = []
    for _ in range(3):
        if (child := os.fork()) == 0:
            same = all(opened(shelf).library() == expected for _ in range(3))
            os._exit(0 if same else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]


def test_equal_banks_in_two_folders_keep_their_own_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    text = bank("p", {"p-one": ("alpha", 1)}).replace(
        "    key: true", "    picture: {file: assets/a.png, text: A picture.}\n    key: true"
    )
    for name in ("here", "there"):
        (tmp_path / name / "assets").mkdir(parents=True)
        (tmp_path / name / "p.yaml").write_text(text)
        (tmp_path / name / "assets" / "a.png").write_bytes(png())
    for name in ("here", "there", "here"):
        monkeypatch.chdir(tmp_path / name)
        answer = opened(shelf, [Path("p.yaml")])
        assert answer.errors == ()
        (picture,) = [item.picture for item in answer.library().items() if item.picture]
        assert picture.path == str(tmp_path / name / "assets" / "a.png")
