"""The weights of a saved model put into a built one: layer by layer, every shape compared before any is set."""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

_FIRST = ("vars", "cell", "forward_layer", "layer", "backward_layer")
"""The order in which Keras keeps the parts of a layer."""


class WeightsRefused(Exception):
    """Weights that cannot be put into a model; the message says why."""


class Stored(NamedTuple):
    """The arrays of one layer of a file, in Keras' order."""

    name: str
    arrays: list[Any]


def put_weights(model: Any, path: str, layer_keys: list[str]) -> int:
    """Put the weights of a file into a model; returns how many numbers they are.

    Args:
        layer_keys: what an archive calls the layers, in the order of use: `dense`, `dense_1`.

    Raises:
        WeightsRefused: the file holds others than the model has; the model is as it was.
        OSError: the file cannot be read.
    """
    stored = [layer for layer in _stored(path, layer_keys) if layer.arrays]
    layers = [layer for layer in _leaves(model) if layer.weights]
    if len(stored) != len(layers):
        counts = f"for {len(stored)} layers, and {len(layers)} of the model have some"
        raise WeightsRefused(f"the file has weights {counts}")
    for layer, arrays in zip(layers, stored, strict=True):
        shapes = [tuple(weight.shape) for weight in layer.weights]
        if shapes != [tuple(array.shape) for array in arrays.arrays]:
            expected, has = _listed(shapes), _listed(array.shape for array in arrays.arrays)
            raise WeightsRefused(f"`{arrays.name}` has weights of {has}, and `{layer.name}` takes {expected}")
    for layer, arrays in zip(layers, stored, strict=True):
        layer.set_weights(arrays.arrays)
    return sum(int(array.size) for layer in stored for array in layer.arrays)


def _leaves(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        if hasattr(layer, "layers") and hasattr(layer, "add"):
            yield from _leaves(layer)
        else:
            yield layer


def _listed(shapes: Any) -> str:
    return ", ".join(str(tuple(int(size) for size in shape)) for shape in shapes) or "no shape"


def _stored(path: str, layer_keys: list[str]) -> list[Stored]:
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(b"\x89HDF"):
        return _of_hdf5(path)
    if start.startswith(b"PK"):
        return _of_archive(path, layer_keys)
    return _of_tensorflow_js(path)


def _of_hdf5(path: str) -> list[Stored]:
    import h5py

    with h5py.File(path, "r") as root:
        top = root.get("model_weights", getlink=True)
        if not isinstance(top, h5py.HardLink):
            raise WeightsRefused("the file holds no weights")
        group = root["model_weights"]
        stored = []
        for name in _names(group.attrs, "layer_names"):
            layer = _member(group, name)
            stored.append(Stored(name, [_member(layer, weight)[()] for weight in _names(layer.attrs, "weight_names")]))
        return stored


def _names(attributes: Any, key: str) -> list[str]:
    """The names in an attribute, which Keras cuts into `key0`, `key1`, ... where it would be too long."""
    names: list[Any] = []
    if key in attributes:
        names = list(attributes[key])
    number = 0
    while f"{key}{number}" in attributes:
        names += list(attributes[f"{key}{number}"])
        number += 1
    return [name.decode("utf-8") if isinstance(name, bytes) else str(name) for name in names]


def _member(group: Any, path: str) -> Any:
    """A member by its path, along links that stay in this file."""
    import h5py

    for step in path.strip("/").split("/"):
        if not isinstance(group, h5py.Group) or not isinstance(group.get(step, getlink=True), h5py.HardLink):
            raise WeightsRefused(f"the file has no weights `{path}`")
        group = group[step]
    return group


def _of_archive(path: str, layer_keys: list[str]) -> list[Stored]:
    import h5py

    with zipfile.ZipFile(path) as archive:
        data = archive.read("model.weights.h5")
    with h5py.File(io.BytesIO(data), "r") as root:
        top = next((root[name] for name in ("layers", "_layer_checkpoint_dependencies") if name in root), root)
        return [Stored(key, list(_arrays(top[key])) if key in top else []) for key in layer_keys]


def _arrays(group: Any) -> Iterator[Any]:
    """The arrays under a layer: its own, then those of the layers and cells in it."""
    import h5py

    order = {name: index for index, name in enumerate(_FIRST)}
    for name in sorted(group, key=lambda name: (order.get(name, len(order)), len(name), name)):
        if name.startswith("seed_generator") or not isinstance(group.get(name, getlink=True), h5py.HardLink):
            continue
        member = group[name]
        if isinstance(member, h5py.Group):
            yield from _arrays(member)
        else:
            yield member[()]


def _of_tensorflow_js(path: str) -> list[Stored]:
    import numpy

    with open(path, "rb") as file:
        manifest = json.load(file).get("weightsManifest")
    if not manifest:
        raise WeightsRefused("the file holds no weights")
    layers: dict[str, Stored] = {}
    for group in manifest:
        data = b"".join(_shard(path, name) for name in group["paths"])
        at = 0
        for weight in group["weights"]:
            if weight.get("dtype", "float32") != "float32" or "quantization" in weight:
                raise WeightsRefused(f"`{weight['name']}` is not stored as float32")
            size = 4 * int(numpy.prod(weight["shape"], dtype=numpy.int64))
            array = numpy.frombuffer(data[at : at + size], "<f4")
            if array.size * 4 != size:
                raise WeightsRefused("a shard of the weights is too short")
            at += size
            layer = weight["name"].rpartition("/")[0]
            layers.setdefault(layer, Stored(layer, [])).arrays.append(array.reshape(weight["shape"]))
    return list(layers.values())


def _shard(path: str, name: str) -> bytes:
    """A shard beside the file: what stands elsewhere is not opened, whatever the file says."""
    plain = name.removeprefix("./")
    if not plain or plain != os.path.basename(plain) or plain.startswith("."):
        raise WeightsRefused(f"the shard `{name}` is not beside the file")
    with open(os.path.join(os.path.dirname(path), plain), "rb") as file:
        return file.read()
