"""A topology as one path of layers, whatever era wrote it: lists, nested models, functional graphs without a join."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from netbuilder.convert.model_files.functional import path_of
from netbuilder.convert.model_files.limits import MAX_LAYERS
from netbuilder.convert.model_files.plain_data import mapping
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _

_SHAPE_KEYS = ("batch_input_shape", "batch_shape", "batchInputShape", "batchShape")
_INPUT = "InputLayer"
MODELS = ("Sequential", "Functional", "Model", "ModelV1")
"""The classes of models that are lists of layers or graphs of them."""


class InputRecord(NamedTuple):
    """What the file says of the input."""

    shape: tuple[int | None, ...]
    """With the batch axis."""
    dtype: str | None
    is_sparse: bool = False


class LayerRecord(NamedTuple):
    """One layer as the file has it."""

    class_name: str
    config: dict[str, Any]
    name: str | None
    position: int
    """Its place in the model, from 0; a nested model has one place."""
    chain: "Chain | None" = None
    """For a nested model: its own layers."""
    origin: str = ""
    """The package or module that the file names beside the class; only compared, never imported."""

    @property
    def is_functional(self) -> bool:
        """Whether it is a nested model that the file has as a graph."""
        return self.chain is not None and self.chain.is_functional

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        called = f"`{self.name}` ({self.class_name})" if self.name else self.class_name
        return _("{called}, layer {position}", called=called, position=self.position)


class Chain(NamedTuple):
    """One path of layers."""

    name: str | None
    input: InputRecord | None
    layers: tuple[LayerRecord, ...]
    """Without input layers."""
    is_functional: bool
    """Whether the file has it as a graph."""

    def leaves(self) -> Iterator[LayerRecord]:
        """The layers with nested models opened."""
        for layer in self.layers:
            if layer.chain is None:
                yield layer
            else:
                yield from layer.chain.leaves()


def chain_of(topology: dict[str, Any]) -> Chain:
    """The one path of layers of a model.

    Raises:
        Refused: it branches, has several inputs or outputs, or lists no layers.
    """
    chain = _chain(topology, 0)
    count = sum(1 for _ in chain.leaves())
    if count > MAX_LAYERS:
        raise Refused(
            "over-limit", _("the model has {count:,} layers, more than {most:,}", count=count, most=MAX_LAYERS)
        )
    if not count:
        raise Refused("no-topology", _("the model in the file has no layers"))
    return chain


def _chain(model: dict[str, Any], depth: int) -> Chain:
    if depth > 10:
        raise Refused("over-limit", _("models are nested more than 10 deep"))
    class_name, config = model["class_name"], model.get("config")
    if isinstance(config, list):  # Sequential up to Keras 2.2.2
        entries, name = config, model.get("name")
        inputs = None
    else:
        config = mapping(config, _("the config of `{class_name}`", class_name=class_name))
        if class_name == "Graph" or "nodes" in config:
            raise Refused("branching", _("a Graph of Keras 0.3 branches, and a network is one path"))
        name = config.get("name") if class_name != config.get("name") else None
        if "input_layers" in config:
            entries, inputs = path_of(config), "functional"
        elif isinstance(config.get("layers"), list):
            entries, inputs = config["layers"], None
        else:
            message = _("`{class_name}` lists no layers: it is a class of its own", class_name=class_name)
            raise Refused("subclassed", message, _("what it computes is in its code"))
    layers, input_record = _layers(entries, depth)
    if input_record is None and isinstance(config, dict):
        built = model.get("build_config")
        shape = _shape(config.get("build_input_shape"))
        shape = shape or _shape(built.get("input_shape") if isinstance(built, dict) else None)
        input_record = InputRecord(shape, None) if shape is not None else None
    if input_record is None:
        shape = _shape(model.get("build_input_shape"))
        input_record = InputRecord(shape, None) if shape is not None else _nested_input(layers)
    name = name if isinstance(name, str) else None
    return Chain(name, input_record, tuple(layers), inputs is not None)


def _layers(entries: Sequence[Any], depth: int) -> tuple[list[LayerRecord], InputRecord | None]:
    layers: list[LayerRecord] = []
    input_record: InputRecord | None = None
    for entry in entries:
        record = layer_record(entry, len(layers), depth)
        if not layers and input_record is None:
            input_record = _input(record)
        if record.class_name != _INPUT:
            layers.append(record)
        if len(layers) > MAX_LAYERS:
            raise Refused("over-limit", _("the model has more than {most:,} layers", most=MAX_LAYERS))
    return layers, input_record


def layer_record(entry: Any, position: int, depth: int = 0) -> LayerRecord:
    """The record of a layer as the file has it; raises Refused where it is none."""
    if type(entry) is not dict:
        entry = mapping(entry, _("layer {position}", position=position))
    class_name = entry.get("class_name")
    if class_name is None and isinstance(entry.get("name"), str):  # Keras 0.3: the class in `name`
        config = {key: value for key, value in entry.items() if key not in ("name", "custom_name")}
        return LayerRecord(entry["name"], config, _text(entry.get("custom_name")), position)
    if not isinstance(class_name, str):
        raise Refused("unreadable", _("layer {position} names no `class_name`", position=position))
    config = entry.get("config")
    package, _separator, short = class_name.rpartition(">")
    origin = package or _origin(entry)
    if short in MODELS and not origin:
        chain = _chain({**entry, "class_name": short}, depth + 1)
        return LayerRecord("Sequential", {}, chain.name or _text(entry.get("name")), position, chain)
    if type(config) is not dict:
        config = mapping(config if config is not None else {}, _("the config of layer {position}", position=position))
    name = _text(config.get("name")) or _text(entry.get("name"))
    return LayerRecord(short, config, name, position, None, origin)


def _origin(entry: dict[str, Any]) -> str:
    """The module of a class that is not Keras' own; empty for Keras."""
    module = entry.get("module")
    registered = entry.get("registered_name")
    if isinstance(module, str) and module.partition(".")[0] not in ("keras", "tensorflow", "tf_keras", "builtins"):
        return module
    if isinstance(module, str) and ".ops" in module:
        return module
    if module is None and isinstance(registered, str):
        package = registered.rpartition(">")[0]
        return "" if package == "keras" else package
    return ""


