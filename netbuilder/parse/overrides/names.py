"""The names by which the entries of a list can be called: those that are written, and those that Keras would give."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from netbuilder.vocabulary.base.layer_names import Namer, explicit_name

_MOST = 20_000
"""So many layers are looked at; a network has no more."""


def written_names(entries: list[Any]) -> dict[str, list[int]]:
    """Every name that is written in an entry of the list, with the indexes of the entries that have it."""
    found: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        name = _name(entry)
        if name is not None:
            found.setdefault(name, []).append(index)
    return found


def automatic_names(entries: list[Any]) -> dict[str, int]:
    """The names that the model's layers get where none is written; rounds of a repeat all belong to the repeat."""
    unrolled = list(islice(_unrolled(entries, ()), _MOST))
    namer = Namer(explicit_name(name, rounds) for _, _, name, rounds in unrolled if name is not None)
    return {namer.next(cls): index for index, cls, name, _ in unrolled if name is None}


def _unrolled(
    entries: list[Any], rounds: tuple[int, ...], outer: int | None = None
) -> Iterator[tuple[int, str, str | None, tuple[int, ...]]]:
    """Every layer with the index of the entry it comes from, its class, its written name, and its rounds."""
    for index, entry in enumerate(entries):
        at = index if outer is None else outer
        cls = next(iter(entry)) if isinstance(entry, dict) and len(entry) == 1 else entry
        options = entry[cls] if isinstance(entry, dict) and len(entry) == 1 else None
        if cls == "repeat" and isinstance(options, dict):
            times, layers = options.get("times"), options.get("layers")
            if type(times) is int and isinstance(layers, list) and layers:
                for number in range(min(times, _MOST)):
                    yield from _unrolled(layers, (*rounds, number), at)
        elif isinstance(cls, str):
            yield at, cls, _name(entry), rounds


def _name(entry: Any) -> str | None:
    """The name that is written in an entry."""
    if isinstance(entry, dict) and len(entry) == 1:
        [options] = entry.values()
        name = options.get("name") if isinstance(options, dict) else None
        return name if isinstance(name, str) else None
    return None
