"""The language server, asked by a real client over standard input and output."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from ipt_train.bank.core.cursor import word_at
from ipt_train.bank.core.kind import is_foreign
from tests.bank.editor import Editor
from tests.conftest import BANK

GOOD = (BANK / "sample.yaml").read_text(encoding="utf-8")


EVERYWHERE = lsp.Range(lsp.Position(0, 0), lsp.Position(9_999, 0))
UNITS = [lsp.PositionEncodingKind.Utf16, lsp.PositionEncodingKind.Utf8]
Sitting = Callable[[Callable[[Editor, Path], Awaitable[None]]], None]


def place(text: str, words: str, more: int = 0) -> lsp.Position:
    index = text.index(words) + more
    return lsp.Position(text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1)


@pytest.fixture(scope="module")
def editors(
    warm_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], tuple[asyncio.Runner, Editor]]]:
    """Servers by their units, each started once; every one ends well."""
    home = tmp_path_factory.mktemp("editors")
    shutil.copytree(warm_cache, home / "cache" / "banks")
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "IPT_TRAIN_HOME": str(home)}
    with asyncio.Runner() as runner:
        started: dict[str, Editor] = {}

        def editor(units: str) -> tuple[asyncio.Runner, Editor]:
            if units not in started:
                started[units] = Editor()
                kind = lsp.PositionEncodingKind(units)
                runner.run(started[units].start(env, kind))
            return runner, started[units]

        yield editor
        for one in started.values():
            assert runner.run(one.end()) == 0


@pytest.fixture
def sitting(
    tmp_path: Path,
    editors: Callable[[str], tuple[asyncio.Runner, Editor]],
    request: pytest.FixtureRequest,
) -> Sitting:
    """Runs what an editor does with the files of a folder, and closes them after it."""
    units = getattr(request, "param", UNITS[0])
    for file in BANK.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())

    def run(steps: Callable[[Editor, Path], Awaitable[None]]) -> None:
        runner, editor = editors(units.value)

        async def whole() -> None:
            await steps(editor, tmp_path)
            for uri in list(editor.versions):
                editor.uri = uri
                await editor.close()
            assert editor.told.empty()

        runner.run(whole())

    return run


def test_findings_come_as_one_types(sitting: Sitting) -> None:
    faulty = GOOD.replace("level: remember", "level: recall", 1)

    async def steps(editor: Editor, folder: Path) -> None:
        assert await editor.open(folder / "sample.yaml", GOOD) == []
        (found,) = await editor.write(faulty)
        assert (found.code, found.source, found.severity) == (
            "S006",
            "ipt-train",
            lsp.DiagnosticSeverity.Error,
        )
        assert found.range == lsp.Range(place(faulty, "recall"), place(faulty, "recall", 6))
        assert "S006" in await editor.hover(place(faulty, "recall", 2))
        assert [one.code for one in await editor.write("items: [")] == ["Y001"]
        assert await editor.write(GOOD) == []

    sitting(steps)


@pytest.mark.parametrize("sitting", UNITS, indirect=True)
def test_an_edit_that_is_certain_is_offered_and_mends(sitting: Sitting) -> None:
    before = "    stem: Which option is right in one?"
    faulty = GOOD.replace(before, "    stm: Which 🙂 option is right in one?", 1)

    async def steps(editor: Editor, folder: Path) -> None:
        (found, *_) = await editor.open(folder / "sample.yaml", faulty)
        (action, *_) = await editor.actions(found.range)
        assert action.kind == lsp.CodeActionKind.QuickFix
        assert action.edit is not None and action.edit.changes is not None
        (edit,) = action.edit.changes[editor.uri]
        lines = faulty.splitlines()
        line = lines[edit.range.start.line]
        lines[edit.range.start.line] = line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]  # fmt: skip
        assert await editor.write("\n".join(lines) + "\n") == []

    sitting(steps)


def test_ids_and_keys_are_explained_and_completed(sitting: Sitting) -> None:
    async def steps(editor: Editor, folder: Path) -> None:
        await editor.open(folder / "sample.yaml", GOOD)
        assert "R01" in await editor.hover(place(GOOD, "R01", 1))
        assert await editor.hover(place(GOOD, "explanation", 2))
        levels = await editor.offered(place(GOOD, "remember", 2))
        assert {"remember", "analyse"} <= set(levels)
        edit = levels["analyse"].text_edit
        assert edit is not None
        assert edit.range.start == place(GOOD, "remember")  # type: ignore[union-attr]
        assert {"F001", "P001"} <= set(await editor.offered(place(GOOD, "facts: [F001", 8)))
        assert "R01" in await editor.offered(place(GOOD, "references: [R01", 13))
        more = GOOD.replace("    facts: [F001]", "    competencies: [t]\n    facts: [F001]", 1)
        await editor.write(more)
        assert "telling-the-history" in await editor.offered(place(more, "competencies: [t", 16))

    sitting(steps)


BROKEN = ["id: \"x", "\t", "- -- :", "%", "{{{", "---\n---\n", "\x0c", "id: b\u2028c: d\n  x", "id: 1\rtitle: 2\r  c: 3",
          "format: ipt-bank/1\nid: é\n🙂: [", "", "\n\n", "# ipt: ignore[", "format: ipt-bank/1\x00"]  # fmt: skip


def test_broken_yaml_gets_findings_and_every_question_an_answer(sitting: Sitting) -> None:
    async def steps(editor: Editor, folder: Path) -> None:
        for number, text in enumerate(BROKEN):
            assert await editor.open(folder / f"{number}.yaml", text), text
            await editor.actions(EVERYWHERE)
            for line, column in ((0, 2), (2, 0), (5_000, 9)):
                await editor.hover(lsp.Position(line, column))
            await editor.offered(lsp.Position(number % 3, 2))  # long answers, slow to read

    sitting(steps)


def test_what_was_found_in_an_earlier_text_is_not_offered_for_a_later_one(sitting: Sitting) -> None:
    faulty = GOOD.replace("level: remember", "levl: remember")

    async def steps(editor: Editor, folder: Path) -> None:
        await editor.open(folder / "sample.yaml", faulty)
        assert await editor.actions(EVERYWHERE)
        editor.change("format: ipt-bank/1\n")
        assert await editor.actions(EVERYWHERE) == []  # before its writer pauses
        assert await editor.findings()

    sitting(steps)


def test_a_file_that_was_renamed_is_another_file(sitting: Sitting) -> None:
    async def steps(editor: Editor, folder: Path) -> None:
        old = folder / "sample.yaml"
        await editor.open(old, GOOD)
        await editor.close()
        old.rename(folder / "renamed.yaml")
        assert await editor.hover(lsp.Position(0, 0)) == ""  # asked a moment too late
        assert await editor.offered(lsp.Position(0, 0)) == {}
        assert await editor.actions(EVERYWHERE) == []
        assert await editor.open(folder / "renamed.yaml", GOOD) == []
        assert "R01" in await editor.hover(place(GOOD, "R01", 1))

    sitting(steps)


def test_a_bibliography_that_is_saved_counts_for_the_bank_beside_it(sitting: Sitting) -> None:
    cites = GOOD.replace("references: [R01]", "references: [R777]", 1)

    async def steps(editor: Editor, folder: Path) -> None:
        bank, works = folder / "sample.yaml", folder / "bibliography.yaml"
        assert [one.code for one in await editor.open(bank, cites)] == ["I002"]
        assert "R777" not in await editor.offered(place(cites, "references: [R777", 13))
        text = works.read_text().replace("id: R10", "id: R777")
        assert await editor.open(works, text) == []
        works.write_text(text)
        editor.save()
        assert await editor.findings(bank.as_uri()) == []
        assert await editor.findings(works.as_uri()) == []
        editor.uri = bank.as_uri()
        assert "R777" in await editor.offered(place(cites, "references: [R777", 13))
        works.write_text(text.replace("R777", "R10"))  # by a program that is no editor
        change = lsp.FileEvent(works.as_uri(), lsp.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))
        assert [one.code for one in await editor.findings(bank.as_uri())] == ["I002"]
        assert await editor.findings(works.as_uri()) == []

    sitting(steps)


def test_a_text_that_was_never_saved_is_checked_too(sitting: Sitting) -> None:
    async def steps(editor: Editor, folder: Path) -> None:
        assert [one.code for one in await editor.open(folder / "new.yaml", "id: new\n")] == ["S001"]

    sitting(steps)


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("name: tests\non: push\njobs: {}\n", True),
        ("services:\n  id: {image: b}\n", True),
        ("title: My pages\ntheme: plain\nplugins: []\n", True),
        ("title: A bank\nid: new\n", False),
        ("format: ipt-bank/1\nitms: []\nvers: 1\n", False),
        ("formt: ipt-bank/1\n", False),
        ("", False),
        ("items: [", False),
        (GOOD, False),
    ],
)
def test_files_of_other_programs_are_left_alone(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        ("level: apply", (0, 8), ("apply", "level", False)),
        ("  - id: one", (0, 5), ("id", "id", True)),
        ("facts: [F001, P0", (0, 16), ("P0", "facts", False)),
        ("facts:\n  - F001", (1, 5), ("F001", "facts", False)),
        ("facts:\n- F001", (1, 3), ("F001", "facts", False)),
        ("a: {id: b, text: word}", (0, 18), ("word", "text", False)),
        ("stem: >-\n  two words", (1, 7), ("words", "stem", False)),
        ("", (0, 0), ("", "", False)),
        ("x: 1\n", (5, 3), ("", "", False)),
    ],
)
def test_the_word_at_a_place(text: str, at: tuple[int, int], wanted: tuple[str, str, bool]) -> None:
    word = word_at(text, *at)
    assert (word.text, word.key, word.is_key) == wanted
