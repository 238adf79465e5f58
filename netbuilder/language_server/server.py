"""The server of one client: what it has open, and what is sent to it unasked."""

import asyncio
import json
import os
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
from pygls.uris import from_fs_path

from netbuilder.language_server import commands, diagnostics
from netbuilder.language_server.custom_sources import CustomSources
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.features import register
from netbuilder.language_server.protocol import Protocol
from netbuilder.language_server.settings import client_settings, diagnostic_in_project
from netbuilder.language_server.workspace import Workspace
from netbuilder.version import VERSION

SETTLED = 1.0
"""Seconds without a key after which a half-typed line counts as left."""


class Server(LanguageServer):
    """The server of one client."""

    protocol: Protocol

    def __init__(self, imports: tuple[str, ...] = ()) -> None:
        super().__init__(
            "netbuilder", VERSION, protocol_cls=Protocol, converter_factory=default_converter, max_workers=2
        )
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        """By document: when its half-typed line counts as left."""
        self.protocol.documents.settings.imports = imports
        self._said: set[str] = set()
        self._blamed: set[str] = set()
        self.protocol.execute = partial(commands.execute, self)
        self._folder: TemporaryDirectory[str] | None = None
        register(self)

    def shutdown(self) -> None:
        """The client has gone: nothing is sent to it any more."""
        for waiting in self.waiting.values():
            waiting.cancel()
        if self._folder is not None:
            self._folder.cleanup()
        super().shutdown()  # type: ignore[no-untyped-call]

    @property
    def folder(self) -> str:
        """A folder for what is shown, gone with the server."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="netbuilder-")
        return self._folder.name

    def refresh_lenses(self) -> None:
        """Let the client ask again for what stands over the layers."""
        if self.supports("workspace", "code_lens", "refresh_support"):
            self.workspace_code_lens_refresh(None)

    @property
    def documents(self) -> Workspace:
        """What the client has open."""
        return self.protocol.documents

    def supports(self, *path: str) -> bool:
        """Whether the client has a capability, as `("text_document", "diagnostic")`."""
        value: Any = getattr(self.protocol, "client_capabilities", None)
        for step in path:
            value = getattr(value, step, None)
        return bool(value)

    def publish(self, document: OpenDocument) -> None:
        """Send what is wrong with a document; a client that asks for it is not told twice."""
        if self.supports("text_document", "diagnostic"):
            return
        params = {"uri": document.uri, "version": document.version, "diagnostics": self.diagnostics(document)}
        message = {"jsonrpc": "2.0", "method": types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, "params": params}
        self.protocol.send_text(json.dumps(message, separators=(",", ":")))

    def diagnostics(self, document: OpenDocument) -> list[diagnostics.Json]:
        """What is wrong with a document; nothing with one that is no network."""
        if not document.is_network:
            return []
        findings = diagnostics.findings(document)
        self._blame_projects()
        return diagnostics.published(document, findings, self.documents.settings.client.notes)

    def type(self, document: OpenDocument) -> None:
        """Wait until the line at the cursor is left, or nothing was typed for a while."""
        self.stop_waiting(document.uri)
        if document.typing is not None:
            loop = asyncio.get_running_loop()
            self.waiting[document.uri] = loop.call_later(SETTLED, self.settle, document)

    def stop_waiting(self, uri: str) -> None:
        """Forget that a half-typed line of a document was to count as left."""
        waiting = self.waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def settle(self, document: OpenDocument) -> None:
        """What is being typed counts as written."""
        self.stop_waiting(document.uri)
        if document.typing is None or self.documents.get(document.uri) is not document:
            return
        document.settle()
        self.publish(document)
        self.refresh()

    def refresh(self) -> None:
        """Let a client that asks for diagnostics ask again."""
        if self.supports("text_document", "diagnostic") and self.supports(
            "workspace", "diagnostics", "refresh_support"
        ):
            self.workspace_diagnostic_refresh(None)

    def take_settings(self, table: Any) -> None:
        """Take the client's settings; each mistake in them is said once."""
        client, problems = client_settings(table)
        self.documents.settings.use(client)
        for problem in problems:
            if problem not in self._said:
                self._said.add(problem)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"netbuilder: {problem}"))
        self.renew()

    def renew(self) -> None:
        """Look at everything again: the settings may be others."""
        self.documents.forget()
        for document in self.documents:
            document.is_said_network |= self.documents.settings.is_named(document.path)
            self.publish(document)
        self.refresh()
        for kind in ("inlay_hint", "code_lens"):
            if self.supports("workspace", kind, "refresh_support"):
                getattr(self, f"workspace_{kind}_refresh")(None)

    def custom_sources(self, document: OpenDocument) -> CustomSources:
        """Where the custom pieces of a document's network are written."""
        return self.documents.settings.custom_sources(os.path.dirname(document.path))

    def _blame_projects(self) -> None:
        """Say what is wrong with a pyproject.toml in that file, and nothing any more once it is mended."""
        mistakes = self.documents.settings.mistakes
        for file in self._blamed - mistakes.keys():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(_uri(file), []))
        for file in mistakes.keys() - self._blamed:
            items = [diagnostic_in_project(file, mistakes[file])]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(_uri(file), items))
        self._blamed = set(mistakes)


def _uri(file: str) -> str:
    return str(from_fs_path(file))
