"""Values that an option takes, drawn small: odd, and still a network that a test can build."""

from random import Random
from typing import Any

from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import every
from tests.convert.drawn import Markers

_OTHERS_LAYERS = ("layer", "layers", "cell", "cells")


def options_of(draw: Random, cls: type[Node], most: int, depth: int = 2) -> dict[str, Any]:
    """The example of a class with up to so many other options, each of which it takes."""
    options = dict(cls.example)
    names = [name for name in cls.option_names() if name not in _OTHERS_LAYERS and name != "name"]
    for name in draw.sample(names, min(len(names), draw.randint(0, most))):
        with_it = {**options, cls.written_name(name): value(draw, cls.field_of(name).json_schema(Markers()), depth)}
        if is_taken(cls, with_it):
            options = with_it
    return options


def is_taken(cls: type[Node], options: dict[str, Any]) -> bool:
    """Whether a class takes these options together."""
    try:
        cls.model_validate(options)
    except ValueError:
        return False
    return True


def named(draw: Random, kind: str, depth: int) -> Any:
    """Something of a kind, as a file has it: a string of Keras, or a class with options."""
    cls = draw.choice([cls for cls in every(kind) if cls.example or not _holds_layers(cls)])
    words = cls.identifiers if issubclass(cls, Named) and cls.callable_bare else ()
    if words and draw.random() < 0.5:
        return draw.choice(words)
    if cls.only_bare:
        return cls.__name__
    return {cls.__name__: options_of(draw, cls, 2, depth - 1)}


def value(draw: Random, json: Any, depth: int) -> Any:
    """A value that the JSON Schema of an option, with the marks of `Markers`, lets through."""
    if "nodes" in json:
        kinds = [kind for kind in json["nodes"] if kind != "layer"]
        return named(draw, kinds[0], depth) if kinds and depth > 0 else None
    if "anyOf" in json:
        return value(draw, draw.choice(json["anyOf"]), depth)
    if "enum" in json:
        return draw.choice(json["enum"])
    if "const" in json:
        return json["const"]
    types = json.get("type", "string")
    kind = types if isinstance(types, str) else draw.choice(types)
    return _typed(draw, json, kind, depth)


def _typed(draw: Random, json: Any, kind: str, depth: int) -> Any:
    if kind == "integer":
        low = json.get("minimum", -3)
        return draw.randint(low, min(low + 5, json.get("maximum", low + 5)))
    if kind == "number":
        low = json.get("exclusiveMinimum", json.get("minimum", -1.0))
        high = json.get("exclusiveMaximum", json.get("maximum", low + 2.0))
        return draw.choice((round(draw.uniform(low, high), 3), low, high, (low + high) / 2))
    if kind == "array":
        least = json.get("minItems", 1)
        size = draw.randint(least, max(least, min(json.get("maxItems", 3), 3)))
        return [value(draw, json.get("items", {}), depth) for _ in range(size)]
    return {"boolean": draw.random() < 0.5, "string": draw.choice("abc"), "null": None}.get(kind)


def _holds_layers(cls: type[Item]) -> bool:
    return any(name in cls.model_fields for name in _OTHERS_LAYERS)
