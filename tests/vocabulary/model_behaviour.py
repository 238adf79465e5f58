"""Prints what the classes of the vocabulary do as pydantic models, to be compared between versions and ways.

It needs pydantic and PyYAML alone, so that it runs in an environment that has nothing else.
"""

import json
import pickle
import sys
from collections.abc import Iterator
from inspect import signature
from typing import Any

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.vocabulary.base.fast_model import IS_FAST
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.registry import KINDS, every


def behaviour(cls: type[Item]) -> Iterator[Any]:
    """What a class says of its example, of the same with mistakes, and of itself."""
    yield sorted(signature(cls).parameters)  # their order is ours, or pydantic's
    options = dict(cls.example)
    for changed in (options, options | {"no_such_option": 1}, {}, options | {"name": 3}, options | {"dtype": "bytes"}):
        try:
            node = cls(**changed)
        except ConfigError as error:
            yield [(diagnostic.code, diagnostic.message) for diagnostic in error.diagnostics]
        else:
            yield [repr(node), repr(node.model_copy()), repr(pickle.loads(pickle.dumps(node))), sorted(node.written)]
    try:
        cls(1)  # type: ignore[call-arg]
    except ConfigError as error:
        yield error.diagnostics[0].message
    try:
        cls.model_validate(options).example = {}  # type: ignore[misc]
    except AttributeError as error:
        yield str(error)
    if issubclass(cls, Named) and cls.callable_bare:
        yield [cls.from_identifier(word).identifier for word in cls.identifiers]


if __name__ == "__main__":
    behaviours = {f"{kind} {cls.__name__}": list(behaviour(cls)) for kind in KINDS for cls in every(kind)}
    json.dump({"is_fast": IS_FAST, "classes": behaviours}, sys.stdout)
