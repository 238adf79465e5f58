"""The shortest way to write a node without options down, where its class has a string and where it has none."""

import pytest

from netbuilder.convert.model_files.shortest import shortest
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
