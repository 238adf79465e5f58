"""Network -> the text of a config file that reads back as an equal network."""

from collections.abc import Mapping
from typing import Any

from netbuilder.convert.layout import flow, text
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.network import Input, Limits, Network

_UNITS = (("TiB", 2**40), ("GiB", 2**30), ("MiB", 2**20))


def to_yaml(network: Network) -> str:
    """The network as a config file: what was written and no defaults, identifiers as they were written."""
    return text(options(network))


def overrides_as_text(overrides: Mapping[str, Any]) -> list[str]:
    """Overrides given in Python as the options that `--set` takes: `{"seed": 7}` as `seed=7`."""
    return [f"{path}={flow(plain(value))}" for path, value in overrides.items()]


def plain(value: Any) -> Any:
    """A value as plain data: nodes as `Name` or `{Name: {option: value}}`, tuples as lists."""
    if isinstance(value, Item):
        return _named(value)
    if isinstance(value, Input) and value.written == {"shape"}:
        return plain(value.shape)
    if isinstance(value, Node):
        return options(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def options(node: Node) -> dict[str, Any]:
    """The options of a node that were written, in reading order."""
    found = {name: plain(getattr(node, name)) for name in node.option_names() if name in node.written}
    if isinstance(node, Limits) and "memory" in found:
        found["memory"] = amount(found["memory"])
    return {type(node).written_name(name): value for name, value in found.items()}


def _named(node: Item) -> Any:
    if isinstance(node, Named) and node.identifier is not None:
        return node.identifier
    found = options(node)
    name = type(node).__name__
    # A bare `Adam` is the string that Keras resolves, and that is remembered; a layer has no such string.
    stands_bare = node.only_bare or not isinstance(node, Named)
    return name if stands_bare and not found else {name: found}


def amount(memory: int) -> int | str:
    """A number of bytes in the largest unit that says it exactly."""
    for word, unit in _UNITS:
        if memory % unit == 0:
            return f"{memory // unit}{word}"
    return memory
