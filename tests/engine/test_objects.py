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


def test_classes_of_the_callers_get_their_names_their_tables_and_their_seeds() -> None:
    import keras

    class Nameless(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self, sizes: Any) -> None:
            super().__init__()
            self.sizes = sizes

        def call(self, inputs: Any) -> Any:
            return inputs

    class Named(Nameless):
        def __init__(self, sizes: Any = None, name: str | None = None) -> None:
            super().__init__(sizes)
            self.name = f"given: {name}"

    class Drawn(keras.initializers.Initializer):  # type: ignore[misc]
        def __init__(self, seed: int | None = None) -> None:
            self.seed = seed

        def __call__(self, shape: Any, dtype: Any = None) -> Any:
            return keras.ops.full(shape, float(self.seed or 0), dtype=dtype)

    text = """\
seed: 1
input: [8]
layers:
  - Nameless: {sizes: {a: 1, b: [2, {c: 3}]}}
  - Named
  - Dense: {units: 2, kernel_initializer: {Drawn: {seed: 3}}}
  - Nameless: {sizes: []}
"""
    model = nb.build(text, custom_objects={cls.__name__: cls for cls in (Nameless, Named, Drawn)})
    assert [layer.name for layer in model.layers] == ["nameless", "given: named", "dense", "nameless_1"]
    assert model.layers[0].sizes == {"a": 1, "b": [2, {"c": 3}]}
    assert np.all(np.asarray(model.layers[2].kernel) == 3)
