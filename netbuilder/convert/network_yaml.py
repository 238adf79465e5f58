"""Network -> the text of a config file that reads back as an equal network."""

from collections.abc import Mapping
from typing import Any

from netbuilder.convert.layout import text
from netbuilder.diagnostics import Diagnostic, Place, Severity, advice
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.source.flow import flow
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.python_values import BeyondFiles, as_written
from netbuilder.vocabulary.network import Input, Limits, Network

_UNITS = (("TiB", 2**40), ("GiB", 2**30), ("MiB", 2**20))


def to_yaml(network: Network) -> str:
    """The network as a config file: what was written and no defaults, identifiers as they were written."""
    return text(options(network))


def overrides_as_text(overrides: Mapping[str, Any]) -> list[str]:
    """Overrides given in Python as the options that `--set` takes: `{"seed": 7}` as `seed=7`.

    Raises:
        ConfigError: a value that no file could hold, as a set.
    """
    return [f"{path}={flow(_override(path, value))}" for path, value in overrides.items()]


def _override(path: str, value: Any) -> Any:
    if not isinstance(path, str) or "=" in path or not path.strip():
        raise _no_override(str(path)[:40], "overrides go by paths", "`layers.0.Dense.units`, say")
    try:
        written = plain(as_written(value))
    except BeyondFiles as beyond:
        raise _no_override(path, f"a file holds {beyond}") from None
    strange = _strange(written)
    if strange is not None:
        raise _no_override(path, f"a file holds no {strange}", "a number, a word, true, false, null, or a list of them")
    return written


def _strange(value: Any) -> str | None:
    """The type within a value that no file could hold."""
    if isinstance(value, list | dict):
        items = value.values() if isinstance(value, dict) else value
        return next((strange for item in items if (strange := _strange(item)) is not None), None)
    return None if value is None or isinstance(value, str | bool | int | float) else type(value).__name__


def _no_override(path: str, message: str, fix: str = "") -> ConfigError:
    diagnostic = Diagnostic("NB014", "wrong-type", Severity.ERROR, message, Place(path or '""'), suggestion=advice(fix))
    return ConfigError([diagnostic])


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
    values = {name: plain(value) for name, value in node.written_options().items()}
    if isinstance(node, Limits) and "memory" in values:
        values["memory"] = amount(values["memory"])
    return values


def _named(node: Item) -> Any:
    if isinstance(node, Named) and node.identifier is not None:
        return node.identifier
    values = options(node)
    name = type(node).__name__
    # A bare `Adam` is the string that Keras resolves, and that is remembered; a layer has no such string.
    stands_bare = node.only_bare or not isinstance(node, Named)
    return name if stands_bare and not values else {name: values}


def amount(memory: int) -> int | str:
    """A number of bytes in the largest unit that says it exactly."""
    for word, unit in _UNITS:
        if memory % unit == 0:
            return f"{memory // unit}{word}"
    return memory
