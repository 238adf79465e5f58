"""What a measurement is put into words as, where no training is needed to see it."""

from types import SimpleNamespace
from typing import Any

import pytest

from netbuilder.engine.probe.expected import expected_loss
from netbuilder.propagation.facts import one_batch_fact, trained_with
from netbuilder.propagation.records import OneBatch


def probe(rate: float | None) -> Any:
    return SimpleNamespace(optimizer="SGD", one_batch=OneBatch(2.0, 0.5, 200, "fits", rate))


def test_the_rate_is_said_where_it_is_known() -> None:
    assert trained_with(probe(0.01)) == "SGD at 0.01"
    assert trained_with(probe(None)) == "SGD"
    assert trained_with(SimpleNamespace(optimizer="Adam", one_batch=None)) == "Adam"  # type: ignore[arg-type]
    fact = one_batch_fact(probe(0.01))
    assert fact is not None
    assert fact.name == "one batch, 200 steps with SGD at 0.01"


@pytest.mark.keras
@pytest.mark.parametrize(
    "name",
    ["categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_focal_crossentropy", "kl_divergence"],
)
@pytest.mark.parametrize("classes", [2, 10])
def test_the_loss_of_a_network_that_knows_nothing_is_that_of_keras(name: str, classes: int) -> None:
    import keras
    import numpy as np

    labels = np.arange(classes) if "sparse" in name else np.eye(classes)
    predicted = np.full((classes, classes), 1 / classes)
    assert float(np.mean(keras.losses.get(name)(labels, predicted))) == pytest.approx(
        expected_loss(name, classes), rel=1e-4
    )
    assert expected_loss(name, 1) is None
    assert expected_loss("dice", classes) is None
