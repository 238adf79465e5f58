"""A model that was handed in is left as it was, byte for byte, whatever happens."""

import random
from typing import Any

import pytest

pytestmark = pytest.mark.keras


def state(model: Any) -> list[bytes]:
    import keras
    import numpy as np

    variables = [*model.variables, *(model.optimizer.variables if model.optimizer else [])]
    arrays = [keras.ops.convert_to_numpy(one).tobytes() for one in variables]
    return [*arrays, repr(random.getstate()).encode(), repr(np.random.get_state()).encode()]


@pytest.fixture(scope="module")
def model() -> Any:
    """Batch normalization with statistics of its own, dropout with a seed state, an optimizer that has stepped.

    One for all tests of this file: each says that it is left as it was.
    """
    import keras
    import numpy as np

    keras.utils.set_random_seed(3)
    made = keras.Sequential(
        [
            keras.Input((8,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.5, seed=1),
            keras.layers.GaussianNoise(0.1),
            keras.Sequential([keras.layers.Dense(4), keras.layers.BatchNormalization()]),
            keras.layers.Dense(2),
        ]
    )
    made.compile("adam", "mse")
    made.fit(np.ones((16, 8)), np.zeros((16, 2)), verbose=0)
    return made


def test_after_a_probe(model: Any) -> None:
    import netbuilder as nb

    before = state(model)
    nb.probe(model)
    assert state(model) == before


def test_after_fitting_one_batch(model: Any) -> None:
    import netbuilder as nb

    before, optimizer, steps = state(model), model.optimizer, []
    found = nb.probe(model, fit_one_batch=True, progress=steps.append)
    assert state(model) == before
    assert model.optimizer is optimizer
    assert steps == list(range(1, 201))
    assert found.one_batch is not None
    assert found.one_batch.last < found.one_batch.first


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize("step", [1, 50])
def test_after_a_stop_while_fitting(model: Any, error: type[BaseException], step: int) -> None:
    import netbuilder as nb

    before = state(model)

    def stop(number: int) -> None:
        if number == step:
            raise error

    with pytest.raises(error):
        nb.probe(model, fit_one_batch=True, progress=stop)
    assert state(model) == before


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_after_a_stop_in_the_middle_of_the_pass(error: type[BaseException]) -> None:
    import keras

    import netbuilder as nb

    class Stops(keras.layers.Layer):  # type: ignore[misc]
        armed = False

        def call(self, x: Any) -> Any:
            if self.armed:
                raise error
            return x

    stops = Stops()
    made = keras.Sequential(
        [keras.Input((8,)), keras.layers.Dense(8), keras.layers.BatchNormalization(), stops, keras.layers.Dense(2)]
    )
    made.compile("adam", "mse")
    before = state(made)
    stops.armed = True
    with pytest.raises(error):
        nb.probe(made)
    assert state(made) == before
