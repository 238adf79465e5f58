"""What `task` states makes suspicion certain: NB307, NB314."""

import pytest

from netbuilder.diagnostics import Severity
from tests.rules.heads import BINARY, ONE_HOT, SPARSE, codes, head, network
from tests.rules.judging import judge

TASKS = [
    ("kind: multiclass", head(10, "sigmoid"), SPARSE, ["NB303"], Severity.ERROR),
    ("kind: multilabel", head(10, "sigmoid"), ONE_HOT, ["NB303"], Severity.ERROR),
    ("kind: multiclass, classes: 10", head(9, "softmax"), SPARSE, ["NB307"], Severity.ERROR),
    ("kind: multilabel, classes: 10", head(9, "sigmoid"), BINARY, ["NB307"], Severity.ERROR),
    ("kind: binary", head(3, "softmax"), SPARSE, ["NB307"], Severity.ERROR),
    ("kind: multiclass", head(1, "sigmoid"), BINARY, ["NB307"], Severity.ERROR),
    (
        "kind: multiclass, classes: 5",
        head(1, "sigmoid"),
        "loss: mse, metrics: [accuracy]",
        ["NB307", "NB314"],
        Severity.ERROR,
    ),
    ("kind: multiclass, labels: integer", head(10, "softmax"), ONE_HOT, ["NB314"], Severity.ERROR),
    ("kind: multiclass, labels: one_hot", head(10, "softmax"), SPARSE, ["NB314"], Severity.ERROR),
    ("kind: multiclass, labels: integer", head(10, "sigmoid"), BINARY, ["NB314"], Severity.ERROR),
    ("kind: multiclass", head(10, "softmax"), "loss: mse, metrics: [accuracy]", ["NB314"], Severity.ERROR),
    ("kind: multiclass", head(10, "softmax"), BINARY, ["NB314"], Severity.ERROR),
    ("kind: multiclass", head(10, "sigmoid"), BINARY, ["NB314"], Severity.WARN),
    (
        "kind: multiclass",
        head(10),
        "loss: {BinaryCrossentropy: {from_logits: true}}",
        ["NB314"],
        Severity.WARN,
    ),
    ("kind: multilabel", head(10, "softmax"), BINARY, ["NB314"], Severity.ERROR),
    ("kind: multilabel", head(10, "softmax"), ONE_HOT, ["NB314"], Severity.ERROR),
    ("kind: binary", head(1, "sigmoid"), "loss: mse, metrics: [accuracy]", ["NB314"], Severity.ERROR),
    ("kind: binary", head(1, "sigmoid"), "loss: mse", ["NB314"], Severity.ERROR),
    ("kind: binary", head(1), "loss: mse, metrics: [accuracy]", ["NB314"], Severity.ERROR),
    ("kind: binary, labels: one_hot", head(1, "sigmoid"), BINARY, ["NB314"], Severity.ERROR),
    ("kind: regression", head(1), BINARY, ["NB314"], Severity.ERROR),
    ("kind: regression", head(10, "softmax"), ONE_HOT, ["NB314"], Severity.ERROR),
    ("kind: regression, targets: [0, 100]", head(1, "sigmoid"), "loss: mse", ["NB314"], Severity.ERROR),
    ("kind: regression, targets: [-1, null]", head(1, "relu"), "loss: mse", ["NB314"], Severity.ERROR),
    ("kind: regression, targets: [-5, 5]", head(1, "tanh"), "loss: mse", ["NB314"], Severity.ERROR),
    ("kind: regression, targets: [-5, 5]", head(1, "relu"), "loss: mse, metrics: [acc]", ["NB310", "NB314"], None),
    ("kind: regression, targets: [0, 400]", head(1), "loss: mape", ["NB312"], Severity.WARN),
    ("kind: regression, targets: [-400, 0]", head(1), "loss: mape", ["NB312"], Severity.WARN),
    ("kind: regression, targets: [-1, 1]", head(1, "tanh"), "loss: msle", ["NB312"], Severity.WARN),
    # nine units for ten classes, and labels of the other form, are other causes than a head without softmax
    ("kind: multiclass, classes: 10", head(9), ONE_HOT, ["NB302", "NB307"], Severity.ERROR),
    ("kind: multiclass, labels: integer", head(9), ONE_HOT, ["NB302", "NB314"], Severity.ERROR),
    ("kind: binary", head(3), BINARY, ["NB307"], Severity.ERROR),
    # a loss for other data is one cause, whatever the head
    ("kind: regression", head(9), ONE_HOT, ["NB314"], Severity.ERROR),
    ("kind: regression", head(9, "sigmoid"), ONE_HOT, ["NB314"], Severity.ERROR),
    ("kind: multilabel", head(9), ONE_HOT, ["NB314"], Severity.ERROR),
]

TASKS_FINE = [
    ("kind: multiclass, classes: 10, labels: integer", head(10, "softmax"), SPARSE),
    ("kind: multiclass, classes: 10, labels: one_hot", head(10, "softmax"), ONE_HOT + ", metrics: [accuracy]"),
    ("kind: multiclass, classes: 2", head(1, "sigmoid"), BINARY),
    ("kind: binary", head(1, "sigmoid"), BINARY),
    ("kind: binary", head(2, "softmax"), SPARSE),
    ("kind: binary", head(1, "tanh"), "loss: hinge"),
    ("kind: multilabel, classes: 6", head(6, "sigmoid"), BINARY),
    ("kind: multilabel, classes: 6", head(6), "loss: {BinaryCrossentropy: {from_logits: true}}"),
    ("kind: regression, targets: [0, null]", head(1, "relu"), "loss: mse"),
    ("kind: regression, targets: [-0.5, null]", head(1, "elu"), "loss: mse"),
    ("kind: regression, targets: [0, 1]", head(1, "sigmoid"), "loss: mse"),
    ("kind: regression, targets: [0, 1]", head(4, "sigmoid"), BINARY),
    ("kind: regression, targets: [-1, 1]", head(1, "tanh"), "loss: mse"),
    ("kind: regression, targets: [0, 1]", head(4, "softmax"), "loss: mse"),
    ("kind: regression, targets: [1, 400]", head(1), "loss: mape"),
    ("kind: regression, targets: [-400, -1]", head(1), "loss: mape"),
    ("kind: regression", head(1), "loss: mse"),
]


@pytest.mark.parametrize(
    ("task", "layers", "compile_", "expected", "severity"), TASKS, ids=lambda value: str(value)[:50]
)
def test_a_task_makes_it_certain(
    task: str, layers: str, compile_: str, expected: list[str], severity: Severity | None
) -> None:
    text = network(layers, compile_, task=task)
    assert codes(text) == expected
    if severity is not None:
        assert {one.severity for one in judge(text).diagnostics if one.code in expected} == {severity}


@pytest.mark.parametrize(("task", "layers", "compile_"), TASKS_FINE, ids=lambda value: str(value)[:50])
def test_a_task_that_agrees(task: str, layers: str, compile_: str) -> None:
    assert codes(network(layers, compile_, task=task)) == []
