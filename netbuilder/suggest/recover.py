"""A node without its mistakes, so that everything else about it can still be said."""

from typing import Any, TypeVar

from pydantic_core import ValidationError

from netbuilder.suggest.resolve_name import meant_option
from netbuilder.suggest.rewrite import takes
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.placeholders import STAND_INS, slot_kind
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
        if kind in STAND_INS:
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


def _put_what_was_meant(cls: type[Node], sound: dict[str, Any], given: str, value: Any) -> None:
    meant = meant_option(given, cls)
    if meant is None or meant in sound:
        return
    if takes(cls, meant, value):
        sound[meant] = value
    elif meant in cls.model_fields and (kind := slot_kind(cls, meant)) in STAND_INS:
        sound[meant] = STAND_INS[kind].model_validate({})
