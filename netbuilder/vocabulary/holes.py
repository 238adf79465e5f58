"""Stand-ins for what could not be read, or is known by name only: custom pieces and broken options."""

from typing import Any, TypeVar

from pydantic_core import ValidationError

from netbuilder.vocabulary.activation import Activation
from netbuilder.vocabulary.layer import Layer
from netbuilder.vocabulary.node import Check, Item, Node
from netbuilder.vocabulary.problems import Problem
from netbuilder.vocabulary.weights import Initializer

_N = TypeVar("_N", bound=Node)


class UnknownActivation(Activation, frozen=True):
    """An activation of which nothing is known; every rule about activations is silent behind it."""

    family = "unknown"


class UnknownInitializer(Initializer, frozen=True):
    """An initializer of which nothing is known."""

    family = "unknown"


_STAND_INS: dict[str, type[Item]] = {"activation": UnknownActivation, "initializer": UnknownInitializer}


def repaired(cls: type[_N], options: Any, problems: list[Problem]) -> tuple[_N | None, frozenset[str]]:
    """The node without its mistakes, and the names of the options that hold a stand-in.

    None where a broken option decides the shape of the output: then nothing sound can be said of the layer.
    """
    if not isinstance(options, dict):
        return (None, frozenset())
    sound = dict(options)
    broken = set()
    keeps_shape = issubclass(cls, Layer) and cls.keeps_shape
    for problem in problems:
        option = str(problem.path[0]) if problem.path else ""
        value = sound.pop(option, None)
        if option not in cls.model_fields:
            # An unknown option changes nothing, and a misspelt one what it was meant to.
            _put_what_was_meant(cls, sound, option, value)
            continue
        broken.add(option)
        kind = slot_kind(cls, option)
        if kind in _STAND_INS:
            sound[option] = _STAND_INS[kind].model_validate({})
        elif kind or not issubclass(cls, Layer):
            continue  # left out: a regularizer, or a setting of `compile`
        elif keeps_shape:
            if cls.model_fields[option].is_required():
                sound[option] = cls.example.get(option)
        elif option not in ("name", "trainable", "dtype", "use_bias", "seed"):
            return (None, frozenset(broken))
    try:
        return (cls.model_validate(sound), frozenset(broken))
    except ValidationError:
        return (None, frozenset(broken))


def _put_what_was_meant(cls: type[Node], sound: dict[str, Any], given: str, value: Any) -> None:
    from netbuilder.vocabulary.meant import meant_option  # knows many names, and is loaded when one is wrong
    from netbuilder.vocabulary.respelled import takes

    meant = meant_option(given, cls)
    if meant is None or meant in sound:
        return
    if takes(cls, meant, value):
        sound[meant] = value
    elif meant in cls.model_fields and (kind := slot_kind(cls, meant)) in _STAND_INS:
        sound[meant] = _STAND_INS[kind].model_validate({})


def slot_kind(cls: type[Node], option: str) -> str:
    """The kind of node that an option holds, as `initializer`; empty for a plain value."""
    for check in cls.model_fields[option].metadata:
        if isinstance(check, Check) and "slot" in check.json:
            return str(check.json["slot"][0]["kind"])
    return ""


def item_kind(cls: type[Node], option: str) -> str:
    """The kind of node that an option holds a list of, as `metric`; empty for any other option."""
    for check in cls.model_fields[option].metadata:
        if isinstance(check, Check) and "slot" in (items := check.json.get("items", {})):
            return str(items["slot"][0]["kind"])
    return ""
