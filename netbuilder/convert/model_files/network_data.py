"""A model file -> the data of a config, and what its comments say."""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from netbuilder.convert.model_files.chain import InputRecord, chain_of
from netbuilder.convert.model_files.entries import Leaf, entries, runs_of
from netbuilder.convert.model_files.era import era_of
from netbuilder.convert.model_files.eras.keras_2 import joined_weights
from netbuilder.convert.model_files.layers import NamedLayer, Reader
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.names import model_name
from netbuilder.convert.model_files.refusal import Ask, Refused, listed
from netbuilder.convert.model_files.seeds import Seeds, drawn_seeds, without_seeds
from netbuilder.convert.model_files.spelling import Remark
from netbuilder.convert.model_files.training import compile_section
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, UnknownShape

_LONG = 60
"""Letters of a layer's name that a comment repeats."""


class ImportOptions(NamedTuple):
    """What a caller says that a file does not."""

    data_format: str | None = None
    """The order of axes of layers that Keras 1 saved without one."""
    input_shape: tuple[int | None, ...] | None = None
    """One sample, where the file does not say it."""


class NetworkData(NamedTuple):
    """A network as plain data."""

    data: dict[str, Any]
    comments: tuple[str, ...]
    """What could not be kept, or means something else now; one line each."""
    seeds: tuple[Seeds, ...] | None
    """The seeds of the layers that are written, where a tool has drawn them and they are left out."""
    era: str
    changes_function: bool
    """Whether a function of the file is another one in Keras 3, under the same name."""
    joined: int
    """How many numbers of the file's weights the network has none for, as they are added to others."""


def network_data(file: ModelFile, options: ImportOptions) -> NetworkData:
    """The config of a model file.

    Raises:
        Refused: it is no one path of layers that Keras 3 has.
    """
    chain = chain_of(file.topology)
    era = era_of(file, chain, options.data_format)
    record = chain.input
    if options.input_shape is not None:
        record = InputRecord((None, *options.input_shape), None)
    reader = Reader(era)
    named = reader.layers(chain)
    if record is None:
        fix = Ask("input", (28, 28, 1), _(" with the sizes of one sample"))
        raise Refused("unknown-input", _("the file does not say the shape of its input"), fix=fix)
    seeds = drawn_seeds([part.layer for part in named])
    if seeds is not None:
        named = [part._replace(layer=cast(Layer, without_seeds(part.layer))) for part in named]
    leaves = _leaves(named, record.shape)
    data: dict[str, Any] = {}
    name = model_name(chain.name)
    if name is not None:
        data["name"] = name
    data["initializers"] = "keras"
    data["input"] = _input(record, named[0].layer)
    runs = runs_of(chain, leaves)
    data["layers"] = entries(runs)
    comments = _by_layer(reader.remarks)
    comments += _of_whole(leaves, record)
    if file.training is not None:
        section = compile_section(file.training, comments)
        if section is not None:
            data["compile"] = section
    if reader.precision != "float32":
        data["runtime"] = {"precision": reader.precision}
    leaf_seeds = None if seeds is None else tuple(seeds[leaf.index] for run in runs for leaf in run.leaves)
    changes_function = any(remark.changes_function for remark, _ in reader.remarks)
    joined = sum(joined_weights(layer.class_name, layer.config) for layer in chain.leaves())
    return NetworkData(data, tuple(dict.fromkeys(comments)), leaf_seeds, era.name, changes_function, joined)


def _leaves(named: Sequence[NamedLayer], shape: Shape) -> list[Leaf]:
    """The layers with what goes into them; without `trainable: false` where there is nothing to train."""
    leaves: list[Leaf] = []
    # Equal layers are one and the same node.
    walked: dict[tuple[int, Shape], tuple[Layer, Shape | None]] = {}
    current: Shape | None = shape
    for index, (layer, name) in enumerate(named):
        before = current
        if before is not None:
            key = (id(layer), before)
            if key not in walked:
                walked[key] = _passed(layer, before)
            layer, current = walked[key]
        leaves.append(Leaf(index, layer, before, name))
    return leaves


def _passed(layer: Layer, shape: Shape) -> tuple[Layer, Shape | None]:
    """The layer as it is written behind that shape, and the shape that it gives, if that is known."""
    try:
        after = layer.output_shape(shape)
        if not layer.trainable and not layer.weights(shape):
            options = layer.written_options()
            del options["trainable"]
            return type(layer).model_validate(options), after
    # Of a layer that cannot take its input the check of the text speaks.
    except (ShapeError, UnknownShape, NotImplementedError):
        return layer, None
    return layer, after


def _input(record: InputRecord, first: Layer) -> Any:
    """The input in its short form, where nothing but the shape has to be said."""
    long: dict[str, Any] = {"shape": list(record.shape[1:])}
    # A lookup casts whatever comes, and old files say float32 there.
    looks_up = type(first).input_dtype != "float32"
    if record.dtype not in (None, "float32") and not looks_up:
        long["dtype"] = record.dtype
    if record.shape[0] is not None:
        long["batch_size"] = record.shape[0]
    return long if len(long) > 1 else long["shape"]


def _of_whole(leaves: Sequence[Leaf], record: InputRecord) -> list[str]:
    """What is to be said of the network as a whole."""
    comments = []
    frozen = sum(1 for leaf in leaves if not leaf.layer.trainable)
    if frozen:
        are = "is" if frozen == 1 else "are"
        comments.append(f"{frozen} of {len(leaves)} layers {are} frozen, as in the file: `trainable: false`")
    if record.shape[0] is not None:
        comments.append(f"the batch size is fixed at {record.shape[0]}, as in the file")
    if record.is_sparse:
        comments.append("the input is sparse in the file, and dense here")
    return comments


def _by_layer(remarks: Sequence[tuple[Remark, str]]) -> list[str]:
    """One line a remark, with the layers that it is about."""
    layers: dict[str, dict[str, None]] = {}
    for remark, layer in remarks:
        name = layer if len(layer) <= _LONG else f"{layer[: _LONG - 3]}..."
        layers.setdefault(remark.text, {})[name] = None
    return [f"{listed(list(names))}: {text}" for text, names in layers.items()]
