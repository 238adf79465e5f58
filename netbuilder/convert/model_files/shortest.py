"""A node as the shortest data that reads back as the same: no defaults, equal sides as one number, bare names."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from netbuilder.convert.model_files.objects import kind_of
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_names import identifier_of
from netbuilder.vocabulary.base.layer_roles import Normalizer
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


def shortest(node: Item, shape: Shape | None = None) -> Any:
    """The node as `Name`, an identifier or `{Name: {option: value}}`; `shape` is what goes into a layer, if known."""
    options = changed(node, shape)
    name = type(node).__name__
    if not options and isinstance(node, Named):
        bare = _identifier(node)
        return bare if bare is not None else {name: {}}
    if not options:
        return name
    return {name: options}


def changed(node: Node, shape: Shape | None = None) -> dict[str, Any]:
    """The options that are not what leaving them out gives, in reading order."""
    options: dict[str, Any] = {}
    written = node.written
    for option in _options_of(type(node)):
        name = option.name
        if name not in written:
            continue
        value = getattr(node, name)
        if value == option.raw and not option.is_required:
            continue
        if isinstance(node, Layer):
            value = _of_layer(node, name, value, shape)
        if canonical(value, name) != option.default:
            options[option.written] = _written(value, name)
    return options


class _Option(NamedTuple):
    """One option of a class."""

    name: str
    written: str
    """What it is called in a file."""
    is_required: bool
    raw: Any
    """The default as the class says it."""
    default: Any
    """In canonical form."""


@remembered
def _options_of(cls: type[Node]) -> tuple[_Option, ...]:
    """The options of a class, in reading order."""
    return tuple(
        _Option(
            name,
            cls.written_name(name),
            (field := cls.model_fields[name]).is_required(),
            None if field.is_required() else field.get_default(),
            None if field.is_required() else canonical(field.get_default(), name),
        )
        for name in cls.option_names()
    )


def _of_layer(layer: Layer, option: str, value: Any, shape: Shape | None) -> Any:
    """A value as Keras' default where it is that in other words."""
    if value == "channels_last":
        return None
    if option == "strides":
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
    if isinstance(value, str):
        kind = kind_of(option)
        return value if kind is None else _of_string(kind, value)
    if value is None:
        return _of_string("activation", "linear") if option == "activation" else None
    if isinstance(value, Node):
        options = _option_names(type(value))
        if _says_nothing(value):
            return _of_defaults(type(value))
        return (type(value).__name__, *((name, canonical(getattr(value, name), name)) for name in options))
    if isinstance(value, list | tuple):
        items = tuple(canonical(item, "") for item in value)
        return _one_number(items) if option in _SIZES else items
    if isinstance(value, dict):
        return tuple(sorted((key, canonical(item, "")) for key, item in value.items()))
    return value


def _says_nothing(node: Node) -> bool:
    """Whether every option that it says is null, as is the default: most initializers of a file say `seed: null`."""
    fields = type(node).model_fields
    return all(getattr(node, name) is None and fields[name].default is None for name in node.written)


@remembered
def _of_defaults(cls: type[Node]) -> Any:
    node = cls.model_validate({})
    return (cls.__name__, *((name, canonical(getattr(node, name), name)) for name in _option_names(cls)))


@remembered
def _option_names(cls: type[Node]) -> tuple[str, ...]:
    return tuple(cls.option_names())


@remembered
def _of_string(kind: str, string: str) -> Any:
    """What an identifier of Keras stands for; the string itself where that is nothing."""
    cls = by_identifier(kind, string)
    if cls is None:
        return string
    return _of_defaults(cls)


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
    cls = type(node)
    if node.only_bare:
        return cls.__name__
    identifier = _default_identifier(cls) if node.callable_bare else identifier_of(node)
    return cls.__name__ if identifier is None and node.kind == "activation" else identifier


@remembered
def _default_identifier(cls: type[Named]) -> str | None:
    return identifier_of(cls.model_validate({}))
