"""HDF5: the topology in the root's attributes, the weights as datasets of which only the shapes are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from netbuilder.convert.model_files.containers.hdf5_file import Damaged, File, Object, Unsupported
from netbuilder.convert.model_files.limits import MAX_WEIGHTS
from netbuilder.convert.model_files.model_file import ModelFile, Sizes, of_topology
from netbuilder.convert.model_files.plain_data import decode_json
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.requiring import install_line
from netbuilder.diagnostics.sentence import _
from netbuilder.system.extras import is_there

_BROKEN = (Damaged, IndexError, OSError, ValueError, OverflowError)
"""What reading damaged bytes ends in."""
_TRAINING = ("optimizer", "optimizer_weights", "metrics", "_metrics")
"""Groups that hold the state of training."""
_SEEDS = "seed_generator"
_DAMAGED = _("the HDF5 file is damaged")


def read(file: IO[bytes]) -> ModelFile:
    """The model of an HDF5 file.

    Raises:
        Refused: it is damaged, holds no topology, or is in a form that needs h5py, which is not installed.
    """
    try:
        attributes, weights = _read(file)
    except Unsupported:
        attributes, weights = _read_with_library(file)
    except _BROKEN:
        raise Refused("unreadable", _DAMAGED) from None
    config = attributes.get("model_config")
    if config is None:
        if "layer_names" in attributes or weights:
            fix = _("import the architecture's JSON, or a file of `model.save(...)`")
            raise Refused("no-topology", _("the file holds weights only, and not the layers they belong to"), fix=fix)
        raise Refused("no-topology", _("the HDF5 file holds no `model_config`, so it is no model of Keras"))
    training = attributes.get("training_config")
    beside: dict[str, Any] = {key: attributes[key] for key in ("keras_version", "backend") if key in attributes}
    if training is not None:
        beside["training_config"] = decode_json(training)
    return of_topology("HDF5", decode_json(config), beside, weights)


def weights_of_archive(file: IO[bytes]) -> tuple[Sizes, ...] | None:
    """The shapes of the weights in an archive's `model.weights.h5`; None where they cannot be read."""
    try:
        hdf5 = File(file)
        return tuple(_shapes(hdf5, hdf5.root)) or None
    except (Unsupported, *_BROKEN):
        return None


def _read(file: IO[bytes]) -> tuple[dict[str, Any], tuple[Sizes, ...] | None]:
    """The attributes of the root, and the shapes of the model's weights."""
    hdf5 = File(file)
    attributes: dict[str, Any] = dict.fromkeys(hdf5.root.attributes(), "")
    for name in ("model_config", "training_config", "keras_version", "backend"):
        if name in attributes:
            attributes[name] = hdf5.root.text(name)
    members = hdf5.root.members()
    top = hdf5.object(members["model_weights"]) if "model_weights" in members else None
    if "model_config" not in attributes and "layers" in members:
        top = hdf5.root
    return attributes, (tuple(_shapes(hdf5, top)) or None) if top is not None else None


def _shapes(hdf5: File, top: Object) -> Iterator[Sizes]:
    """The shape of every dataset under a group; the state of training and of seeds is left out."""
    seen: set[int] = set()
    groups = [top]
    while groups:
        group = groups.pop()
        for name, address in group.members().items():
            # Two names of one thing, or a circle.
            if address in seen or name.startswith(_SEEDS) or (group is top and name in _TRAINING):
                continue
            seen.add(address)
            if len(seen) > MAX_WEIGHTS:
                raise Refused("over-limit", _("the file holds more than {most:,} weights", most=MAX_WEIGHTS))
            member = hdf5.object(address)
            if member.is_dataset:
                yield member.shape
            else:
                groups.append(member)


def _read_with_library(file: IO[bytes]) -> tuple[dict[str, Any], tuple[Sizes, ...] | None]:
    """The same through h5py, for forms of HDF5 that Keras does not write."""
    if not is_there("h5py"):
        fix = f"`{install_line('h5')}`"
        raise Refused("unreadable", _("this form of HDF5 is read with h5py, which is not installed"), fix=fix)
    import h5py  # half a second, and hardly a file needs it

    with _damage(), h5py.File(file, "r") as root:
        names = ("model_config", "training_config", "keras_version", "backend")
        attributes = {name: _text(root.attrs[name]) for name in names if name in root.attrs}
        shapes: list[Sizes] = []
        groups = [root["model_weights"]] if _is_here(root, "model_weights") else []
        while groups and len(shapes) <= MAX_WEIGHTS:
            group = groups.pop()
            for name in group:
                if _is_here(group, name) and not name.startswith(_SEEDS):
                    member = group[name]
                    if isinstance(member, h5py.Group):
                        groups.append(member)
                    elif not member.is_virtual:
                        shapes.append(tuple(int(size) for size in member.shape or ()))
        return attributes, tuple(shapes) or None
    raise AssertionError  # pragma: no cover


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, KeyError, TypeError, ValueError, AttributeError, OverflowError, MemoryError):
        raise Refused("unreadable", _DAMAGED) from None


def _is_here(group: Any, name: str) -> bool:
    """Whether a member is in this file itself: links into other files, and to other names, are not followed."""
    import h5py

    return isinstance(group.get(name, getlink=True), h5py.HardLink)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, str):
        return value
    raise TypeError(f"an attribute is {type(value).__name__} and no text")
