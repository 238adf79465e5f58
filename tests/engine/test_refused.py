"""What Keras refuses is told with layer, line and shape, the cause kept; custom pieces are where it happens."""

from typing import Any

import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def pieces() -> dict[str, Any]:
    """A layer, an initializer, a loss, a metric and an activation of the caller's."""
    import keras

    class Scale(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self, factor: float, kernel_initializer: Any = "glorot_uniform", **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.factor = factor
            self.kernel_initializer = keras.initializers.get(kernel_initializer)

        def build(self, input_shape: Any) -> None:
            self.kernel = self.add_weight(shape=(input_shape[-1], 2), initializer=self.kernel_initializer)

        def call(self, inputs: Any) -> Any:
            return (inputs @ self.kernel) * self.factor

    class Broken(keras.layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:
            raise RuntimeError("this layer never works")

    class Tiny(keras.initializers.Initializer):  # type: ignore[misc]
        def __init__(self, scale: float = 1e-3, seed: int | None = None) -> None:
            self.scale, self.seed = scale, seed

        def __call__(self, shape: Any, dtype: Any = None) -> Any:
            return keras.random.normal(shape, stddev=self.scale, dtype=dtype, seed=self.seed)

    def squared(y_true: Any, y_pred: Any) -> Any:
        return (y_true - y_pred) ** 2

    def double(x: Any) -> Any:
        return 2 * x

    return {"Scale": Scale, "Broken": Broken, "Tiny": Tiny, "squared": squared, "double": double}


TEXT = """
seed: 1
input: [8]
layers:
  - Dense: {units: 4, activation: double, kernel_initializer: {Tiny: {scale: 0.01}}}
  - Scale: {factor: 2.0}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: squared, metrics: [squared, mae]}
"""


def test_custom_pieces(pieces: dict[str, Any]) -> None:
    import numpy as np

    assert not nb.check(TEXT, custom_objects=pieces).errors
    models = [nb.build(TEXT, custom_objects=pieces) for _ in range(2)]
    for ours, theirs in zip(*(model.get_weights() for model in models), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert models[0].layers[1].factor == 2.0
    assert float(np.std(models[0].layers[0].kernel)) < 0.02
    models[0].fit(np.ones((4, 8)), np.ones((4, 1)), verbose=0)


def test_custom_pieces_are_known_for_one_call_only(pieces: dict[str, Any]) -> None:
    nb.check(TEXT, custom_objects=pieces)
    codes = [one.code for one in nb.check(TEXT).errors]
    assert sorted(codes) == ["NB010", "NB015", "NB015", "NB015", "NB015"]


def test_a_network_keeps_the_pieces_it_was_read_with(pieces: dict[str, Any]) -> None:
    assert nb.build(nb.load(TEXT, custom_objects=pieces)).layers[1].factor == 2.0


def test_arguments_of_custom_pieces_are_checked(pieces: dict[str, Any]) -> None:
    wrong = TEXT.replace("Scale: {factor: 2.0}", "Scale: {factr: 2.0}").replace("scale: 0.01", "scale: big")
    found = {one.code for one in nb.check(wrong, custom_objects=pieces).errors}
    assert found == {"NB011", "NB014"}


def test_what_is_registered_with_keras_needs_no_passing(pieces: dict[str, Any]) -> None:
    import keras

    keras.saving.register_keras_serializable("testing")(pieces["Scale"])
    try:
        text = "input: [8]\nlayers:\n  - Scale: {factor: 3.0}\n"
        assert nb.build(text).layers[0].factor == 3.0
        assert nb.build(text.replace("Scale", "testing>Scale")).layers[0].factor == 3.0
    finally:
        keras.saving.get_custom_objects().pop("testing>Scale")


def test_a_name_of_keras_cannot_be_taken(pieces: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="'Dense' is a layer of Keras"):
        nb.check(TEXT, custom_objects={"Dense": pieces["Scale"]})


def test_a_dictionary_that_names_a_class_never_reaches_a_custom_piece(pieces: dict[str, Any]) -> None:
    text = "input: [8]\nlayers:\n  - Broken: {}\n  - Scale: {factor: {class_name: function, config: set_backend}}\n"
    assert nb.check(text, custom_objects=pieces).errors


def test_keras_refusal_has_layer_line_and_shape(pieces: dict[str, Any]) -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 4}\n  - Broken\n  - Dense: {units: 2}\nrules: {NB401: off}\n"
    with pytest.raises(nb.ConfigError) as caught:
        nb.build(text, custom_objects=pieces)
    [found] = caught.value.diagnostics
    assert found.code == "NB908"
    assert found.message == "Keras refuses `broken` (Broken) for input (4,)"
    assert found.why == "RuntimeError: this layer never works"
    assert found.address.line == 4  # type: ignore[union-attr]
    assert found.layer == (1, "Broken")
    assert isinstance(caught.value.__cause__, Exception)


def test_in_a_nested_model_and_a_repeat(pieces: dict[str, Any]) -> None:
    text = """
input: [8]
layers:
  - repeat:
      times: 2
      layers:
        - Sequential: {layers: [{Scale: {factor: 1.0}}, ReLU]}
  - Sequential:
      name: outer
      layers:
        - Scale: {factor: 1.0}
        - Broken
"""
    with pytest.raises(nb.ConfigError) as caught:
        nb.build(text, custom_objects=pieces)
    [found] = caught.value.diagnostics
    assert "`broken` (Broken)" in found.message
    assert found.address.line == 12  # type: ignore[union-attr]


def test_a_constructor_that_raises() -> None:
    import keras

    class Picky(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self, size: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if size > 3:
                raise ValueError("size is too large")

    text = "input: [8]\nlayers:\n  - ReLU\n  - Picky: {size: 4}\n  - ReLU\n"
    with pytest.raises(nb.ConfigError, match="size is too large") as caught:
        nb.build(text, custom_objects={"Picky": Picky})
    [found] = caught.value.diagnostics
    assert found.layer == (1, "Picky")
