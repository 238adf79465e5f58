"""A node as the shortest data that reads back as the same: no defaults, equal sides as one number, bare names."""

from collections.abc import Sequence
from typing import Any

from netbuilder.convert.identifiers import identifier_of
from netbuilder.convert.model_files.objects import kind_of
from netbuilder.vocabulary.base.layer import Layer, Normalizer, Pooling
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import by_identifier
from netbuilder.vocabulary.base.shapes import Shape

_SIZES = (
    "kernel_size",
    "strides",
    "pool_size",
    "dilation_rate",
    "size",
    "cropping",
    "padding",
    "output_padding",
    "output_size",
)
"""Options with a number for every axis, or one for all."""
_KINDS = {"optimizer": "optimizer", "inner_optimizer": "optimizer", "loss": "loss"}


def shortest(node: Item, shape: Shape | None = None) -> Any:
    """The node as `Name`, an identifier or `{Name: {option: value}}`; `shape` is what goes into a layer, if known."""
    options = changed(node, shape)
    name = type(node).__name__
    if not options and isinstance(node, Named):
        bare = _identifier(node)
        return bare if bare is not None else {name: {}}
    if not options or node.only_bare:
        return name
    return {name: options}


def changed(node: Node, shape: Shape | None = None) -> dict[str, Any]:
    """The options that are not what leaving them out gives, in reading order."""
    cls = type(node)
    options: dict[str, Any] = {}
    for option in cls.option_names():
        if option not in node.written:
            continue
        value, field = getattr(node, option), cls.model_fields[option]
        written = cls.written_name(option)
        if isinstance(node, Layer):
            value = _of_layer(node, option, value, shape)
        if field.is_required() or canonical(value, option) != canonical(field.get_default(), option):
            options[written] = _written(value, option)
    return options


def _of_layer(layer: Layer, option: str, value: Any, shape: Shape | None) -> Any:
    """A value as Keras' default where it is that in other words."""
    if option == "data_format" and value == "channels_last":
        return None
    if option == "strides" and isinstance(layer, Pooling):
        sizes = getattr(layer, "pool_size", None)
        return None if canonical(value, option) == canonical(sizes, option) else value
    if option == "axis":
        axes = list(value) if isinstance(value, list | tuple) else [value]
        if len(axes) == 1:
            is_last = isinstance(layer, Normalizer) and shape is not None and axes[0] == len(shape) - 1
            return -1 if is_last else axes[0]
    return value


def canonical(value: Any, option: str) -> Any:
    """A value such that two ways of writing one thing are equal."""
    kind = kind_of(option) or _KINDS.get(option)
    if isinstance(value, str) and kind is not None:
        named = by_identifier(kind, value)
        return value if named is None else canonical(named.model_validate({}), option)
    if value is None and option == "activation":
        return canonical("linear", option)
    if isinstance(value, Node):
        cls = type(value)
        return (cls.__name__, *((name, canonical(getattr(value, name), name)) for name in cls.option_names()))
    if isinstance(value, list | tuple):
        items = tuple(canonical(item, "") for item in value)
        return _one_number(items) if option in _SIZES else items
    if isinstance(value, dict):
        return tuple(sorted((key, canonical(item, "")) for key, item in value.items()))
    return value


def _one_number(items: Sequence[Any]) -> Any:
    """(2, 2) as 2, and ((1, 1), (1, 1)) as 1; (0, 1) as it is."""
    if items and all(isinstance(item, tuple) for item in items):
        inner = [_one_number(item) for item in items]
        return _one_number(tuple(inner)) if not any(isinstance(item, tuple) for item in inner) else tuple(items)
    is_equal = bool(items) and all(type(item) is int and item == items[0] for item in items)
    return items[0] if is_equal else tuple(items)


def _written(value: Any, option: str) -> Any:
    if isinstance(value, Item):
        return shortest(value)
    if isinstance(value, Node):
        return changed(value)
    if isinstance(value, list | tuple):
        items = [_written(item, "") for item in value]
        return items if option not in _SIZES else _lists(_one_number(_tuples(items)))
    if isinstance(value, dict):
        return {key: _written(item, "") for key, item in value.items()}
    return value


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, tuple) else value


def _identifier(node: Named) -> str | None:
    """The string for a node with default options."""
    if node.only_bare:
        return type(node).__name__
    bare = type(node).model_validate({}) if node.callable_bare else node
    identifier = identifier_of(bare)
    if identifier is None and node.kind == "activation":
        return type(node).__name__
    return identifier
