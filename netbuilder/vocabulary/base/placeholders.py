"""Stand-ins for what could not be read, or is known by name only; and which kind of node an option holds."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import NodeField
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.weights import Initializer


class UnknownActivation(Activation, frozen=True):
    """An activation of which nothing is known; every rule about activations is silent behind it."""

    family = "unknown"


class UnknownInitializer(Initializer, frozen=True):
    """An initializer of which nothing is known."""

    family = "unknown"


class UnknownMetric(Metric, frozen=True):
    """A metric of which nothing is known."""


STAND_INS: dict[str, type[Item]] = {
    "activation": UnknownActivation,
    "initializer": UnknownInitializer,
    "metric": UnknownMetric,
}


def slot_kind(cls: type[Node], option: str) -> str:
    """The kind of node that an option holds, as `initializer`; empty for a plain value."""
    field = cls.field_of(option)
    return field.kinds[0] if isinstance(field, NodeField) else ""


def item_kind(cls: type[Node] | None, option: str) -> str:
    """The kind of node that an option holds a list of, as `metric`; empty for any other option, and for none."""
    if cls is None or option not in cls.model_fields:
        return ""
    field = cls.field_of(option)
    return field.kinds[0] if isinstance(field, ListOf) and field.kinds else ""
