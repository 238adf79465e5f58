"""NB301-NB316: head, loss and metrics judged together, one finding a cause."""

from typing import Any

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.source.edit import apply
from netbuilder.vocabulary.base.registry import every
from tests.rules.heads import BINARY, ONE_HOT, SPARSE, codes, head, network
from tests.rules.judging import judge

FAULTS = [
    # 301, written any way
    (head(1, "softmax"), BINARY, ["NB301"]),
    (head(1, "softmax"), "loss: mse, metrics: [accuracy]", ["NB301"]),
    (head(1, "softmax"), "loss: {BinaryCrossentropy: {from_logits: true}}", ["NB301"]),
    (head(1, "softmax") + "|Dropout: {rate: 0.0}", "", ["NB301"]),
    (head(1) + "|Softmax", SPARSE, ["NB301"]),
    (head(1) + "|Activation: {activation: sparsemax}", "", ["NB301"]),
    (head(1) + "|Activation: {activation: {softmax: {}}}", "", ["NB301"]),
    ("Reshape: {target_shape: [32, 1]}|Dense: {units: 1, activation: softmax}|Flatten", ONE_HOT, ["NB301"]),
    # 302
    (head(10), ONE_HOT, ["NB302"]),
    (head(10), SPARSE + ", metrics: [accuracy]", ["NB302"]),
    (head(10, "linear"), "loss: crossentropy", ["NB302"]),
    (head(10, "relu"), "loss: {CategoricalFocalCrossentropy: {}}", ["NB302"]),
    (head(10) + "|Activation: {activation: tanh}", "loss: {SparseCategoricalCrossentropy: {}}", ["NB302"]),
    (head(10) + "|BatchNormalization", ONE_HOT, ["NB302"]),
    (head(10, "relu"), "loss: {CategoricalCrossentropy: {from_logits: true}}", ["NB302"]),
    (head(10, "softplus"), "loss: {SparseCategoricalCrossentropy: {from_logits: true}}", ["NB302"]),
    # 303
    (head(10, "sigmoid"), ONE_HOT, ["NB303"]),
    (head(10, "hard_sigmoid"), SPARSE, ["NB303"]),
    (head(10) + "|Activation: {activation: sigmoid}|Reshape: {target_shape: [2, 5]}", SPARSE, ["NB303"]),
    # 304
    (head(1), BINARY, ["NB304"]),
    (head(1), "loss: ce", ["NB304"]),
    (head(1, "tanh"), "loss: {BinaryFocalCrossentropy: {}}", ["NB304"]),
    (head(4, "relu"), BINARY, ["NB304"]),
    # 305
    (head(10, "softmax"), "loss: {CategoricalCrossentropy: {from_logits: true}}", ["NB305"]),
    (head(1, "sigmoid"), "loss: {BinaryCrossentropy: {from_logits: true}}", ["NB305"]),
    # 306
    (head(2, "softmax"), BINARY, ["NB306"]),
    (head(10) + "|Softmax", "loss: {BinaryCrossentropy: {}}, metrics: [categorical_accuracy]", ["NB306"]),
    # 307
    (head(1, "sigmoid"), ONE_HOT, ["NB307"]),
    (head(1), "loss: {SparseCategoricalCrossentropy: {from_logits: true}}", ["NB307"]),
    (head(1, "relu"), SPARSE + ", metrics: [binary_accuracy]", ["NB307"]),
    (head(1, "sigmoid"), BINARY + ", metrics: [categorical_accuracy]", ["NB307"]),
    (head(1, "sigmoid"), BINARY + ", metrics: [{SparseCategoricalAccuracy: {}}]", ["NB307"]),
    (head(3, "softmax"), ONE_HOT + ", metrics: [{TopKCategoricalAccuracy: {k: 3}}]", ["NB307"]),
    # a metric that says nothing is another cause than a head that cannot learn
    (head(3), ONE_HOT + ", metrics: [{TopKCategoricalAccuracy: {k: 3}}]", ["NB302", "NB307"]),
    (head(1), BINARY + ", metrics: [categorical_accuracy]", ["NB304", "NB307"]),
    # 315: of two outputs, of more, and labels that are class numbers where every output has its own
    (head(2, "softmax"), ONE_HOT + ", metrics: [{MeanIoU: {num_classes: 2, sparse_y_true: false}}]", ["NB315"]),
    (head(3, "softmax"), ONE_HOT + ", metrics: [{MeanIoU: {num_classes: 3, sparse_y_true: false}}]", ["NB315"]),
    (head(3, "sigmoid"), BINARY + ", metrics: [{MeanIoU: {num_classes: 3, sparse_y_pred: false}}]", ["NB315"]),
    # 317
    (head(3), "loss: mse, metrics: [{CosineSimilarity: {axis: -3}}]", ["NB317"]),
    (head(3, "sigmoid"), "loss: {Tversky: {axis: [0, 2]}}", ["NB317"]),
    # 308
    (head(10, "softmax"), "loss: mse", ["NB308"]),
    (head(10) + "|Softmax", "loss: mae, metrics: [accuracy]", ["NB308"]),
    (head(10, "softmax"), "loss: poisson, metrics: [accuracy]", ["NB308"]),
    (head(10, "softmax"), "loss: {Huber: {delta: 2.0}}, metrics: [categorical_accuracy]", ["NB308"]),
    # 309
    (head(1, "sigmoid"), "loss: mse, metrics: [accuracy]", ["NB309"]),
    (head(4, "hard_sigmoid"), "loss: log_cosh, metrics: [mae, binary_accuracy]", ["NB309"]),
    (head(64, "sigmoid"), "loss: mse, metrics: [accuracy]", ["NB309"]),
    # 310
    (head(1), "loss: mse, metrics: [acc]", ["NB310"]),
    (head(1), "loss: huber, metrics: [mae, {BinaryAccuracy: {}}]", ["NB310"]),
    (head(1), "loss: mse, weighted_metrics: [accuracy]", ["NB310"]),
    (head(3), "loss: mse, metrics: [top_k_categorical_accuracy]", ["NB310"]),
    (head(3, "softmax"), ONE_HOT + ", metrics: [{Accuracy: {}}]", ["NB310"]),
    (head(3, "softmax"), ONE_HOT + ", metrics: [binary_accuracy]", ["NB310"]),
    (head(3, "softmax"), ONE_HOT + ", metrics: [sparse_categorical_accuracy]", ["NB310"]),
    (head(3, "softmax"), SPARSE + ", metrics: [{CategoricalAccuracy: {}}]", ["NB310"]),
    (head(6, "softmax"), SPARSE + ", metrics: [top_k_categorical_accuracy]", ["NB310"]),
    (head(3, "sigmoid"), BINARY + ", metrics: [sparse_categorical_accuracy]", ["NB310"]),
    (head(1, "tanh"), "loss: hinge, metrics: [accuracy]", ["NB310"]),
    (head(1), "loss: squared_hinge, metrics: [{BinaryAccuracy: {threshold: 0.0}}]", ["NB310"]),
    (head(8), "loss: cosine_similarity, metrics: [accuracy]", ["NB310"]),
    (head(1, "exponential"), "loss: poisson, metrics: [accuracy]", ["NB310"]),
    # 311
    (head(1, "relu"), "loss: mse", ["NB311"]),
    (head(1, "elu"), "loss: mae", ["NB311"]),
    (head(1, "selu"), "loss: log_cosh", ["NB311"]),
    (head(3, "gelu"), "loss: mape", ["NB311"]),
    (head(3, "swish"), "loss: huber", ["NB311"]),
    (head(1) + "|ReLU: {max_value: 6.0}", "loss: mse", ["NB311"]),
    (head(1, "relu"), "loss: mse, metrics: [accuracy]", ["NB310", "NB311"]),
    # 312
    (head(1), "loss: poisson", ["NB312"]),
    (head(3, "tanh"), "loss: kld", ["NB312"]),
    (head(3, "tanh"), "loss: msle", ["NB312"]),
    (head(1) + "|LeakyReLU", "loss: msle", ["NB312"]),
    (head(1, "sigmoid"), "loss: hinge", ["NB312"]),
    (head(3, "softmax"), "loss: squared_hinge", ["NB312"]),
    (head(16, "relu"), "loss: cosine_similarity", ["NB312"]),
    # 313
    (head(1, "sigmoid"), "loss: mse", ["NB313"]),
    (head(1) + "|Activation: {activation: hard_sigmoid}", "loss: mae, metrics: [mae]", ["NB313"]),
]

