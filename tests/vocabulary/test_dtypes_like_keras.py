"""What every layer says of the types it takes and gives, and of the whole numbers it makes, holds in Keras."""

import warnings
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import every, names

pytestmark = pytest.mark.keras

DTYPES = ("string", "int32", "uint8", "uint64", "bool", "float32")
MODES: dict[str, list[dict[str, Any]]] = {
    "Discretization": [{"output_mode": "one_hot"}, {"output_mode": "count"}],
    "Hashing": [{"output_mode": "multi_hot"}],
    "IntegerLookup": [
        {"output_mode": "one_hot"},
        {"output_mode": "tf_idf", "idf_weights": [1.0, 2.0, 3.0]},
        {"invert": True},
    ],
    "StringLookup": [{"output_mode": "multi_hot"}, {"invert": True}],
    "TextVectorization": [
        {"output_mode": "count", "output_sequence_length": None},
        {"output_mode": "tf_idf", "idf_weights": [1.0, 2.0], "output_sequence_length": None},
    ],
    "UpSampling2D": [{"interpolation": word} for word in ("bilinear", "area")],
    "Activation": [{"activation": word} for word in names("activation") if word != "threshold"],
    **{name: [{"dropout": 0.5}, {"recurrent_dropout": 0.5}] for name in ("GRU", "LSTM", "SimpleRNN")},
    "RNN": [
        {"cell": {"GRUCell": {"units": 4, "dropout": 0.5}}},
        {"cell": [{"GRUCell": {"units": 4}}, {"GRUCell": {"units": 4, "dropout": 0.5}}]},
        {
            "cell": [
                {"StackedRNNCells": {"cells": [{"GRUCell": {"units": 4, "dropout": 0.5}}]}},
                {"GRUCell": {"units": 4}},
            ]
        },
    ],
    "Bidirectional": [{"layer": {"LSTM": {"units": 4, "dropout": 0.5}}}],
    "TimeDistributed": [{"layer": "Flatten"}, {"layer": {"Dropout": {"rate": 0.5}}}],
}
"""Options that change what comes out, besides those of the example."""

CASES = [
    (cls, {**cls.example, **mode})
    for cls in every("layer")
    if not (issubclass(cls, Layer) and cls.__name__ == "repeat")
    for mode in ({}, *MODES.get(cls.__name__, ()))
]


def samples(dtype: str, shape: tuple[int, ...]) -> Any:
    import tensorflow as tf

    if dtype == "string":
        return tf.fill(shape, "good red")
    return tf.ones(shape, "bool") if dtype == "bool" else tf.cast(tf.ones(shape, "int32"), dtype)


def keras_gives(cls: type[Layer], options: dict[str, Any], dtype: str, training: bool) -> str | None:
    """The dtype that comes out of Keras' layer; None where it stops."""
    import keras
    import tensorflow as tf

    network = nb.Network(
        input={"shape": cls.example_input, "dtype": cls.model_validate(options).input_dtype},
        layers=[{cls.__name__: options}],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = keras.Sequential([keras.Input(cls.example_input, dtype=dtype), nb.build(network).layers[-1]])
        run = tf.function(lambda x: model(x, training=training))
        try:
            return str(run(samples(dtype, (2, *[size or 4 for size in cls.example_input]))).dtype.name)
        except Exception:  # TensorFlow's own kinds and those that Keras wraps: any of them stops a program
            return None


@pytest.mark.slow
@pytest.mark.parametrize(("cls", "options"), CASES, ids=lambda value: getattr(value, "__name__", str(value))[:60])
def test_what_it_takes_and_gives(cls: type[Layer], options: dict[str, Any]) -> None:
    node = cls.model_validate(options)
    for dtype in DTYPES:
        for training in (False, True):
            stops = not node.accepts(dtype, training=training)
            gives = None if stops else node.output_dtype(dtype, "float32")
            assert keras_gives(cls, options, dtype, training) == gives, (dtype, training)


WORDS = ["a", "b", "c", "d", "e", "unknown", ""]
LOOKUPS: list[tuple[str, dict[str, Any], list[Any]]] = [
    ("StringLookup", {"vocabulary": ["a", "b", "c"]}, WORDS),
    ("StringLookup", {"vocabulary": ["a", "b", "c"], "mask_token": ""}, WORDS),
    ("StringLookup", {"vocabulary": ["a", "b", "c"], "num_oov_indices": 4}, [*WORDS, *map(str, range(50))]),
    ("StringLookup", {"vocabulary": ["a", "b", "c"], "num_oov_indices": 0}, ["a", "b", "c"]),
    ("StringLookup", {"vocabulary": ["", "[UNK]", "a", "b"], "mask_token": ""}, ["a", "b", "c", ""]),
    ("StringLookup", {"max_tokens": 4}, WORDS),
    ("StringLookup", {"max_tokens": 4, "mask_token": ""}, WORDS),
    ("IntegerLookup", {"vocabulary": [10, 20]}, [10, 20, 30]),
    ("IntegerLookup", {"vocabulary": [10, 20], "mask_token": 0}, [0, 10, 20, 30]),
    ("IntegerLookup", {"max_tokens": 3}, [10, 20, 30, 40]),
    ("Hashing", {"num_bins": 5}, [str(number) for number in range(200)]),
    ("Hashing", {"num_bins": 5, "mask_value": "7"}, [str(number) for number in range(200)]),
    ("Discretization", {"bin_boundaries": [0.0, 1.0, 2.0]}, [-1.0, 0.5, 1.5, 2.0, 9.0]),
    ("Discretization", {"num_bins": 4}, [float(number) for number in range(100)]),
    ("TextVectorization", {"vocabulary": ["a", "b"]}, ["a b", "x"]),
    ("TextVectorization", {"vocabulary": ["", "[UNK]", "a", "b"]}, ["a b", "x"]),
    ("TextVectorization", {"max_tokens": 4}, ["a b c d e"]),
    ("TextVectorization", {"max_tokens": 4, "output_sequence_length": 9}, ["a b c d e"]),
]


@pytest.mark.parametrize(("name", "options", "values"), LOOKUPS)
def test_the_numbers_that_come_out_go_up_to_what_the_layer_says(
    name: str, options: dict[str, Any], values: list[Any]
) -> None:
    import keras
    import numpy as np

    cls = next(cls for cls in every("layer") if cls.__name__ == name)
    keras_layer = getattr(keras.layers, name)(**options)
    data = np.array(values, dtype=object if isinstance(values[0], str) else None)
    if "max_tokens" in options or ("num_bins" in options and name == "Discretization"):
        keras_layer.adapt(data)
    largest = int(np.max(np.asarray(keras_layer(keras.ops.convert_to_tensor(data.tolist())))))
    node = cls.model_validate(options)
    assert isinstance(node, Layer)
    ids = node.output_ids(None)
    assert isinstance(ids, Ids)
    assert ids.largest == largest
    assert ids.is_certain == ("max_tokens" not in options)


def test_what_only_moves_values_keeps_their_range() -> None:
    ids = Ids(9, True)
    for cls in every("layer"):
        node = cls.model_validate(cls.example)
        if isinstance(node, Layer) and node.keeps_ids:
            assert node.keeps_dtype, cls.__name__
            assert node.output_ids(ids) == ids
