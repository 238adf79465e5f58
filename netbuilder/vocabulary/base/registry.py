"""Which file defines which name: found by reading the source, so that only what a network uses is imported."""

import re
from collections.abc import MutableMapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netbuilder.system.caches import clearable
from netbuilder.vocabulary.base import custom_scope

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.node import Item

# One kind a folder. The order is that of the documentation.
FOLDERS = {
    "layers": "layer",
    "activations": "activation",
    "initializers": "initializer",
    "regularizers": "regularizer",
    "constraints": "constraint",
    "optimizers": "optimizer",
    "schedules": "schedule",
    "losses": "loss",
    "metrics": "metric",
    "cells": "cell",
}
KINDS = tuple(FOLDERS.values())

# `class _X(` is a family's base and no name of the vocabulary.
_DEFINITION = re.compile(r"^class ([A-Za-z]\w*)\(|^    identifiers(?:: [^=]*)? = \((.*?)\)", re.MULTILINE | re.DOTALL)
_STRING = re.compile(r'"([^"]*)"')


class _Entry(NamedTuple):
    module: str
    identifiers: tuple[str, ...]


@cache
def _entries(kind: str) -> dict[str, _Entry]:
    folder = next(name for name, word in FOLDERS.items() if word == kind)
    entries: dict[str, _Entry] = {}
    for file in sorted((Path(__file__).parents[1] / folder).glob("*.py")):
        module = f"netbuilder.vocabulary.{folder}.{file.stem}"
        name = ""
        for match in _DEFINITION.finditer(file.read_text(encoding="utf-8")):
            if match[1]:
                name = match[1]
                entries[name] = _Entry(module, ())
            elif name:
                entries[name] = _Entry(module, tuple(_STRING.findall(match[2])))
    return entries


def keras_names(kind: str) -> list[str]:
    """Every class name of a kind that Keras has, family by family."""
    return list(_entries(kind))


def names(kind: str) -> list[str]:
    """The same, and the custom ones of that kind."""
    return keras_names(kind) + custom_scope.custom_names(kind)


@cache
def identifiers(kind: str) -> dict[str, str]:
    """The strings that Keras takes for a kind, each with the class it stands for."""
    return {string: name for name, entry in _entries(kind).items() for string in entry.identifiers}


_classes: "MutableMapping[tuple[str, str], type[Item]]" = clearable({})


def find(kind: str, name: str) -> "type[Item] | None":
    """The class of that kind and name; None where there is none. Imports the file that defines it."""
    cls = _classes.get((kind, name))
    if cls is None:
        entry = _entries(kind).get(name)
        if entry is None:
            return custom_scope.lookup(kind, name)
        cls = _classes[kind, name] = getattr(import_module(entry.module), name)
    return cls


def by_identifier(kind: str, identifier: str) -> "type[Item] | None":
    """The class that one of Keras' strings stands for; class names count too, as in Keras."""
    name = identifiers(kind).get(identifier)
    return find(kind, identifier if name is None else name)


def every(kind: str) -> "list[type[Item]]":
    """All classes of a kind; imports them all, so it is for documentation, schemas and tests."""
    return [cls for name in names(kind) if (cls := find(kind, name)) is not None]