FINE = [
    (head(10, "softmax"), ONE_HOT + ", metrics: [accuracy, categorical_accuracy, top_k_categorical_accuracy]"),
    (head(10, "softmax"), SPARSE + ", metrics: [acc, sparse_categorical_accuracy, sparse_top_k_categorical_accuracy]"),
    (head(10), "loss: {SparseCategoricalCrossentropy: {from_logits: true}}, metrics: [accuracy]"),
    (head(10) + "|Softmax", ONE_HOT),
    (head(10, "log_softmax"), "loss: {CategoricalCrossentropy: {from_logits: true}}"),
    (head(1, "sigmoid"), BINARY + ", metrics: [accuracy, AUC, Precision]"),
    (head(1, "sigmoid"), "loss: crossentropy, metrics: [accuracy]"),
    (head(10, "softmax"), "loss: crossentropy, metrics: [accuracy]"),
    (head(1), "loss: {BinaryCrossentropy: {from_logits: true}}, metrics: [{BinaryAccuracy: {threshold: 0.0}}]"),
    (head(18, "sigmoid"), BINARY + ", metrics: [binary_accuracy]"),
    (head(1), "loss: mse, metrics: [mae, mape, RootMeanSquaredError]"),
    (head(1), "loss: mse"),
    (head(3, "leaky_relu"), "loss: mse"),
    (head(1, "softplus"), "loss: mse"),
    (head(1, "exponential"), "loss: poisson, metrics: [mae]"),
    (head(1, "relu"), "loss: msle"),
    (head(1, "relu"), "loss: poisson"),
    (head(5, "softmax"), "loss: kl_divergence, metrics: [accuracy]"),
    (head(5, "softmax"), "loss: cosine_similarity, metrics: [accuracy]"),
    (head(5, "softmax"), "loss: categorical_hinge, metrics: [accuracy]"),
    (head(1, "tanh"), "loss: hinge"),
    (head(1), "loss: squared_hinge"),
    (head(128), "loss: cosine_similarity"),
    (head(64, "sigmoid"), "loss: mse"),  # gives back its input
    (head(3, "sigmoid"), "loss: mse"),
    (head(3, "tanh"), "loss: mse"),
    (head(1, "tanh"), "loss: mse"),
    (head(10, "sigmoid"), "loss: dice"),
    (head(10), "loss: circle"),
    (head(10), ""),
    (head(1, "relu"), ""),
    (head(10, "softmax") + "|Reshape: {target_shape: [10, 1]}", ""),
]


