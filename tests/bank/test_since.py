"""Banks against a git revision: whatever becomes of a file, its items are found by their ids."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.operation.check import check_banks
from ipt_train.bank.source.shelf import Shelf
from ipt_train.errors import BankNotFoundError, UsageError
from tests.conftest import BANK

NO_WORKS = Selection(ignore=("I002",))
"""A bank without a bibliography beside it is compared all the same."""

HEAD = "format: ipt-bank/1\nid: {name}\ntitle: A bank\nlanguage: en-GB\nlicence: CC-BY-4.0\ndomain: history\n"
ITEM = """  - id: {name}
    revision: {revision}
    type: true-false
    objective: an-idea-of-{name}
    level: remember
    stem: Did they publish the book on {name} in 1984?
    key: {key}
    rationale_true: Because the book on {name} came out in that year.
    rationale_false: Because the book on {name} came out in another year.
    explanation: The year of {name} is worth knowing.
    references: [R01]
    facts: [F001]
    certainty: verified
    status: draft
"""


def item(name: str, *, key: str = "true", revision: int = 1) -> str:
    return ITEM.format(name=name, key=key, revision=revision)


def bank(name: str, *items: str, retired: str = "") -> str:
    gone = f"retired:\n  - id: {retired}\n    reason: It was wrong.\n" if retired else ""
    return HEAD.format(name=name) + gone + "items:\n" + "".join(items)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x", *words],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def put(folder: Path, files: dict[str, str | None]) -> None:
    """Write files; None deletes one."""
    for name, text in files.items():
        file = folder / name
        if text is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose branch ``main`` holds two banks."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    bibliography = (BANK / "bibliography.yaml").read_text(encoding="utf-8")
    put(folder, {"qb/a.yaml": bank("a", item("one"), item("two")), "qb/b.yaml": bank("b", item("three")), "qb/bibliography.yaml": bibliography})  # fmt: skip
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def since(shelf: Shelf) -> Callable[..., list[Finding]]:
    """Returns what a comparison finds."""
    alone = Shelf(banks=(), schemas=shelf.schemas, cache=shelf.cache)

    def found(*paths: str, revision: str = "main") -> list[Finding]:
        named = [Path(one) for one in paths or ("qb",)]
        checked = check_banks(alone, named, selection=NO_WORKS, since=revision, use_cache=False)
        return list(checked.findings)

    return found


def told(findings: list[Finding]) -> list[str]:
    return sorted(f"{one.file} {one.code} {one.item}".strip() for one in findings)


A, B = bank("a", item("one"), item("two")), bank("b", item("three"))
TURNED = bank("a", item("one", key="false"), item("two"))
CHANGES = {
    "nothing": ({}, []),
    "renamed": ({"qb/a.yaml": None, "qb/new.yaml": A}, []),
    "renamed, with a changed key": ({"qb/a.yaml": None, "qb/new.yaml": TURNED}, ["qb/new.yaml I013 one"]),
    "renamed, with a changed key and a raised revision": ({"qb/a.yaml": None, "qb/new.yaml": bank("a", item("one", key="false", revision=2), item("two"))}, []),
    "a changed key with a lowered revision": ({"qb/a.yaml": bank("a", item("one", key="false", revision=0), item("two"))}, ["qb/a.yaml I013 one", "qb/a.yaml S009 one"]),
    "moved into a folder below": ({"qb/a.yaml": None, "qb/more/a.yaml": TURNED}, ["qb/more/a.yaml I013 one"]),
    "moved to another bank": ({"qb/a.yaml": bank("a", item("two")), "qb/b.yaml": bank("b", item("one", key="false"), item("three"))}, ["qb/b.yaml I013 one"]),
    "split": ({"qb/a.yaml": bank("a", item("one")), "qb/c.yaml": bank("c", item("two", key="false"))}, ["qb/c.yaml I013 two"]),
    "merged": ({"qb/b.yaml": None, "qb/a.yaml": bank("a", item("one"), item("two"), item("three"))}, []),
    "a deleted bank": ({"qb/b.yaml": None}, ["qb/b.yaml I014"]),
    "a deleted bank whose item is retired elsewhere": ({"qb/b.yaml": None, "qb/a.yaml": bank("a", item("one"), item("two"), retired="three")}, []),
    "a vanished item": ({"qb/a.yaml": bank("a", item("one"))}, ["qb/a.yaml I014"]),
    "renamed, with a vanished item": ({"qb/a.yaml": None, "qb/new.yaml": bank("a", item("one"))}, ["qb/new.yaml I014"]),
    "exchanged names": ({"qb/a.yaml": B, "qb/b.yaml": TURNED}, ["qb/b.yaml I013 one"]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), CHANGES.values(), ids=CHANGES)
def test_items_are_found_wherever_they_went(
    files: dict[str, str | None],
    expected: list[str],
    repository: Path,
    since: Callable[..., list[Finding]],
) -> None:
    put(repository, files)
    assert told(since()) == expected


def test_a_file_alone_is_compared_with_all_of_the_revision(
    repository: Path, since: Callable[..., list[Finding]]
) -> None:
    put(repository, {"qb/a.yaml": None, "elsewhere/new.yaml": TURNED})
    assert told(since("elsewhere/new.yaml")) == ["elsewhere/new.yaml I013 one"]
    assert "where it was in qb/a.yaml" in since("elsewhere")[0].message


def test_an_item_in_a_file_that_was_not_checked_is_said_to_be_there(
    repository: Path, since: Callable[..., list[Finding]]
) -> None:
    put(repository, {"qb/b.yaml": None, "elsewhere/b.yaml": B})
    found = since()
    assert told(found) == ["qb/b.yaml I014"]
    assert "now in elsewhere/b.yaml, which was not checked" in found[0].message
    assert told(since("qb", "elsewhere")) == []  # as its help advises


def test_a_copy_elsewhere_is_not_taken_for_the_item(
    repository: Path, since: Callable[..., list[Finding]]
) -> None:
    put(repository, {"fixtures/copy.yaml": TURNED})
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "a copy with another key")
    assert told(since()) == []
    put(repository, {"qb/a.yaml": None, "qb/new.yaml": A})
    assert told(since()) == []
    put(repository, {"qb/new.yaml": None, "elsewhere/new.yaml": A})
    assert told(since("elsewhere")) == []


def test_retired_ids_stay_reserved(repository: Path, since: Callable[..., list[Finding]]) -> None:
    put(repository, {"qb/b.yaml": bank("b", item("three"), retired="four")})
    git(repository, "commit", "-qam", "four is retired")
    put(repository, {"qb/b.yaml": B})
    found = since()
    assert told(found) == ["qb/b.yaml I014"]
    assert "the id four was retired in main" in found[0].message
    put(repository, {"qb/b.yaml": bank("b", item("three"), item("four"))})
    assert told(since()) == ["qb/b.yaml I008 four"]


ILL_FORMED = {
    "items that are none": ("items:\n  - 5\n  - text\n", {"S005", "I014"}),
    "no items": ("items:\n", {"S010", "I014"}),
    "items in a text": ("items: one\n", {"S005", "I014"}),
    "retired is a number": ("retired: 5\nitems:\n" + item("one") + item("two"), {"S005"}),
    "a retired number": ("retired: [5]\nitems:\n" + item("one") + item("two"), {"S005"}),
    "steps are a number": ("items:\n" + item("one") + "    steps: 5\n" + item("two"), {"S003"}),
    "options are a text": ("items:\n" + item("one").replace("true-false", "single-best-answer") + "    options: a\n" + item("two"), {"S003", "S005", "I013"}),
    "gaps are numbers": ("items:\n" + item("one").replace("true-false", "cloze") + "    gaps: [1]\n" + item("two"), {"S002", "S003", "S005", "I013"}),
    "an id that is a list": ("items:\n" + item("one").replace("id: one", "id: [one]") + item("two"), {"S005"}),
    "an id that is misspelt": ("items:\n" + item("one").replace("id: one", "idd: one") + item("two"), {"S004"}),
    "a revision that is a word": ("items:\n" + item("one").replace("revision: 1", "revision: x") + item("two"), {"S005"}),
    "a bracket that is not closed": ("items: [\n" + item("one"), {"Y001", "I014"}),
    "no mapping": (None, {"I014"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), ILL_FORMED.values(), ids=ILL_FORMED)
def test_an_ill_formed_file_has_its_findings(
    text: str | None,
    codes: set[str],
    repository: Path,
    since: Callable[..., list[Finding]],
) -> None:
    whole = "- 1\n" if text is None else HEAD.format(name="a") + text
    put(repository, {"qb/a.yaml": whole})
    assert {one.code for one in since()} == codes
    git(repository, "commit", "-qam", "ill-formed")
    put(repository, {"qb/a.yaml": A})
    assert {one.code for one in since(revision="HEAD")} <= {"I013", "I027"}


def test_a_bank_that_could_not_be_read_then_is_named(
    repository: Path, since: Callable[..., list[Finding]]
) -> None:
    put(repository, {"qb/a.yaml": A + "x: [\n"})
    git(repository, "commit", "-qam", "broken")
    put(repository, {"qb/a.yaml": None, "qb/new.yaml": TURNED})
    found = since()
    assert [(one.code, one.severity, one.file) for one in found] == [("I027", "warning", "qb/a.yaml")]  # fmt: skip
    assert "qb/a.yaml cannot be read as it was in main" in found[0].message


class TestGit:
    @pytest.fixture
    def tree(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A linked working tree with a changed key."""
        linked = repository.parent / "linked"
        git(repository, "worktree", "add", "-q", str(linked), "-b", "feature")
        put(linked, {"qb/a.yaml": TURNED})
        monkeypatch.chdir(linked)
        return linked

    def test_in_a_linked_working_tree(
        self, tree: Path, since: Callable[..., list[Finding]]
    ) -> None:
        assert told(since()) == ["qb/a.yaml I013 one"]

    def test_in_the_environment_of_a_hook(
        self, tree: Path, since: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = git(tree, "rev-parse", "--absolute-git-dir")
        monkeypatch.setenv("GIT_DIR", folder)
        monkeypatch.setenv("GIT_INDEX_FILE", f"{folder}/index")
        monkeypatch.setenv("GIT_WORK_TREE", str(tree.parent))
        monkeypatch.setenv("GIT_PREFIX", "qb/")
        assert told(since()) == ["qb/a.yaml I013 one"]

    def test_of_another_repository_by_its_environment(
        self, tree: Path, since: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tree.parent / "other"
        other.mkdir()
        git(other, "init", "-q", "-b", "main")
        git(other, "commit", "-q", "--allow-empty", "-m", "nothing")
        monkeypatch.setenv("GIT_DIR", str(other / ".git"))
        assert told(since()) == ["qb/a.yaml I013 one"]

    def test_a_repository_within_the_folder_is_compared_with_its_own_revision(
        self, repository: Path, since: Callable[..., list[Finding]]
    ) -> None:
        inner = repository / "qb" / "inner"
        inner.mkdir()
        git(inner, "init", "-q", "-b", "main")
        put(inner, {"c.yaml": bank("c", item("four"))})
        git(inner, "add", ".")
        git(inner, "commit", "-qm", "inner")
        put(inner, {"c.yaml": bank("c", item("four", key="false"))})
        assert told(since()) == ["qb/inner/c.yaml I013 four"]

    def test_from_a_folder_below(
        self, tree: Path, since: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tree / "qb")
        assert told(since(".")) == ["a.yaml I013 one"]
        assert told(since("a.yaml")) == ["a.yaml I013 one"]
        assert told(since(str(tree / "qb"))) == [f"{tree}/qb/a.yaml I013 one"]

    def test_a_name_with_blanks_and_letters_beyond_ascii(
        self, repository: Path, since: Callable[..., list[Finding]]
    ) -> None:
        put(repository, {"qb/bänk  \u2014 1.yaml": bank("c", item("four"))})
        git(repository, "add", ".")
        git(repository, "commit", "-qm", "odd name")
        put(repository, {"qb/bänk  \u2014 1.yaml": bank("c", item("four", key="false"))})
        assert told(since()) == ["qb/bänk  \u2014 1.yaml I013 four"]

    def test_not_installed(
        self, repository: Path, since: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(repository))
        with pytest.raises(UsageError, match="git is not installed"):
            since()

    def test_a_folder_that_git_refuses_is_told_in_its_own_words(
        self, repository: Path, since: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(repository.parent / "none"))
        with pytest.raises(UsageError, match="dubious ownership") as caught:
            since()
        assert f"git config --global --add safe.directory {repository}" in caught.value.hint

    def test_no_repository(
        self, repository: Path, since: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.parent))
        put(repository.parent, {"loose/a.yaml": A})
        with pytest.raises(UsageError, match="not a git repository"):
            since(str(repository.parent / "loose"))

    @pytest.mark.parametrize("revision", ["nowhere", "", "--output=x", "main:qb", "a b"])
    def test_no_such_revision(
        self, revision: str, repository: Path, since: Callable[..., list[Finding]]
    ) -> None:
        with pytest.raises(UsageError, match="git cannot find the revision"):
            since(revision=revision)
        assert not (repository / "x").exists()


@pytest.mark.parametrize("leave_folder", [False, True])
def test_the_last_bank_of_a_folder_is_missed_too(
    leave_folder: bool, repository: Path, since: Callable[..., list[Finding]]
) -> None:
    for file in (repository / "qb").iterdir():
        file.unlink()
    if not leave_folder:
        (repository / "qb").rmdir()
    assert {one.code for one in since("qb")} == {"I014"}
    assert {one.file for one in since("qb")} == {"qb/a.yaml", "qb/b.yaml"}
    with pytest.raises(BankNotFoundError):
        since("qb", "nowhere")
