"""What the installed Keras calls things besides layers, takes for them, and makes of them."""

import inspect
import json
from typing import Any

from netbuilder.vocabulary.base.node import Item, Node

PLACES = {
    "activation": "activations",
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
    "optimizer": "optimizers",
    "schedule": "optimizers.schedules",
    "loss": "losses",
    "metric": "metrics",
}
"""Where Keras keeps each kind."""
KINDS = tuple(PLACES)
# Functions of Keras that are no vocabulary.
_TOOLS = {"get", "serialize", "deserialize"}


def place(kind: str) -> Any:
    import keras

    found: Any = keras
    for step in PLACES[kind].split("."):
        found = getattr(found, step)
    return found


def keras_thing(kind: str, name: str) -> Any:
    """Keras' class, or function for an activation, of that name."""
    return getattr(place(kind), name)


def public_names(kind: str) -> set[str]:
    """Keras' public names of a kind, aliases left out."""
    if kind == "activation":
        functions = {name: thing for name, thing in vars(place(kind)).items() if inspect.isfunction(thing)}
        return {thing.__name__ for name, thing in functions.items() if name not in _TOOLS}
    return {thing.__name__ for thing in vars(place(kind)).values() if inspect.isclass(thing)} - {
        "LegacyOptimizerWarning"
    }


def keras_options(kind: str, name: str) -> dict[str, Any]:
    """The arguments with their defaults, `inspect.Parameter.empty` where there is none."""
    parameters = inspect.signature(keras_thing(kind, name)).parameters
    plain = {option: one for option, one in parameters.items() if one.kind is one.POSITIONAL_OR_KEYWORD}
    if kind == "activation":
        # The first argument of a function is its input.
        plain = dict(list(plain.items())[1:])
    return {option: one.default for option, one in plain.items()}


def meant_by(kind: str, string: str) -> str | None:
    """The class that Keras makes of a string; None where it stops, or makes an abstract base of it."""
    try:
        made = place(kind).get(string)
        if kind == "activation":
            made(tensor([1.0, 2.0]))
            return str(made.__name__)
        if kind == "loss" and inspect.isfunction(made):
            return next(
                name
                for name in public_names(kind)
                if name != "Loss" and getattr(_plain(kind, name), "fn", None) is made
            )
    except Exception:
        return None
    name = type(made).__name__
    bases = {"Initializer", "Regularizer", "Constraint", "Optimizer", "Loss", "Metric"}
    return None if name in bases else name


def tensor(values: Any) -> Any:
    """One sample with these values."""
    import keras

    return keras.ops.convert_to_tensor([values], "float32")


def _plain(kind: str, name: str) -> Any:
    return keras_thing(kind, name)()


def identifiers(kind: str) -> set[str]:
    """Every string that Keras keeps for a kind."""
    import importlib

    if kind == "schedule":
        return set()
    module = importlib.import_module(f"keras.src.{PLACES[kind]}")
    return set(module.ALL_OBJECTS_DICT)


def keras_makes(kind: str, name: str, options: dict[str, Any]) -> Any:
    """The Keras object, nodes among the options built as well."""
    plain = {
        option: keras_makes(value.kind, type(value).__name__, written(value)) if isinstance(value, Item) else value
        for option, value in options.items()
    }
    thing = keras_thing(kind, name)
    if kind != "activation":
        return thing(**plain)
    return lambda x: thing(x, **plain)


def as_saved(made: Any) -> Any:
    """What a saved model holds of the object."""
    import keras

    return json.loads(json.dumps(keras.saving.serialize_keras_object(made)))


def unwrapped(made: Any) -> Any:
    """The object as it comes out of a saved model."""
    import keras

    return keras.saving.deserialize_keras_object(as_saved(made))


def written(node: Node) -> dict[str, Any]:
    """The options that were given to a node."""
    return {option: getattr(node, option) for option in node.written}


def as_list(value: Any) -> Any:
    """Tuples and arrays as lists, so that both sides compare."""
    if isinstance(value, list | tuple):
        return [as_list(one) for one in value]
    return value