@pytest.mark.parametrize(("layers", "compile_", "expected"), FAULTS, ids=lambda value: str(value)[:60])
def test_a_fault_of_the_head(layers: str, compile_: str, expected: list[str]) -> None:
    assert codes(network(layers, compile_)) == expected


@pytest.mark.parametrize(("layers", "compile_"), FINE, ids=lambda value: str(value)[:60])
def test_a_head_that_is_fine(layers: str, compile_: str) -> None:
    assert codes(network(layers, compile_)) == []


INFOS = [
    (head(1, "softplus"), "loss: mse", ["NB311"]),
    (head(1, "exponential"), "loss: mse", ["NB311"]),
    (head(3, "tanh"), "loss: mse", ["NB313"]),
    (head(64, "sigmoid"), "loss: mse", ["NB313"]),
    (head(3, "sigmoid"), "loss: mae", ["NB313"]),
    (head(3, "relu"), "loss: msle", []),
    (head(1), "loss: {BinaryCrossentropy: {from_logits: true}}, metrics: [accuracy]", ["NB310"]),
    (head(4), "loss: {BinaryCrossentropy: {from_logits: true}}, metrics: [accuracy]", []),
    (head(4), "loss: {BinaryCrossentropy: {from_logits: true}}, metrics: [binary_accuracy]", ["NB310"]),
    (head(3, "softmax"), "loss: categorical_crossentropy, metrics: [AUC, Recall]", ["NB315", "NB315", "NB316"]),
    (head(3, "softmax"), SPARSE, ["NB316"]),
    (head(1, "tanh"), "loss: hinge", ["NB316"]),
]


