"""The training of the accuracy script is Keras' training: the same steps give the same weights."""

import pytest

from benchmarks.training import FUNCTIONS, Runs

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("activation", sorted(FUNCTIONS))
def test_three_steps_are_those_of_keras(activation: str) -> None:
    import keras
    import numpy as np

    generator = np.random.default_rng(0)
    x, y = generator.standard_normal((16, 8)).astype("float32"), generator.integers(0, 4, 16)
    shapes = ((8, 12), (12, 12), (12, 4))
    kernels = [generator.normal(0, 0.5, shape).astype("float32") for shape in shapes]
    ours = Runs(kernels, activation, sgd=(0.05,), adam=(0.01,))
    for at, optimizer in enumerate((keras.optimizers.SGD(0.05, momentum=0.9), keras.optimizers.Adam(0.01))):
        model = keras.Sequential(
            [
                keras.Input((8,)),
                keras.layers.Dense(12, activation=activation),
                keras.layers.Dense(12, activation=activation),
                keras.layers.Dense(4, activation="softmax"),
            ]
        )
        for layer, kernel in zip(model.layers, kernels, strict=True):
            layer.kernel.assign(kernel)
        model.compile(optimizer, "sparse_categorical_crossentropy", run_eagerly=True)
        for _ in range(3):
            model.train_on_batch(x, y)
            if at == 0:
                ours.step(x, y)
        for layer, kernel in zip(model.layers, ours.kernels, strict=True):
            # Adam divides by the gradient's size: where that is next to nothing, rounding shows.
            np.testing.assert_allclose(keras.ops.convert_to_numpy(layer.kernel), kernel[at], atol=2e-3 if at else 2e-5)
