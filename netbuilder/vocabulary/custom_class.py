"""A class of the vocabulary for a Python class or function: its options are what its signature takes."""

import math
from collections.abc import Mapping
from contextlib import AbstractContextManager
from inspect import Parameter, signature
from typing import Annotated, Any, cast

from pydantic import create_model, model_validator
from pydantic_core import PydanticCustomError

from netbuilder.vocabulary.base.custom_scope import open_scope
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Check, Item
from netbuilder.vocabulary.base.node_fields import LEARNING_RATE, is_named, read, slot
from netbuilder.vocabulary.base.placeholders import UnknownActivation, UnknownInitializer
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.shapes import Shape, UnknownShape
from netbuilder.vocabulary.base.training import Loss, Metric, Optimizer, Schedule
from netbuilder.vocabulary.base.unsupported import refuse_what_it_lacks
from netbuilder.vocabulary.base.validation_errors import wrong_type
from netbuilder.vocabulary.base.values import FLAG, INTEGER, NUMBER, TEXT
from netbuilder.vocabulary.base.weights import Constraint, Regularizer


class CustomLayer(Layer, frozen=True):
    """A layer of which only the arguments are known; shapes are unknown behind it."""

    def output_shape(self, shape: Shape) -> Shape:
        raise UnknownShape(type(self).__name__)


class CustomLoss(Loss, frozen=True):
    """A loss of which nothing is known; every rule that needs one is silent."""

    family = "custom"


class CustomSchedule(Schedule, frozen=True):
    """A learning rate of which nothing is known."""

    def at(self, step: int) -> float:
        return math.nan

    def peak(self) -> float:
        return math.nan


class CustomOptimizer(Optimizer, frozen=True):
    """An optimizer of which only the arguments are known."""

    slots = 0

    def peak(self) -> float:
        return math.nan


_BASES: dict[str, tuple[str, type[Item]]] = {
    "layer": ("Layer", CustomLayer),
    "activation": ("", UnknownActivation),
    "initializer": ("Initializer", UnknownInitializer),
    "regularizer": ("Regularizer", Regularizer),
    "constraint": ("Constraint", Constraint),
    "optimizer": ("BaseOptimizer", CustomOptimizer),
    "schedule": ("LearningRateSchedule", CustomSchedule),
    "loss": ("Loss", CustomLoss),
    "metric": ("Metric", Metric),
}
"""By kind: the Keras class that a class of the caller must derive from, and what its node derives from."""
_FUNCTIONS = ("activation", "initializer", "regularizer", "loss", "metric")
_PLAIN = {"int": INTEGER, "float": NUMBER, "bool": FLAG, "str": TEXT}


def custom_objects(objects: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Inside, these names stand for these classes and functions; outer scopes still count."""
    return open_scope(objects, make_class)


def make_class(kind: str, name: str, thing: Any) -> type[Item] | None:
    """The class of that kind for a Python class or function; None where it is of another kind."""
    if kind not in _BASES:
        return None
    keras_base, base = _BASES[kind]
    if not isinstance(thing, type):
        return _function(name, base) if callable(thing) and kind in _FUNCTIONS else None
    if not any(one.__name__ == keras_base and _is_of_keras(one) for one in thing.__mro__):
        return None
    fields, takes_base = _fields(kind, thing)
    lacks = () if takes_base else tuple(option for option in base.model_fields if option not in fields)
    own = {option: field for option, field in fields.items() if option not in base.model_fields}
    make: Any = create_model  # its own types want the fields spelled out
    refuse = {"refuse_what_it_lacks": model_validator(mode="after")(refuse_what_it_lacks)} if lacks else None
    cls: type[Item] = make(name, __base__=base, __module__=thing.__module__, __validators__=refuse, **own)
    cls.lacks = lacks
    if issubclass(cls, UnknownInitializer):
        cls.takes_seed = "seed" in fields
    return cls


def _function(name: str, base: type[Item]) -> type[Item]:
    return create_model(name, __base__=base)


def _is_of_keras(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == "keras"


def _fields(kind: str, thing: type) -> tuple[dict[str, Any], bool]:
    """What a class takes, and whether that includes what every class of its kind takes.

    `**kwargs` goes on to the next constructor, as far as the first one of Keras that takes anything by name.
    """
    fields: dict[str, Any] = {}
    is_passed_on = False
    for cls in thing.__mro__:
        if "__init__" not in cls.__dict__ or cls is object:
            continue
        _, *parameters = signature(cls.__init__).parameters.values()  # type: ignore[misc]
        named = [one for one in parameters if one.kind not in _VARIADIC]
        known = find(kind, cls.__name__) if _is_of_keras(cls) else None
        for one in named:
            # The caller's class may give itself what the next one needs.
            needed = one.default is Parameter.empty and not is_passed_on
            fields.setdefault(one.name, _known_field(known, one.name, needed) or _field(one, needed))
        if not any(one.kind is Parameter.VAR_KEYWORD for one in parameters):
            return fields, False
        if named and _is_of_keras(cls):
            break
        is_passed_on = True
    return fields, True


_VARIADIC = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def _known_field(known: type[Item] | None, option: str, needed: bool) -> tuple[Any, Any] | None:
    """An option of a Keras class that the vocabulary has, with its check."""
    if known is None or option not in known.model_fields or option in known.lacks:
        return None
    field = known.model_fields[option]
    check = next(one for one in field.metadata if isinstance(one, Check))
    default = None if field.is_required() else field.default
    return (Annotated[Any, check], ... if needed else default)


def _field(parameter: Parameter, needed: bool) -> tuple[Any, Any]:
    name, default = parameter.name, parameter.default
    if default is Parameter.empty:
        default = None
    kind = _slot_kind(name)
    if kind:
        check = slot(kind, "layer", null=True) if kind == "activation" else slot(kind, null=True)
        # A default that is an object of the caller's stays with the caller.
        shown = default if isinstance(default, str) and _is_known(kind, default) else None
        return (Annotated[Any, check], ... if needed else shown)
    written = parameter.annotation
    check = _PLAIN.get(written if isinstance(written, str) else getattr(written, "__name__", ""), _ANYTHING)
    if default is None and not needed:
        check = _ANYTHING
    if check is _ANYTHING:
        check = {"layer": _HELD, "layers": _HELD, "learning_rate": LEARNING_RATE}.get(name, check)
    return (Annotated[Any, check], ... if needed else default)


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


def _held(value: Any) -> Any:
    """Layers that a wrapper of the caller's applies, or plain data."""
    if is_named("layer", value):
        return cast(Layer, read("layer", value))
    if isinstance(value, list | tuple) and value and all(is_named("layer", item) for item in value):
        return [read("layer", item) for item in value]
    return _anything(value)


_HELD = Check(_held, {"anyOf": [{"slot": [{"kind": "layer"}], "null": True}, {}]})
