"""What an editor does with the JSON Schema: marks, completes and explains at the right place."""

from typing import Any

import pytest

pytestmark = [pytest.mark.node, pytest.mark.slow]

HEAD = "input: [8]\nlayers:\n"

MARKED = {
    "unknown option": ("  - Dense: {units: 4, ~actvation: relu}", "Property actvation is not allowed."),
    "unknown option in a block": ("  - Dense:\n      units: 4\n      ~unit: 4", "Property unit is not allowed."),
    "unknown layer": ("  - ~Dens: {units: 4}", "Property Dens is not allowed."),
    "unknown bare layer": ("  - ~Flattn", "Value is not accepted. Valid values:"),
    "bare layer that needs options": ("  - ~Dense", "Value is not accepted. Valid values:"),
    "missing option": ("  - ~Dense: {activation: relu}", 'Missing property "units".'),
    "wrong initializer": (
        "  - Dense: {units: 4, kernel_initializer: ~he_norml}",
        "Value is not accepted. Valid values:",
    ),
    "wrong initializer by class": (
        "  - Dense: {units: 4, kernel_initializer: {~HeNorml: {seed: 1}}}",
        "Property HeNorml is not allowed.",
    ),
    "wrong option of an initializer": (
        "  - Dense: {units: 4, kernel_initializer: {HeNormal: {~sed: 1}}}",
        "Property sed is not allowed.",
    ),
    "wrong activation": ("  - Dense: {units: 4, activation: ~rely}", "Value is not accepted. Valid values:"),
    "text for a number": ('  - Dense: {units: ~"4"}', 'Incorrect type. Expected "integer".'),
    "out of range": ("  - Dropout: {rate: ~30}", "Value is above the exclusive maximum of 1."),
    "wrong word": ("  - Conv2D: {filters: 4, kernel_size: 3, padding: ~sme}", "Value is not accepted. Valid values:"),
    "list of the wrong length": ("  - Conv2D: {filters: 4, kernel_size: ~[3]}", "Array has too few items."),
    "two layers in one entry": ("  - ~{Dense: {units: 4}, Flatten: {}}", "Object has more properties than limit of 1."),
    "inside repeat": (
        "  - repeat:\n      times: 2\n      layers:\n        - Dense: {units: 4, ~unt: 3}",
        "Property unt is not allowed.",
    ),
    "inside repeat in repeat": (
        "  - repeat: {times: 2, layers: [{repeat: {times: 2, layers: [{~Dens: {units: 4}}]}}]}",
        "Property Dens is not allowed.",
    ),
    "inside a wrapper": ("  - Bidirectional: {layer: {LSTM: {~unit: 4, units: 4}}}", "Property unit is not allowed."),
    "inside a wrapper, initializer": (
        "  - TimeDistributed: {layer: {Dense: {units: 4, kernel_initializer: ~he}}}",
        "Value is not accepted. Valid values:",
    ),
    "inside a nested model": ("  - Sequential: {layers: [{Dense: {units: ~0}}]}", "Value is below the minimum of 1."),
    "cell": ("  - RNN: {cell: {~LSTMCel: {units: 4}}}", "Property LSTMCel is not allowed."),
    "optimizer": ("  - Flatten\ncompile: {optimizer: {Adam: {~lr: 0.1}}}", "Property lr is not allowed."),
    "schedule": (
        "  - Flatten\ncompile: {optimizer: {Adam: {learning_rate: {~CosineDecy: {}}}}}",
        "Property CosineDecy is not allowed.",
    ),
    "loss": ("  - Flatten\ncompile: {loss: ~msee}", "Value is not accepted. Valid values:"),
    "metric": ("  - Flatten\ncompile: {metrics: [mae, ~acuracy]}", "Value is not accepted. Valid values:"),
    "section": ("  - Flatten\n~layer: []", "Property layer is not allowed."),
    "rule": ("  - Flatten\nrules: {~NB999: off}", "Property NB999 is not allowed."),
}


