"""Objects of Keras that a Python program hands in, as the plain data that a file would hold.

Keras is not imported for it: an object says by its class what it is, and by `get_config` with which options.
"""

import re
from typing import Any

from netbuilder.vocabulary.base.decimals import shortest_decimal
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.registry import KINDS, find

_HARMLESS_STARTS = ("Zeros", "Ones")
"""Initializers that are left out where they are Keras' default; what another one was is not to be decided anew."""


def as_data(value: Any) -> Any:
    """`keras.initializers.HeNormal()` as `HeNormal`, `keras.optimizers.Adam(0.01)` as `{Adam: {learning_rate: 0.01}}`.

    What Keras cannot describe, or the vocabulary does not have, comes back as it is.
    """
    name = getattr(value, "__name__", None)
    if name is not None:
        return name
    config = value.get_config() if callable(getattr(value, "get_config", None)) else None
    written = _named(type(value).__name__, config) if isinstance(config, dict) else None
    return value if written is None else written


def _named(name: str, config: dict[str, Any]) -> Any:
    cls = next((cls for kind in KINDS if (cls := find(kind, name)) is not None), None)
    if cls is None:
        return None
    options = {}
    for option in cls.option_names():
        key = cls.written_name(option)
        written = _plain(config.get(key))
        if key == "name" and _is_counted(written, name):
            continue
        if written is not None and not _is_default(key, written, cls.model_fields[option].default):
            options[key] = written
    return {name: options} if options else name


def _plain(value: Any) -> Any:
    """A value of a config: what it holds of Keras is described as `{class_name, config}` there."""
    if isinstance(value, dict):
        name, config = value.get("class_name"), value.get("config")
        if name == "DTypePolicy":
            return config.get("name") if isinstance(config, dict) else None
        if name == "function" or name == "__lambda__":
            return config if isinstance(config, str) else value
        if isinstance(name, str) and isinstance(config, dict):
            written = _named(name.rpartition(">")[2], config)
            return value if written is None else written
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return shortest_decimal(value) if isinstance(value, float) else value


def _is_counted(written: Any, class_name: str) -> bool:
    """Whether a name is one that Keras gives by itself: `dense_3`, `ExponentialDecay`."""
    stem = re.escape(automatic_name(class_name))
    return isinstance(written, str) and (written == class_name or re.fullmatch(rf"{stem}(_\d+)?", written) is not None)


def _is_default(option: str, value: Any, default: Any) -> bool:
    if option == "dtype":
        return bool(value == "float32")
    if option.endswith("_initializer") and value not in _HARMLESS_STARTS:
        return False
    if option == "activation" and default is None:
        return bool(value == "linear")
    if isinstance(default, str) and isinstance(value, str):
        return value.replace("_", "").lower() == default.replace("_", "").lower()
    return bool(value == (list(default) if isinstance(default, tuple) else default))
