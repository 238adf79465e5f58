"""A class of the vocabulary for a Python class or function: its options are what its signature takes."""

from inspect import Parameter, signature
from typing import Annotated, Any

from pydantic import create_model
from pydantic_core import PydanticCustomError

from netbuilder.schema.holes import UnknownActivation, UnknownInitializer
from netbuilder.schema.layer import Layer
from netbuilder.schema.node import Check, Item
from netbuilder.schema.problems import wrong_type
from netbuilder.schema.shapes import Shape, UnknownShape
from netbuilder.schema.slots import read, slot
from netbuilder.schema.training import Loss, Metric
from netbuilder.schema.values import FLAG, INTEGER, NUMBER, TEXT
from netbuilder.schema.weights import Constraint, Regularizer


class CustomLayer(Layer, frozen=True):
    """A layer of which only the arguments are known; shapes are unknown behind it."""

    def output_shape(self, shape: Shape) -> Shape:
        raise UnknownShape(type(self).__name__)


class CustomLoss(Loss, frozen=True):
    """A loss of which nothing is known; every rule that needs one is silent."""

    family = "custom"


_BASES: dict[str, tuple[str, type[Item]]] = {
    "layer": ("Layer", CustomLayer),
    "activation": ("", UnknownActivation),
    "initializer": ("Initializer", UnknownInitializer),
    "regularizer": ("Regularizer", Regularizer),
    "constraint": ("Constraint", Constraint),
    "loss": ("Loss", CustomLoss),
    "metric": ("Metric", Metric),
}
"""By kind: the Keras class that a class of the caller must derive from, and what its node derives from."""
_FUNCTIONS = ("activation", "initializer", "regularizer", "loss", "metric")
_PLAIN = {"int": INTEGER, "float": NUMBER, "bool": FLAG, "str": TEXT}


def made(kind: str, name: str, thing: Any) -> type[Item] | None:
    """The class of that kind for a Python class or function; None where it is of another kind."""
    if kind not in _BASES:
        return None
    keras_base, base = _BASES[kind]
    if not isinstance(thing, type):
        return _function(name, base) if callable(thing) and kind in _FUNCTIONS else None
    if not any(one.__name__ == keras_base and one.__module__.split(".")[0] == "keras" for one in thing.__mro__):
        return None
    parameters = [one for one in signature(thing).parameters.values() if one.kind not in _VARIADIC]
    fields: dict[str, Any] = {one.name: _field(one) for one in parameters if one.name not in base.model_fields}
    make: Any = create_model  # its own types want the fields spelled out
    cls: type[Item] = make(name, __base__=base, __module__=thing.__module__, **fields)
    if issubclass(cls, UnknownInitializer):
        cls.takes_seed = "seed" in fields
    return cls


_VARIADIC = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def _function(name: str, base: type[Item]) -> type[Item]:
    return create_model(name, __base__=base)


def _field(parameter: Parameter) -> tuple[Any, Any]:
    name, default = parameter.name, parameter.default
    kind = _slot_kind(name)
    if kind:
        check = slot(kind, "layer", null=True) if kind == "activation" else slot(kind, null=True)
        # A default that is an object of the caller's stays with the caller.
        shown = default if isinstance(default, str) and _is_known(kind, default) else None
        return (Annotated[Any, check], ... if default is Parameter.empty else shown)
    written = parameter.annotation
    check = _PLAIN.get(written if isinstance(written, str) else getattr(written, "__name__", ""), _ANYTHING)
    if default is None:
        check = _ANYTHING
    return (Annotated[Any, check], ... if default is Parameter.empty else default)


def _slot_kind(name: str) -> str:
    for kind in ("activation", "initializer", "regularizer", "constraint"):
        if name == kind or name.endswith(f"_{kind}"):
            return kind
    return ""


def _is_known(kind: str, value: str) -> bool:
    try:
        read(kind, value)
    except PydanticCustomError:
        return False
    return True


def _anything(value: Any) -> Any:
    """Plain data. What looks like a serialised object is refused: a class of the caller may hand it to Keras."""
    if isinstance(value, dict):
        if "class_name" in value or "registered_name" in value:
            raise wrong_type("plain data", why="objects are not made from a dictionary that names their class")
        return {key: _anything(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_anything(item) for item in value]
    return value


_ANYTHING = Check(_anything, {})
