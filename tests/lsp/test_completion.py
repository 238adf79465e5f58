"""What can be typed at a cursor, in both styles, what fits first."""

from typing import Any

import pytest
import yaml
from lsprotocol import types

import netbuilder as nb
from netbuilder.vocabulary.base.registry import names
from tests.lsp.editor import Editor

HEAD = "input: [28, 28, 1]\nlayers:\n  - Flatten\n"
INTEGERS = "task: {kind: multiclass, labels: integer}\n"
TAIL = (
    "  - Dense: {units: 10, activation: softmax}\ncompile: {optimizer: adam, loss: sparse_categorical_crossentropy}\n"
)


def complete(editor: Editor, text: str) -> list[types.CompletionItem]:
    """What is offered at `|`, the best first."""
    mark = text.index("|")
    before, after = text[:mark], text[mark + 1 :]
    uri = editor.open(before + after, f"file:///nowhere/{abs(hash(text))}.yaml")
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), editor.position(uri, mark))
    answer: Any = editor.wait(editor.client.text_document_completion_async(params))
    if answer is None:
        return []
    return sorted(answer.items, key=lambda item: item.sort_text or item.label)


def labels(editor: Editor, text: str) -> list[str]:
    return [item.label for item in complete(editor, text)]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "  - |\n" + TAIL,
        HEAD + "  - De|\n" + TAIL,
        HEAD + "  - De|",
        "input: [4]\nlayers: [Flatten, |]\n",
        "input: [4]\nlayers: [Flatten, De|\n",
        "input: [4]\nlayers:\n  |",
        HEAD + "  - repeat:\n      times: 2\n      layers:\n        - |",
        HEAD + "  - TimeDistributed: {layer: |}\n",
        HEAD + "  - TimeDistributed: {layer: {|}}\n",
    ],
)
def test_layers_where_a_layer_can_stand(editor: Editor, text: str) -> None:
    assert set(names("layer")) <= set(labels(editor, text))


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "  - Dense: {|}\n" + TAIL,
        HEAD + "  - Dense: {|\n" + TAIL,
        HEAD + "  - Dense:\n      |\n" + TAIL,
        HEAD + "  - Dense: {name: x, u|}\n" + TAIL,
        HEAD + "  - Dense:\n      name: x\n      u|\n" + TAIL,
    ],
)
def test_options_that_are_not_written_yet_the_needed_ones_first(editor: Editor, text: str) -> None:
    offered = labels(editor, text)
    assert offered[0] == "units"
    assert offered[1] == "activation"
    assert ("name" in offered) == ("name: x" not in text)
    assert not [option for option in offered if option not in nb.Dense.model_fields]


def test_a_layer_comes_with_its_needed_options_as_places_to_fill_in(editor: Editor) -> None:
    by_label = {item.label: item for item in complete(editor, HEAD + "  - |")}
    assert by_label["Conv2D"].insert_text == "Conv2D: {filters: ${1:4}, kernel_size: ${2:3}\\}"
    assert by_label["Conv2D"].insert_text_format is types.InsertTextFormat.Snippet
    assert by_label["Flatten"].insert_text == "Flatten"
    in_braces = {item.label: item for item in complete(editor, "input: [4]\nlayers: [|]\n")}
    assert in_braces["Dense"].insert_text == "{Dense: {units: ${1:4}\\}\\}"


def test_a_client_without_snippets_gets_plain_text() -> None:
    editor = Editor(types.ClientCapabilities())
    by_label = {item.label: item for item in complete(editor, HEAD + "  - |")}
    assert by_label["Dense"].insert_text == "Dense: {units: }"
    assert by_label["Dense"].insert_text_format is None
    assert editor.end() == 0


@pytest.mark.parametrize(
    ("activation", "first"), [("relu", "he_"), ("selu", "lecun_"), ("tanh", "glorot_"), ("softmax", "glorot_")]
)
@pytest.mark.parametrize(
    "style",
    [
        "{{units: 4, activation: {}, kernel_initializer: |}}",
        "\n      units: 4\n      activation: {}\n      kernel_initializer: |",
    ],
)
def test_the_initializers_that_fit_the_activation_come_first(
    editor: Editor, activation: str, first: str, style: str
) -> None:
    offered = complete(editor, HEAD + f"  - Dense: {style.format(activation)}\n" + TAIL)
    assert offered[0].label.startswith(first)
    assert offered[1].label.startswith(first)
    assert {"zeros", "VarianceScaling"} <= {item.label for item in offered}


