"""Functions of the caller's own reach the layer as they are."""

from typing import Any

import numpy as np
import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras

TEXT = """\
seed: 1
input: [8]
layers:
  - Dense:
      units: 4
      activation: halved
      kernel_initializer: threes
      kernel_regularizer: heavy
compile: {optimizer: adam, loss: missed, metrics: [counted]}
"""


@pytest.mark.since("3.15")  # before, a regularizer is an object
def test_a_function_is_taken_wherever_a_name_stands_for_one() -> None:
    import keras

    def threes(shape: Any, dtype: Any = None) -> Any:
        return keras.ops.full(shape, 3.0, dtype=dtype)

    def halved(x: Any) -> Any:
        return x / 2

    def heavy(weight: Any) -> Any:
        return keras.ops.sum(weight) * 0 + 5.0

    def missed(wanted: Any, given: Any) -> Any:
        return keras.ops.mean(given, axis=-1) * 0 + 1.0

    def counted(wanted: Any, given: Any) -> Any:
        return keras.ops.mean(given, axis=-1) * 0 + 9.0

    functions = [threes, halved, heavy, missed, counted]
    model = nb.build(TEXT, custom_objects={function.__name__: function for function in functions})
    [layer] = model.layers
    assert np.all(np.asarray(layer.kernel) == 3)
    assert layer.activation is halved
    assert [float(value) for value in model.losses] == [5.0]
    result = model.evaluate(np.ones((2, 8)), np.ones((2, 4)), verbose=0, return_dict=True)
    assert result["counted"] == 9.0
    assert result["loss"] == 6.0
