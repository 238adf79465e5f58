"""Recurrent layers, wrappers, preprocessing and cells hold against the installed Keras."""

import inspect
import json
from typing import Any

import pytest

from netbuilder.vocabulary.base.cell import Cell
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import every, find
from netbuilder.vocabulary.exclusions import EXCLUDED_OPTIONS
from tests.vocabulary.built import agrees, builds, keras_layer, runs, says
from tests.vocabulary.oracle import keras_options, layers, schema_class, takes_steps_or_data

pytestmark = pytest.mark.keras

LAYERS = [cls.__name__ for cls in layers() if takes_steps_or_data(cls)]
CELLS = [cls.__name__ for cls in every("cell")]

# Keras' default is None, and then it raises: the option is required.
REQUIRED = {("CategoryEncoding", "num_tokens")}
# Keras takes the argument and drops it.
IGNORED = {"SimpleRNN": ["activity_regularizer"]}


def owner(name: str) -> tuple[type[Layer] | type[Cell], str, set[str]]:
    kind = "cell" if name in CELLS else "layer"
    cls = find(kind, name)
    assert cls is not None
    assert issubclass(cls, Layer | Cell)
    return cls, kind, set(Layer.model_fields)


@pytest.mark.parametrize("name", [*LAYERS, *CELLS])
def test_options_are_those_of_keras_in_its_order(name: str) -> None:
    cls, kind, of_all = owner(name)
    theirs = [option for option in keras_options(name) if option not in of_all]
    left_out = {option for at, whose, option in EXCLUDED_OPTIONS if (at, whose) == (kind, name)}
    assert left_out <= set(theirs)
    ours = [option for option in cls.option_names() if option not in of_all]
    assert ours == [option for option in theirs if option not in left_out]


@pytest.mark.parametrize("name", [*LAYERS, *CELLS])
def test_defaults_are_those_of_keras(name: str) -> None:
    cls, _, of_all = owner(name)
    theirs = keras_options(name)
    for option in cls.option_names():
        if option not in theirs:
            assert option in of_all
            continue
        field, default = cls.model_fields[option], theirs[option]
        if field.is_required():
            assert default is inspect.Parameter.empty or (name, option) in REQUIRED
        else:
            assert as_tuple(field.default) == as_tuple(default), option


def as_tuple(value: Any) -> Any:
    return tuple(as_tuple(one) for one in value) if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", [*LAYERS, *CELLS])
def test_keras_takes_the_options_that_all_layers_have(name: str) -> None:
    cls, _, of_all = owner(name)
    values = {"name": "it", "trainable": False, "dtype": "float32", "activity_regularizer": "l2", "autocast": False}
    assert set(values) == of_all
    refused = []
    for option, value in values.items():
        value = "int32" if (name, option) == ("Hashing", "dtype") else value
        try:
            keras_layer(name, {**cls.example, option: value})
        except (TypeError, ValueError):
            refused.append(option)
    assert refused == sorted(cls.lacks, key=list(values).index)


@pytest.mark.parametrize("name", LAYERS)
def test_the_example_builds_the_same_in_a_sequential(name: str) -> None:
    cls = schema_class(name)
    shape = (None, *cls.example_input)
    ours = says(name, cls.example, shape)
    assert ours is not None
    assert ours == builds(name, cls.example, shape, cls.input_dtype)


@pytest.mark.parametrize("name", LAYERS)
def test_the_example_runs_with_the_shape_that_was_said(name: str) -> None:
    cls = schema_class(name)
    said = says(name, cls.example, (None, *cls.example_input))
    assert said is not None
    assert agrees(said.shape, runs(name, cls.example, (None, *cls.example_input), cls.input_dtype))


@pytest.mark.parametrize("name", LAYERS)
def test_the_example_can_be_saved_and_opened(name: str) -> None:
    import keras

    layer = keras_layer(name, schema_class(name).example)
    saved = json.loads(json.dumps(keras.saving.serialize_keras_object(layer)))
    unwrapped = keras.saving.deserialize_keras_object(saved)
    assert unwrapped.get_config().keys() == layer.get_config().keys()


def test_layers_that_take_a_seed_lose_it_as_said() -> None:
    losing = set()
    for cls in (*every("layer"), *every("cell")):
        if "seed" in cls.model_fields:
            config = keras_layer(cls.__name__, {**cls.example, "seed": 7}).get_config()
            if config.get("seed") != 7:
                losing.add(cls.__name__)
    assert losing == {cls.__name__ for cls in every("layer") if issubclass(cls, Layer) and cls.loses_seed}


def test_integers_come_out_as_said() -> None:
    import keras

    for name in LAYERS:
        cls = schema_class(name)
        if name in ("STFTSpectrogram", "SpectralNormalization", "RandomGrayscale"):
            continue  # takes floats only; gives what it gets; gives floats and calls them integers
        node, layer = cls.model_validate(cls.example), keras_layer(name, cls.example)
        for dtype in ("string",) if cls.input_dtype == "string" else ("float32", "int32"):
            out = layer(keras.KerasTensor((None, *cls.example_input), dtype=dtype)).dtype
            assert ("int" in out) == ("int" in str(node.output_dtype(dtype, "float32"))), name


@pytest.mark.parametrize("name", ["SimpleRNN"])
def test_a_penalty_that_keras_drops_is_refused(name: str) -> None:
    cls = schema_class(name)
    for option in IGNORED[name]:
        layer = keras_layer(name, {**cls.example, option: "l2"})
        assert getattr(layer, option) is None
        assert says(name, {**cls.example, option: "l2"}, (None, *cls.example_input)) is None