@pytest.mark.parametrize(
    ("head", "rest", "first"),
    [
        ("units: 10, activation: softmax", "", {"categorical_crossentropy", "sparse_categorical_crossentropy"}),
        ("units: 10, activation: softmax", INTEGERS, {"sparse_categorical_crossentropy"}),
        ("units: 1, activation: sigmoid", "", {"binary_crossentropy"}),
        ("units: 1", "", {"mse", "mae"}),
    ],
)  # fmt: skip
def test_the_losses_that_fit_the_head_come_first(editor: Editor, head: str, rest: str, first: set[str]) -> None:
    text = HEAD + f"  - Dense: {{{head}}}\ncompile: {{optimizer: adam, loss: |}}\n" + rest
    items = complete(editor, text)
    fitting = {item.label for item in items if (item.sort_text or "").startswith("0")}
    assert first <= fitting
    assert "ctc" not in fitting
    if "integer" in rest:
        assert "categorical_crossentropy" not in fitting
    assert items[0].label in fitting


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("|", ["input", "layers", "compile"]),
        ("inp|\nlayers: [Flatten]\n", ["input", "compile"]),
        (HEAD + "compile: {|}", ["optimizer", "loss"]),
        (HEAD + "compile:\n  optimizer: |", ["adam", "AdamW"]),
        (HEAD + "compile: {optimizer: {|}}", ["Adam", "SGD"]),
        (HEAD + "compile: {optimizer: {Adam: {learning_rate: {|}}}}", ["CosineDecay"]),
        (HEAD + "compile: {metrics: [|]}", ["accuracy", "AUC"]),
        (HEAD + "  - Conv2D: {padding: |}", ["valid", "same"]),
        (HEAD + "  - Dense: {use_bias: |}", ["true", "false"]),
        ("input: {shape: [4], |}\nlayers: []", ["dtype"]),
        (HEAD + "task: {kind: |}", ["multiclass", "regression"]),
        (HEAD + "rules: {|}", ["NB201", "NB316"]),
        (HEAD + "rules: {NB201: |}", ["error", "off"]),
        (HEAD + "  - Dense: {units: 4}  # netbuilder: ignore[|", ["NB201"]),
        (HEAD + "  - Dense: {units: 4}  # net|", ["netbuilder: ignore[]"]),
        (HEAD + "  - RNN: {cell: |}", ["LSTMCell"]),
    ],
)
def test_what_can_stand_there(editor: Editor, text: str, some: list[str]) -> None:
    assert set(some) <= set(labels(editor, text))


def test_nothing_in_a_comment_and_in_other_yaml(editor: Editor) -> None:
    assert labels(editor, HEAD + "  - Dense: {units: 4}  # the hidden |") == []
    assert labels(editor, "services:\n  |") == []


def test_every_layer_that_is_offered_makes_a_line_that_reads(editor: Editor) -> None:
    """With the examples that stand at the places to fill in."""
    for item in complete(editor, HEAD + "  - |"):
        typed = "".join(_filled(item.insert_text or item.label))
        line = yaml.safe_load(f"- {typed}")[0]
        assert line == item.label or list(line) == [item.label], typed
        found = nb.check(f"input: [8]\nlayers:\n  - {typed}\n").errors
        assert not [d for d in found if d.code in ("NB001", "NB010", "NB013", "NB014", "NB015")], (typed, found)


def _filled(snippet: str) -> str:
    import re

    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", r"\1", snippet)
    return re.sub(r"\\(.)", r"\1", text)


def test_an_item_is_explained_when_it_is_looked_at(editor: Editor) -> None:
    items = {item.label: item for item in complete(editor, HEAD + "  - Dense: {kernel_initializer: |}")}
    resolved = editor.wait(editor.client.completion_item_resolve_async(items["he_normal"]))
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert "Goes with" in resolved.documentation.value
    options = {item.label: item for item in complete(editor, HEAD + "  - Dropout: {|}")}
    resolved = editor.wait(editor.client.completion_item_resolve_async(options["rate"]))
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert "below 1" in resolved.documentation.value


def test_only_what_the_meant_release_of_keras_has(editor: Editor) -> None:
    assert "RMSNormalization" in labels(editor, HEAD + "  - |")
    assert "RMSNormalization" not in labels(editor, 'keras: "3.5"\n' + HEAD + "  - |")
    assert "renorm" not in labels(editor, 'keras: "3.5"\n' + HEAD + "  - BatchNormalization: {|}")
    assert "Muon" not in labels(editor, 'keras: "3.5"\n' + HEAD + "compile: {optimizer: |}")


def test_only_the_strings_that_the_meant_release_of_keras_has(editor: Editor) -> None:
    """Some came later than their class."""
    assert "muon" not in labels(editor, 'keras: "3.12"\n' + HEAD + "compile: {optimizer: |}")
    assert "Muon" in labels(editor, 'keras: "3.12"\n' + HEAD + "compile: {optimizer: |}")
    assert "muon" in labels(editor, 'keras: "3.14"\n' + HEAD + "compile: {optimizer: |}")
