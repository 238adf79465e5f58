"""What rules say and what their fixes leave, in the variants that their examples do not look at."""

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Diagnostic
from tests.rules.judging import judge, net


def findings(text: str, code: str) -> list[Diagnostic]:
    return [diagnostic for diagnostic in judge(text).diagnostics if diagnostic.code == code]


def test_what_only_the_first_round_doubles_is_removed_from_no_round() -> None:
    text = net(
        "Dense: {units: 8, activation: relu}\n"
        "repeat: {times: 2, layers: [ReLU, {Dense: {units: 8, kernel_regularizer: l2}}]}\nDense: {units: 2}"
    )
    [double] = findings(text, "NB402")
    assert double.edits == ()
    assert nb.fix(text, unsafe=True, select="NB402").text == text
    every_round = net("repeat: {times: 2, layers: [{Dense: {units: 8, activation: relu}}, ReLU]}\nDense: {units: 2}")
    assert "ReLU" not in nb.fix(every_round, unsafe=True, select="NB402").text


DECODER = """\
input: [8, 8, 1]
layers:
  - Conv2D: {filters: 4, kernel_size: 3, padding: same, activation: relu}
  - MaxPooling2D: {pool_size: [2, 1]}
  - UpSampling2D: {size: [1, 2]}
  - Conv2D: {filters: 4, kernel_size: 3, padding: same, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""


def test_a_decoder_may_upsample_one_axis_alone() -> None:
    assert findings(DECODER, "NB105") == []
    assert findings(DECODER.replace("  - UpSampling2D: {size: [1, 2]}\n", ""), "NB105")
    both = DECODER.replace(
        "UpSampling2D: {size: [1, 2]}", "Conv2DTranspose: {filters: 4, kernel_size: 2, strides: [1, 2]}"
    )
    assert findings(both, "NB105") == []


def test_one_position_has_as_many_axes_as_the_window() -> None:
    one_axis = net("Conv1D: {filters: 4, kernel_size: 3, padding: same}\nFlatten\nDense: {units: 2}", shape="[1, 3]")
    [padding] = findings(one_axis, "NB605")
    assert padding.message == "Conv1D gets a map of one position: the rest of its window is padding"
    assert padding.fix == "one pooling less, or `kernel_size: 1`"
    for window, codes in (("[3, 1]", 0), ("[1, 3]", 0), ("[3, 3]", 1)):
        convolution = f"Conv2D: {{filters: 4, kernel_size: {window}, padding: same}}\nFlatten\nDense: {{units: 2}}"
        assert len(findings(net(convolution, shape="[1, 1, 3]"), "NB605")) == codes, window


def metric_of(labels: str, metric: str) -> Diagnostic:
    compile_ = f"{{optimizer: adam, loss: {labels}, metrics: [{metric}]}}"
    [diagnostic] = findings(net("Dense: {units: 3, activation: softmax}", compile_=compile_), "NB315")
    return diagnostic


def test_a_metric_that_stops_is_told_of_the_labels_that_are_there() -> None:
    numbers = metric_of("sparse_categorical_crossentropy", "F1Score")
    assert numbers.message == "F1Score cannot compare class numbers, and the loss has them for labels"
    assert numbers.fix == "`sparse_categorical_accuracy`, or one-hot labels and `categorical_crossentropy`"
    rows = metric_of("categorical_crossentropy", "sparse_categorical_crossentropy")
    assert rows.message == "sparse_categorical_crossentropy takes class numbers for labels, the loss rows"
    assert (rows.why, rows.fix) == ("Keras stops in fit", "`categorical_crossentropy`, which takes them one-hot")


def test_words_that_are_written_need_no_adapting() -> None:
    text = "input: {shape: [1], dtype: string}\nlayers:\n  - TextVectorization: {output_sequence_length: 4}\n"
    [diagnostic] = findings(text, "NB606")
    assert "adapt" in diagnostic.fix
    assert findings(text.replace("{output", "{vocabulary: [a, b], output"), "NB606") == []


@pytest.mark.parametrize(
    ("layer", "mended"),
    [
        ("Softmax", "ReLU"),
        ("Softmax:", "ReLU"),
        ("Softmax: {axis: -1}", "ReLU"),
        ("Activation: {activation: softmax}", "Activation: {activation: relu}"),
        ("Softmax: {name: shares}", "Softmax: {name: shares}"),
    ],
)
def test_a_hidden_softmax_becomes_relu_where_nothing_but_its_axis_is_lost(layer: str, mended: str) -> None:
    text = net(f"Dense: {{units: 8}}\n{layer}\nDense: {{units: 2}}")
    fixed = nb.fix(text, unsafe=True, select="NB403").text
    assert fixed == text.replace(layer, mended, 1)
    assert not judge(fixed).errors
