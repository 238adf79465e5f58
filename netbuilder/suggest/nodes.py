"""What to type where a layer, a loss, ... is written as other tools write it, and what it looks like here."""

from typing import Any

from netbuilder.diagnostics import Change, Path, Suggestion
from netbuilder.diagnostics.suggestion import example
from netbuilder.source.flow import flow
from netbuilder.suggest.input_sizes import as_input
from netbuilder.suggest.phrases import Surroundings, typed, written_owner
from netbuilder.suggest.rewrite import Rewritten
from netbuilder.vocabulary.base.node import Node


def node_change(path: Path, value: Any) -> Change | None:
    """A node in the place of what stands there; None where it is too long to be typed."""
    yaml = typed(value)
    if yaml is None:
        return None
    if "layers" in path and isinstance(path[-1], int):
        return Change(path, "entry", yaml.removeprefix("{").removesuffix("}"))
    return Change(path, "value", yaml)


def node_yaml(cls: type[Node], options: dict[str, Any] | None = None) -> str:
    """A node of that class as an entry of a mapping, with options that were written or those of its example."""
    word = written_owner(cls)
    yaml = typed({word: options}) if options else None
    return (yaml or flow({word: cls.example}))[1:-1]


def node_suggestion(cls: type[Node], inside: Rewritten | None, path: Path, around: Surroundings) -> Suggestion:
    """The class with its options in a place, and at the top what it says of the input.

    An example where an option is missing, or a value finds no place.
    """
    if inside is not None and not inside.missing:
        beside = as_input(inside.foreign, path, around)
        change = node_change(path, {cls.__name__: inside.options} if inside.options else cls.__name__)
        if beside is not None and change is not None:
            return Suggestion((change, *beside), safe=inside.is_certain)
    yaml = node_yaml(cls, inside.whole if inside is not None else None)
    return example(f"- {yaml}" if "layers" in path and isinstance(path[-1], int) else f"{{{yaml}}}")
