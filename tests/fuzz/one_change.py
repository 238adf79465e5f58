"""Networks that are valid, and the same with one thing changed: what nearly fits is what a check gets wrong."""

import math
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import strategies as st

from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import every, find
from netbuilder.vocabulary.base.shapes import ShapeError, UnknownShape
from tests.convert.drawn import option_values
from tests.fuzz.texts import ODD, as_yaml

SHAPES: tuple[tuple[int | None, ...], ...] = (
    (8,),
    (6, 4),
    (None, 4),
    (8, 8, 3),
    (5, 6, 7, 3),
    (4, 6, 6, 2),
    (1000,),
    (2, 4, 4, 4, 3),
    (),
    (None, None, 3),
    (1,),
)
HEADS: tuple[tuple[list[Any], dict[str, Any]], ...] = (
    ([{"Dense": {"units": 3, "activation": "softmax"}}], {"loss": "sparse_categorical_crossentropy"}),
    ([{"Dense": {"units": 1, "activation": "sigmoid"}}], {"loss": "binary_crossentropy", "metrics": ["accuracy"]}),
    ([{"Dense": {"units": 1}}], {"loss": "mse", "metrics": ["mae"]}),
)
Network = dict[str, Any]


@cache
def layer_classes() -> tuple[type[Layer], ...]:
    """Every layer that holds no others by itself."""
    return tuple(cls for cls in every("layer") if issubclass(cls, Layer) and not cls.is_container)


@cache
def shapes_for(cls: type[Layer]) -> tuple[tuple[int | None, ...], ...]:
    """The inputs of `SHAPES` that the example of a class takes."""
    layer = cls.model_validate(cls.example)
    found = []
    for shape in SHAPES:
        try:
            layer.output_shape((None, *shape))
        except (ShapeError, UnknownShape):
            continue
        found.append(shape)
    return tuple(found) or ((8,),)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A layer's example on an input that it takes, something behind it, mostly something to train with."""
    cls = draw(st.sampled_from(layer_classes()))
    shape = draw(st.sampled_from(shapes_for(cls)))
    layers: list[Any] = [{cls.__name__: deepcopy(cls.example)} if cls.example else cls.__name__]
    head, compile_ = draw(st.sampled_from(HEADS))
    if draw(st.booleans()):
        layers.append(
            deepcopy(draw(st.sampled_from(("BatchNormalization", "ReLU", {"Dropout": {"rate": 0.2}}, "Flatten"))))
        )
    network: Network = {"seed": 1, "input": list(shape), "layers": [*layers, *deepcopy(head)]}
    if draw(st.booleans()):
        network["compile"] = {"optimizer": _optimizer(draw), **deepcopy(compile_)}
    return network


@st.composite
def changed(draw: st.DrawFn) -> Network:
    """A network of `networks` with one thing changed."""
    network = draw(networks())
    how = draw(st.sampled_from(("option", "option", "option", "value", "away", "layer", "input", "compile")))
    if how == "option":
        holder = draw(st.sampled_from([one for one in _calls(network) if find_any(one[1]) is not None]))
        _set_option(draw, *holder)
    elif how == "layer":
        cls = draw(st.sampled_from(layer_classes()))
        at = draw(st.integers(0, len(network["layers"])))
        network["layers"].insert(at, {cls.__name__: deepcopy(cls.example)} if cls.example else cls.__name__)
    elif how == "input":
        network["input"] = list(draw(st.sampled_from(SHAPES)))
    elif how == "compile":
        _compile(draw, network)
    else:
        holder, key = draw(st.sampled_from(list(_places(network))))
        if how == "value":
            holder[key] = draw(st.one_of(st.sampled_from(ODD), st.integers(-3, 12)))
        else:
            del holder[key]
    return network


def valid() -> st.SearchStrategy[bytes]:
    """The text of a network as drawn."""
    return networks().map(as_yaml)


def changed_texts() -> st.SearchStrategy[bytes]:
    """The text of a network with one thing changed."""
    return changed().map(as_yaml)


def find_any(name: str) -> type[Item] | None:
    """The class of a name, whatever kind it is of."""
    return next((cls for kind in ("layer", "optimizer", "loss", "metric") if (cls := find(kind, name))), None)


def _optimizer(draw: st.DrawFn) -> Any:
    cls = draw(st.sampled_from(every("optimizer")))
    return {cls.__name__: deepcopy(cls.example)} if cls.example else cls.__name__


def _compile(draw: st.DrawFn, network: Network) -> None:
    compile_ = network.setdefault("compile", {"optimizer": "adam", "loss": "mse"})
    kind = draw(st.sampled_from(("optimizer", "loss", "metric")))
    cls = draw(st.sampled_from(every(kind)))
    given: Any = {cls.__name__: deepcopy(cls.example)} if cls.example else cls.__name__
    if not cls.example and issubclass(cls, Named) and cls.identifiers and draw(st.booleans()):
        given = draw(st.sampled_from(cls.identifiers))
    if kind == "metric":
        compile_["metrics"] = [given]
    else:
        compile_[kind] = given


def _set_option(draw: st.DrawFn, holder: Any, name: str) -> None:
    cls = find_any(name)
    assert cls is not None
    options = [option for option in cls.option_names() if option not in ("layer", "layers", "cell", "cells")]
    if not options:
        return
    option = draw(st.sampled_from(options))
    written = cls.written_name(option)
    value = draw(option_values(cls, option, 1))
    holder[name][written] = plain(value)


def plain(value: Any) -> Any:
    """A drawn value as a file would hold it: nodes as `{Name: {option: value}}`."""
    if isinstance(value, Node):
        cls = type(value)
        options = {cls.written_name(name): plain(getattr(value, name)) for name in sorted(value.model_fields_set)}
        return ({cls.__name__: options} if options else cls.__name__) if isinstance(value, Item) else options
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return 0.5
    return value


def _calls(network: Network) -> list[tuple[Any, str]]:
    """Everything with options: the mapping it stands in and its name."""
    found: list[tuple[Any, str]] = []
    for at, layer in enumerate(network["layers"]):
        if isinstance(layer, str):
            network["layers"][at] = layer = {layer: {}}
        found += [(layer, name) for name in layer]
    compile_ = network.get("compile", {})
    for option in ("optimizer", "loss"):
        if isinstance(compile_.get(option), dict):
            found += [(compile_[option], name) for name in compile_[option]]
    return found


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a tree: what holds it, and under which key."""
    found: list[tuple[Any, Any]] = []
    for key, one in list(value.items() if isinstance(value, dict) else enumerate(value)):
        found.append((value, key))
        if isinstance(one, dict | list):
            found += _places(one)
    return found
