"""What was published about initialization comes out here too, by training and by the probe."""

from typing import Any

import pytest

pytestmark = [pytest.mark.keras, pytest.mark.slow]


def probed(activation: str, depth: int, width: int, initializer: str, seed: int = 1) -> tuple[Any, Any, list[Any]]:
    import keras

    from benchmarks.drawn_nets import Net, kernels, model
    from netbuilder.engine.probe.measure import measure

    built = model(keras, Net(activation, depth, width, initializer, seed))
    return built, measure(built), kernels(keras, built)


def test_30_relu_layers_learn_with_he_and_stall_with_glorot() -> None:
    """He et al. 2015, figure 3."""
    from benchmarks.training import best

    _, he, kernels = probed("relu", 30, 128, "he_normal")
    assert he.verdict.word == "healthy"
    assert best(kernels, "relu", steps=600)[0] >= 0.9
    _, glorot, kernels = probed("relu", 30, 128, "glorot_uniform")
    assert glorot.verdict.word in ("vanishing", "severe")
    assert best(kernels, "relu", steps=600)[0] < 0.5


def test_tanh_fades_with_the_old_heuristic_and_not_with_glorot() -> None:
    """Glorot and Bengio 2010: U(-1/sqrt(n), 1/sqrt(n)) is a third of LeCun's variance."""
    _, old, _ = probed("tanh", 5, 256, "normal_0.036")
    _, normalized, _ = probed("tanh", 5, 256, "glorot_uniform")
    spread = [[10 ** (layer.power / 2) for layer in one.layers[:-1]] for one in (old, normalized)]
    # They saw 0.45 fall to 0.05, and 0.48 to 0.29.
    assert spread[0][-1] / spread[0][0] < 0.25
    assert spread[1][-1] / spread[1][0] > 0.5
    assert old.backward < normalized.backward - 0.5


def test_the_gradient_of_sigmoid_fades_and_training_stalls() -> None:
    """Glorot and Bengio 2010: deep sigmoid networks do not get going from random weights."""
    from benchmarks.training import best

    _, found, kernels = probed("sigmoid", 5, 128, "glorot_uniform")
    assert found.verdict.word in ("vanishing", "severe")
    assert best(kernels, "sigmoid")[0] < 0.5
    _, shallow, kernels = probed("tanh", 5, 128, "glorot_uniform")
    assert shallow.verdict.word == "healthy"
    assert best(kernels, "tanh")[0] >= 0.9
