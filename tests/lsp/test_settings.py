"""What the client and the project set, and what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from netbuilder.diagnostics.errors import SettingsError
from netbuilder.language_server.settings import diagnostic_in_project
from tests.lsp.editor import Editor

NET = """\
input: [28, 28, 1]
layers:
  - Flatten
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: binary_crossentropy}
"""
WATCHES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    )
)


def project(folder: Path, table: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(f"[tool.netbuilder]\n{table}\n")
    return path


def published(editor: Editor, path: Path) -> list[types.Diagnostic]:
    params = editor.until(lambda: [params for params in editor.published if params.uri == path.as_uri()])
    return list(params[-1].diagnostics)


def test_the_nearest_project_holds_and_the_client_wins(tmp_path: Path) -> None:
    project(tmp_path, 'ignore = ["NB306"]')
    inner = tmp_path / "inner"
    inner.mkdir()
    net = (inner / "net.yaml").as_uri()
    editor = Editor()
    assert "NB306" not in editor.codes(editor.open(NET, net))
    changed = types.DidChangeConfigurationParams({"netbuilder": {"ignore": ["NB1"]}})
    editor.call(editor.client.workspace_did_change_configuration, changed)
    editor.until(lambda: [p for p in editor.published if p.uri == net and p.diagnostics])
    assert "NB306" in editor.codes(net)
    assert editor.end() == 0


def test_a_changed_pyproject_holds_at_once(tmp_path: Path) -> None:
    editor = Editor(WATCHES)
    editor.until(lambda: "registered workspace/didChangeWatchedFiles" in editor.messages)
    net = editor.open(NET, (tmp_path / "net.yaml").as_uri())
    assert "NB306" in editor.codes(net)
    path = project(tmp_path, 'rules = {NB306 = "off"}')
    event = types.FileEvent(path.as_uri(), types.FileChangeType.Created)
    editor.call(editor.client.workspace_did_change_watched_files, types.DidChangeWatchedFilesParams([event]))
    editor.until(lambda: "NB306" not in editor.codes(net))
    assert editor.end() == 0


@pytest.mark.parametrize(
    ("table", "marked", "words"),
    [
        ('ignore = ["NB2", "NB9999"]', "NB9999", "no rule is called `NB9999`"),
        ("strct = true", "strct", "has no key `strct`"),
        ("strict = 3", "strict", "is true or false"),
        ('rules = {NB203 = "loud"}', "rules", "table of severities"),
        ("strict = = 3", "strict = = 3\n", "is no TOML"),
    ],
)
def test_a_mistake_in_a_pyproject_is_said_in_that_file(tmp_path: Path, table: str, marked: str, words: str) -> None:
    path = project(tmp_path, table)
    editor = Editor()
    net = editor.open(NET, (tmp_path / "net.yaml").as_uri())
    assert "NB306" in editor.codes(net)  # the file is checked as without it
    [mistake] = published(editor, path)
    assert words in mistake.message
    editor.texts[path.as_uri()] = path.read_text()
    assert editor.text_of(path.as_uri(), mistake.range) == marked
    project(tmp_path, "strict = true")
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(path.as_uri()))
    editor.call(editor.client.text_document_did_save, saved)
    editor.until(lambda: published(editor, path) == [])
    assert editor.end() == 0


def test_an_unknown_setting_is_said_once() -> None:
    theirs = {"command": ["netbuilder"], "trace": {"server": "off"}}  # what a client keeps for itself
    wrong: dict[str, Any] = {"inlayHint": True, "codeLens": "yes", "select": ["NB9999"], **theirs}
    editor = Editor(options=wrong)
    editor.until(lambda: len(editor.messages) == 3)
    editor.call(
        editor.client.workspace_did_change_configuration, types.DidChangeConfigurationParams({"netbuilder": wrong})
    )
    editor.diagnostics(editor.open(NET))
    assert sorted(editor.messages) == [
        "netbuilder: `netbuilder.codeLens` is true or false",
        "netbuilder: no rule is called `NB9999` in `netbuilder`; `netbuilder rules` lists all of them",
        "netbuilder: there is no setting `netbuilder.inlayHint`; did you mean `inlayHints`?",
    ]
    assert editor.end() == 0


def test_a_file_is_a_network_by_the_clients_glob() -> None:
    editor = Editor(options={"files": ["nets/*.yaml"]})
    named = editor.open("services: {}\n", "file:///nowhere/nets/a.yaml")
    assert editor.codes(named)
    other = editor.open("services: {}\n", "file:///nowhere/b.yaml")
    last = editor.open(NET, "file:///nowhere/c.yaml")
    assert editor.codes(last)
    assert not [params for params in editor.published if params.uri == other]
    assert editor.end() == 0


def test_notes_are_hints_and_can_be_left_out() -> None:
    text = NET.replace("binary_crossentropy", "categorical_crossentropy")
    editor = Editor()
    [note] = editor.diagnostics(editor.open(text))
    assert (note.code, note.severity) == ("NB316", types.DiagnosticSeverity.Hint)
    assert editor.end() == 0
    editor = Editor(options={"notes": False})
    assert editor.diagnostics(editor.open(text)) == []
    assert editor.end() == 0


def test_a_file_in_another_encoding_is_said_to_be_one() -> None:
    """The editor decodes it; what it could not decode stands there as U+FFFD, or as NULs."""
    editor = Editor()
    uri = editor.open("layers:\n  - \ufffdense\n\x00", "file:///nowhere/latin.yaml")
    assert "NB001" in editor.codes(uri)
    assert editor.end() == 0


def test_a_mistake_without_a_place_stands_on_the_first_line(tmp_path: Path) -> None:
    file, mistake = tmp_path / "pyproject.toml", SettingsError("no rule is called `NB9`", word="NB9")
    start = types.Range(types.Position(0, 0), types.Position(1, 0))
    assert diagnostic_in_project(str(file), mistake).range == start
    file.write_text('[tool.netbuilder]\nignore = ["NB99", "NB9"]\n')
    place = types.Range(types.Position(1, 19), types.Position(1, 22))
    assert diagnostic_in_project(str(file), mistake).range == place
    file.write_text('NB9.ignore = ["NB9"]\n')  # no table of ours: where it stands first
    place = types.Range(types.Position(0, 0), types.Position(0, 3))
    assert diagnostic_in_project(str(file), mistake).range == place
