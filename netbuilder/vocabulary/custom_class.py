"""A class of the vocabulary for a Python class or function: its options are what its signature takes."""

import math
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import partial
from inspect import Parameter, signature
from typing import Annotated, Any

from pydantic import create_model, model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.custom_scope import open_scope
from netbuilder.vocabulary.base.dtypes import ANYTHING
from netbuilder.vocabulary.base.fields import Anything, Field, OneOf
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import refuse_what_it_lacks
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.node_fields import LEARNING_RATE, NodeField, is_named, read
from netbuilder.vocabulary.base.placeholders import UnknownActivation, UnknownInitializer
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.shapes import Shape, UnknownShape
from netbuilder.vocabulary.base.training import Loss, Metric, Optimizer, Schedule
from netbuilder.vocabulary.base.validation_errors import passes, wrong_type
from netbuilder.vocabulary.base.values import FLAG, INTEGER, NUMBER, TEXT
from netbuilder.vocabulary.base.weights import Constraint, Regularizer


class CustomLayer(Layer, frozen=True):
    """A layer of which only the arguments are known; shapes are unknown behind it."""

    accepted = ANYTHING

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        return None

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
_PLAIN: dict[str, Field] = {"int": INTEGER, "float": NUMBER, "bool": FLAG, "str": TEXT}


def custom_objects(objects: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Inside, these names stand for these classes and functions; outer scopes still count."""
    return open_scope(objects, make_class)


def registered_with_keras() -> dict[str, Any]:
    """Classes and functions by their registered name, `package>Name`, and by the name alone where only one has it.

    They may be used in a network without being passed. Keras itself is not imported: what is registered was
    registered by somebody who has imported it.
    """
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "saving"):
        return {}
    objects = dict(keras.saving.get_custom_objects())
    short: dict[str, list[Any]] = {}
    for name, custom in objects.items():
        if ">" in name:
            short.setdefault(name.rpartition(">")[2], []).append(custom)
    return {name: customs[0] for name, customs in short.items() if len(customs) == 1} | objects


def make_class(kind: str, name: str, custom: Any) -> type[Item] | None:
    """The class of that kind for a Python class or function; None where it is of another kind."""
    if kind not in _BASES:
        return None
    keras_base, base = _BASES[kind]
    if not isinstance(custom, type):
        return _function(name, base) if callable(custom) and kind in _FUNCTIONS else None
    if not any(base_class.__name__ == keras_base and _is_of_keras(base_class) for base_class in custom.__mro__):
        return None
    fields, takes_base = _fields(kind, custom)
    lacks = () if takes_base else tuple(option for option in base.model_fields if option not in fields)
    own = {option: field for option, field in fields.items() if option not in base.model_fields}
    make: Any = create_model  # its own types want the fields spelled out
    refuse = {"refuse_what_it_lacks": model_validator(mode="after")(refuse_what_it_lacks)} if lacks else None
    cls: type[Item] = make(
        name, __base__=base, __module__=custom.__module__, __doc__=custom.__doc__, __validators__=refuse, **own
    )
    cls.lacks = lacks
    if issubclass(cls, UnknownInitializer):
        cls.takes_seed = "seed" in fields
    return cls


def _function(name: str, base: type[Item]) -> type[Item]:
    return create_model(name, __base__=base)


def _is_of_keras(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == "keras"


def _fields(kind: str, custom: type) -> tuple[dict[str, Any], bool]:
    """What a class takes, and whether that includes what every class of its kind takes.

    `**kwargs` goes on to the next constructor, as far as the first one of Keras that takes anything by name.
    """
    fields: dict[str, Any] = {}
    is_passed_on = False
    for cls in custom.__mro__:
        if "__init__" not in cls.__dict__ or cls is object:
            continue
        _, *parameters = signature(cls.__init__).parameters.values()  # type: ignore[misc]
        named = [parameter for parameter in parameters if parameter.kind not in _VARIADIC]
        of_keras = find(kind, cls.__name__) if _is_of_keras(cls) else None
        for parameter in named:
            # The caller's class may give itself what the next one needs.
            needed = parameter.default is Parameter.empty and not is_passed_on
            field = _vocabulary_field(of_keras, parameter.name, needed) or _field(parameter, needed)
            fields.setdefault(parameter.name, field)
        if not any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
            return fields, False
        if named and _is_of_keras(cls):
            break
        is_passed_on = True
    return fields, True


_VARIADIC = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def _vocabulary_field(cls: type[Item] | None, option: str, needed: bool) -> tuple[Any, Any] | None:
    """An option of a Keras class as the vocabulary has it; None where it does not."""
    if cls is None or option not in cls.model_fields:
        return None
    info = cls.model_fields[option]
    default = None if info.is_required() else info.default
    return (Annotated[Any, cls.field_of(option)], ... if needed else default)


def _field(parameter: Parameter, needed: bool) -> tuple[Any, Any]:
    name, default = parameter.name, parameter.default
    if default is Parameter.empty:
        default = None
    kind = _kind_of(name)
    if kind:
        kinds = (kind, "layer") if kind == "activation" else (kind,)
        # A default that is an object of the caller's stays with the caller.
        plain_default = default if isinstance(default, str) and passes(partial(read, kind), default) else None
        return (Annotated[Any, NodeField(*kinds, null=True)], ... if needed else plain_default)
    annotation = parameter.annotation
    type_name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    field = _PLAIN.get(type_name, _ANYTHING) if needed or default is not None else _ANYTHING
    if field is _ANYTHING:
        field = _BY_NAME.get(name, field)
    return (Annotated[Any, field], ... if needed else default)


def _kind_of(name: str) -> str:
    """The kind of node that an option of that name holds; empty for any other."""
    for kind in ("activation", "initializer", "regularizer", "constraint"):
        if name == kind or name.endswith(f"_{kind}"):
            return kind
    return ""


def _plain_data(value: Any) -> Any:
    """Plain data. What looks like a serialised object is refused: a class of the caller may hand it to Keras."""
    if isinstance(value, dict):
        if "class_name" in value or "registered_name" in value:
            raise wrong_type(_("plain data"), why=_("objects are not made from a dictionary that names their class"))
        return {key: _plain_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_data(item) for item in value]
    return value


_ANYTHING = Anything(_plain_data)


class _LayersField(OneOf):
    """Layers that a wrapper of the caller's applies, or plain data."""

    __slots__ = ()

    def validate(self, value: Any) -> Any:
        if is_named("layer", value):
            return read("layer", value)
        if isinstance(value, list | tuple) and value and all(is_named("layer", item) for item in value):
            return [read("layer", item) for item in value]
        return _plain_data(value)


_LAYERS = _LayersField(NodeField("layer", null=True), _ANYTHING)
_BY_NAME: dict[str, Field] = {"layer": _LAYERS, "layers": _LAYERS, "learning_rate": LEARNING_RATE}
