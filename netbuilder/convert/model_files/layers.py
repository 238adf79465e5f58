"""Layers of a file -> nodes of the vocabulary."""

from collections import Counter
from collections.abc import Mapping
from marshal import dumps
from typing import Any, NamedTuple, cast

from netbuilder.convert.model_files.chain import Chain, LayerRecord, layer_record
from netbuilder.convert.model_files.era import Era
from netbuilder.convert.model_files.names import written_name
from netbuilder.convert.model_files.objects import kind_of, make, node, plain_defaults, written
from netbuilder.convert.model_files.refusal import Refused, together
from netbuilder.convert.model_files.seeds import is_way_back
from netbuilder.convert.model_files.spelling import Remark
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Adaptable
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import find, names
from netbuilder.vocabulary.exclusions import EXCLUDED

_REMOVED = {
    **dict.fromkeys(
        ("LocallyConnected1D", "LocallyConnected2D"), _("Keras 3 has no layer with a kernel for every place")
    ),
    **dict.fromkeys(("MaxoutDense", "Highway", "SReLU", "ParametricSoftplus"), _("Keras 2 removed it")),
    **dict.fromkeys(("RandomHeight", "RandomWidth"), _("Keras 3 removed it")),
}
_LAMBDAS = ("Lambda", "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer")
_UNADAPTED = Remark("its state is in the weights, not in the topology: call `adapt`, or load the weights")
_INNER = ("layer", "backward_layer")
"""Options of wrappers that hold a layer."""
_BOTH = "Bidirectional"
_FLOATS = ("float16", "float32", "float64", "bfloat16", "mixed_float16", "mixed_bfloat16")


class NamedLayer(NamedTuple):
    """A layer of the network."""

    layer: Layer
    """Without its name."""
    name: str | None
    """The name to write; None where it is Keras' own counting."""


class Reader:
    """Reads the layers of one file."""

    def __init__(self, era: Era) -> None:
        self.era = era
        self.remarks: list[tuple[Remark, str]] = []
        """Each with what the file calls the layer."""
        self._read: dict[tuple[Any, ...], tuple[Layer, list[Remark]]] = {}
        """Layers without their names, which do not change: most of a large model's are equal."""
        self._nodes: dict[tuple[str, str], Item | None] = {}
        self.precision = "float32"
        """What most layers say of theirs; only others need to be written."""

    def layers(self, chain: Chain) -> list[NamedLayer]:
        """The layers of a chain, nested models opened.

        Raises:
            Refused: some layers cannot be written; it names them, and says how many can.
        """
        read: list[NamedLayer] = []
        refused: list[tuple[str, Refused]] = []
        precisions = Counter(dtype_of(record.config.get("dtype")) or "float32" for record in chain.leaves())
        self.precision = max(precisions, key=precisions.__getitem__)
        for record in chain.leaves():
            try:
                read.append(self.named_layer(record))
            except Refused as refusal:
                refused.append((record.label, refusal))
        if refused:
            raise together(refused, len(read) + len(refused))
        return read

    def layer(self, record: LayerRecord) -> Layer:
        """The node of one layer, with its name; raises Refused where the vocabulary has none like it."""
        return _with_name(self.named_layer(record))

    def named_layer(self, record: LayerRecord, *, is_inner: bool = False) -> NamedLayer:
        """The node of one layer, which equal layers share, and its name beside it.

        Raises:
            Refused: the vocabulary has none like it.
        """
        if record.chain is not None:  # what a wrapper applies
            layers = [self.layer(part) for part in record.chain.layers]
            nested = make(cast(type[Item], find("layer", "Sequential")), {"layers": layers}, record.label)
            return NamedLayer(cast(Layer, nested), None)
        # Equal layers differ in their names alone, and in those that Keras has counted for layers inside.
        rest = dict(record.config)
        rest.pop("name", None)
        dtype = dtype_of(rest.pop("dtype", None))
        inner: dict[str, NamedLayer] = {}
        if "layer" in rest:
            for option in _INNER:
                if isinstance(rest.get(option), dict):
                    value = rest.pop(option)
                    part = layer_record(_unforced(value) if record.class_name == _BOTH else value, record.position)
                    inner[option] = self.named_layer(part, is_inner=True)
        parts = [(option, id(layer), name) for option, (layer, name) in inner.items()]
        # Only ever written: the fastest text that tells 1, 1.0 and true apart, and no two configs have the same.
        key = (record.class_name, record.origin, dtype, dumps(rest, 2), *parts)
        if key not in self._read:
            self._read[key] = self._layer(record, inner)
        layer, remarks = self._read[key]
        if remarks:
            self.remarks += [(remark, record.name or record.class_name) for remark in remarks]
        return NamedLayer(layer, written_name(record, type(layer), is_inner=is_inner))

    def _layer(self, record: LayerRecord, inner: Mapping[str, NamedLayer]) -> tuple[Layer, list[Remark]]:
        """The node of one layer without its name, and what is to be said of it; `inner` are the layers it applies."""
        if record.origin:
            raise Refused(
                "custom-layer",
                _("{record} is no layer of Keras", record=record.label),
                _("it is from `{origin}`", origin=record.origin[:40]),
            )
        if record.class_name in _LAMBDAS:
            kind = _("a Lambda holds Python byte code, which is never run")
            why = kind if record.class_name == "Lambda" else _("it is an operation of TensorFlow and no layer")
            raise Refused("lambda", _("{record} is code and no layer that can be written", record=record.label), why)
        spelling = self.era.respelled(record)
        cls = _class(spelling.class_name)
        if cls is None:
            raise _unknown(record, spelling.class_name)
        remarks = spelling.remarks
        options: dict[str, Any] = {}
        defaults = plain_defaults(cls)
        for name, value in spelling.config.items():
            if name in defaults and type(value) is type(defaults[name]) and value == defaults[name]:
                continue
            if name in inner:
                options[name] = _with_name(inner[name])
            elif name not in ("name", "dtype", "trainable"):
                options[name] = self.value(cls, name, value, record, remarks)
        if "backward_layer" in options:
            self.backward(options)
        if spelling.config.get("trainable") is False:
            options["trainable"] = False
        dtype = dtype_of(spelling.config.get("dtype"))
        if dtype is not None and dtype != self.precision:
            options["dtype"] = dtype
        lost: list[str] = []
        layer = cast(Layer, make(cls, options, record.label, lost))
        remarks += _lost(lost, cls)
        if isinstance(layer, Adaptable) and not layer.is_adapted:
            remarks.append(_UNADAPTED)
        return layer, remarks

    def value(self, cls: type[Item], option: str, value: Any, record: LayerRecord, remarks: list[Remark]) -> Any:
        """The value of an option, with nodes for what Keras writes for objects; what is to be said to `remarks`."""
        if option in _INNER and isinstance(value, dict):  # what Keras 1's TimeDistributedDense becomes
            return self.layer(layer_record(value, record.position))
        if option in ("cell", "cells"):
            return self.cells(value, record, remarks)
        if option == "layers" and isinstance(value, list):
            return [self.layer(layer_record(item, record.position)) for item in value]
        kind = kind_of(option)
        if kind is None or value is None:
            return _plain(value)
        # Most initializers of a model are one and the same.
        key = (kind, repr(value))
        if key not in self._nodes:
            stored = written(value)
            if (
                kind == "activation"
                and stored is not None
                and not isinstance(value, str)
                and find("layer", stored.name)
            ):
                return self.layer(layer_record(value, record.position))
            self._nodes[key] = node(kind, value, record.label)
        return self._nodes[key]

    def cells(self, value: Any, record: LayerRecord, remarks: list[Remark]) -> Any:
        """The cells that an RNN runs."""
        if isinstance(value, list):
            return [self.cells(item, record, remarks) for item in value]
        part = layer_record(value, record.position)
        spelling = self.era.respelled(part)
        cls = find("cell", spelling.class_name)
        if cls is None or part.origin:
            raise Refused("custom-layer", _("{part} is no cell of Keras", part=part.label))
        options = {
            name: self.value(cls, name, item, part, remarks)
            for name, item in spelling.config.items()
            if name not in ("name", "dtype", "trainable")
        }
        lost: list[str] = []
        cell = make(cls, options, part.label, lost)
        remarks += [*spelling.remarks, *_lost(lost, cls)]
        return cell

    def backward(self, options: dict[str, Any]) -> None:
        """Leave out the layer of the way back where it is the copy that Keras makes."""
        forward, back = options.get("layer"), options["backward_layer"]
        if isinstance(back, Layer) and is_way_back(forward, back):
            del options["backward_layer"]


