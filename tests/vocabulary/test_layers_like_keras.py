"""The layers hold against the installed Keras: names, order, defaults, shapes, weights."""

import inspect
from typing import Any

import pytest

from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import names
from netbuilder.vocabulary.exclusions import EXCLUDED, EXCLUDED_OPTIONS
from tests.vocabulary.oracle import (
    keras_class,
    keras_options,
    keras_runs,
    keras_says,
    layers,
    schema_class,
    schema_says,
    takes_steps_or_data,
)

pytestmark = pytest.mark.keras

LAYERS = [cls.__name__ for cls in layers() if not takes_steps_or_data(cls)]

# Options go by name, so their order is only for reading; here two stand the other way round than in Conv2DTranspose.
OTHER_ORDER = {"Conv3DTranspose"}


def public_names() -> set[str]:
    """Keras' public layers, each under one name."""
    import keras

    found: dict[type, str] = {}
    for name, cls in vars(keras.layers).items():
        if inspect.isclass(cls) and issubclass(cls, keras.layers.Layer):
            # Aliases (`MaxPool2D`) are no names of their own; one class has another name inside Keras.
            found[cls] = cls.__name__ if hasattr(keras.layers, cls.__name__) else name
    return set(found.values())


def test_every_public_layer_is_there_or_left_out_for_a_reason() -> None:
    there = set(names("layer"))
    missing = {name for name in public_names() if name not in there and ("layer", name) not in EXCLUDED}
    assert not missing, f"neither in the vocabulary nor in EXCLUDED: {sorted(missing)}"


def test_nothing_is_both_there_and_left_out() -> None:
    assert {name for kind, name in EXCLUDED if kind == "layer"}.isdisjoint(names("layer"))


@pytest.mark.parametrize("name", LAYERS)
def test_options_are_those_of_keras(name: str) -> None:
    cls = schema_class(name)
    theirs = {option: default for option, default in keras_options(name).items() if option not in Layer.model_fields}
    excluded = {option for kind, owner, option in EXCLUDED_OPTIONS if (kind, owner) == ("layer", name)}
    assert excluded <= set(theirs), "EXCLUDED_OPTIONS names what Keras does not have"
    ours = [cls.written_name(option) for option in cls.option_names() if option not in Layer.model_fields]
    wanted = [option for option in theirs if option not in excluded]
    assert (sorted(ours) if name in OTHER_ORDER else ours) == (sorted(wanted) if name in OTHER_ORDER else wanted)


@pytest.mark.parametrize("name", LAYERS)
def test_defaults_are_those_of_keras(name: str) -> None:
    cls, theirs = schema_class(name), keras_options(name)
    for option in cls.option_names():
        field, default = cls.model_fields[option], theirs.get(cls.written_name(option), "not in the signature")
        if default == "not in the signature":
            assert option in Layer.model_fields
        elif field.is_required():
            assert default is inspect.Parameter.empty, option
        else:
            assert _as_tuple(default) == _as_tuple(field.default), option


def _as_tuple(value: Any) -> Any:
    return tuple(_as_tuple(one) for one in value) if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", LAYERS)
def test_keras_takes_every_option_that_all_layers_have(name: str) -> None:
    cls, make = schema_class(name), keras_class(name)
    values = {"name": "it", "trainable": False, "dtype": "float32", "activity_regularizer": "l2", "autocast": False}
    assert set(values) == set(Layer.model_fields)
    refused = []
    for option, value in values.items():
        try:
            make(**cls.example, **{option: value})
        except TypeError:
            refused.append(option)
    assert sorted(refused) == sorted(cls.lacks)


@pytest.mark.parametrize("name", LAYERS)
def test_the_example_builds_the_same_in_keras(name: str) -> None:
    cls = schema_class(name)
    shape = (None, *cls.example_input)
    ours = schema_says(name, cls.example, shape)
    assert ours is not None
    assert ours == keras_says(name, cls.example, shape)


@pytest.mark.parametrize("name", LAYERS)
def test_the_example_runs_with_the_shape_that_was_said(name: str) -> None:
    cls = schema_class(name)
    ran = keras_runs(name, cls.example, (None, *cls.example_input), cls.input_dtype)
    said = schema_says(name, cls.example, (2, *cls.example_input))
    assert ran is not None
    assert said is not None
    assert all(size in (None, real) for size, real in zip(said.shape, ran[0], strict=True))


def test_integers_come_out_as_said() -> None:
    wrong, ran = {}, 0
    for name in LAYERS:
        cls = schema_class(name)
        made = keras_runs(name, cls.example, (None, *cls.example_input), "int32")
        if made is None:
            continue  # TensorFlow has no such kernel for integers
        ran += 1
        if ("float" in made[1]) != ("float" in str(cls.model_validate(cls.example).output_dtype("int32", "float32"))):
            wrong[name] = made[1]
    assert not wrong
    assert ran > 25
