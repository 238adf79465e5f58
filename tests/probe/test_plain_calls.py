"""Where the probe asks a layer's `call` itself, that is what calling the layer gives, bit by bit."""

from typing import Any

import pytest

import netbuilder as nb
from netbuilder.engine import compat
from netbuilder.engine.build import build
from netbuilder.engine.probe import forward, sample
from netbuilder.graph import resolve
from netbuilder.parse.draft import of_network
from netbuilder.plan import plan
from netbuilder.vocabulary.base.registry import every

pytestmark = pytest.mark.keras

PLAIN = {"Conv2D", "Dense", "Dropout", "Flatten", "LayerNormalization", "MaxPooling2D", "ReLU", "SeparableConv2D"}
"""Some of those that a probe often meets."""
OTHERS = {"BatchNormalization", "Bidirectional", "Embedding", "LSTM", "Masking", "Normalization", "RandomFlip"}
"""Masks, another dtype, a way of its own."""


LAYERS = [
    pytest.param(cls.__name__, marks=pytest.mark.since(cls.since or "3.0"))
    for cls in every("layer")
    if cls.__name__ != "repeat"
]


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer(name: str) -> None:
    import keras
    import numpy as np
    import tensorflow

    cls = getattr(nb, name)
    shape = {"shape": list(cls.example_input), "dtype": cls.input_dtype}
    model = build(plan(resolve(of_network(nb.Network(seed=3, input=shape, layers=[{name: cls.example}]))))).model
    [layer, *_] = forward.flat(keras, model)
    if cls.input_dtype == "string":
        x = tensorflow.fill((2, *cls.example_input), "red")
    else:
        x = tensorflow.constant(sample.synthetic(keras, model, [layer], 2, np.random.default_rng(0)).x)
    is_plain = compat.is_plain_call(keras, layer, x)
    assert is_plain or name not in PLAIN
    assert not is_plain or name not in OTHERS
    if not is_plain:
        return
    options = {"training": False} if compat.takes_training(layer) else {}
    before = [np.asarray(variable).tobytes() for variable in layer.variables]
    directly = layer.call(x, **options)
    assert [np.asarray(variable).tobytes() for variable in layer.variables] == before
    called = layer(x, **options)
    assert directly.dtype == called.dtype
    assert np.asarray(directly).tobytes() == np.asarray(called).tobytes()
    assert getattr(called, "_keras_mask", None) is None
    assert layer.losses == []


def test_what_a_layer_does_besides(keras: Any) -> None:
    """A loss of its own, a mask, another dtype, a class of the user's: it is called as Keras calls it."""
    import numpy as np
    import tensorflow

    class Own(keras.layers.Dense):  # type: ignore[misc]
        pass

    x = tensorflow.ones((2, 3))
    assert compat.is_plain_call(keras, built(keras.layers.Dense(2)), x)
    assert not compat.is_plain_call(keras, built(Own(2)), x)
    assert not compat.is_plain_call(keras, built(keras.layers.Dense(2, activity_regularizer="l2")), x)
    assert not compat.is_plain_call(keras, built(keras.layers.Dense(2, dtype="mixed_bfloat16")), x)
    assert not compat.is_plain_call(keras, built(keras.layers.Dense(2)), tensorflow.cast(x, "float64"))
    masked = keras.layers.Masking()(np.zeros((2, 4, 3), "float32"))
    assert not compat.is_plain_call(keras, built(keras.layers.Dense(2)), masked)


def built(layer: Any) -> Any:
    layer.build((None, 3))
    return layer


@pytest.fixture(scope="module")
def keras() -> Any:
    from netbuilder.engine.backends.start import start

    return start("tensorflow").keras
