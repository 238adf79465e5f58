"""Which file defines which name, so that only what a network uses is imported."""

from collections.abc import MutableMapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from netbuilder.system.caches import clearable
from netbuilder.vocabulary.base import custom_scope
from netbuilder.vocabulary.base.entries import ENTRIES

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
    "distribution": "distribution",
}
FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
KINDS = tuple(FOLDER_OF)


def python_module(kind: str) -> str:
    """What a program calls the module with the classes of a kind: `nb` for layers, `nb.losses`."""
    return "nb" if kind in ("layer", "cell") else f"nb.{FOLDER_OF[kind]}"


@cache
def _files(kind: str) -> dict[str, str]:
    """Every class name of a kind that Keras has, family by family, with the file that defines it."""
    return {name: file for file, defined in ENTRIES[kind].items() for name in defined}


def keras_names(kind: str) -> list[str]:
    """Every class name of a kind that Keras has, family by family."""
    return list(_files(kind))


def names(kind: str) -> list[str]:
    """The same, and the custom ones of that kind."""
    return keras_names(kind) + custom_scope.custom_names(kind)


@cache
def identifiers(kind: str) -> dict[str, str]:
    """The strings that Keras takes for a kind, each with the class it stands for."""
    strings_of = {name: strings for defined in ENTRIES[kind].values() for name, strings in defined.items()}
    return {string: name for name, strings in strings_of.items() for string in strings.split()}


_classes: "MutableMapping[tuple[str, str], type[Item]]" = clearable({})


def find(kind: str, name: str) -> "type[Item] | None":
    """The class of that kind and name; None where there is none. Imports the file that defines it."""
    cls = _classes.get((kind, name))
    if cls is None:
        file = _files(kind).get(name)
        if file is None:
            return custom_scope.lookup(kind, name)
        cls = _classes[kind, name] = getattr(import_module(f"netbuilder.vocabulary.{file}"), name)
    return cls


def by_identifier(kind: str, identifier: str) -> "type[Item] | None":
    """The class that one of Keras' strings stands for; class names count too, as in Keras."""
    name = identifiers(kind).get(identifier)
    return find(kind, identifier if name is None else name)


def every(kind: str) -> "list[type[Item]]":
    """All classes of a kind; imports them all, so it is for documentation, schemas and tests."""
    return [cls for name in names(kind) if (cls := find(kind, name)) is not None]
