"""What can be typed at a place, by what the vocabulary says of it: of what Keras has made once, for every text."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lsprotocol.types import CompletionItemKind
from pydantic_core import ValidationError

from netbuilder.convert.network_yaml import plain
from netbuilder.source.flow import flow
from netbuilder.system.caches import remembered
from netbuilder.views.explain.node_page import default, takes
from netbuilder.vocabulary.base.custom_scope import custom_names, python_object
from netbuilder.vocabulary.base.docs import summary
from netbuilder.vocabulary.base.fields import Field, ListOf
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import find, identifiers, keras_names

_CLASS, _OPTION, _WORD = CompletionItemKind.Class, CompletionItemKind.Property, CompletionItemKind.Value


class Candidate(NamedTuple):
    """One thing to type."""

    label: str
    kind: CompletionItemKind
    detail: str
    """A few words beside it."""
    options: tuple[tuple[str, str], ...] = ()
    """For a class: the options that it needs, each with an example."""
    order: int = 0
    """The lower, the sooner."""
    about: str = ""
    """What `documentation` is asked for."""
    since: str = ""
    """The first release of Keras that has it."""


@remembered
def options_of(cls: type[Node]) -> tuple[Candidate, ...]:
    """The options of a class: those that are needed first, then its own, then those that all of its kind have."""
    shared = set(Layer.model_fields) if issubclass(cls, Layer) else set()
    candidates = []
    since = history(cls).options
    for option in cls.option_names():
        needed = cls.model_fields[option].is_required()
        value = default(cls, option)
        detail = takes(cls, option) + (f"; left out: {value}" if value and value != "null" else "")
        order = 0 if needed else 2 if option in shared else 1
        name = cls.written_name(option)
        about = f"option:{_name_of(cls)}:{option}"
        candidates.append(Candidate(name, _OPTION, detail, (), order, about, since.get(option, "")))
    return tuple(candidates)


def _name_of(cls: type[Node]) -> str:
    return f"{cls.kind}.{cls.__name__}" if issubclass(cls, Item) else cls.__name__.lower()


def classes_of(kind: str) -> tuple[Candidate, ...]:
    """The classes of a kind, to be written as `Name: {option: value}`; the author's own come last."""
    return (*_classes_of_keras(kind), *(_custom(kind, name) for name in custom_names(kind)))


@remembered
def _classes_of_keras(kind: str) -> tuple[Candidate, ...]:
    return tuple(_class(kind, name) for name in keras_names(kind))


def _class(kind: str, name: str) -> Candidate:
    cls = find(kind, name)
    assert cls is not None
    return Candidate(name, _CLASS, summary(cls), _needed(cls), 1, f"class:{kind}.{name}", history(cls).since)


def _custom(kind: str, name: str) -> Candidate:
    """A class of the author's with its needed options, or a function, which has none."""
    cls = find(kind, name)
    thing = python_object(cls) if cls is not None else None
    if cls is None or not isinstance(thing, type):
        return Candidate(name, _WORD, kind, (), 1)
    needed = [option for option in cls.option_names() if cls.model_fields[option].is_required()]
    options = tuple((cls.written_name(option), "") for option in needed)
    return Candidate(name, _CLASS, summary(thing), options, 1, f"class:{kind}.{name}")


def _needed(cls: type[Item]) -> tuple[tuple[str, str], ...]:
    """The options without which it is nothing, with what its example says."""
    example = cls.example
    options = [(option, cls.written_name(option)) for option in cls.option_names()]
    needed = {name for option, name in options if cls.model_fields[option].is_required()}
    if not _stands_alone(cls, {name: example[name] for name in needed & example.keys()}):
        needed |= example.keys()
    return tuple((name, flow(plain(example[name])) if name in example else "") for _, name in options if name in needed)


def _stands_alone(cls: type[Item], options: dict[str, Any]) -> bool:
    """Whether a class takes these options and no others; some need one of two."""
    if issubclass(cls, Named) and not cls.callable_bare:
        return False
    try:
        cls.model_validate(options)
    except ValidationError:
        return False
    return True


@remembered
def words_of(kind: str) -> tuple[Candidate, ...]:
    """The strings by which Keras knows the things of a kind."""
    by_word = {}
    for word, name in identifiers(kind).items():
        cls = find(kind, name)
        assert cls is not None
        if issubclass(cls, Named) and cls.callable_bare:
            since = history(cls).strings.get(word, "") or history(cls).since
            by_word[word] = Candidate(word, _WORD, summary(cls), (), 0, f"class:{kind}.{name}", since)
    for name in keras_names(kind):
        cls = find(kind, name)
        assert cls is not None
        if cls.only_bare or (kind == "activation" and name not in by_word):
            candidate = Candidate(name, _WORD, summary(cls), (), 0, f"class:{kind}.{name}", history(cls).since)
            by_word.setdefault(name, candidate)
    return tuple(by_word.values())


def values_of(field: Field) -> Iterator[Candidate]:
    """What can stand in place of a value."""
    if not isinstance(field, ListOf):
        for kind in field.kinds:
            yield from words_of(kind)
            bare = {candidate.label for candidate in words_of(kind)}
            yield from (candidate for candidate in classes_of(kind) if candidate.label not in bare)
    for word in field.literals():
        yield Candidate(word, CompletionItemKind.Keyword if word in ("true", "false", "null") else _WORD, "", (), 2)
