"""NB101-NB108, and NB003 for what unrolls beyond any network: shapes and what they need."""

import pytest

from netbuilder.diagnostics import Diagnostic, Severity, Span
from tests.rules.judging import described, judge, told


def network(shape: str, layers: str, compile_: str = "") -> str:
    lines = [f"input: {shape}", "layers:", *(f"  - {layer.strip()}" for layer in layers.split("|"))]
    lines += [f"compile: {{optimizer: adam, {compile_}}}"] * bool(compile_)
    return "\n".join(lines) + "\n"


def found(text: str) -> list[str]:
    """The codes above info that are about shapes, by line."""
    report = judge(text)
    assert not [one for one in report.diagnostics if one.code.startswith("NB01")], described(report)
    return [code for _, code in sorted(told(report)) if code.startswith("NB1")]


def one(text: str, code: str) -> Diagnostic:
    [only] = [one for one in judge(text).diagnostics if one.code == code]
    return only


def line(diagnostic: Diagnostic) -> int:
    assert isinstance(diagnostic.address, Span)
    return diagnostic.address.line


def test_a_batch_axis_that_is_written_is_taken_away_of_two_axes_and_of_more() -> None:
    assert one("input: [null, 5]\nlayers: [RepeatVector: {n: 3}]\n", "NB101").fix == "`input: [5]`"
    assert one(f"input: [null, 8, 8, 3]\nlayers:\n  - {CONV}\n", "NB101").fix == "`input: [8, 8, 3]`"
    assert one("input: [4, 5]\nlayers: [RepeatVector: {n: 3}]\n", "NB101").fix != "`input: [5]`"


