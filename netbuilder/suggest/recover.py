"""A node without its mistakes, so that everything else about it can still be said."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic_core import ValidationError

from netbuilder.diagnostics import Path
from netbuilder.suggest.resolve_name import meant_option
from netbuilder.suggest.rewrite import takes
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.placeholders import STAND_INS, item_kind, slot_kind
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import Problem

_N = TypeVar("_N", bound=Node)


def recover(cls: type[_N], options: Any, problems: list[Problem]) -> tuple[_N | None, frozenset[str]]:
    """The node without its mistakes, and the names of the options that hold a stand-in.

    None where a broken option decides the shape of the output: then nothing sound can be said of the layer.
    """
    if not isinstance(options, dict):
        return (None, frozenset())
    sound = dict(options)
    invalid_options = set()
    keeps_shape = issubclass(cls, Layer) and cls.keeps_shape
    for problem in problems:
        option = str(problem.path[0]) if problem.path else ""
        value = sound.pop(option, None)
        if option not in cls.model_fields:
            # An unknown option changes nothing, and a misspelt one what it was meant to.
            _put_what_was_meant(cls, sound, option, value)
            continue
        invalid_options.add(option)
        kind = slot_kind(cls, option)
        if (node := _item(kind, value, problems, (option,))) is not None:
            sound[option] = node
        elif (items := item_kind(cls, option)) in STAND_INS and isinstance(value, list | tuple):
            sound[option] = _items(items, value, problems, option)
        elif kind in STAND_INS:
            sound[option] = STAND_INS[kind].model_validate({})
        elif kind or not issubclass(cls, Layer):
            continue  # left out: a regularizer, or a setting of `compile`
        elif keeps_shape:
            if cls.model_fields[option].is_required():
                sound[option] = cls.example.get(option)
        elif option not in ("name", "trainable", "dtype", "use_bias", "seed"):
            return (None, frozenset(invalid_options))
    try:
        return (cls.model_validate(sound), frozenset(invalid_options))
    except ValidationError:
        return (None, frozenset(invalid_options))


def _item(kind: str, value: Any, problems: list[Problem], path: Path) -> Node | None:
    """A node written as `Name: {option: value}` without the mistakes in its options; None where it names nothing."""
    if not kind or not isinstance(value, dict) or len(value) != 1:
        return None
    [(name, options)] = value.items()
    item = find(kind, name) if isinstance(name, str) else None
    here = (*path, name)
    inside = [
        problem._replace(path=problem.path[len(here) :]) for problem in problems if problem.path[: len(here)] == here
    ]
    if item is None or not all(problem.path for problem in inside):
        return None
    return recover(item, {} if options is None else options, inside)[0]


def _items(kind: str, values: Sequence[Any], problems: list[Problem], option: str) -> list[Any]:
    """The items of a list, a stand-in for each that cannot be read: every other one keeps its place."""
    items = []
    for index, value in enumerate(values):
        path = (option, index)
        if any(problem.path[:2] == path for problem in problems):
            value = _item(kind, value, problems, path) or STAND_INS[kind].model_validate({})
        items.append(value)
    return items


def _put_what_was_meant(cls: type[Node], sound: dict[str, Any], given: str, value: Any) -> None:
    meant = meant_option(given, cls)
    if meant is None or meant in sound:
        return
    if takes(cls, meant, value):
        sound[meant] = value
    elif meant in cls.model_fields and (kind := slot_kind(cls, meant)) in STAND_INS:
        sound[meant] = STAND_INS[kind].model_validate({})
