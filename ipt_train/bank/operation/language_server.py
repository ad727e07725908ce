"""A language server for banks: an editor asks over standard input and is answered on standard output.

The protocol is Microsoft's Language Server Protocol 3.17; pygls speaks it, and is loaded here only.
"""

import asyncio
import inspect
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, BinaryIO, cast

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from ipt_train.bank.core.cursor import CursorWord, word_at
from ipt_train.bank.core.finding import HERE, Finding
from ipt_train.bank.core.kind import is_foreign
from ipt_train.bank.core.words import Words, words_of
from ipt_train.bank.operation.check import check_banks, selection
from ipt_train.bank.rules.explain import explanations
from ipt_train.bank.source.settings_file import settings_for
from ipt_train.bank.source.shelf import Shelf, check, shown
from ipt_train.errors import IptTrainError
from ipt_train.version import __version__
from ipt_train.vocabulary import Severity

_PAUSE = 0.25
"""Seconds without a key press before a text is checked."""

_WEIGHTS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


class BankServer:
    """Answers one editor.

    Args:
        shelf: Where schemas, default banks and the cache are.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._schema = json.loads(shelf.schema_texts()[0])
        self._found: dict[str, tuple[int | None, list[Finding]]] = {}
        self._words: dict[Path, Words] = {}
        self._shipped: Words | None = None
        self.server = LanguageServer("ipt-train", __version__)
        self._answer(lsp.TEXT_DOCUMENT_DID_OPEN, self.opened)
        self._answer(lsp.TEXT_DOCUMENT_DID_CHANGE, self.changed)
        self._answer(lsp.TEXT_DOCUMENT_DID_SAVE, self.saved)
        self._answer(lsp.TEXT_DOCUMENT_DID_CLOSE, self.closed)
        self._answer(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.others_changed)
        self._answer(lsp.TEXT_DOCUMENT_HOVER, self.hover)
        triggers = lsp.CompletionOptions(trigger_characters=["[", ",", ":", "-", " "])
        self._answer(lsp.TEXT_DOCUMENT_COMPLETION, self.complete, triggers)
        kinds = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
        self._answer(lsp.TEXT_DOCUMENT_CODE_ACTION, self.actions, kinds)

    def _answer(self, name: str, method: Callable[[Any], Any], options: Any = None) -> None:
        """Answer requests of one kind; pygls takes functions, and methods are none to it."""

        def at_once(asked: Any) -> Any:
            return method(asked)

        async def later(asked: Any) -> Any:
            return await method(asked)

        waits = inspect.iscoroutinefunction(method)
        self.server.feature(name, options)(later if waits else at_once)

    def serve(self) -> None:
        """Answer until the editor ends it or goes away."""
        with (
            os.fdopen(os.dup(0), "rb") as asked,  # pygls closes what it is given
            os.fdopen(os.dup(1), "wb") as answered,
            redirect_stdout(sys.stderr),  # a stray word would not be of the protocol
        ):
            self.server.start_io(cast(BinaryIO, asked), cast(BinaryIO, answered))

    def opened(self, asked: lsp.DidOpenTextDocumentParams) -> None:
        """Check a text that was opened."""
        self._publish(asked.text_document.uri)

    async def changed(self, asked: lsp.DidChangeTextDocumentParams) -> None:
        """Check a text when its writer pauses."""
        await asyncio.sleep(_PAUSE)
        document = self._opened(asked.text_document.uri)
        if document and document.version == asked.text_document.version:
            self._publish(document.uri)

    def saved(self, asked: lsp.DidSaveTextDocumentParams) -> None:
        """Check again what is open in the folder of a saved file: a bibliography counts for the banks beside it."""
        path = _path(self._document(asked.text_document.uri))
        self._words.clear()
        if any(path.is_relative_to(banks) for banks in self._shelf.banks):
            self._shipped = None
        folder = path.parent
        for uri, document in list(self.server.workspace.text_documents.items()):
            if uri == asked.text_document.uri or _path(document).is_relative_to(folder):
                self._publish(uri)

    def others_changed(self, _: lsp.DidChangeWatchedFilesParams) -> None:
        """Check all that is open again, as files were changed by somebody else."""
        self._words.clear()
        self._shipped = None
        for uri in list(self.server.workspace.text_documents):
            self._publish(uri)

    def closed(self, asked: lsp.DidCloseTextDocumentParams) -> None:
        """Take the findings of a closed text away."""
        self._found.pop(asked.text_document.uri, None)
        self._show(asked.text_document.uri, None, [])

    def hover(self, asked: lsp.HoverParams) -> lsp.Hover | None:
        """Explain the finding at a place, else what the word there means."""
        document = self._opened(asked.text_document.uri)
        if document is None:
            return None
        place = _place(document, asked.position)
        codes = [one.code for one in self._current(document) if _holds(one, *place)]
        known = explanations()
        texts = [known[code].text() for code in dict.fromkeys(codes) if code in known]
        word = word_at(document.source, *place)
        if meaning := self._vocabulary(document).meaning(word):
            texts.append(f"**{word.text}**: {meaning}")
        content = lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value="\n\n".join(texts))
        return lsp.Hover(contents=content) if texts else None

    def complete(self, asked: lsp.CompletionParams) -> lsp.CompletionList:
        """Offer what may stand at a place."""
        document = self._opened(asked.text_document.uri)
        if document is None:
            return lsp.CompletionList(is_incomplete=False, items=[])
        place = _place(document, asked.position)
        word = word_at(document.source, *place)
        field = _range(document, place[0], word.start, place[0], place[1])
        return lsp.CompletionList(
            is_incomplete=False,
            items=[
                lsp.CompletionItem(
                    label=name,
                    detail=meaning[:80],
                    documentation=meaning,
                    kind=_kind(word),
                    text_edit=lsp.TextEdit(range=field, new_text=name),
                )
                for name, meaning in self._vocabulary(document).offered(word).items()
            ],
        )

    def actions(self, asked: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Offer the edits that are certain for the findings in a range."""
        document = self._opened(asked.text_document.uri)
        made: list[lsp.CodeAction] = []
        if document is None:
            return made
        for one in self._current(document):
            at = _range_of(document, one)
            apart = at.end < asked.range.start or asked.range.end < at.start
            if one.replacement is None or apart or one.line != one.end_line:
                continue
            old = document.lines[one.line - 1][one.column - 1 : one.end_column - 1]
            new = one.replacement.replace(HERE, old)
            edit = lsp.WorkspaceEdit(changes={document.uri: [lsp.TextEdit(at, new)]})
            title = f"{one.code}: {one.help or f'write {new}'}"
            diagnostic = _diagnostic(document, one)
            kind = lsp.CodeActionKind.QuickFix
            made.append(lsp.CodeAction(title=title, kind=kind, diagnostics=[diagnostic], edit=edit))
        return made

    def _document(self, uri: str) -> TextDocument:
        return self.server.workspace.get_text_document(uri)

    def _opened(self, uri: str) -> TextDocument | None:
        """Return a text that is open; one that was renamed or closed a moment ago is not."""
        document: TextDocument | None = self.server.workspace.text_documents.get(uri)
        return document

    def _current(self, document: TextDocument) -> list[Finding]:
        """Return the findings of a text as it stands; none while those known are of an earlier version."""
        version, found = self._found.get(document.uri, (None, []))
        return found if version == document.version else []

    def _publish(self, uri: str) -> None:
        document = self._document(uri)
        found = [] if is_foreign(document.source) else self._findings(document)
        self._found[uri] = (document.version, found)
        self._show(uri, document.version, [_diagnostic(document, one) for one in found])

    def _show(self, uri: str, version: int | None, diagnostics: Sequence[lsp.Diagnostic]) -> None:
        self.server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=diagnostics)
        )

    def _findings(self, document: TextDocument) -> list[Finding]:
        """Return what `bank check` finds in a text as it stands in the editor."""
        path = _path(document)
        try:
            settings = settings_for([path])
            checked = check_banks(
                self._shelf,
                [path],
                selection=selection(settings.select, settings.ignore),
                use_cache=False,
                settings=settings,
                texts={path: document.source.encode("utf-8", "surrogatepass")},
            )
        except IptTrainError as error:  # such as settings that cannot be read
            return [
                Finding(code=error.code, message=f"{error.message}; {error.hint}", file=shown(path))
            ]
        return [one for one in checked.findings if one.file == shown(path)]

    def _vocabulary(self, document: TextDocument) -> Words:
        """Return the words of the saved files beside a text, and of what is shipped."""
        if self._shipped is None:
            self._shipped = words_of(check(self._shelf, []).library(), self._schema)
        path = _path(document)
        if not path.is_file():
            return self._shipped
        if path not in self._words:
            own = words_of(check(self._shelf, [path]).library(), self._schema)
            meanings = {
                key: {**self._shipped.meanings[key], **values}
                for key, values in own.meanings.items()
            }
            self._words[path] = Words(keys=own.keys, meanings=meanings)
        return self._words[path]