@pytest.mark.parametrize(("layers", "compile_", "expected"), INFOS, ids=lambda value: str(value)[:60])
def test_a_remark(layers: str, compile_: str, expected: list[str]) -> None:
    assert codes(network(layers, compile_)) == []
    assert codes(network(layers, compile_), Severity.INFO) == expected


def test_labels_are_stated_once_and_not_where_the_task_states_them() -> None:
    assert codes(network(head(3, "softmax"), ONE_HOT), Severity.INFO) == ["NB316"]
    stated = network(head(3, "softmax"), ONE_HOT, task="kind: multiclass, classes: 3, labels: one_hot")
    assert codes(stated, Severity.INFO) == []


@pytest.mark.parametrize(
    ("shape", "before", "layers", "compile_", "expected"),
    [
        ("[32, 32, 3]", "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
         "Conv2D: {filters: 4, kernel_size: 1, activation: relu}", SPARSE, ["NB302"]),
        ("[32, 32, 3]", "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
         "Conv2D: {filters: 1, kernel_size: 1, activation: softmax}", BINARY, ["NB301"]),
        ("[32, 32, 3]", "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
         "Conv2D: {filters: 4, kernel_size: 1, activation: softmax}", SPARSE, []),
        ("[32, 32, 3]", "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
         "Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}", "loss: mse", []),
        ("[32, 32, 3]", "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
         "Conv2D: {filters: 10, kernel_size: 1}|GlobalAveragePooling2D", ONE_HOT, ["NB302"]),
        ("[32, 32, 3]", "Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}",
         "Conv2D: {filters: 10, kernel_size: 1, activation: softmax}|GlobalAveragePooling2D", ONE_HOT, []),
        ("[12, 4]", "LSTM: {units: 8, return_sequences: true}",
         "TimeDistributed: {layer: {Dense: {units: 5}}}", ONE_HOT, ["NB302"]),
        ("[12, 4]", "LSTM: {units: 8, return_sequences: true}",
         "TimeDistributed: {layer: {Dense: {units: 1}}}|Flatten|Softmax", ONE_HOT, []),
        ("[12, 4]", "LSTM: {units: 8, return_sequences: true}",
         "Dense: {units: 1}|Flatten", "loss: {CategoricalCrossentropy: {from_logits: true}}", []),
        ("[12, 4]", "LSTM: {units: 8, return_sequences: true}", "LSTM: {units: 10}", SPARSE, ["NB302"]),
        ("[12, 4]", "LSTM: {units: 8, return_sequences: true}", "LSTM: {units: 1}", "loss: mse", []),
        ("[1]", "Dense: {units: 4, activation: relu}", head(1, "sigmoid"), "loss: mse", ["NB313"]),
    ],
)  # fmt: skip
def test_heads_on_maps_and_steps(shape: str, before: str, layers: str, compile_: str, expected: list[str]) -> None:
    assert codes(network(layers, compile_, shape=shape, before=before)) == expected


def test_a_softmax_over_one_unit_elsewhere_does_not_hide_the_head() -> None:
    text = network("Dense: {units: 1, activation: softmax}|Dense: {units: 3}", ONE_HOT)
    assert codes(text) == ["NB301", "NB302"]


def test_nothing_is_said_of_a_head_behind_a_hole() -> None:
    report = judge(network("Dense: {units: 10}|Dens: {units: 10}", ONE_HOT))
    assert {one.code for one in report.errors} == {"NB010"}


