"""The arrays of a saved model by layer, whatever container holds them; files are hostile input."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.engine.stored_weights.refused import WeightsRefused
from netbuilder.engine.stored_weights.tensorflow_js import arrays_by_name

_FIRST = ("vars", "cell", "forward_layer", "layer", "backward_layer")
"""The order in which Keras keeps the parts of a layer."""
_LAYERS = ("layers", "_layer_checkpoint_dependencies")
"""What holds the layers of a model in an archive: of Keras 3, and of tf.keras."""


class Names(NamedTuple):
    """What a file calls the layers, in the order of use."""

    archive: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    """In an archive: `dense_1`, or `sequential` and `dense` in a nested model; and stacked cells below it."""
    layers: Sequence[str]
    """Their own names; empty where they have none."""


class Stored(NamedTuple):
    """The arrays of one layer of a file, or of one nested model, in Keras' order."""

    name: str
    arrays: list[Any]
    labels: Sequence[str] = ()
    """What the file calls the arrays, where it matters."""


def stored_weights(path: str, names: Names) -> list[Stored]:
    """The arrays of every layer of a file.

    Raises:
        WeightsRefused: they cannot be read.
        OSError: the file cannot be opened.
    """
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(b"\x89HDF"):
        return _of_hdf5(path)
    if start.startswith(b"PK"):
        return _of_archive(path, names.archive)
    return _by_layer(arrays_by_name(path), names.layers)


def _of_hdf5(path: str) -> list[Stored]:
    import h5py

    with h5py.File(path, "r") as root:
        if not _is_here(root, "model_weights"):
            raise WeightsRefused(_("the file holds no weights"))
        group = root["model_weights"]
        stored = []
        for name in _names(group.attrs, "layer_names"):
            layer = _member(group, name)
            labels = _names(layer.attrs, "weight_names")
            stored.append(Stored(name, [_member(layer, label)[()] for label in labels], labels))
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
        if not isinstance(group, h5py.Group) or not _is_here(group, step):
            raise WeightsRefused(_("the file has no weights `{path}`", path=path))
        group = group[step]
    return group


def _of_archive(path: str, keys: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[Stored]:
    import h5py

    with zipfile.ZipFile(path) as archive:
        data = archive.read("model.weights.h5")
    with h5py.File(io.BytesIO(data), "r") as root:
        return [Stored("/".join(key), list(_arrays(_layer(root, key), (*_FIRST, *cells)))) for key, cells in keys]


def _layer(model: Any, key: Sequence[str]) -> Any:
    """The group of a layer: below `layers` in the model, and in every nested one again; None without weights."""
    import h5py

    group = model
    for step in key:
        holder = next((name for name in _LAYERS if _is_here(group, name)), None)
        group = group[holder] if holder is not None else group
        if not _is_here(group, step):
            return None
        group = group[step]
        if not isinstance(group, h5py.Group):
            return None
    return group


def _is_here(group: Any, name: str) -> bool:
    import h5py

    return isinstance(group.get(name, getlink=True), h5py.HardLink)


def _arrays(group: Any, first: Sequence[str]) -> Iterator[Any]:
    """The arrays under a layer: its own, then those of the layers and cells in it, some names before others."""
    import h5py

    order = {name: index for index, name in enumerate(first)}
    for name in sorted(group or (), key=lambda name: (order.get(name, len(order)), len(name), name)):
        if name.startswith("seed_generator") or not _is_here(group, name):
            continue
        member = group[name]
        if isinstance(member, h5py.Group):
            yield from _arrays(member, first)
        else:
            yield member[()]


def _by_layer(arrays: Sequence[tuple[str, Any]], layers: Sequence[str]) -> list[Stored]:
    """Arrays by the layer that their names begin with, in the layers' order; by their own beginnings otherwise."""
    layer_names = set(layers)
    stored: dict[str, Stored] = {}
    for name, array in arrays:
        steps = name.split("/")
        layer = next((step for step in steps[:-1] if step in layer_names), "/".join(steps[:-1]))
        stored.setdefault(layer, Stored(layer, [])).arrays.append(array)
    places = {layer: place for place, layer in enumerate(layers)}
    if len(places) == len(layers) and set(stored) <= layer_names:
        return sorted(stored.values(), key=lambda layer: places[layer.name])
    return list(stored.values())
