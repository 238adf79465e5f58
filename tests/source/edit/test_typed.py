"""Mistakes of writing that say what to type are typed: what is where before and after."""

import pytest

from netbuilder.source.edit import apply
from tests.rules.judging import judge

HEAD = "# head\ninput: [8]  # features\nlayers:\n"
TAIL = "  - Dense: {units: 3}  # the end\n"


def net(layer: str, more: str = "") -> str:
    return f"{HEAD}  - {layer}\n{TAIL}{more}"


ROWS = [
    # what comes in
    (net("Dense: {units: 4, input_dim: 8, activation: relu}"), net("Dense: {units: 4, activation: relu}")),
    (net("Dense: {input_shape: [8], units: 4}  # first"), net("Dense: {units: 4}  # first")),
    (net("Dense:\n      units: 4\n      input_dim: 8\n      # why\n      activation: relu"),
     net("Dense:\n      units: 4\n      # why\n      activation: relu")),
    # a lone value, or a list of them
    (net("Dense: 4  # four"), net("Dense: {units: 4}  # four")),
    (net("Activation: relu"), net("Activation: {activation: relu}")),
    # another type
    (net("Dense: {units: '64', use_bias: yes}"), net("Dense: {units: 64, use_bias: true}")),
    (net("Dense: {units: 64.0}"), net("Dense: {units: 64}")),
    # a class under `type`
    (net("{type: Dense, units: 4}"), net("Dense: {units: 4}")),
    (net("type: Dense\n    units: 4\n    activation: relu"), net("Dense: {units: 4, activation: relu}")),
    # beside what it belongs to
    (net("ReLU", "compile: {optimizer: sgd, lr: 1e-3, loss: mse}\n"),
     net("ReLU", "compile: {optimizer: {SGD: {learning_rate: 0.001}}, loss: mse}\n")),
    (net("ReLU", "compile:\n  optimizer:\n    Adam: {beta_1: 0.8}  # slow\n  loss: mse\n  learning_rate: 1e-3\n"),
     net("ReLU", "compile:\n  optimizer:\n    Adam: {beta_1: 0.8, learning_rate: 0.001}  # slow\n  loss: mse\n")),
    (net("ReLU", "compile: {optimizer: adam, loss: binary_crossentropy, from_logits: true}\n"),
     net("ReLU", "compile: {optimizer: adam, loss: {BinaryCrossentropy: {from_logits: true}}}\n")),
    (net("ReLU", "compile: {optimizer: adam}\nloss: mse\n"), net("ReLU", "compile: {optimizer: adam, loss: mse}\n")),
    (net("ReLU", "compile: {optimizer: adam, loss: mse, metrics: mae}\n"),
     net("ReLU", "compile: {optimizer: adam, loss: mse, metrics: [mae]}\n")),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), ROWS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_the_fix_says_is_typed(before: str, after: str, newline: str) -> None:
    before, after = before.replace("\n", newline), after.replace("\n", newline)
    written = [one for one in judge(before).diagnostics if one.code in ("NB014", "NB016")]
    assert apply(before, written, unsafe=False) == after
    assert not [one for one in judge(after).diagnostics if one.code in ("NB014", "NB016")]


@pytest.mark.parametrize(
    "text",
    [
        # It says another input than the file.
        net("Dense: {units: 4, input_dim: 9}"),
        # A comment would be lost.
        net("type: Dense  # dense\n    units: 4"),
        # It stands at an anchor, for more than one place.
        "x-rate: &rate {units: '64'}\n" + net("Dense: *rate") + "  - Dense: *rate\n",
        net("ReLU", "compile: {loss: mse, learning_rate: 1e-3}\n"),
        net("ReLU", "compile: {optimizer: adam, loss: mse}\nloss: mae\n"),
    ],
)
def test_nothing_is_typed_that_could_be_wrong(text: str) -> None:
    found = [one for one in judge(text).diagnostics if one.code in ("NB013", "NB014", "NB016")]
    assert found
    assert not any(one.edits for one in found)
