"""After an edit to one file of many, a check finds what a cold check finds, and looks at that file only."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.rules import b004_near_duplicates as b004
from ipt_train.bank.source import check as checking
from ipt_train.bank.source import part
from ipt_train.bank.source.shelf import Shelf, check
from tests.bank.shelves import bank, shelf_in

LINT = Selection(lint=True)
NAMES = "abcd"

EDITS = st.tuples(
    st.sampled_from(NAMES),
    st.dictionaries(st.sampled_from(["one", "two", "three"]), st.sampled_from(["alpha", "gamma"]), min_size=1),
    st.sampled_from(["", "", "# ipt: ignore[B004] they differ in what matters", "level: none"]),
    st.booleans(),
)  # fmt: skip  # a table


def write(
    shelf: Shelf, name: str, words: dict[str, str], more: str = "", *, own_ids: bool = True
) -> None:
    """Write a bank whose questions may be near those of others, whose ids may be theirs, and that may be faulty."""
    ids = {f"{name}-{one}" if own_ids else one: (word, 1) for one, word in words.items()}
    text = bank(name, ids, case="delta" if len(words) > 2 else "")
    stem = "    stem: Is {} the first of the many things that a counsellor says when a client begins to talk of grief?"
    for one, (word, _) in ids.items():
        text = text.replace(f"    stem: Is {word} the word of {one}?", stem.format(word))
    if more.startswith("#"):
        text = text.replace("  - id:", f"  {more}\n  - id:", 1)
    elif more:
        text = text.replace("level: remember", more, 1)
    (shelf.banks[1] / f"{name}.yaml").write_text(text)


def outcome(shelf: Shelf, selection: Selection, *, cold: bool = False) -> dict[str, object]:
    """All that a check says, as far as it does not depend on the cache."""
    found: Checked = check(shelf, [], selection=selection, use_cache=not cold)
    plain = replace(found, cached=False, load=tuple, raw=(), entry="", digests={})
    return {name: getattr(plain, name) for name in Checked.__slots__ if name != "load"}


@settings(max_examples=6)
@given(st.lists(EDITS, min_size=1, max_size=3), st.booleans())
def test_a_check_after_edits_equals_a_cold_check(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[str, dict[str, str], str, bool]],
    lint: bool,
) -> None:
    shelf, selection = shelf_in(tmp_path_factory.mktemp("shelf")), Selection(lint=lint)
    for name in NAMES:
        write(shelf, name, {"one": "alpha"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(b004, "WORTH_KEEPING", 1)
        assert outcome(shelf, selection) == outcome(shelf, selection, cold=True)
        for name, words, more, own_ids in edits:
            write(shelf, name, words, more, own_ids=own_ids)
            assert outcome(shelf, selection) == outcome(shelf, selection, cold=True)


def test_what_was_compared_is_kept_and_may_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(b004, "WORTH_KEEPING", 1)
    shelf = shelf_in(tmp_path)
    for name in NAMES:
        write(shelf, name, {"one": "alpha"})
    before = outcome(shelf, LINT)
    (file,) = shelf.cache.glob("*.b004")
    whole = file.read_bytes()
    for damaged in (b"", whole[:-4], whole.replace(b"alpha", b"omega"), cache_line(b"{}\n")):
        file.write_bytes(damaged)
        write(shelf, "a", {"one": "alpha"}, f"# {len(damaged)}")
        assert outcome(shelf, LINT) == before


def cache_line(content: bytes) -> bytes:
    """Return a file of the cache that is whole and holds something else."""
    return sha256(content).hexdigest().encode() + b"\n" + content


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are examined, the shipped ones beside the banks apart."""
    names: list[str] = []
    examine: Callable[..., object] = checking._examined

    def told(files: list[tuple[str, bytes]], *more: object) -> object:
        names.extend(Path(name).name for name, _ in files)
        return examine(files, *more)

    monkeypatch.setattr(checking, "_examined", told)
    return names


def test_one_edited_file_is_examined_alone(tmp_path: Path, examined: list[str]) -> None:
    shelf = shelf_in(tmp_path)
    for name in NAMES:
        write(shelf, name, {"one": "alpha"})
    before = check(shelf, [], selection=LINT)
    assert {one.code for one in before.findings} >= {"B004"}  # they are compared with each other
    del examined[:]
    write(shelf, "c", {"one": "gamma", "two": "alpha"})
    check(shelf, [], selection=LINT)
    assert set(examined) == {"c.yaml"}


@pytest.mark.parametrize("what", ["bibliography", "schema", "part"])
def test_what_a_file_rests_on_is_asked_for(tmp_path: Path, examined: list[str], what: str) -> None:
    shelf = shelf_in(tmp_path)
    write(shelf, "a", {"one": "alpha"})
    check(shelf, [], selection=LINT)
    assert "a.yaml" in examined
    del examined[:]
    if what == "bibliography":
        (shelf.banks[1] / "bibliography.yaml").write_text(
            "format: ipt-bibliography/1\nreferences:\n  - id: R77\n    short: A work\n    citation: A work.\n    verification: verified\n"
        )
    elif what == "schema":
        schemas = tmp_path / "schemas"
        schemas.mkdir()
        for file in shelf.schemas.iterdir():
            (schemas / file.name).write_bytes(file.read_bytes() + b"\n")
        shelf = replace(shelf, schemas=schemas)
    else:
        for file in shelf.cache.iterdir():
            content = file.read_bytes()
            file.write_bytes(
                content.replace(b"alpha", b"omega") if file.name.endswith(part.ENDING) else b""
            )
    check(shelf, [], selection=LINT)
    assert "a.yaml" in examined


def test_they_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = shelf_in(tmp_path)
    monkeypatch.setattr(part, "ROOM", 0)
    for number in range(12):
        write(shelf, "a", {"one": f"alpha{number}"})
        check(shelf, [])
    left = list(shelf.cache.glob(f"*{part.ENDING}"))
    assert any(
        json.loads(file.read_bytes().partition(b"\n")[2])["name"].endswith("a.yaml")
        for file in left
    )
    banks = sum(file.stat().st_size for folder in shelf.banks for file in folder.iterdir())
    assert sum(file.stat().st_size for file in left) <= 4 * (banks + 20_000)
