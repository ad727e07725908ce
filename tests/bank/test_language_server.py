"""The language server, asked by a real client over standard input and output."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from ipt_train.bank.core.cursor import word_at
from tests.conftest import BANK

GOOD = (BANK / "sample.yaml").read_text(encoding="utf-8")


class Editor:
    """A client with one text open."""

    def __init__(self, file: Path) -> None:
        self.client = LanguageClient("test", "1")
        self.uri = file.as_uri()
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.version = 0

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

    async def start(self, text: str, env: dict[str, str], units: lsp.PositionEncodingKind) -> None:
        await self.client.start_io(sys.executable, "-m", "ipt_train", "bank", "server", env=env)
        general = lsp.GeneralClientCapabilities(position_encodings=[units])
        capabilities = lsp.ClientCapabilities(general=general)
        await self.client.initialize_async(lsp.InitializeParams(capabilities=capabilities))
        self.client.initialized(lsp.InitializedParams())
        item = lsp.TextDocumentItem(self.uri, "yaml", self.version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    async def findings(self) -> list[lsp.Diagnostic]:
        told = await asyncio.wait_for(self.told.get(), 30)
        assert (told.uri, told.version) == (self.uri, self.version)
        return list(told.diagnostics)

    def write(self, text: str) -> None:
        self.version += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def hover(self, place: lsp.Position) -> str:
        found = await self.client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri), place)
        )
        return found.contents.value if found else ""  # type: ignore[union-attr]

    async def offered(self, place: lsp.Position) -> dict[str, lsp.CompletionItem]:
        found: Any = await self.client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(self.uri), place)
        )
        return {one.label: one for one in found.items}

    async def actions(self, range: lsp.Range) -> list[lsp.CodeAction]:
        found: Any = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(self.uri), range, lsp.CodeActionContext([])
            )
        )
        return list(found)

    async def end(self) -> int | None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        process = self.client._server
        assert process is not None
        return await asyncio.wait_for(process.wait(), 10)


def place(text: str, words: str, more: int = 0) -> lsp.Position:
    index = text.index(words) + more
    return lsp.Position(text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1)


@pytest.fixture
def sitting(tmp_path: Path, environment: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """Runs what an editor does with a text, and ends the server after it."""

    def run(
        text: str,
        steps: Callable[[Editor], Awaitable[None]],
        units: lsp.PositionEncodingKind = lsp.PositionEncodingKind.Utf16,
    ) -> None:
        for file in BANK.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        editor = Editor(tmp_path / "sample.yaml")

        async def whole() -> None:
            await editor.start(text, environment, units)
            await steps(editor)
            assert await editor.end() == 0

        asyncio.run(whole())

    yield run


def test_findings_come_as_one_types(sitting: Callable[..., Any]) -> None:
    faulty = GOOD.replace("level: remember", "level: recall", 1)

    async def steps(editor: Editor) -> None:
        assert await editor.findings() == []
        editor.write(faulty)
        (found,) = await editor.findings()
        assert (found.code, found.source, found.severity) == (
            "S006",
            "ipt-train",
            lsp.DiagnosticSeverity.Error,
        )
        assert found.range == lsp.Range(place(faulty, "recall"), place(faulty, "recall", 6))
        assert "S006" in await editor.hover(place(faulty, "recall", 2))
        editor.write("items: [")
        assert [one.code for one in await editor.findings()][:1] != []
        editor.write(GOOD)
        assert await editor.findings() == []

    sitting(GOOD, steps)


@pytest.mark.parametrize("units", [lsp.PositionEncodingKind.Utf16, lsp.PositionEncodingKind.Utf8])
def test_an_edit_that_is_certain_is_offered_and_mends(
    sitting: Callable[..., Any], units: lsp.PositionEncodingKind
) -> None:
    before = "    stem: Which option is right in one?"
    faulty = GOOD.replace(before, "    stm: Which 🙂 option is right in one?", 1)

    async def steps(editor: Editor) -> None:
        (found, *_) = await editor.findings()
        (action, *_) = await editor.actions(found.range)
        assert action.kind == lsp.CodeActionKind.QuickFix
        assert action.edit is not None and action.edit.changes is not None
        (edit,) = action.edit.changes[editor.uri]
        lines = faulty.splitlines()
        line = lines[edit.range.start.line]
        lines[edit.range.start.line] = line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]  # fmt: skip
        editor.write("\n".join(lines) + "\n")
        assert await editor.findings() == []

    sitting(faulty, steps, units)


def test_ids_and_keys_are_explained_and_completed(sitting: Callable[..., Any]) -> None:
    async def steps(editor: Editor) -> None:
        await editor.findings()
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
        editor.write(more)
        await editor.findings()
        assert "telling-the-history" in await editor.offered(place(more, "competencies: [t", 16))

    sitting(GOOD, steps)


def test_a_text_that_was_never_saved_is_checked_too(sitting: Callable[..., Any]) -> None:
    async def steps(editor: Editor) -> None:
        assert [one.code for one in await editor.findings()] == ["S001"]

    sitting("id: new\n", steps)


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