def test_nothing_is_said_of_a_loss_that_could_not_be_read() -> None:
    report = judge(network(head(10), "loss: categorical_crosentropy, metrics: [accuracy]"))
    assert {one.code for one in report.errors} == {"NB015"}
    report = judge(network(head(1, "sigmoid"), "loss: mse, metrics: [acuracy]"))
    assert [one.code for one in report.diagnostics if one.severity > Severity.INFO] == ["NB015"]


def test_the_head_is_judged_after_a_shape_error() -> None:
    text = network(
        "Conv2D: {filters: 3, kernel_size: 3}|Flatten|Dense: {units: 1, activation: softmax}", BINARY, shape="[28, 28]"
    )
    report = judge(text)
    assert {"NB101", "NB301"} <= {one.code for one in report.errors}


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("Dense: {units: 1}|Softmax", {"NB301"}),
        ("Dense: {units: 1}|Dropout: {rate: 0.0}|Activation: {activation: softmax}", {"NB301"}),
        ("Dense: {units: 1}|Softmax: {axis: 1}", set()),
        ("TimeDistributed: {layer: {Dense: {units: 1}}}|Flatten|Softmax", set()),
        ("Dense: {units: 10}", {"NB302"}),
        ("Dense: {units: 1}", {"NB307"}),
    ],
)
def test_without_shapes_the_written_units_count(layers: str, expected: set[str]) -> None:
    text = network(f"Conv2D: {{filters: 3, kernel_size: 3}}|Flatten|{layers}", ONE_HOT, shape="[28, 28]")
    assert {one.code for one in judge(text).errors} == {"NB101", *expected}


def test_a_softmax_in_each_direction_is_over_its_own_unit() -> None:
    text = network("Bidirectional: {layer: {LSTM: {units: 1, activation: softmax}}}", ONE_HOT, shape="[5, 3]",
                   before="Dropout: {rate: 0.1}")  # fmt: skip
    assert codes(text) == ["NB301"]


def test_one_fix_makes_no_other_finding() -> None:
    text = network(head(1, "softmax"), "loss: {BinaryCrossentropy: {from_logits: true}}")
    [found] = [one for one in judge(text).diagnostics if one.code == "NB301"]
    assert codes(apply(text, [found], unsafe=True)) == []


def test_a_cause_that_is_hidden_stays_hidden_when_its_finding_is_off() -> None:
    text = "rules: {NB301: off}\n" + network(head(1, "softmax"), ONE_HOT)
    assert codes(text) == []


def longest(cls: Any) -> str:
    return str(max((cls.__name__, *cls.identifiers), key=len))


CLASSES: dict[str, list[Any]] = {kind: every(kind) for kind in ("activation", "loss", "metric")}
ACTIVATIONS = [cls.__name__ for cls in CLASSES["activation"] if cls.callable_bare]
LOSSES = [longest(cls) for cls in CLASSES["loss"] if cls.callable_bare and not cls.only_bare]
METRICS = [longest(cls) for cls in CLASSES["metric"] if cls.callable_bare]
OF_EACH_FAMILY = [
    "sparse_categorical_crossentropy", "binary_crossentropy", "mean_absolute_percentage_error", "squared_hinge",
    "cosine_similarity", "kl_divergence",
]  # fmt: skip


@pytest.mark.parametrize("loss", OF_EACH_FAMILY)
def test_every_message_about_an_activation_fits(loss: str) -> None:
    for activation in ACTIVATIONS:
        for one in judge(network(head(4, activation), f"loss: {loss}")).diagnostics:
            assert len(one.message) <= 80, one.message


def test_what_a_file_says_is_called_as_it_says_it() -> None:
    text = network(
        head(3, "swish"),
        "loss: huber",
        before="Dense: {units: 8, activation: swish, kernel_initializer: glorot_normal}",
    )
    assert {one.message for one in judge(text).diagnostics if one.code in ("NB201", "NB311")} == {
        "glorot_normal lets the signal fade before swish",
        "swish at the end predicts nothing below -0.2785",
    }
