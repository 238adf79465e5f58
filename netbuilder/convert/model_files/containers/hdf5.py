"""HDF5: the topology in the root's attributes, the weights as datasets of which only the shapes are read."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, BinaryIO

from netbuilder.convert.model_files.limits import MAX_WEIGHTS
from netbuilder.convert.model_files.model_file import ModelFile, Sizes, of_topology
from netbuilder.convert.model_files.plain_data import decode_json
from netbuilder.convert.model_files.refusal import Refused

if TYPE_CHECKING:
    import h5py

_BROKEN = (OSError, RuntimeError, KeyError, TypeError, ValueError, AttributeError, OverflowError, MemoryError)
"""What h5py raises for files that are damaged."""
_NO_WEIGHTS_OF_LAYERS = ("optimizer", "optimizer_weights", "metrics", "_metrics")
"""Groups that hold the state of training."""


def is_available() -> bool:
    """Whether h5py is installed."""
    return find_spec("h5py") is not None


def read(file: str | BinaryIO) -> ModelFile:
    """The model of an HDF5 file.

    Raises:
        Refused: it is damaged, holds no topology, or h5py is not installed.
    """
    if not is_available():
        fix = '`pip install "netbuilder[hdf5]"`'
        raise Refused("unreadable", "an HDF5 file is read with h5py, which is not installed", fix=fix)
    import h5py  # half a second, and only these files need it

    try:
        with h5py.File(file, "r") as root:
            if "model_config" not in root.attrs:
                raise _without_topology(root)
            config = decode_json(_text(root.attrs["model_config"]))
            beside: dict[str, Any] = {
                key: _text(root.attrs[key]) for key in ("keras_version", "backend") if key in root.attrs
            }
            if "training_config" in root.attrs:
                beside["training_config"] = decode_json(_text(root.attrs["training_config"]))
            weights = _shapes(root["model_weights"]) if _is_here(root, "model_weights") else None
    except _BROKEN as error:
        raise Refused("unreadable", "the HDF5 file is damaged", " ".join(str(error).split())[:100]) from None
    return of_topology("HDF5", config, beside, weights or None)


def weights_of_archive(file: Any) -> tuple[Sizes, ...] | None:
    """The shapes of the weights in an archive's `model.weights.h5`; None where it cannot be read."""
    import h5py

    try:
        with h5py.File(file, "r") as root:
            return _shapes(root) or None
    except _BROKEN:
        return None


def _without_topology(root: "h5py.File") -> Refused:
    if "layer_names" in root.attrs or "layers" in root:
        fix = "import the architecture's JSON, or a file of `model.save(...)`"
        return Refused("no-topology", "the file holds weights only, and not the layers they belong to", fix=fix)
    return Refused("no-topology", "the HDF5 file holds no `model_config`, so it is no model of Keras")


def _text(value: Any) -> str:
    """An attribute as text: h5py gives `str` or `bytes`, by version and by file."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, str):
        return value
    raise TypeError(f"an attribute is {type(value).__name__} and no text")


def _is_here(group: "h5py.Group", name: str) -> bool:
    """Whether a member is in this file itself: links into other files, and to other names, are not followed."""
    import h5py

    return isinstance(group.get(name, getlink=True), h5py.HardLink)


def _shapes(top: "h5py.Group") -> tuple[Sizes, ...]:
    """The shape of every dataset under a group, in no order; the state of training and of seeds is left out."""
    import h5py

    shapes: list[Sizes] = []
    seen: set[int] = set()
    groups: list[h5py.Group] = [top]
    while groups:
        group = groups.pop()
        for name in group:
            if not _is_here(group, name) or name.startswith("seed_generator"):
                continue
            if group == top and name in _NO_WEIGHTS_OF_LAYERS:
                continue
            member = group[name]
            address = h5py.h5o.get_info(member.id).addr
            if address in seen:  # two names of one thing, or a circle
                continue
            seen.add(address)
            if isinstance(member, h5py.Group):
                groups.append(member)
            elif isinstance(member, h5py.Dataset) and not member.is_virtual and not _is_seed(name):
                shapes.append(tuple(int(size) for size in member.shape or ()))
            if len(seen) > MAX_WEIGHTS:
                raise Refused("over-limit", f"the file holds more than {MAX_WEIGHTS:,} weights")
    return tuple(shapes)


def _is_seed(name: str) -> bool:
    return name.startswith("seed_generator_state")