def _lost(options: list[str], cls: type[Item]) -> list[Remark]:
    return [Remark(f"`{option}` is no option of {cls.__name__} in Keras 3") for option in options]


def _with_name(part: NamedLayer) -> Layer:
    return part.layer if part.name is None else part.layer.model_copy(update={"name": part.name})


def _class(name: str) -> type[Item] | None:
    if name == "repeat":  # of a config, and no layer of Keras
        return None
    spelled = (name.lower(), name.removesuffix("V1").removesuffix("V2").lower())
    near = (find("layer", other) for other in names("layer") if other != "repeat" and other.lower() in spelled)
    return find("layer", name) or next(near, None)


def _unknown(record: LayerRecord, name: str) -> Refused:
    if name == "Merge":
        return Refused(
            "branching", _("{record} joins several tensors", record=record.label), _("a network is one path")
        )
    if name in _REMOVED:
        return Refused("removed-layer", _("{record} is no layer of Keras 3", record=record.label), _REMOVED[name])
    reason = EXCLUDED.get(("layer", name))
    if reason is not None:
        return Refused("branching", _("{record} stands in no network file", record=record.label), reason.words)
    return Refused(
        "custom-layer",
        _("{record} is no layer of Keras", record=record.label),
        _("a model file does not hold its code"),
    )


def dtype_of(value: Any) -> str | None:
    """The precision that a layer says; None where it is no float, which old files say of what goes in."""
    if isinstance(value, dict):
        config = value.get("config")
        value = config.get("name") if isinstance(config, dict) else None
    return value if value in _FLOATS else None


def _plain(value: Any) -> Any:
    """A value without Keras' own notation for arrays; what else stands there is for the vocabulary to judge."""
    if isinstance(value, dict) and value.get("class_name") == "__numpy__":
        config = value.get("config")
        return config.get("value") if isinstance(config, dict) else None
    return value


def _unforced(value: dict[str, Any]) -> dict[str, Any]:
    """A layer without what Bidirectional decides for it: that masked steps give zeros where all steps are returned."""
    config = value.get("config")
    if not isinstance(config, dict):
        return value
    return {**value, "config": {name: part for name, part in config.items() if name != "zero_output_for_mask"}}