_TABLES = ("Embedding", "ReversibleEmbedding")
"""Layers whose `input_dim` is no size of a shape, but how many numbers there are."""


def _input(record: LayerRecord) -> InputRecord | None:
    config = record.config
    shape = next((shape for key in _SHAPE_KEYS if (shape := _shape(config.get(key))) is not None), None)
    if shape is not None and "name" in config and config["name"] is None and shape[:1] != (None,):
        shape = (None, *shape)  # TensorFlow.NET leaves the batch axis out
    if shape is None and (sizes := _shape(config.get("input_shape"))) is not None:
        shape = (None, *sizes)
    if shape is None and type(config.get("input_dim")) is int and record.class_name not in _TABLES:
        steps = (config.get("input_length"),) if "input_length" in config else ()
        shape = _shape([None, *steps, config["input_dim"]])
    if shape is None and record.class_name in _TABLES:
        shape = _shape([None, config.get("input_length")])
    inner = config.get("layer")
    if shape is None and isinstance(inner, dict):
        return _input(layer_record(inner, 0))
    if shape is None:
        return None
    # In Keras 1 and 2 the `dtype` of a first layer is that of what goes in.
    dtype = config.get("input_dtype") or config.get("dtype")
    return InputRecord(shape, _text(dtype), config.get("sparse") is True)


def _nested_input(layers: Sequence[LayerRecord]) -> InputRecord | None:
    return layers[0].chain.input if layers and layers[0].chain is not None else None


def _shape(value: Any) -> tuple[int | None, ...] | None:
    if not isinstance(value, list) or not value:
        return None
    if not all(size is None or (type(size) is int and size > 0) for size in value):
        return None
    return tuple(value)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
