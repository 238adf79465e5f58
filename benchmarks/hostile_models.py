"""Saved models that cost as much as a file can: as large as the limits allow, with something wrong on every layer."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from netbuilder.convert.model_files.limits import MAX_BYTES, MAX_LAYERS

Layer = dict[str, Any]
INPUT: Layer = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "input"}}
MOST = MAX_LAYERS - 10


def _dense(number: int, **options: Any) -> Layer:
    return {"class_name": "Dense", "config": {"name": f"dense_{number}", "units": 8, "activation": "relu"} | options}


def _sequential(layers: list[Layer], **more: Any) -> bytes:
    config = {"name": "model", "layers": [INPUT, *layers]}
    return json.dumps({"class_name": "Sequential", "config": config, "keras_version": "3.8.0"} | more).encode()


def _functional(before: Callable[[int], Iterator[int]]) -> bytes:
    """Layers of which each takes what some that stand before it give."""
    layers = [INPUT | {"name": "input", "inbound_nodes": []}]
    names = ["input"]
    for number in range(MOST):
        inputs = [[names[at], 0, 0, {}] for at in before(number)]
        layer = {"class_name": "Add", "config": {"name": f"add_{number}"}}
        layers.append(layer | {"name": f"add_{number}", "inbound_nodes": [inputs]})
        names.append(f"add_{number}")
    ends = {"input_layers": [["input", 0, 0]], "output_layers": [[names[-1], 0, 0]]}
    config = {"name": "model", "layers": layers} | ends
    return json.dumps({"class_name": "Functional", "config": config, "keras_version": "2.15.0"}).encode()


def _archive(config: bytes, others: int = 0) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("metadata.json", '{"keras_version": "3.8.0"}')
        file.writestr("config.json", config)
        for number in range(others):
            file.writestr(f"member_{number}", b"")
    return data.getvalue()


def _nested(levels: int) -> bytes:
    layers = [_dense(0)]
    for level in range(levels):
        layers = [{"class_name": "Sequential", "config": {"name": f"model_{level}", "layers": layers}}]
    return _sequential(layers)


def _weights(count: int) -> bytes:
    manifest = [{"name": f"dense_{number}/kernel", "shape": [8, 8], "dtype": "float32"} for number in range(count)]
    topology = {"model_config": json.loads(_sequential([_dense(number) for number in range(MOST)]))}
    model = {"format": "layers-model", "modelTopology": topology}
    return json.dumps(model | {"weightsManifest": [{"paths": ["a.bin"], "weights": manifest}]}).encode()


def _hdf5(groups: int) -> bytes:
    import h5py

    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        file.attrs["model_config"] = "{}"
        weights = file.create_group("model_weights")
        for number in range(groups):
            weights.create_group(f"layer_{number}").create_dataset("kernel", shape=(8, 8))
    return data.getvalue()


def _of(layer: Callable[[int], Layer]) -> bytes:
    return _sequential([layer(number) for number in range(MOST)])


def plain() -> bytes:
    """As many layers as a model may have, and nothing wrong."""
    return _of(_dense)


MODELS: dict[str, Callable[[], bytes]] = {
    "classes that are none": lambda: _of(lambda number: {"class_name": f"Dens{number}", "config": {"name": "a"}}),
    "long names of classes": lambda: _of(lambda number: {"class_name": "Dense" * 1_000 + str(number), "config": {}}),
    "options that are none": lambda: _of(lambda number: _dense(number, **{f"option_{at}": at for at in range(200)})),
    "values of other types": lambda: _of(
        lambda number: _dense(number, units=[{"units": 8}] * 40, activation={"a": []})
    ),
    "activations that are none": lambda: _of(lambda number: _dense(number, activation=f"rellu_{number}")),
    "lambdas": lambda: _of(
        lambda number: {"class_name": "Lambda", "config": {"name": f"l{number}", "function": "4wEA"}}
    ),
    "layers without a config": lambda: _of(lambda _: {"class_name": "Dense"}),
    "models in models": lambda: _nested(45),
    "each takes 200 before it": lambda: _functional(lambda number: iter(range(max(0, number - 200), number + 1))),
    "each takes one before it, twice": lambda: _functional(lambda number: iter((number, number))),
    "one long text": lambda: _sequential([_dense(0, note="x" * (MAX_BYTES - 1_000))]),
    "one long list": lambda: _sequential([_dense(0, note=[0] * 990_000)]),
    "brackets": lambda: b'{"class_name": "Sequential", "config": ' + b"[" * 5_000_000,
    "YAML of a million values": lambda: b"class_name: Sequential\nconfig: [" + b"1, " * 990_000 + b"]\n",
    "an archive that unpacks to 1 GB": lambda: _archive(b" " * 1_000_000_000),
    "an archive of 100,000 members": lambda: _archive(plain(), 100_000),
    "weights of TensorFlow.js": lambda: _weights(90_000),
    "HDF5 of 5,000 groups": lambda: _hdf5(5_000),
}
