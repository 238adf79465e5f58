"""Hints, lenses, the outline, folds, selections, definitions and names."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

import netbuilder as nb
from tests.lsp.editor import EVERYTHING, Editor

NET = """\
x-block: &block
  units: 8
  activation: relu
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, activation: relu}  # the first
  - repeat:
      times: 2
      layers:
        - Conv2D: {filters: 32, kernel_size: 3, name: inner}
  - {Flatten: {}}
  - Dense: *block
  - Dense:
      <<: *block
      name: last
"""


def ask(editor: Editor, method: str, uri: str, **more: Any) -> Any:
    params = types.METHOD_TO_TYPES[f"textDocument/{method}"][2]
    function = getattr(editor.client, f"text_document_{_snake(method)}_async")
    return editor.wait(function(params(text_document=types.TextDocumentIdentifier(uri), **more)))


def _snake(word: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in word)


def at(editor: Editor, uri: str, mark: str) -> types.Position:
    position: types.Position = editor.at(uri, mark)["position"]
    return position


def test_hints_at_the_end_of_a_layers_line(editor: Editor) -> None:
    uri = editor.open(NET)
    whole = types.Range(types.Position(0, 0), types.Position(100, 0))
    hints = ask(editor, "inlayHint", uri, range=whole)
    lines = NET.split("\n")
    said = {lines[hint.position.line]: hint.label for hint in hints}
    assert said == {
        lines[5]: "(26, 26, 32)  320",
        lines[6]: "(22, 22, 32)  18,496",
        lines[9]: "(24, 24, 32) ... (22, 22, 32)  2 x 9,248",
        lines[10]: "(15488,)  0",
        lines[11]: "(8,)  123,912",
        lines[12]: "(8,)  72",
    }
    assert all(hint.position.character == len(lines[hint.position.line]) for hint in hints)
    some = ask(editor, "inlayHint", uri, range=types.Range(types.Position(5, 0), types.Position(5, 9)))
    assert [hint.label for hint in some] == ["(26, 26, 32)  320"]


def test_layers_on_one_line_have_their_hints_beside_them(editor: Editor) -> None:
    text = "input: [4]\nlayers: [{Dense: {units: 3}}, Flatten]\n"
    uri = editor.open(text, "file:///nowhere/line.yaml")
    hints = ask(editor, "inlayHint", uri, range=types.Range(types.Position(0, 0), types.Position(9, 0)))
    assert [(hint.position.character, hint.label) for hint in hints] == [
        (text.split("\n")[1].index("}},") + 2, "(3,)  15"),
        (text.split("\n")[1].index("]"), "(3,)  0"),
    ]


def test_lenses_over_the_layers(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/lens.yaml")
    lenses = ask(editor, "codeLens", uri)
    assert {lens.range.start.line for lens in lenses} == {4}
    commands = [lens.command for lens in lenses]
    assert [command.title for command in commands] == [
        "142,800 parameters, 558 KiB", "build", "probe", "report", "compare with HEAD",
    ]  # fmt: skip
    assert commands[1].arguments == (uri,)
    provider = editor.initialized.capabilities.execute_command_provider
    assert provider is not None
    assert {command.command for command in commands if command.command} < set(provider.commands)


def test_hints_and_lenses_are_off_by_setting() -> None:
    editor = Editor(options={"inlayHints": False, "codeLens": False})
    uri = editor.open(NET)
    whole = types.Range(types.Position(0, 0), types.Position(100, 0))
    assert ask(editor, "inlayHint", uri, range=whole) is None
    assert ask(editor, "codeLens", uri) is None
    assert editor.end() == 0


def test_the_outline_has_the_layers_in_each_other(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/outline.yaml")
    symbols = ask(editor, "documentSymbol", uri)
    assert [symbol.name for symbol in symbols] == ["x-block", "input", "layers"]
    layers = symbols[2].children
    assert [(layer.name, layer.detail) for layer in layers] == [
        ("Conv2D", "(26, 26, 32)  320"),
        ("repeat", "(22, 22, 32)  18,496"),
        ("Flatten", "(15488,)  0"),
        ("Dense", "(8,)  123,912"),
        ("Dense last", "(8,)  72"),
    ]
    assert [layer.name for layer in layers[1].children] == ["Conv2D inner"]
    for symbol in [*symbols, *layers, *layers[1].children]:
        assert symbol.range.start <= symbol.selection_range.start
        assert symbol.selection_range.end <= symbol.range.end


def test_everything_of_several_lines_folds(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/folds.yaml")
    folds = {(fold.start_line, fold.end_line) for fold in ask(editor, "foldingRange", uri)}
    assert {(0, 2), (4, 14), (6, 9), (8, 9), (12, 14)} <= folds


def test_a_selection_grows_from_the_word_to_the_file(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/grows.yaml")
    [selection] = ask(editor, "selectionRange", uri, positions=[at(editor, uri, "filters: 3")])
    texts = []
    while selection is not None:
        texts.append(editor.text_of(uri, selection.range))
        selection = selection.parent
    assert texts[:4] == [
        "32",
        "filters: 32",
        "{filters: 32, kernel_size: 3, activation: relu}",
        "Conv2D: {filters: 32, kernel_size: 3, activation: relu}",
    ]
    assert texts[-1] == NET
    assert all(inner in outer for inner, outer in pairwise(texts))


def test_an_alias_leads_to_its_anchor(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/alias.yaml")
    for mark in ("Dense: *bl", "<<: *blo"):
        location = ask(editor, "definition", uri, position=at(editor, uri, mark))
        assert location.uri == uri
        assert location.range == types.Range(types.Position(0, 10), types.Position(0, 15))


def test_a_custom_layer_leads_to_its_source_which_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    source = "raise SystemExit('imported')\nclass Gate:\n    pass\n"
    (tmp_path / "mine" / "layers.py").write_text(source)
    net = tmp_path / "net.yaml"
    net.write_text("input: [4]\nlayers:\n  - Gate: {units: 3}\n")
    editor = Editor(options={"imports": ["mine.layers"]})
    uri = editor.open(net.read_text(), net.as_uri())
    location = ask(editor, "definition", uri, position=at(editor, uri, "- Ga"))
    assert location.uri == (tmp_path / "mine" / "layers.py").as_uri()
    assert location.range.start == types.Position(1, 6)
    assert editor.end() == 0


CUSTOM = '''
import keras
raise SystemExit("it was run")

@keras.saving.register_keras_serializable(package="mine")
class Gate(keras.layers.Layer):
    """Lets some of it through."""

    def __init__(self, units, activation="relu", **kwargs):
        super().__init__(**kwargs)

class Wide(keras.layers.Dense):
    def __init__(self, factor: int = 2, **kwargs):
        super().__init__(**kwargs)

@keras.saving.register_keras_serializable()
def swishy(x):
    return x
'''


def test_a_custom_layer_is_known_by_its_source_which_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(CUSTOM)
    editor = Editor(options={"imports": ["layers"]})
    text = (
        "input: [4]\nlayers:\n  - Gate: {units: 3, activation: rleu}\n  - mine>Gate: {unit: 3}\n  - Wide: {units: 4}\n"
    )
    uri = editor.open(text, (tmp_path / "net.yaml").as_uri())
    codes = [(d.code, editor.text_of(uri, d.range)) for d in editor.diagnostics(uri)]
    assert ("NB015", "rleu") in codes
    assert ("NB011", "unit") in codes
    assert not [code for code, _ in codes if code == "NB010"]
    assert editor.end() == 0


def offered(editor: Editor, uri: str, mark: str) -> dict[str, types.CompletionItem]:
    """What is offered behind a mark, by label."""
    answer = ask(editor, "completion", uri, position=at(editor, uri, mark))
    return {item.label: item for item in answer.items}


def test_custom_names_are_completed_with_what_they_need(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(CUSTOM)
    editor = Editor(options={"imports": ["layers"]})
    uri = editor.open(
        "input: [4]\nlayers:\n  - \n  - Gate: {}\n  - Dense: {units: 3, activation: }\n"
        "  - TimeDistributed: {layer: {}}\n",
        (tmp_path / "net.yaml").as_uri(),
    )
    layers = offered(editor, uri, "layers:\n  - ")
    assert (
        layers["Gate"].insert_text == layers["mine>Gate"].insert_text.replace("mine>", "") == "Gate: {units: ${1:}\\}"
    )
    assert layers["Gate"].detail == "Lets some of it through."
    assert {"Wide", "Dense"} <= layers.keys()
    assert "swishy" not in layers
    assert list(offered(editor, uri, "- Gate: {"))[:2] == ["units", "activation"]
    activations = offered(editor, uri, "activation: ")
    assert {"relu", "swishy", "Custom>swishy"} <= activations.keys()
    assert {"Gate", "Wide"} <= offered(editor, uri, "layer: {").keys()
    other = editor.open("layers:\n  - \n", "file:///nowhere/other.yaml")
    settings = types.DidChangeConfigurationParams({"netbuilder": {}})
    editor.call(editor.client.workspace_did_change_configuration, settings)
    for document in (uri, other):  # nothing is remembered of them
        assert not {"Gate", "Wide", "swishy"} & offered(editor, document, "layers:\n  - ").keys()
    resolved = editor.wait(editor.client.completion_item_resolve_async(layers["Gate"]))
    assert resolved.documentation is None
    assert editor.end() == 0


def test_a_custom_function_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(CUSTOM)
    editor = Editor(options={"imports": ["layers"]})
    text = "input: [4]\nlayers:\n  - Dense: {units: 3, activation: swishy}\n  - Dense: {units: 3, activation: swish}\n"
    uri = editor.open(text, (tmp_path / "net.yaml").as_uri())
    assert editor.codes(uri) == []
    assert editor.end() == 0


def test_an_anchor_is_renamed_in_all_places(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/rename.yaml")
    for mark in ("&blo", "Dense: *bl", "<<: *blo"):
        place = ask(editor, "prepareRename", uri, position=at(editor, uri, mark))
        assert editor.text_of(uri, place) == "block"
        edit = ask(editor, "rename", uri, position=at(editor, uri, mark), new_name="part")
        assert editor.edited(uri, edit.changes[uri]) == NET.replace("&block", "&part").replace("*block", "*part")


def test_a_layer_is_renamed_and_no_name_is_taken_that_keras_refuses(editor: Editor) -> None:
    uri = editor.open(NET, "file:///nowhere/layer.yaml")
    edit = ask(editor, "rename", uri, position=at(editor, uri, "name: la"), new_name="head")
    renamed = editor.edited(uri, edit.changes[uri])
    assert renamed == NET.replace("name: last", "name: head")
    assert not nb.check(renamed).errors
    with pytest.raises(Exception, match="cannot be called"):
        ask(editor, "rename", uri, position=at(editor, uri, "name: la"), new_name="a head")
    assert ask(editor, "prepareRename", uri, position=at(editor, uri, "units: ")) is None


def test_the_client_says_what_it_can(editor: Editor) -> None:
    assert EVERYTHING.window is not None
    assert editor.initialized.capabilities.rename_provider
