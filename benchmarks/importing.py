"""Importing in process: models of 700 layers, against `json.load` of the file and the check of what it becomes."""

import io
import json
from collections.abc import Iterator
from typing import Any

from benchmarks.row import Row
from benchmarks.timing import functions
from netbuilder.pipeline import Session
from netbuilder.pipeline.importing import import_bytes

LAYERS = 700
SIZES = [16 * (1 + place % 40) for place in range(LAYERS)]
MOST = 2.0


def rows() -> Iterator[Row]:
    """One row a kind of model; a file is read as it is, and `check` reads the text that it becomes."""
    for name, data in files():
        yield row(name, data)


def row(name: str, data: bytes) -> Row:
    """The row of one file."""
    imported = import_bytes(data, name)
    assert imported is not None
    text = imported.text

    def theirs() -> None:
        json.load(io.BytesIO(data))
        Session(text, "net.yaml").report  # noqa: B018  # taken when it is asked for

    measured = functions(lambda: import_bytes(data, name), theirs, 15)
    return Row(f"import of {LAYERS} layers: {name}", measured, MOST, "json.load + check")


def files() -> Iterator[tuple[str, bytes]]:
    """The files: what Keras writes of a block, counted on up to 700 layers."""
    growing = _topology(_convolutions(SIZES), (32, 32, 16))
    for name, topology in (
        ("equal Dense", _topology(_equal(), (64,))),
        ("various Dense", _topology(_various(), (64,))),
        ("LSTM and Bidirectional GRU of 40 sizes", _topology(_recurrent(), (None, 16))),
        ("equal blocks of Conv2D", _topology(_convolutions([16] * LAYERS), (32, 32, 16))),
        ("blocks of Conv2D of 40 sizes", growing),
        ("the same, of tf.keras 2.11", _older(growing)),
    ):
        yield name, json.dumps(topology).encode()


def _equal() -> list[Any]:
    from keras.layers import Dense

    return [Dense(64, "relu")] * LAYERS


def _various() -> list[Any]:
    from keras.layers import Dense
    from keras.regularizers import L2

    activations = ("relu", "elu", "tanh", "gelu", "selu", "softplus", "leaky_relu")
    return [
        Dense(size, activations[place % 7], kernel_initializer="he_normal", kernel_regularizer=L2(size / 1e6))
        for place, size in enumerate(SIZES)
    ]


def _recurrent() -> list[Any]:
    from keras.layers import GRU, LSTM, Bidirectional

    pairs = (
        (LSTM(size, return_sequences=True), Bidirectional(GRU(size, return_sequences=True)))
        for size in SIZES[: LAYERS // 2]
    )
    return [layer for pair in pairs for layer in pair]


def _convolutions(sizes: list[int]) -> list[Any]:
    from keras.layers import BatchNormalization, Conv2D, Dropout, ReLU

    kernels = {size: Conv2D(size, 3, padding="same", use_bias=False) for size in sizes}
    rest = (BatchNormalization(), ReLU(), Dropout(0.1))
    return [layer for size in sizes[: LAYERS // 4] for layer in (kernels[size], *rest)]


def _topology(stack: list[Any], shape: tuple[int | None, ...]) -> dict[str, Any]:
    """What `to_json` writes of a Sequential of these layers, which are not built."""
    import keras

    first = keras.saving.serialize_keras_object(keras.layers.InputLayer(shape))
    written: dict[int, str] = {}
    entries = [first]
    for place, layer in enumerate(stack):
        if id(layer) not in written:
            written[id(layer)] = json.dumps(keras.saving.serialize_keras_object(layer))
        entry = json.loads(written[id(layer)])
        entry["config"]["name"] = f"{layer.name.rstrip('0123456789_')}_{place}"
        entry["build_config"] = {"input_shape": [None, *shape]}
        entries.append(entry)
    config = {"name": "sequential", "trainable": True, "dtype": entries[-1]["config"]["dtype"], "layers": entries}
    return {"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None}


def _older(topology: dict[str, Any]) -> dict[str, Any]:
    """The same as tf.keras 2 wrote it."""
    topology["config"]["layers"] = [_plain(entry) for entry in topology["config"]["layers"]]
    config = {"name": "sequential", "layers": topology["config"]["layers"]}
    return {"class_name": "Sequential", "config": config, "keras_version": "2.11.0", "backend": "tensorflow"}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") == "DTypePolicy":
        return "float32"
    left_out = ("module", "registered_name", "build_config", "quantization_config", "optional", "renorm")
    plain = {key: _plain(item) for key, item in value.items() if key not in left_out}
    if "batch_shape" in plain:
        plain["batch_input_shape"] = plain.pop("batch_shape")
    return plain
