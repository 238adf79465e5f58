"""What the vocabulary has at a path of a file."""

from typing import NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.vocabulary.base.fields import Field, OneOf
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import Section
from netbuilder.vocabulary.base.registry import by_identifier, find
from netbuilder.vocabulary.network import Network


class Option(NamedTuple):
    """An option, and the class that has it."""

    cls: type[Node]
    name: str
    """The field's; in a file some are called otherwise."""


def field_at(path: Path) -> Field | None:
    """What the value at a path may be; None where nothing is known of it."""
    field: Field | None = Section(Network)
    for step in path:
        if field is None:
            return None
        field = field.child(step)
    return field


def section_of(field: Field | None) -> Section | None:
    """The section among the forms of a field."""
    while field is not None and not isinstance(field, Section):
        if isinstance(field, OneOf):
            field = next((branch for branch in field.branches if isinstance(branch, Section)), None)
        else:
            field = getattr(field, "inner", None)
    return field


def option_at(path: Path) -> Option | None:
    """The option whose key stands at a path."""
    section = section_of(field_at(path[:-1])) if path else None
    if section is None:
        return None
    names = (name for name in section.cls.option_names() if section.cls.written_name(name) == path[-1])
    return next((Option(section.cls, name) for name in names), None)


def class_at(path: Path, name: str) -> type[Item] | None:
    """The class that a name at a path stands for: a key above options, or a value by itself."""
    # Alone `Accuracy` is one of Keras' strings, for another class than the one of that name.
    is_key = path[-1:] == (name,)
    look, field = (find, field_at(path[:-1])) if is_key else (by_identifier, field_at(path))
    kinds = field.kinds if field is not None else ()
    return next((cls for kind in kinds if (cls := look(kind, name) or by_identifier(kind, name.lower()))), None)
