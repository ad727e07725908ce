"""A client of the language server that does what an editor does."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient


class Editor:
    """A client of one server, with the files of a folder open as tests like; it ends after the last test."""

    def __init__(self) -> None:
        self.client = LanguageClient("test", "1")
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.versions: dict[str, int] = {}
        self.uri = ""

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

    async def start(self, env: dict[str, str], units: lsp.PositionEncodingKind) -> None:
        await self.client.start_io(sys.executable, "-m", "ipt_train", "bank", "server", env=env)
        general = lsp.GeneralClientCapabilities(position_encodings=[units])
        capabilities = lsp.ClientCapabilities(general=general)
        await self.client.initialize_async(lsp.InitializeParams(capabilities=capabilities))
        self.client.initialized(lsp.InitializedParams())

    async def open(self, file: Path, text: str) -> list[lsp.Diagnostic]:
        """Open a file, which is then the one that the other steps are about."""
        self.uri = file.as_uri()
        self.versions[self.uri] = 0
        item = lsp.TextDocumentItem(self.uri, "yaml", 0, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.findings()

    async def findings(self, uri: str = "") -> list[lsp.Diagnostic]:
        told = await asyncio.wait_for(self.told.get(), 30)
        expected = uri or self.uri
        assert (told.uri, told.version) == (expected, self.versions.get(expected))
        return list(told.diagnostics)

    def change(self, text: str) -> None:
        self.versions[self.uri] += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.versions[self.uri], self.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def write(self, text: str) -> list[lsp.Diagnostic]:
        self.change(text)
        return await self.findings()

    def save(self) -> None:
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(self._named))

    async def close(self) -> None:
        del self.versions[self.uri]
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self._named))
        assert await self.findings() == []

    async def hover(self, place: lsp.Position) -> str:
        params = lsp.HoverParams(self._named, place)
        found = await self.client.text_document_hover_async(params)
        return found.contents.value if found else ""  # type: ignore[union-attr]

    async def offered(self, place: lsp.Position) -> dict[str, lsp.CompletionItem]:
        params = lsp.CompletionParams(self._named, place)
        found: Any = await self.client.text_document_completion_async(params)
        return {one.label: one for one in found.items}

    async def actions(self, range: lsp.Range) -> list[lsp.CodeAction]:
        params = lsp.CodeActionParams(self._named, range, lsp.CodeActionContext([]))
        found: Any = await self.client.text_document_code_action_async(params)
        return list(found)

    async def end(self) -> int | None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        process = self.client._server
        assert process is not None
        return await asyncio.wait_for(process.wait(), 10)

    @property
    def _named(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri)
