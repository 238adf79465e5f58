"""What the server tells a client of itself, and what it sends unasked."""

import json
from typing import Any

import pytest
from lsprotocol import types

from netbuilder.language_server import workspace
from netbuilder.language_server.server import Server
from tests.lsp.editor import Editor

NET = "input: [4]\nlayers:\n  - Dense: {units: 1, activation: rleu}\n"


class Sent:
    """What is written to a client."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        head, _, body = data.partition(b"\r\n\r\n")
        assert b"Content-Length: %d" % len(body) in head
        self.messages.append(json.loads(body))

    def close(self) -> None:
        return None

    @property
    def methods(self) -> list[str]:
        """What it was, and the list is begun anew."""
        methods = [str(message["method"]) for message in self.messages]
        self.messages.clear()
        return methods


REFRESHES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True),
        inlay_hint=types.InlayHintWorkspaceClientCapabilities(refresh_support=True),
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
    )
)
PULLS = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
PUBLISH, DIAGNOSTIC = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, types.WORKSPACE_DIAGNOSTIC_REFRESH
HINTS, LENSES = types.WORKSPACE_INLAY_HINT_REFRESH, types.WORKSPACE_CODE_LENS_REFRESH


@pytest.mark.parametrize(
    ("capabilities", "sent", "lenses"),
    [
        (types.ClientCapabilities(), [PUBLISH], []),
        (REFRESHES, [PUBLISH, HINTS, LENSES], [LENSES]),
        (types.ClientCapabilities(text_document=PULLS), [], []),
        (
            types.ClientCapabilities(text_document=PULLS, workspace=REFRESHES.workspace),
            [DIAGNOSTIC, HINTS, LENSES],
            [LENSES],
        ),
    ],
)
def test_other_settings_are_sent_on(capabilities: types.ClientCapabilities, sent: list[str], lenses: list[str]) -> None:
    server, client = Server(), Sent()
    server.protocol.set_writer(client)
    server.protocol.client_capabilities = capabilities
    server.documents.open(types.TextDocumentItem("file:///nowhere/net.yaml", "yaml", 3, NET))
    server.documents.open(types.TextDocumentItem("file:///nowhere/other.yaml", "yaml", 1, "services: {}\n"))
    server.renew()
    published = [message["params"] for message in client.messages if message["method"] == PUBLISH]
    codes = [
        (params["uri"][-8:], params["version"], [item["code"] for item in params["diagnostics"]])
        for params in published
    ]
    assert codes == ([("net.yaml", 3, ["NB015"]), ("her.yaml", 1, [])] if published else [])
    methods = client.methods
    assert list(dict.fromkeys(methods)) == sent
    server.refresh_lenses()
    assert client.methods == lenses
    server.take_settings({"notes": 3, "codeLens": 3})
    server.take_settings({"notes": 3, "inlayHints": 3})
    shown = [message["params"] for message in client.messages if message["method"] == types.WINDOW_SHOW_MESSAGE]
    assert shown == [
        {"type": 2, "message": f"netbuilder: `netbuilder.{key}` is true or false"}
        for key in ("notes", "codeLens", "inlayHints")
    ]


def test_the_client_is_told_what_the_server_can() -> None:
    rename = types.RenameClientCapabilities(prepare_support=True)
    editor = Editor(types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(rename=rename)))
    able = editor.client.protocol._converter.unstructure(editor.initialized.capabilities)
    expected = {
        "completionProvider": {"triggerCharacters": [" ", "{", "[", ":", "-", ","], "resolveProvider": True},
        "codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite", "source.fixAll.netbuilder"]},
        "codeLensProvider": {"resolveProvider": False},
        "diagnosticProvider": {
            "identifier": "netbuilder",
            "interFileDependencies": False,
            "workspaceDiagnostics": False,
        },
        "renameProvider": {"prepareProvider": True},
        "executeCommandProvider": {
            "commands": [f"netbuilder.{name}" for name in ("build", "probe", "report", "compareWithHead", "explain")]
        },
    }
    assert {key: able[key] for key in expected} == expected
    for name in ("hover", "definition", "documentSymbol", "foldingRange", "selectionRange", "inlayHint"):
        assert able[f"{name}Provider"]
    assert editor.end() == 0


def test_what_was_remembered_is_forgotten_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    cleared: list[int] = []
    space = workspace.Workspace()
    monkeypatch.setattr(workspace, "clear", lambda: cleared.append(space._changes))
    for _ in range(2_001):
        space.changed()
    assert cleared == [1_000, 2_000]


def test_a_text_is_a_network_by_its_language_its_keys_or_the_clients_word() -> None:
    space = workspace.Workspace()
    space.settings.use(space.settings.client._replace(files=("named.yaml",)))
    for uri, language, text, is_network in (
        ("file:///a/x.yaml", "yaml", NET, True),
        ("file:///a/x.yaml", "yaml", "a: 1\n", False),
        ("file:///a/x.yaml", "netbuilder", "a: 1\n", True),
        ("file:///a/named.yaml", "yaml", "a: 1\n", True),
    ):
        document = space.open(types.TextDocumentItem(uri, language, 1, text))
        assert document.is_network == is_network
        assert space.network(uri) is (document if is_network else None)
        assert space.get(uri) is document
        assert list(space) == [document]
        space.close(uri)
        assert space.get(uri) is space.network(uri) is None
    space.close("file:///never/open.yaml")
    assert space.is_project_file("/a/pyproject.toml")
    assert not space.is_project_file("/a/other.toml")


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("", True),
        ("inp", True),
        ("input: 1\nlayers:\n", True),
        ("input: 1\nother: 2\n", False),
        ("  other: 2\n", True),
        ("x-a: 1\n", False),
    ],
)
def test_a_text_may_become_a_network(text: str, may: bool) -> None:
    document = workspace.Workspace().open(types.TextDocumentItem("file:///a/x.yaml", "yaml", 1, text))
    assert document.may_become_network == may
