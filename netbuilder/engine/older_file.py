"""A saved model for an older Keras: what that does not know is left out of its `config.json`, or respelt.

An older release refuses a file over a key that it does not know, even where the key says what holds there anyway: no
release before 3.15 opens what 3.15 saves of any Dense.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from netbuilder.diagnostics.sentence import _
from netbuilder.plan.apart import OPENS_SINCE
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.history import history, younger_values
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.releases import Number, number

_KINDS = {
    "keras.layers": ("layer", "cell"),
    "keras.initializers": ("initializer",),
    "keras.regularizers": ("regularizer",),
    "keras.constraints": ("constraint",),
    "keras.losses": ("loss",),
    "keras.metrics": ("metric",),
    "keras.optimizers": ("optimizer",),
    "keras.optimizers.schedules": ("schedule",),
}
_BESIDE = {
    "quantization_config": ("3.13", (None,)),
    "gptq_unpacked_column_size": ("3.12", (None,)),
    "ragged": ("3.9", (None, False)),
    "oov_method": ("3.14", ("floormod",)),
    "data_format": ("3.6", (None, "channels_last")),
}
"""Keys that Keras writes of classes without such an option: the first release, and what may be left out before it."""
_RESOLVED = {"data_format": "channels_last"}
"""What Keras writes for an option that is left out, where that is not its default."""
_OPERATIONS = "keras.src.ops.nn"


def members_for(source: Path, release: str) -> tuple[Mapping[str, bytes], list[str]]:
    """The members of a saved model that are others for that release of Keras; or why there is no such file.

    Raises:
        OSError: the file cannot be read.
    """
    with ZipFile(source) as archive:
        config = json.loads(archive.read("config.json"))
    obstacles = list(dict.fromkeys(_say_in(config, number(release))))
    return {"config.json": json.dumps(config).encode()}, obstacles


def _say_in(value: Any, release: Number) -> Iterator[str]:
    """Put a config into the words of a release, in place; what that has no words for comes out."""
    if isinstance(value, dict):
        if isinstance(value.get("class_name"), str) and isinstance(value.get("config"), dict):
            yield from _say_object(value["class_name"], str(value.get("module")), value["config"], release)
        for item in value.values():
            yield from _say_in(item, release)
    elif isinstance(value, list):
        for item in value:
            yield from _say_in(item, release)


def _say_object(name: str, module: str, config: dict[str, Any], release: Number) -> Iterator[str]:
    cls = next((cls for kind in _KINDS.get(module, ()) if (cls := find(kind, name)) is not None), None)
    if cls is not None:
        yield from _say_node(cls, config, release)
    if module.startswith("keras"):
        for key, (since, usual) in _BESIDE.items():
            is_option = cls is not None and key in cls.option_names()
            if key in config and not is_option and release < number(since):
                yield from _leave_out(name, config, key, usual, since)
        for key in ("activation", "recurrent_activation"):
            if release < OPENS_SINCE and _is_object(config.get(key)):
                yield _("`{key}` of {name} holds options, and Keras opens that from 3.10 on", key=key, name=name)
    if module == _OPERATIONS:
        function = find("activation", automatic_name(name))
        if function is not None:
            assert issubclass(function, Activation)
            for option, word in function.operation_renamed.in_release(release).items():
                config[word] = config.pop(option)


def _say_node(cls: type[Item], config: dict[str, Any], release: Number) -> Iterator[str]:
    facts, name = history(cls), cls.__name__
    if release < number(facts.since):
        yield _("{name} came with Keras {since}", name=name, since=facts.since)
        return
    for option, since in facts.options.items():
        key = cls.written_name(option)
        if key in config and release < number(since):
            usual = (_plain(cls.model_fields[option].default), _RESOLVED.get(key))
            yield from _leave_out(name, config, key, usual, since)
    for option, fact in facts.values.items():
        key = cls.written_name(option)
        if key in config and release < number(fact.release) and younger_values(config[key], fact):
            yield _(
                "`{key}: {config}` of {name} came with Keras {release}",
                key=key,
                config=config[key],
                name=name,
                release=fact.release,
            )


def _leave_out(name: str, config: dict[str, Any], key: str, usual: tuple[Any, ...], since: str) -> Iterator[str]:
    if config[key] in usual:
        del config[key]
    else:
        yield _("`{key}` of {name} came with Keras {since}", key=key, name=name, since=since)


def _plain(value: Any) -> Any:
    """A default as JSON has it."""
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _is_object(value: Any) -> bool:
    """Whether an activation is written as an object of Keras, and not as a string or a function."""
    return isinstance(value, dict) and value.get("class_name") != "function" and str(value.get("module"))[:5] == "keras"
