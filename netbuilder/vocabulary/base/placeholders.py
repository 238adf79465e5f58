"""Stand-ins for what could not be read, or is known by name only; and which kind of node an option holds."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.node import Check, Item, Node
from netbuilder.vocabulary.base.weights import Initializer


class UnknownActivation(Activation, frozen=True):
    """An activation of which nothing is known; every rule about activations is silent behind it."""

    family = "unknown"


class UnknownInitializer(Initializer, frozen=True):
    """An initializer of which nothing is known."""

    family = "unknown"


STAND_INS: dict[str, type[Item]] = {"activation": UnknownActivation, "initializer": UnknownInitializer}


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
