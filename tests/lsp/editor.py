"""An editor for the tests: pygls' own client, with the real server at the other end of its pipes.

The server runs in the process of the tests, unless an editor is given a command or an address.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.lsp.in_process import ServerInProcess
from tests.lsp.raw import PATIENCE

T = TypeVar("T")

EVERYTHING = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        completion=types.CompletionClientCapabilities(
            completion_item=types.ClientCompletionItemOptions(
                snippet_support=True, documentation_format=[types.MarkupKind.Markdown]
            )
        ),
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(),
    ),
    workspace=types.WorkspaceClientCapabilities(workspace_edit=types.WorkspaceEditClientCapabilities()),
    window=types.WindowClientCapabilities(
        work_done_progress=True, show_document=types.ShowDocumentClientCapabilities(support=True)
    ),
)


class Editor:
    """One editor with its server; calls wait for their answers."""

    def __init__(
        self,
        capabilities: types.ClientCapabilities = EVERYTHING,
        options: Any = None,
        command: Sequence[str] | None = None,
        address: tuple[str, int] | None = None,
    ) -> None:
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.shown: list[str] = []
        self.progress: list[Any] = []
        self.applied: list[types.ApplyWorkspaceEditParams] = []
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.client = LanguageClient("tests", "1")
        self._listen()
        self.within: ServerInProcess | None = None
        if address is not None:
            self.wait(self.client.start_tcp(*address))
        elif command is not None:
            self.wait(self.client.start_io(*command))
        else:
            self.within = ServerInProcess()
            self.wait(self.within.connect(self.client))
        params = types.InitializeParams(capabilities=capabilities, initialization_options=options)
        self.initialized = self.wait(self.client.initialize_async(params))
        self.encoding = self.initialized.capabilities.position_encoding or "utf-16"
        self.call(self.client.initialized, types.InitializedParams())

    def _listen(self) -> None:
        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self._note(self.published, params)

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def show(params: types.ShowMessageParams) -> None:
            self._note(self.messages, params.message)

        @self.client.feature(types.PROGRESS)
        def progress(params: types.ProgressParams) -> None:
            self._note(self.progress, params.value)

        @self.client.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)
        def create(params: types.WorkDoneProgressCreateParams) -> None:
            return None

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self._note(self.messages, f"registered {params.registrations[0].method}")

        @self.client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        def refresh(params: Any) -> None:
            self._note(self.messages, "diagnostics refresh")

        @self.client.feature(types.WINDOW_SHOW_DOCUMENT)
        def show_document(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            self._note(self.shown, params.uri)
            return types.ShowDocumentResult(success=True)

        @self.client.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self._note(self.applied, params)
            return types.ApplyWorkspaceEditResult(applied=True)

    def _note(self, notes: list[Any], note: Any) -> None:
        with self._news:
            notes.append(note)
            self._news.notify_all()

    def wait(self, awaitable: Awaitable[T]) -> T:
        """The result of what the client does in its own thread."""

        async def bounded() -> T:
            return await asyncio.wait_for(awaitable, PATIENCE)

        return asyncio.run_coroutine_threadsafe(bounded(), self._loop).result()

    def call(self, function: Callable[..., Any], *arguments: Any) -> None:
        """A notification."""

        async def send() -> None:
            function(*arguments)

        self.wait(send())

    def until(self, condition: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """Wait for news until something is true of it."""
        with self._news:
            assert self._news.wait_for(condition, patience), "the server said nothing of the kind"
            return condition()

    def open(self, text: str, uri: str = "file:///nowhere/net.yaml", language: str = "yaml") -> str:
        """Open a text; its address."""
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.call(self.client.text_document_did_open, types.DidOpenTextDocumentParams(item))
        return uri

    def close(self, uri: str) -> None:
        """Close it again."""
        identifier = types.TextDocumentIdentifier(uri)
        self.call(self.client.text_document_did_close, types.DidCloseTextDocumentParams(identifier))

    def type(self, uri: str, start: int, text: str, end: int | None = None) -> None:
        """Put a text between two offsets."""
        old = self.texts[uri]
        end = start if end is None else end
        change = types.TextDocumentContentChangePartial(
            types.Range(self.position(uri, start), self.position(uri, end)), text
        )
        self.texts[uri] = old[:start] + text + old[end:]
        self.versions[uri] += 1
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.call(self.client.text_document_did_change, types.DidChangeTextDocumentParams(identifier, [change]))

    def position(self, uri: str, offset: int) -> types.Position:
        """The position of an offset in the client's encoding."""
        before = self.texts[uri][:offset].split("\n")
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[str(getattr(self.encoding, "value", self.encoding))]
        units = len(before[-1].encode(["", "utf-8", "utf-16-le", "", "utf-32-le"][width])) // width
        return types.Position(len(before) - 1, units)

    def at(self, uri: str, mark: str, offset: int = 0) -> dict[str, Any]:
        """The document and the position behind the first `mark` in it, as requests take them."""
        index = self.texts[uri].index(mark) + len(mark) + offset
        return {"text_document": types.TextDocumentIdentifier(uri), "position": self.position(uri, index)}

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """What was published for the document as it is now."""

        def current() -> types.PublishDiagnosticsParams | None:
            version = self.versions[uri]
            fitting = [params for params in self.published if params.uri == uri and params.version == version]
            return fitting[-1] if fitting else None

        return list(self.until(current).diagnostics)

    def codes(self, uri: str) -> list[str]:
        """Their codes."""
        return [str(diagnostic.code) for diagnostic in self.diagnostics(uri)]

    def text_of(self, uri: str, place: types.Range) -> str:
        """What stands in a range, in a text whose characters are one unit each."""
        lines = self.texts[uri].splitlines(keepends=True)
        start = sum(map(len, lines[: place.start.line])) + place.start.character
        end = sum(map(len, lines[: place.end.line])) + place.end.character
        return self.texts[uri][start:end]

    def edited(self, uri: str, edits: Sequence[types.TextEdit]) -> str:
        """The text with edits applied."""
        text = self.texts[uri]
        lines = [0]
        for line in text.splitlines(keepends=True):
            lines.append(lines[-1] + len(line))
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            start = lines[edit.range.start.line] + edit.range.start.character
            end = lines[edit.range.end.line] + edit.range.end.character
            text = text[:start] + edit.new_text + text[end:]
        return text

    def end(self) -> int | None:
        """Take leave; the exit status of the server."""
        self.wait(self.client.shutdown_async(None))
        self.call(self.client.exit, None)
        return self.gone()

    def gone(self) -> int | None:
        """The exit status of the server once it has ended; None over a socket."""
        if self.within is not None:
            return self.wait(self.within.gone())
        process = self.client._server
        if process is None:
            self.hang_up()
            return None
        return self.wait(process.wait())

    def hang_up(self) -> None:
        """Close the connection of a client over a socket, with or without a word before."""
        writer: Any = self.client.protocol.writer

        async def close() -> None:
            writer.close()
            await writer.wait_closed()

        self.wait(close())

    def log(self) -> str:
        """What the server wrote to standard error, once it has ended."""
        if self.within is not None:
            return "\n".join(self.within.log.lines)
        process = self.client._server
        assert process is not None
        assert process.stderr is not None
        return self.wait(process.stderr.read()).decode()
