"""A layer inside a real Sequential: what Keras builds, and what then runs. Options are written as in a file."""

import warnings
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
from pydantic import ValidationError

from netbuilder.vocabulary.base.shapes import Shape, ShapeError
from tests.vocabulary.oracle import REFUSALS, Answer, Options, check_wording, keras_class, schema_class

BATCH = 7
"""How many samples run; a number that no option here has, so that it is known again in a shape."""
HOLDS_ONE = ("layer", "backward_layer", "cell")
HOLDS_MANY = ("layers", "cells", "cell")


def keras_item(item: Any) -> Any:
    """The Keras layer or cell that an item such as `{LSTM: {units: 4}}` stands for."""
    name, options = (item, {}) if isinstance(item, str) else next(iter(item.items()))
    return keras_layer(name, options or {})


def keras_layer(name: str, options: Options) -> Any:
    """The Keras layer with these options, the layers and cells inside it too."""
    import keras

    made = dict(options)
    for option, value in options.items():
        if option in HOLDS_MANY and isinstance(value, list):
            made[option] = [keras_item(item) for item in value]
        elif option in HOLDS_ONE and value is not None:
            made[option] = keras_item(value)
        elif option == "ngrams" and isinstance(value, list):
            made[option] = tuple(value)
    return keras.Sequential(**made) if name == "Sequential" else keras_class(name)(**made)


def says(name: str, options: Options, shape: Shape) -> Answer | None:
    """What the schema says of the same; None where it refuses."""
    try:
        node = schema_class(name).model_validate(options)
        made = node.output_shape(shape)
        weights = node.weights(shape)
    except ValidationError:
        return None
    except ShapeError as error:
        # The option to blame may be one of a layer inside.
        if any(option in options for option in (*HOLDS_ONE, *HOLDS_MANY)):
            error.field = ""
        check_wording(name, error)
        return None
    return Answer(made, tuple((weight.name, weight.shape, weight.trainable) for weight in weights))


def builds(name: str, options: Options, shape: Shape, dtype: str = "float32") -> Answer | None:
    """What comes out of a Sequential with this layer alone, without memory for weights; None where Keras refuses."""
    import keras

    def build(layer: Any) -> Any:
        model = keras.Sequential([keras.Input(batch_shape=shape, dtype=dtype), layer])
        if not hasattr(model, "outputs"):
            raise ValueError("Keras makes a model without a graph where a layer does not say its output's shape")
        return model.outputs[0]

    return _made(name, options, build)


def gives(name: str, options: Options, shape: Shape, dtype: str = "float32") -> Answer | None:
    """The same of the layer by itself, in half the time."""
    import keras

    return _made(name, options, lambda layer: layer(keras.KerasTensor(shape, dtype=dtype)))


def _made(name: str, options: Options, build: Callable[[Any], Any]) -> Answer | None:
    import keras
    from tensorflow.errors import OpError

    # The states of a batch are no weights: Keras wants to fill them at once, and so needs memory.
    scope = nullcontext() if "stateful" in repr(options) else keras.StatelessScope(initialize_variables=False)
    try:
        with scope, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layer = keras_layer(name, options)
            made = build(layer)
    except (*REFUSALS, OpError):  # a lookup fills its table when it is made
        return None
    weights = tuple((weight.name, tuple(weight.shape), weight.trainable) for weight in layer.weights)
    return Answer(tuple(made.shape), weights)


def runs(name: str, options: Options, shape: Shape, dtype: str = "float32", unknown: int = 5) -> Shape | None:
    """The shape of what such a model makes of a batch in training; None where Keras stops."""
    import keras
    import tensorflow as tf

    sizes = (shape[0] or BATCH, *(unknown if size is None else size for size in shape[1:]))
    if dtype == "string":
        batch = tf.constant(np.full(sizes, "red green", dtype=object))
    else:
        # The values are 0 to 3, so that they are valid categories too.
        batch = tf.constant((np.arange(np.prod(sizes, dtype=int)).reshape(sizes) % 4).astype(dtype))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = keras.Sequential([keras.Input(batch_shape=shape, dtype=dtype), keras_layer(name, options)])
            return tuple(model(batch, training=True).shape)
    except (*REFUSALS, tf.errors.OpError):
        return None


def agrees(said: Shape, real: Shape | None, batch: int = BATCH) -> bool:
    """Whether a shape with unknown sizes is the one that really came out, one a sample."""
    if real is None or len(said) != len(real) or real[0] != batch:
        return False
    return all(size in (None, found) for size, found in zip(said[1:], real[1:], strict=True))


def judges_well(name: str, options: Options, shape: Shape, dtype: str = "float32", unknown: int = 5) -> None:
    """The schema says what Keras builds and what then comes out; it refuses what does not build, run, or agree."""
    said, built = says(name, options, shape), gives(name, options, shape, dtype)
    if said is not None:
        assert said == built
    elif built is not None:
        assert not agrees(built.shape, runs(name, options, shape, dtype, unknown), shape[0] or BATCH)
