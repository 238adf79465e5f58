"""A model that TimeDistributed applies is judged layer by layer, as if each of them stood under one of its own."""

import pytest

from netbuilder.diagnostics import LayerRef
from tests.rules.judging import described, judge, line_of, marks

SPARSE = "compile: {optimizer: adam, loss: sparse_categorical_crossentropy}"


def applied(layers: str, *, shape: str = "[5, 8]", around: str = "", behind: str = "", more: str = SPARSE) -> str:
    """A network that applies these layers, one a line, to every step."""
    inside = "".join(f"            - {line.strip()}\n" for line in layers.strip().splitlines())
    after = "".join(f"  - {line.strip()}\n" for line in behind.strip().splitlines())
    return (
        f"input: {shape}\nlayers:\n  - TimeDistributed:\n{around}      layer:\n        Sequential:\n"
        f"          layers:\n{inside}{after}{more}\n"
    )


CONV = "Conv2D: {filters: 4, kernel_size: 3, activation: relu}"
TAIL = "LSTM: {units: 8}\nDense: {units: 4, activation: softmax}"
FOUND = [
    ("NB101", applied(f"Flatten\n{CONV}  # NB101", shape="[5, 16, 16, 3]", behind=TAIL)),
    ("NB102", applied(f"MaxPooling2D: {{pool_size: 9}}\n{CONV}  # NB102\nFlatten", shape="[5, 9, 9, 3]", behind=TAIL)),
    ("NB201", applied("Dense: {units: 4, kernel_initializer: glorot_uniform}  # NB201\nReLU\nDense: {units: 4}")),
    ("NB203", applied("Dense: {units: 4, kernel_initializer: zeros, activation: relu}  # NB203\nDense: {units: 4}")),
    ("NB301", applied("Dense: {units: 4, activation: relu}\nDense: {units: 1, activation: softmax}  # NB301")),
    ("NB302", applied("Dense: {units: 4, activation: relu}\nDense: {units: 4}  # NB302")),
    ("NB302", applied("Dense: {units: 4, activation: relu}\nDense: {units: 4}\nSoftmax")),
    ("NB203", applied("Dense: {units: 4, kernel_initializer: ones}", around="      trainable: false\n", behind=TAIL)),
    ("NB105 NB106", applied(f"{CONV}\nMaxPooling2D\nFlatten", shape="[5, 11, 11, 3]", behind=TAIL)),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "text"), FOUND, ids=[codes for codes, _ in FOUND])
def test_it_is_judged_inside(codes: str, text: str) -> None:
    report = judge(text)
    found = {(line_of(one), one.code) for one in report.diagnostics if one.code in codes.split()}
    assert found == {mark for mark in marks(text) if mark[1] in codes.split()}, text + described(report)


def test_the_layer_named_is_counted_as_the_model_counts() -> None:
    text = applied("Dense: {units: 4, activation: relu}\nDense: {units: 4, activation: relu}",
                   behind="Flatten\nDense: {units: 3}")  # fmt: skip
    report = judge(text)
    [head] = [one for one in report.errors if one.code == "NB302"]
    assert head.layer == LayerRef(2, "Dense")
    assert len(report.graph.calls) == 3
    assert len(report.graph.unwrapped.calls) == 4
    assert report.graph.unwrapped.parameters == report.graph.parameters
    assert report.graph.unwrapped.output_shape == report.graph.output_shape


@pytest.mark.parametrize(("shape", "expected"), [("[5, 8]", True), ("[1, 8]", False)])
def test_an_axis_of_every_step_does_not_count_the_steps(shape: str, expected: bool) -> None:
    size = "[1, 8]" if expected else "[2, 4]"
    text = applied(f"Reshape: {{target_shape: {size}}}\nSoftmax: {{axis: 1}}", shape=shape, more="")
    assert ("NB301" in {one.code for one in judge(text).errors}) is expected
