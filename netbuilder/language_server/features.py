"""What the server answers: behind every request and notification its function."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.uris import to_fs_path

from netbuilder.language_server import commands, diagnostics
from netbuilder.language_server.code_actions import KINDS, code_actions
from netbuilder.language_server.code_lens import code_lenses
from netbuilder.language_server.completion import TRIGGERS, complete, resolve
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.hover import hover
from netbuilder.language_server.inlay_hints import inlay_hints
from netbuilder.language_server.names import definition, prepare_rename, rename
from netbuilder.language_server.protocol import Encoded
from netbuilder.language_server.ranges import folding_ranges, selection_ranges
from netbuilder.language_server.symbols import document_symbols
from netbuilder.system.gc_pause import collect_seldom, resume

if TYPE_CHECKING:
    from netbuilder.language_server.server import Server

_WATCHED = "**/pyproject.toml"

Answer = Callable[[OpenDocument, Any], Any]
"""What a request about one document is answered with."""


def register(server: "Server") -> None:
    """Tell pygls what the server can do."""
    for method, function in _NOTIFICATIONS.items():
        server.feature(method)(_bound(server, function))
    for method, (answer, options) in _REQUESTS.items():
        server.feature(method, options)(_about_network(server, answer))
    for method, (answer, options, setting) in _WANTED.items():
        server.feature(method, options)(_about_network(server, answer, setting))
    for name in commands.NAMES:
        server.command(name)(lambda *arguments: None)  # named to the client; `Protocol` runs it
    server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(TRIGGERS, resolve_provider=True))(
        _bound(server, _complete)
    )
    server.feature(types.COMPLETION_ITEM_RESOLVE)(resolve)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(_bound(server, _definition))
    server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DiagnosticOptions(False, False, diagnostics.SOURCE))(
        _bound(server, _pull)
    )


def _bound(server: "Server", function: Callable[["Server", Any], Any]) -> Callable[[Any], Any]:
    def handle(params: Any) -> Any:
        return function(server, params)

    return handle


def _about_network(server: "Server", answer: Answer, setting: str = "") -> Callable[[Any], Any]:
    """The answer about an open network; null about anything else, and where the client's setting is off."""

    def handle(params: Any) -> Any:
        document = server.documents.network(params.text_document.uri)
        if document is None or (setting and not getattr(server.documents.settings.client, setting)):
            return None
        with document.session.custom_scope():
            return answer(document, params)

    return handle


def _initialize(server: "Server", params: types.InitializeParams) -> None:
    encoding: Any = server.workspace.position_encoding
    server.documents.encoding = getattr(encoding, "value", encoding)
    server.documents.settings.folders = [path for uri in server.workspace.folders if (path := to_fs_path(uri))]
    if params.initialization_options is not None:
        server.take_settings(params.initialization_options)


def _initialized(server: "Server", params: Any) -> None:
    resume()
    collect_seldom()
    if not server.supports("workspace", "did_change_watched_files", "dynamic_registration"):
        return
    watchers = [types.FileSystemWatcher(_WATCHED)]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("projects", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(types.RegistrationParams([registration]))


def _opened(server: "Server", params: types.DidOpenTextDocumentParams) -> None:
    document = server.documents.network(params.text_document.uri)
    if document is not None:
        server.publish(document)


def _changed(server: "Server", params: types.DidChangeTextDocumentParams) -> None:
    document = server.documents.network(params.text_document.uri)
    if document is not None:
        server.publish(document)
        server.type(document)


def _saved(server: "Server", params: types.DidSaveTextDocumentParams) -> None:
    uri = params.text_document.uri
    if server.documents.is_project_file(to_fs_path(uri) or uri):
        server.renew()
        return
    document = server.documents.get(uri)
    if document is not None:
        server.settle(document)


def _closed(server: "Server", params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.stop_waiting(uri)
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _configured(server: "Server", params: types.DidChangeConfigurationParams) -> None:
    server.take_settings(params.settings)


def _files_changed(server: "Server", params: types.DidChangeWatchedFilesParams) -> None:
    if any(server.documents.is_project_file(to_fs_path(change.uri) or change.uri) for change in params.changes):
        server.renew()


def _complete(server: "Server", params: types.CompletionParams) -> Any:
    document = server.documents.get(params.text_document.uri)
    if document is None or not (document.is_network or document.may_become_network):
        return None
    snippets = server.supports("text_document", "completion", "completion_item", "snippet_support")
    with document.session.custom_scope():
        return complete(document, params, snippets)


def _definition(server: "Server", params: types.DefinitionParams) -> types.Location | None:
    document = server.documents.network(params.text_document.uri)
    return definition(document, params, server.custom_sources(document)) if document is not None else None


def _pull(server: "Server", params: types.DocumentDiagnosticParams) -> Encoded:
    document = server.documents.get(params.text_document.uri)
    items = server.diagnostics(document) if document is not None else []
    return Encoded(json.dumps({"kind": "full", "items": items}, separators=(",", ":")))


_REQUESTS: dict[str, tuple[Answer, Any]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: (code_actions, types.CodeActionOptions(KINDS)),
    types.TEXT_DOCUMENT_HOVER: (hover, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (document_symbols, None),
    types.TEXT_DOCUMENT_FOLDING_RANGE: (folding_ranges, None),
    types.TEXT_DOCUMENT_SELECTION_RANGE: (selection_ranges, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (rename, types.RenameOptions(prepare_provider=True)),
}
"""By request about one document: what answers it, and what the client is told of it."""

_WANTED: dict[str, tuple[Answer, Any, str]] = {
    types.TEXT_DOCUMENT_INLAY_HINT: (inlay_hints, None, "inlay_hints"),
    types.TEXT_DOCUMENT_CODE_LENS: (code_lenses, types.CodeLensOptions(False), "code_lens"),
}
"""The same, where a setting of the client says whether it is wanted."""
_NOTIFICATIONS: dict[str, Callable[["Server", Any], Any]] = {
    types.INITIALIZE: _initialize,
    types.INITIALIZED: _initialized,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_SAVE: _saved,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _configured,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
}
