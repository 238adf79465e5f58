"""The shortest way to write a node without options down, where its class has a string and where it has none."""

import pytest

from netbuilder.convert.model_files.shortest import canonical, shortest
from netbuilder.vocabulary.base.registry import find

WRITTEN = {
    ("activation", "silu"): "swish",
    ("activation", "relu"): "relu",
    ("metric", "Accuracy"): {"Accuracy": {}},
    ("metric", "MeanAbsoluteError"): "mean_absolute_error",
    ("optimizer", "Adam"): "adam",
    ("initializer", "Constant"): {"Constant": {}},
    ("initializer", "HeNormal"): "he_normal",
    ("regularizer", "L1L2"): "l1l2",
}


@pytest.mark.parametrize(("kind", "name"), WRITTEN)
def test_a_node_without_options(kind: str, name: str) -> None:
    cls = find(kind, name)
    assert cls is not None
    assert shortest(cls.model_validate({})) == WRITTEN[kind, name]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ((2, 2), 2),
        ([2], 2),
        (((1, 1), (1, 1)), 1),
        (((0, 1), (0, 1)), ((0, 1), (0, 1))),
        (((1, 1), (2, 2)), (1, 2)),
        ((0, 1), (0, 1)),
        ((1, True), (1, True)),
        ((0.5, 0.5), (0.5, 0.5)),
        ((True, True), (True, True)),
        ((), ()),
        (((), ()), ((), ())),
    ],
)
def test_sizes_that_are_all_the_same_are_one_number(value: object, number: object) -> None:
    assert canonical(value, "kernel_size") == number
