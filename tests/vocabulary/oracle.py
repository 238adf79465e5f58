"""What the installed Keras makes of a layer, and what the schema does: the same questions to both."""

import inspect
from typing import Any, NamedTuple

from pydantic import ValidationError

from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Preprocessing, Recurrent, Wrapper
from netbuilder.vocabulary.base.registry import every, find
from netbuilder.vocabulary.base.shapes import Shape, ShapeError

Options = dict[str, Any]

REFUSALS = (ValueError, TypeError, IndexError, ZeroDivisionError)
"""What Keras raises for what it does not take; anything else is a fault of Keras or of a test."""


class Answer(NamedTuple):
    """Output shape, batch axis first, and every weight's name, shape and whether it is trained."""

    shape: Shape
    weights: tuple[tuple[str, tuple[int, ...], bool], ...]


def layers() -> list[type[Layer]]:
    """Every layer that Keras has too; a class in a new file is among them by itself."""
    return [cls for cls in every("layer") if issubclass(cls, Layer) and not cls.is_container]


def takes_steps_or_data(cls: type[Layer]) -> bool:
    """Whether a layer runs over steps, holds others, or works on data: `built` then makes the Keras layer."""
    return issubclass(cls, Recurrent | Wrapper | Preprocessing)


def keras_class(name: str) -> Any:
    import keras

    return getattr(keras.layers, name)


def _as_keras_takes(options: Options) -> Options:
    """Options in which a function with options of its own, which only the file can write, is a function."""
    import keras

    def function(name: str, own: Options) -> Any:
        return lambda x: getattr(keras.activations, name)(x, **own)

    return {
        option: function(*next(iter(value.items()))) if option.endswith("activation") and type(value) is dict else value
        for option, value in options.items()
    }


def keras_says(name: str, options: Options, shape: Shape) -> Answer | None:
    """What Keras builds, without memory for the weights; None where it refuses."""
    import keras

    try:
        with keras.StatelessScope(initialize_variables=False):
            layer = keras_class(name)(**_as_keras_takes(options))
            made = layer(keras.KerasTensor(shape))
    except REFUSALS:
        return None
    weights = tuple((weight.name, tuple(weight.shape), weight.trainable) for weight in layer.weights)
    return Answer(tuple(made.shape), weights)


def keras_runs(name: str, options: Options, shape: Shape, dtype: str = "float32") -> tuple[Shape, str] | None:
    """Shape and dtype of what comes out when the layer trains on a batch of 2; None where Keras stops."""
    import numpy as np
    from tensorflow.errors import OpError

    sizes = (2, *(5 if size is None else size for size in shape[1:]))
    try:
        layer = keras_class(name)(**_as_keras_takes(options))
        # A layer takes `training` only where it makes a difference.
        extra = {"training": True} if layer._call_has_training_arg else {}
        made = layer(np.ones(sizes, dtype), **extra)
    except (*REFUSALS, OpError):
        return None
    return tuple(made.shape), str(made.dtype.name)


def schema_class(name: str) -> type[Layer]:
    cls = find("layer", name)
    assert cls is not None
    assert issubclass(cls, Layer)
    return cls


def schema_says(name: str, options: Options, shape: Shape) -> Answer | None:
    """The same of the schema."""
    try:
        node = schema_class(name).model_validate(options)
        made = node.output_shape(shape)
        weights = node.weights(shape)
    except ValidationError:
        return None
    except ShapeError as error:
        check_wording(name, error)
        return None
    return Answer(made, tuple((weight.name, weight.shape, weight.trainable) for weight in weights))


def check_wording(name: str, error: ShapeError) -> None:
    """A refusal is short, and blames an option that the layer has."""
    assert len(error.message) <= 80, error.message
    assert not error.message.endswith("."), error.message
    assert not error.field or error.field in keras_options(name), error.field


def keras_options(name: str) -> dict[str, Any]:
    """The arguments of Keras' constructor with their defaults, `inspect.Parameter.empty` where there is none."""
    found = {}
    for parameter in inspect.signature(keras_class(name).__init__).parameters.values():
        if parameter.name != "self" and parameter.kind is not inspect.Parameter.VAR_KEYWORD:
            found[parameter.name] = parameter.default
    return found
