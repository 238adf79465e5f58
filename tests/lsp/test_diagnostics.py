"""What is wrong, pushed and pulled, while it is typed and once it is left."""

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor

NET = """\
input: [28, 28, 1]
layers:
  - Flatten
  - Dense: {units: 64, activation: rleu}
  - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: binary_crossentropy}
"""
SOUND = NET.replace("rleu", "relu").replace("binary_c", "categorical_c") + "task: {kind: multiclass, labels: one_hot}\n"


def test_every_finding_with_its_place_its_page_and_what_to_do(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/one.yaml")
    misspelt, loss = editor.diagnostics(uri)
    assert (misspelt.code, misspelt.severity) == ("NB015", types.DiagnosticSeverity.Error)
    assert editor.text_of(uri, misspelt.range) == "rleu"
    assert "did you mean `relu`?" in misspelt.message
    assert loss.code == "NB306"
    assert editor.text_of(uri, loss.range) == "binary_crossentropy"
    assert loss.code_description is not None
    assert loss.code_description.href.endswith("docs/rules.md#nb306-softmax-binary")


def test_a_second_place_is_related_information(editor: Editor) -> None:
    uri = editor.open("input: [4]\nlayers:\n  - Dense: {units: 2, units: 3}\n", "file:///nowhere/two.yaml")
    [twice] = editor.diagnostics(uri)
    assert twice.code == "NB002"
    assert twice.related_information
    [place] = twice.related_information
    assert place.location.uri == uri
    assert editor.text_of(uri, place.location.range) == "units"


def test_what_changes_nothing_is_faded(editor: Editor) -> None:
    text = SOUND + "# netbuilder: ignore[NB201]\n"
    [unused] = [
        diagnostic
        for diagnostic in editor.diagnostics(editor.open(text, "file:///nowhere/unused.yaml"))
        if diagnostic.code == "NB018"
    ]
    assert unused.tags == (types.DiagnosticTag.Unnecessary,)
    text = SOUND.replace("- Flatten", "- Flatten\n  - Dropout: {rate: 0}")
    found = editor.diagnostics(editor.open(text, "file:///nowhere/nothing.yaml"))
    assert {d.code: d.tags for d in found}["NB508"] == (types.DiagnosticTag.Unnecessary,)


def test_other_yaml_stays_quiet(editor: Editor) -> None:
    uri = editor.open("services:\n  web: {ports: [80]\n", "file:///nowhere/compose.yaml")
    editor.type(uri, 0, "x: 1\n")
    other = editor.open(NET, "file:///nowhere/after.yaml")
    assert editor.diagnostics(other)
    assert not [params for params in editor.published if params.uri == uri]
    editor.type(uri, 0, "layers:\n  - Dens\n")
    editor.until(lambda: [params for params in editor.published if params.uri == uri])


def test_the_word_at_the_cursor_is_no_mistake_until_it_is_left(editor: Editor) -> None:
    uri = editor.open(SOUND, "file:///nowhere/typing.yaml")
    assert editor.codes(uri) == []
    at = SOUND.index("\n  - Dense: {units: 10")
    for number, letter in enumerate("\n  - Dens"):
        editor.type(uri, at + number, letter)
        assert editor.codes(uri) == [], editor.texts[uri]
    editor.type(uri, at + 9, "\n")  # the next line: the word is left
    assert editor.codes(uri) == ["NB010", "NB013"]
    for number, letter in enumerate("  - Flatten: {"):
        editor.type(uri, at + 10 + number, letter)
    assert editor.codes(uri) == ["NB010", "NB013"]  # no bracket closes it, and what was found since is not lost


def test_a_word_counts_as_left_when_nothing_is_typed_for_a_while(editor: Editor) -> None:
    uri = editor.open(SOUND, "file:///nowhere/pause.yaml")
    editor.type(uri, SOUND.index("relu") + 4, "x")
    assert editor.codes(uri) == []
    editor.until(lambda: [params for params in editor.published if params.uri == uri][-1].diagnostics)
    assert editor.codes(uri) == ["NB015"]


def test_a_half_typed_line_hides_nothing_elsewhere(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/half.yaml")
    assert editor.codes(uri) == ["NB015", "NB306"]
    at = NET.index("\n  - Flatten")
    for number, letter in enumerate("\n  - Conv2D: {filters: 3"):
        editor.type(uri, at + number, letter)
        found = editor.diagnostics(uri)
        assert "NB001" not in [d.code for d in found]
        assert [editor.text_of(uri, d.range) for d in found if d.code == "NB306"] in (["binary_crossentropy"], [])
    # No bracket closes it: what was found before has moved along.
    assert [editor.text_of(uri, d.range) for d in found] == ["rleu", "binary_crossentropy"]
    editor.until(
        lambda: [params for params in editor.published if params.uri == uri][-1].diagnostics[0].code == "NB001"
    )


def test_a_saved_text_is_left(editor: Editor) -> None:
    uri = editor.open(SOUND, "file:///nowhere/saved.yaml")
    editor.type(uri, SOUND.index("relu") + 4, "x")
    identifier = types.TextDocumentIdentifier(uri)
    editor.call(editor.client.text_document_did_save, types.DidSaveTextDocumentParams(identifier))
    editor.until(lambda: [params for params in editor.published if params.uri == uri and params.diagnostics])


def test_a_closed_document_has_no_findings(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/closed.yaml")
    assert editor.diagnostics(uri)
    editor.close(uri)
    editor.until(lambda: not [params for params in editor.published if params.uri == uri][-1].diagnostics)


def test_a_client_that_asks_is_answered_and_not_told() -> None:
    capabilities = types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
        workspace=types.WorkspaceClientCapabilities(
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
        ),
    )
    editor = Editor(capabilities)
    uri = editor.open(NET)
    params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
    report = editor.wait(editor.client.text_document_diagnostic_async(params))
    assert [item.code for item in report.items] == ["NB015", "NB306"]
    editor.type(uri, NET.index("rleu") + 4, "x")
    report = editor.wait(editor.client.text_document_diagnostic_async(params))
    assert [item.code for item in report.items] == ["NB306"]
    editor.until(lambda: "diagnostics refresh" in editor.messages)
    report = editor.wait(editor.client.text_document_diagnostic_async(params))
    assert [item.code for item in report.items] == ["NB015", "NB306"]
    assert editor.published == []
    assert editor.end() == 0


@pytest.mark.parametrize("encoding", list(types.PositionEncodingKind))
def test_positions_count_as_the_client_does(encoding: types.PositionEncodingKind) -> None:
    general = types.GeneralClientCapabilities(position_encodings=[encoding])
    editor = Editor(types.ClientCapabilities(general=general))
    assert editor.encoding == encoding
    uri = editor.open('x-note: "n \u2028 a line to nobody but Python and YAML"\n' + SOUND)
    assert editor.codes(uri) == []
    editor.type(uri, 9, "ä𝔸")
    name = editor.texts[uri].replace("relu}", "relu, name: 'é𝔸', kernel: x}")
    editor.type(uri, 0, name, len(editor.texts[uri]))
    *_, unknown = editor.diagnostics(uri)
    start = editor.position(uri, name.index("kernel"))
    assert unknown.range == types.Range(start, types.Position(start.line, start.character + 6))
    assert editor.end() == 0