def test_an_axis_is_as_long_as_a_word_of_64_bits() -> None:
    flat = "input: [{}, {}]\nlayers: [Flatten, Dropout: {{rate: 0.5}}]\n"
    assert (2**63 - 1) % 7 == 0
    assert found(flat.format(7, (2**63 - 1) // 7)) == []
    assert one(flat.format(8, 2**60), "NB103").message == "Dropout gets an axis longer than 2^63, and no tensor has one"


SPARSE = "loss: sparse_categorical_crossentropy"
BINARY = "loss: binary_crossentropy"
CONV = "Conv2D: {filters: 8, kernel_size: 3, activation: relu}"
SAME = "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}"


@pytest.mark.parametrize(
    ("shape", "layers", "expected"),
    [
        ("[28, 28]", CONV, ["NB101"]),
        ("[784]", CONV, ["NB101"]),
        ("[28, 28, 1]", f"Flatten|{CONV}|Dense: {{units: 2}}", ["NB101"]),
        ("[32, 32, 3]", f"{CONV}|LSTM: {{units: 4}}", ["NB101"]),
        ("[10]", "LSTM: {units: 4}", ["NB101"]),
        ("[10]", "TimeDistributed: {layer: {Dense: {units: 4}}}", ["NB101"]),
        ("[28, 28, 1]", "Conv1D: {filters: 4, kernel_size: 3}", ["NB101"]),
        ("[8, 8, 3]", "Conv2D: {filters: 4, kernel_size: 9}", ["NB102"]),
        ("[8, 8, 3]", f"{CONV}|{CONV}|{CONV}|{CONV}", ["NB102"]),
        ("[8, 3]", "MaxPooling1D: {pool_size: 9}", ["NB102"]),
        ("[8, 8, 3]", "Cropping2D: {cropping: 4}", ["NB102"]),
        ("[784]", "Reshape: {target_shape: [28, 29]}", ["NB103"]),
        ("[8, 8, 3]", "Conv2D: {filters: 4, kernel_size: 3, groups: 2}", ["NB103"]),
        ("[10]", "BatchNormalization: {axis: 3}", ["NB103"]),
        ("[null, 4]", "Flatten|Dense: {units: 4}", ["NB103"]),
        ("[28, 28, 1]", f"{CONV}|Flatten|Dense: {{units: 2}}", []),
        ("[null, null, 3]", f"{CONV}|MaxPooling2D|GlobalAveragePooling2D|Dense: {{units: 2}}", []),
        ("[null, 4]", "Dense: {units: 4}", []),
    ],
)
def test_shapes(shape: str, layers: str, expected: list[str]) -> None:
    assert found(network(shape, layers)) == expected


def test_a_shape_error_stands_once_and_points_at_the_input_too() -> None:
    only = one(network("[28, 28]", f"{CONV}|{CONV}|LSTM: {{units: 3}}"), "NB101")
    assert line(only) == 3
    assert only.layer is not None
    assert only.layer.class_name == "Conv2D"
    [related] = only.related
    assert isinstance(related.address, Span)
    assert related.address.line == 1
    assert "(28, 28)" in related.label


def test_a_written_batch_axis_is_named() -> None:
    only = one(network("[null, 28, 28, 1]", CONV), "NB101")
    assert "batch axis is not written" in only.why
    assert only.fix == "`input: [28, 28, 1]`"
    assert "batch" not in one(network("[null, 28]", CONV), "NB101").why


def test_a_batch_axis_that_only_flatten_brings_up_is_named() -> None:
    fix = one(network("[null, 28, 28]", "Flatten|Dense: {units: 9}"), "NB103").fix
    assert fix.startswith("`input: [28, 28]` if the null is the batch axis; else ")
    assert "batch" not in one(network("[null, null, 3]", "Flatten|Dense: {units: 9}"), "NB103").fix


def test_a_sequence_into_a_layer_that_takes_a_vector() -> None:
    only = one(network("[9, 4]", "LSTM: {units: 4, return_sequences: true}|RepeatVector: {n: 3}"), "NB101")
    assert only.fix == "leave `return_sequences` out of the LSTM before it"


def test_flatten_too_soon_is_named() -> None:
    assert (
        one(network("[8, 8, 3]", f"Flatten|Dropout: {{rate: 0.1}}|{CONV}"), "NB101").fix
        == "remove the Flatten before it"
    )
    assert "Flatten" not in one(network("[8, 3]", f"Flatten|{CONV}"), "NB101").fix


def test_how_the_map_was_used_up() -> None:
    only = one(network("[28, 28, 1]", f"{CONV}|MaxPooling2D|{CONV}|MaxPooling2D|{CONV}|MaxPooling2D|{CONV}"), "NB102")
    assert "28x28" in only.why
    assert "1x1" in only.why


def test_channels_first_into_a_valid_window_is_one_finding() -> None:
    text = network("[3, 64, 64]", "Conv2D: {filters: 8, kernel_size: 5}|Flatten|Dense: {units: 2}")
    assert found(text) == ["NB102"]
    assert "[64, 64, 3]" in one(text, "NB102").fix


@pytest.mark.parametrize(
    ("shape", "window", "is_image"),
    [
        ("[4, 84, 84]", 8, True),
        ("[2, 32, 32]", 3, True),
        ("[4, 100, 10]", 5, False),
        ("[5, 8, 8]", 7, False),
        ("[16, 32, 32]", 17, False),
    ],
)
def test_a_square_behind_few_channels_is_an_image_where_the_window_does_not_fit(
    shape: str, window: int, is_image: bool
) -> None:
    said = one(network(shape, f"Conv2D: {{filters: 4, kernel_size: {window}}}"), "NB102")
    assert said.fix.startswith("`input: [") is is_image


def test_what_turning_the_axes_mends_is_one_finding_further_on_too() -> None:
    text = network("[3, 32, 32]", f"{CONV}|MaxPooling2D|Flatten|Dense: {{units: 2}}")
    assert found(text) == ["NB102"]
    assert one(text, "NB102").fix.startswith("`input: [32, 32, 3]`")
    too_large = network("[3, 8, 8]", f"{SAME}|Conv2D: {{filters: 4, kernel_size: 9}}|Flatten|Dense: {{units: 2}}")
    assert found(too_large) == ["NB104", "NB102"], "that does not fit either way"


@pytest.mark.parametrize(
    ("shape", "layers", "expected"),
    [
        ("[3, 32, 32]", f"{SAME}|GlobalAveragePooling2D", ["NB104"]),
        ("[3, 32, 32]", f"BatchNormalization|{SAME}|{SAME}|GlobalAveragePooling2D", ["NB104"]),
        ("[1, 28, 28]", "MaxPooling2D: {padding: same}|Flatten", ["NB104"]),
        ("[3, 224, 224]", "DepthwiseConv2D: {kernel_size: 3, padding: same}|Flatten", ["NB104"]),
        ("[3, 224, 224]", f"ZeroPadding2D|{CONV}|GlobalAveragePooling2D", ["NB104"]),
        ("[3, 32, 32]", f"SpectralNormalization: {{layer: {{{SAME}}}}}|GlobalAveragePooling2D", ["NB104"]),
        ("[32, 32, 3]", SAME, []),
        ("[1, 1, 3]", SAME, []),
        ("[3, 3, 64]", SAME, []),
        ("[4, 32, 32]", SAME, []),
        ("[null, 32, 32]", SAME, []),
        ("[3, 7, 32]", SAME, []),
        ("[1, 500, 22]", "Conv2D: {filters: 8, kernel_size: [1, 9], activation: relu}", []),
        ("[3, 32, 32]", f"Permute: {{dims: [2, 3, 1]}}|{SAME}", []),
        ("[3, 32, 32]", "Conv2D: {filters: 8, kernel_size: 3, data_format: channels_first, activation: relu}", []),
        ("[3, 32, 32]", f"Reshape: {{target_shape: [32, 32, 3]}}|{SAME}", []),
        ("[3, 32, 32]", "GlobalAveragePooling2D|Dense: {units: 2}", []),
        ("[3, 64, 64]", "Conv3D: {filters: 8, kernel_size: 3}", ["NB101"]),
    ],
)
def test_axis_order(shape: str, layers: str, expected: list[str]) -> None:
    assert found(network(shape, layers)) == expected


@pytest.mark.parametrize(
    ("shape", "layers", "compile_", "expected"),
    [
        ("[28, 28]", "Dense: {units: 32, activation: relu}|Dense: {units: 10, activation: softmax}", SPARSE, ["NB105"]),
        ("[28, 28, 1]", f"{CONV}|MaxPooling2D|Dense: {{units: 10, activation: softmax}}", SPARSE, ["NB105"]),
        ("[28, 28, 1]", f"{CONV}|Dropout: {{rate: 0.1}}|Dense: {{units: 10}}|Softmax", SPARSE, ["NB105"]),
        ("[40]", "Embedding: {input_dim: 9, output_dim: 4}|Dense: {units: 1, activation: sigmoid}", BINARY, ["NB105"]),
        ("[10, 3]", "Dense: {units: 16, activation: relu}|Dense: {units: 1}", "loss: mse", ["NB105"]),
        # Fine
        ("[28, 28]", "Dense: {units: 32, activation: relu}|Dense: {units: 10, activation: softmax}", "", []),
        ("[28, 28, 3]", f"{SAME}|Dense: {{units: 10, activation: softmax}}", SPARSE, []),
        ("[28, 28, 3]", f"{CONV}|Flatten|Dense: {{units: 10, activation: softmax}}", SPARSE, []),
        ("[28, 28, 3]", f"{CONV}|GlobalMaxPooling2D|Dense: {{units: 10, activation: softmax}}", SPARSE, []),
        ("[28, 28]", "Dense: {units: 8, activation: relu}|Dense: {units: 28}", "loss: mse", []),
        ("[28, 28]", "EinsumDense: {equation: 'abc,bd->adc', output_shape: [4, 28]}|ReLU|Dense: {units: 3}",
         "loss: mse", []),
        ("[28, 28]", "EinsumDense: {equation: 'abc,cd->abd', output_shape: [28, 4]}|ReLU|Dense: {units: 3}",
         "loss: mse", ["NB105"]),
        ("[9, 4]", "LSTM: {units: 8, return_sequences: true}|Dense: {units: 5, activation: softmax}", SPARSE, []),
        ("[9, 4]", "TimeDistributed: {layer: {Dense: {units: 5, activation: softmax}}}", SPARSE, []),
        ("[8]", "RepeatVector: {n: 4}|Dense: {units: 5, activation: softmax}", SPARSE, []),
        ("[8]", "Reshape: {target_shape: [4, 2]}|Dense: {units: 5}", "loss: mse", []),
        ("[1, 19]", "Dense: {units: 64, activation: relu}|Dense: {units: 1}", "loss: mse", []),
        ("[3, 19]", "Conv1D: {filters: 8, kernel_size: 3, activation: relu}|Dense: {units: 1}", "loss: mse", []),
        ("[28, 28, 1]", f"{SAME}|MaxPooling2D|UpSampling2D|Dense: {{units: 2, activation: softmax}}", SPARSE, []),
        ("[16, 16, 1]",
         "Conv2D: {filters: 8, kernel_size: 3, strides: 2, padding: same, activation: relu}"
         "|Conv2DTranspose: {filters: 8, kernel_size: 3, strides: 2, padding: same, activation: relu}"
         "|Dense: {units: 2, activation: softmax}", SPARSE, []),
        ("[200, 13]",
         "Conv1D: {filters: 8, kernel_size: 3, strides: 2, activation: relu}"
         "|LSTM: {units: 8, return_sequences: true}|Dense: {units: 30, activation: softmax}", SPARSE, []),
    ],
)  # fmt: skip
def test_missing_flatten(shape: str, layers: str, compile_: str, expected: list[str]) -> None:
    assert found(network(shape, layers, compile_)) == expected


def test_flatten_is_missing_before_the_first_dense_behind_the_maps() -> None:
    dense = "Dense: {units: 8, activation: relu}"
    text = network(
        "[28, 28, 1]", f"{CONV}|MaxPooling2D|{dense}|{dense}|Dense: {{units: 3, activation: softmax}}", SPARSE
    )
    assert line(one(text, "NB105")) == 5


SEQUENCE = "LSTM: {units: 8, return_sequences: true}"
CONV_LSTM = "ConvLSTM2D: {filters: 8, kernel_size: 3}"
DENSE = "Dense: {units: 9, activation: relu}"


@pytest.mark.parametrize(
    ("shape", "layers", "compile_", "expected"),
    [
        ("[9, 4]", "LSTM: {units: 8}|LSTM: {units: 8}", "", [("NB106", 3)]),
        ("[9, 4]", "LSTM: {units: 8}|GRU: {units: 8}|SimpleRNN: {units: 8}", "", [("NB106", 3), ("NB106", 4)]),
        ("[9, 4]", "LSTM: {units: 8}|Dropout: {rate: 0.2}|BatchNormalization|LSTM: {units: 8}", "", [("NB106", 3)]),
        ("[9, 4]", "LSTM: {units: 8}|TimeDistributed: {layer: {Dense: {units: 8}}}", "", [("NB106", 3)]),
        ("[9, 4]", "LSTM: {units: 8}|Conv1D: {filters: 8, kernel_size: 3}", "", [("NB106", 3)]),
        ("[9, 4]", "LSTM: {units: 8}|GlobalMaxPooling1D", "", [("NB106", 3)]),
        ("[9, 4]", "Bidirectional: {layer: {LSTM: {units: 8}}}|LSTM: {units: 8}", "", [("NB106", 3)]),
        ("[9, 8, 8, 3]", f"{CONV_LSTM}|{CONV_LSTM}", "", [("NB106", 3)]),
        ("[9, 4]", f"{SEQUENCE}|Dense: {{units: 1}}", "loss: mse", [("NB106", 3)]),
        ("[9, 4]", f"{SEQUENCE}|Dropout: {{rate: 0.1}}|{DENSE}|Dense: {{units: 1}}", "loss: mae", [("NB106", 3)]),
        ("[9, 4]", f"{SEQUENCE}|Dense: {{units: 1, activation: sigmoid}}", BINARY, [("NB106", 3)]),
        # Fine
        ("[9, 4]", f"{SEQUENCE}|LSTM: {{units: 8}}|Dense: {{units: 1}}", "loss: mse", []),
        ("[9, 4]", f"{SEQUENCE}|Dense: {{units: 1}}", "", []),
        ("[9, 4]", f"{SEQUENCE}|Dense: {{units: 6}}", "loss: mse", []),
        ("[9, 4]", f"{SEQUENCE}|Dense: {{units: 1, activation: sigmoid}}", "loss: dice", []),
        ("[9, 4]", f"{SEQUENCE}|TimeDistributed: {{layer: {{Dense: {{units: 1}}}}}}", "loss: mse", []),
        ("[9, 4]", f"{SEQUENCE}|Flatten|Dense: {{units: 1}}", "loss: mse", []),
        ("[9, 4]", f"{SEQUENCE}|GlobalMaxPooling1D|Dense: {{units: 1}}", "loss: mse", []),
        ("[9, 4]", f"LSTM: {{units: 8}}|RepeatVector: {{n: 5}}|{SEQUENCE}|Dense: {{units: 1}}", "loss: mse", []),
        ("[9, 4]", "LSTM: {units: 8}|Reshape: {target_shape: [8, 1]}|LSTM: {units: 8}", "", []),
    ],
)  # fmt: skip
def test_rnn_sequences(shape: str, layers: str, compile_: str, expected: list[tuple[str, int]]) -> None:
    report = judge(network(shape, layers, compile_))
    mine = [(one.code, line(one)) for one in report.diagnostics if one.code in ("NB101", "NB106")]
    assert mine == expected, described(report)


def test_severity_of_the_two_cases() -> None:
    assert one(network("[9, 4]", "LSTM: {units: 8}|LSTM: {units: 8}"), "NB106").severity is Severity.ERROR
    assert one(network("[9, 4]", f"{SEQUENCE}|Dense: {{units: 1}}", "loss: mse"), "NB106").severity is Severity.WARN


@pytest.mark.parametrize(
    ("shape", "layers", "expected"),
    [
        ("[9]", "Rescaling: {scale: 0.1}|Embedding: {input_dim: 9, output_dim: 4}", ["NB107"]),
        ("[9]", "Dense: {units: 9, activation: relu}|Embedding: {input_dim: 9, output_dim: 4}", ["NB107"]),
        ("[9]", "Dropout: {rate: 0.1}|Embedding: {input_dim: 9, output_dim: 4}", ["NB107"]),
        ("{shape: [9], dtype: float32}", "Embedding: {input_dim: 9, output_dim: 4}", ["NB107"]),
        ("{shape: [9], dtype: bfloat16}", "Flatten|Embedding: {input_dim: 9, output_dim: 4}", ["NB107"]),
        ("[9]", "Embedding: {input_dim: 1, output_dim: 4}", ["NB107"]),
        ("[9]", "Embedding: {input_dim: 9, output_dim: 4}", []),
        ("{shape: [9], dtype: int64}", "Embedding: {input_dim: 9, output_dim: 4}", []),
        ("{shape: [9], dtype: uint8}", "Reshape: {target_shape: [9]}|Embedding: {input_dim: 2, output_dim: 4}", []),
    ],
)
def test_embedding_input(shape: str, layers: str, expected: list[str]) -> None:
    report = judge(network(shape, layers))
    assert [one.code for one in report.diagnostics if one.code == "NB107"] == expected


@pytest.mark.parametrize(
    ("extra", "fits"),
    [
        ("limits: {memory: 4.0MB}", False),
        ("limits: {memory: 4.1MB}", True),
        ("limits: {memory: 4.1MB}\ncompile: {optimizer: adam, loss: mse}", False),
        ("limits: {memory: 12.2MB}\ncompile: {optimizer: adam, loss: mse}", True),
        ("limits: {memory: 4.1MB}\ncompile: {optimizer: sgd, loss: mse}", True),
        ("limits: {memory: 4.1MB}\ncompile: {optimizer: {SGD: {momentum: 0.9}}, loss: mse}", False),
        ("limits: {memory: 2.1MB}\nruntime: {precision: float16}", True),
        ("limits: {memory: 2.1MB}\nruntime: {precision: mixed_float16}", False),
        ("limits: {memory: 4.1MB}\nruntime: {precision: float64}", False),
        ("limits: {memory: 8.1MB}\nruntime: {precision: float64}", True),
    ],
)
def test_memory_counts_weights_and_the_copies_of_the_optimizer(extra: str, fits: bool) -> None:
    text = network("[1000]", "Dense: {units: 1000}") + extra + "\n"
    assert found(text) == ([] if fits else ["NB108"])


def test_frozen_weights_have_no_copies() -> None:
    text = network("[1000]", "Dense: {units: 1000, trainable: false}|Dense: {units: 1}", "loss: mse")
    assert found(text + "limits: {memory: 4.1MB}\n") == []


def test_memory_points_at_the_largest_layer() -> None:
    dense = "Dense: {units: 100000, activation: relu}"
    only = one(network("[1000]", f"Dense: {{units: 9, activation: relu}}|{dense}|{dense}|Dense: {{units: 1}}"), "NB108")
    assert line(only) == 5
    assert "37.3 GiB" in only.message
    assert "16.0 GiB" in only.message


@pytest.mark.parametrize(
    ("shape", "layers", "limit", "advice"),
    [
        ("[1000]", "Dense: {units: 100000000, activation: relu}|Dense: {units: 1}", "16GiB", "a smaller Dense"),
        ("[512, 512, 64]", "Flatten|Dense: {units: 4096}", "16GiB", "a global pooling in place of Flatten"),
        ("[9]", "Embedding: {input_dim: 100000000000, output_dim: 512}", "16GiB", "a smaller Embedding"),
        ("[9]", "Dense: {units: 9}", "100B", "a smaller Dense"),
    ],
)
def test_the_limit_that_is_advised_is_enough(shape: str, layers: str, limit: str, advice: str) -> None:
    text = network(shape, layers) + f"limits: {{memory: {limit}}}\n"
    fix = one(text, "NB108").fix
    assert fix.startswith(advice)
    enough = fix.partition("{memory: ")[2].partition("}")[0]
    assert not found(text.replace(f"memory: {limit}", f"memory: {enough}"))


def test_what_unrolls_beyond_any_network_is_refused_at_its_times() -> None:
    text = """\
input: [4]
layers:
  - Dense: {units: 4, activation: relu}
  - repeat:
      times: 1000000000
      layers:
        - Dense: {units: 4, activation: relu}
"""
    only = one(text, "NB003")
    assert line(only) == 5
    assert only.severity is Severity.ERROR
    assert "1,000,000,001" in only.message


def test_the_number_of_samples_is_no_part_of_the_input() -> None:
    found = one(network("[60000, 28, 28, 1]", CONV), "NB101")
    assert found.fix == "`input: [28, 28, 1]`, or `Conv3D`"
    assert one(network("[16, 28, 28, 1]", CONV), "NB101").fix == "`Conv3D`"
