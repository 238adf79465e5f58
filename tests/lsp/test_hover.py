"""What is said of a place under the pointer."""

from typing import Any

import pytest
from lsprotocol import types

from tests.lsp import answers
from tests.lsp.editor import EVERYTHING, Editor

NET = """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, activation: relu}
  - repeat:
      times: 3
      layers:
        - Conv2D:
            filters: 32
            kernel_size: 3
            kernel_initializer: glorot_uniform
            activation: relu
  - Flatten
  - Dense: {units: 10, activation: softmax}  # netbuilder: ignore[NB202]
compile: {optimizer: adam, loss: {SparseCategoricalCrossentropy: {from_logits: false}}}
rules: {NB316: off}
"""


def hover(editor: Editor, text: str, mark: str, offset: int = 0) -> str:
    uri = editor.open(text, f"file:///nowhere/{abs(hash(text))}.yaml")
    answer: Any = editor.wait(
        editor.client.text_document_hover_async(types.HoverParams(**editor.at(uri, mark, offset)))
    )
    return answer.contents.value if answer is not None else ""


@pytest.mark.parametrize(
    ("mark", "offset", "words"),
    [
        # a layer
        ("  - Conv", 0, ["`(28, 28, 1)` becomes `(26, 26, 32)`", "320 parameters, 1.2 KiB (3.8 KiB in training)",
                         "`kernel_initializer`: `HeNormal`, chosen by rule NB201: relu lets about half"]),
        # in a repeat: by whom each was chosen
        ("        - Conv", 0, ["3 times in a repeat; all: 27,744 parameters", "`GlorotUniform`, chosen by you"]),
        ("  - Flat", 0, ["`(20, 20, 32)` becomes `(12800,)`", "0 parameters", "**Flatten**"]),
        # a repeat
        ("  - repe", 0, ["One round: 1 layer, 9,248 parameters", "All 3 rounds: 3 layers, 27,744 parameters"]),
        # an option, and its value
        ("kernel_si", 0, ["**kernel_size**", "Needed"]),
        ("kernel_initia", 0, ["Left out: chosen for the activation; with `initializers: keras` it is"]),
        ("filters: 3", 0, ["**filters**: a whole number of at least 1"]),
        ("activation: re", 0, ["**relu**: an activation", "Initializer: `he_normal`"]),
        ("glorot_uni", 0, ["**GlorotUniform**: an initializer", "Goes with: "]),
        ("optimizer: ad", 0, ["**Adam**: an optimizer"]),
        ("SparseCat", 0, ["**SparseCategoricalCrossentropy**: a loss"]),
        ("from_log", 0, ["**from_logits**"]),
        # codes
        ("ignore[NB2", 0, ["NB202", "What it does"]),
        ("rules: {NB3", 0, ["NB316"]),
        # the whole network
        ("inp", 0, ["156,074 parameters, 610 KiB", "with what Adam keeps of them while training: 1.8 MiB"]),
        ("comp", 0, ["**compile**"]),
    ],
)  # fmt: skip
def test_what_is_said(editor: Editor, mark: str, offset: int, words: list[str]) -> None:
    text = hover(editor, NET, mark, offset)
    for word in words:
        assert word in text, text


def test_shapes_are_known_up_to_a_mistake(editor: Editor) -> None:
    text = NET.replace("times: 3", "times: 30")
    assert "`(28, 28, 1)` becomes `(26, 26, 32)`" in hover(editor, text, "  - Conv")
    assert "` becomes `" not in hover(editor, text, "  - Flat")


def test_the_vocabulary_is_known_in_a_half_typed_text(editor: Editor) -> None:
    text = NET.replace("units: 10, activation: softmax}", "units: 10, activation: softmax")
    assert "**softmax**" in hover(editor, text, "activation: soft")
    assert "**units**" in hover(editor, text, "{uni")


def test_a_name_by_itself_is_one_of_keras_strings() -> None:
    line = "compile: {loss: mse, metrics: [Accuracy, {Accuracy: {}}, AUC, aCCuracy]}"
    ask = answers.opened(answers.server(EVERYTHING), f"input: [8]\nlayers: [{{Dense: {{units: 4}}}}]\n{line}\n")
    places = [line.index(word) for word in ("Accuracy,", "Accuracy:", "AUC", "aCC")]
    pages = [ask("hover", position=types.Position(2, place)).contents.value for place in places]
    titles = [page.partition(":")[0] for page in pages]
    assert titles == ["**accuracy**", "**Accuracy**", "**AUC**", "**accuracy**"]


def test_nothing_is_said_of_nothing(editor: Editor) -> None:
    assert hover(editor, NET, "\n  ") == ""
    assert hover(editor, "services: {web: 3}\n", "serv") == ""
    assert hover(editor, "Dense\n", "Dense") == ""
