"""What the facts of a class and of its options say together, by releases of Keras."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.node import Named, Node
from netbuilder.vocabulary.base.releases import Note, Since, Was, number


class History(NamedTuple):
    """What is younger than Keras 3.0 of a class, its options, their values and its strings, and what was otherwise."""

    since: str
    """The first release with the class; empty for the first of all."""
    nearest: str
    options: Mapping[str, str]
    """Options that came later than the class, each with its first release."""
    values: Mapping[str, Since]
    """Options that take some values only from a release on."""
    defaults: Mapping[str, Was]
    """Options that had another default."""
    strings: Mapping[str, str]
    """Strings that came later than the class."""
    notes: tuple[Note, ...]
    slots: tuple[str, ...]
    """Options that hold nodes, which have histories of their own."""

    is_told: bool
    """Whether any release differs in the class itself."""
    told_options: frozenset[str]
    """The options that any release differs in."""


@remembered
def history(cls: type[Node]) -> History:
    """The history of a class."""
    options: dict[str, str] = {}
    values: dict[str, Since] = {}
    defaults: dict[str, Was] = {}
    for option in cls.option_names():
        for fact in cls.model_fields[option].metadata:
            if isinstance(fact, Since) and fact.values:
                values[option] = fact
            elif isinstance(fact, Since) and number(fact.release) > number(cls.since):
                options[option] = fact.release
            elif isinstance(fact, Was):
                defaults[option] = fact
    strings = cls.strings_since if issubclass(cls, Named) else {}
    notes = tuple(_notes(cls))
    return History(
        since=cls.since,
        nearest=cls.nearest,
        options=options,
        values=values,
        defaults=defaults,
        strings=strings,
        notes=notes,
        slots=tuple(option for option in cls.model_fields if cls.field_of(option).kinds),
        is_told=bool(cls.since or defaults or strings or any(not note.options for note in notes)),
        told_options=frozenset().union(options, values, *(note.options for note in notes)),
    )


def _notes(cls: type[Node]) -> Iterator[Note]:
    """The notes of a class, and of what it derives from, on options that it has."""
    names = set(cls.option_names())
    for base in cls.__mro__:
        for note in base.__dict__.get("notes", ()):
            if not note.options or not names.isdisjoint(note.options):
                yield note


def younger_values(value: Any, fact: Since) -> list[Any]:
    """Which of an option's values, or of the values in its list, came with a release."""
    values = value if isinstance(value, list | tuple) else [value]
    return [item for item in values if any(item == other and type(item) is type(other) for other in fact.values)]
