"""The names by which the entries of a list can be called: those that are written, and those that Keras would give."""

from itertools import islice
from typing import Any

from netbuilder.vocabulary.base.layer_names import Namer, explicit_name
from netbuilder.vocabulary.base.repetition import unrolled

_MOST = 20_000
"""So many layers are looked at; a network has no more."""


def written_names(entries: list[Any]) -> dict[str, list[int]]:
    """Every name that is written in an entry of the list, with the indexes of the entries that have it."""
    indexes: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        name = _name(entry)
        if name is not None:
            indexes.setdefault(name, []).append(index)
    return indexes


def automatic_names(entries: list[Any]) -> dict[str, int]:
    """The names that the model's layers get where none is written; rounds of a repeat all belong to the repeat."""
    layers = list(islice(unrolled(entries, _repetition), _MOST))
    namer = Namer(explicit_name(name, layer.rounds) for layer in layers if (name := _name(layer.entry)) is not None)
    classes = [(_split(layer.entry)[0], layer.path[0]) for layer in layers if _name(layer.entry) is None]
    return {namer.next(cls): index for cls, index in classes if isinstance(cls, str)}


def _repetition(entry: Any) -> tuple[int, list[Any]] | None:
    """What a `repeat` repeats; nothing of one that is not written right."""
    cls, options = _split(entry)
    if cls != "repeat" or not isinstance(options, dict):
        return None
    times, layers = options.get("times"), options.get("layers")
    return (min(times, _MOST), layers) if type(times) is int and isinstance(layers, list) else (0, [])


def _split(entry: Any) -> tuple[Any, Any]:
    """The class of an entry, as written, and its options."""
    [(cls, options)] = entry.items() if isinstance(entry, dict) and len(entry) == 1 else [(entry, None)]
    return cls, options


def _name(entry: Any) -> str | None:
    """The name that is written in an entry."""
    options = _split(entry)[1]
    name = options.get("name") if isinstance(options, dict) else None
    return name if isinstance(name, str) else None