@pytest.mark.parametrize(("marked", "said"), MARKED.values(), ids=MARKED)
def test_a_mistake_is_marked_where_it_is(editor: Any, marked: str, said: str) -> None:
    before, _, after = (HEAD + marked).partition("~")
    [(line, column, message)] = editor.problems(f"{before}{after}\n")
    assert message.startswith(said)
    assert (line, column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_every_mistake_of_a_file_is_marked(editor: Any) -> None:
    text = HEAD + "  - Dense: {unit: 4}\n  - Flattn\n  - Dropout: {rate: 2}\ncompile: {loss: msee}\n"
    assert [line for line, _, _ in editor.problems(text)] == [3, 3, 4, 5, 6]


def test_anchors_aliases_and_merges_are_without_marks(editor: Any) -> None:
    text = """\
x-block: &block {Dense: {units: 4}}
x-options: &options {units: 4}
input: [8]
layers:
  - *block
  - Dense: {<<: *options, use_bias: false}
  - Dense:
      <<: *options
  - Flatten:
"""
    assert editor.problems(text) == []
    [(line, _, message)] = editor.problems(text.replace("use_bias", "use_bia"))
    assert (line, message) == (6, "Property use_bia is not allowed.")


def test_configs_and_templates_are_without_marks(editor: Any) -> None:
    from pathlib import Path

    from netbuilder.convert.templates import template, templates

    for path in sorted((Path(__file__).parents[2] / "configs").glob("*.yaml")):
        assert editor.problems(path.read_text(encoding="utf-8")) == [], path.name
    for name in templates():
        assert editor.problems(template(name)) == [], name


@pytest.mark.parametrize(
    "text",
    [
        "  - Dense:\n      |\n",
        "  - Dense: {u|}\n",
        "  - repeat:\n      times: 2\n      layers:\n        - Dense:\n            |\n",
    ],
    ids=["block", "flow", "in a repeat"],
)
def test_dense_completes_to_its_own_options(editor: Any, text: str) -> None:
    from netbuilder.vocabulary.base.registry import find

    dense = find("layer", "Dense")
    assert dense is not None
    # `Dense` itself stands for everything that is required at once.
    assert set(editor.completions(HEAD + text)) - {"Dense"} == set(dense.option_names())


def test_what_is_there_is_not_completed_again(editor: Any) -> None:
    offered = editor.completions(HEAD + "  - Dense:\n      units: 3\n      |\n")
    assert "units" not in offered
    assert "activation" in offered


def test_layers_complete_with_and_without_options(editor: Any) -> None:
    offered = editor.completions(HEAD + "  - |\n")
    assert {"Dense", "Conv2D", "Flatten", "repeat", "Sequential", "Bidirectional"} <= set(offered)
    assert "Every unit weighs every feature" in offered["Dense"]


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("  - Dense: {kernel_initializer: |}\n", {"he_normal", "glorot_uniform"}),
        ("  - Dense:\n      activation: |\n", {"relu", "softmax", "LeakyReLU"}),
        ("  - Dense:\n      use_bias: |\n", {"true", "false"}),
        ("  - Conv2D:\n      padding: |\n", {"valid", "same"}),
        ("  - Flatten\ncompile:\n  optimizer: |\n", {"adam", "sgd"}),
        ("  - Flatten\ncompile:\n  loss: |\n", {"mse", "binary_crossentropy"}),
        ("  - Flatten\ncompile:\n  |\n", {"optimizer", "loss", "metrics"}),
        ("  - Flatten\nrules:\n  NB301: |\n", {"error", "warn", "info", "off"}),
        ("  - Flatten\n|\n", {"name", "seed", "compile", "runtime", "task", "rules"}),
    ],
)
def test_values_complete(editor: Any, text: str, some: set[str]) -> None:
    assert some <= {label.strip('"') for label in editor.completions(HEAD + text)}


def test_completing_a_layer_writes_what_it_needs_and_no_defaults(editor: Any) -> None:
    items = editor.at_cursor("textDocument/completion", HEAD + "  - |\n")["items"]
    typed = {item["label"]: item.get("insertText", "") for item in items if ":" in item.get("insertText", "")}
    written = {label: [word for word in text.split() if "$" not in word] for label, text in typed.items()}
    assert written["Dense"] == ["Dense:", "units:"]
    assert written["Conv2D"] == ["Conv2D:", "filters:", "kernel_size:"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("inp|ut: [8]\n", "What one sample looks like, without the batch axis."),
        (HEAD + "  - De|nse: {units: 3}\n", "Every unit weighs every feature"),
        (HEAD + "  - Dense: {un|its: 3}\n", "How many features come out"),
        (HEAD + "  - Dense: {units: 3, use_bi|as: false}\n", "Whether a bias is added. Default: true"),
        (HEAD + "  - Dense: {units: 3, kernel_initializer: {HeNor|mal: {seed: 1}}}\n", "2 / fan-in"),
        (HEAD + "  - repeat: {times: 2, layers: [{Dense: {un|its: 3}}]}\n", "How many features come out"),
        (HEAD + "  - Flatten\ncompile: {optimizer: {Adam: {learning_|rate: 0.1}}}\n", "Default: 0.001"),
        (HEAD + "  - Flatten\nrules: {NB3|01: off}\n", "constant-output"),
    ],
)
def test_hover_shows_the_sentence(editor: Any, text: str, sentence: str) -> None:
    shown = editor.hover(text).replace("\\", "").replace("&nbsp;", " ")
    assert sentence in shown