def _path(document: TextDocument) -> Path:
    return Path(to_fs_path(document.uri) or "untitled.yaml")


def _kind(word: CursorWord) -> lsp.CompletionItemKind:
    is_key = word.is_key or not word.key
    return lsp.CompletionItemKind.Property if is_key else lsp.CompletionItemKind.Value


def _holds(finding: Finding, line: int, column: int) -> bool:
    start, end = (finding.line, finding.column), (finding.end_line, finding.end_column)
    return start <= (line + 1, column + 1) <= max(end, start)


def _place(document: TextDocument, position: lsp.Position) -> tuple[int, int]:
    """Return line and column in characters, from 0, of a place in the client's units."""
    codec = document.position_codec
    there = codec.position_from_client_units(document.lines, position)
    return there.line, there.character


def _range(document: TextDocument, line: int, column: int, end: int, to: int) -> lsp.Range:
    """Return a range in the client's units; lines and columns count from 0."""
    within = lsp.Range(lsp.Position(line, column), lsp.Position(end, to))
    return document.position_codec.range_to_client_units(document.lines, within)


def _range_of(document: TextDocument, one: Finding) -> lsp.Range:
    return _range(document, one.line - 1, one.column - 1, one.end_line - 1, one.end_column - 1)


def _diagnostic(document: TextDocument, one: Finding) -> lsp.Diagnostic:
    help = f"\n{one.help}" if one.help else ""
    return lsp.Diagnostic(
        range=_range_of(document, one),
        message=f"{one.message}{help}",
        severity=_WEIGHTS[one.severity],
        code=one.code,
        source="ipt-train",
    )
