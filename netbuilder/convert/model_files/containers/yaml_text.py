"""`model.to_yaml()`: YAML with Python's tuples and shared lists, composed in one loop; no tag makes an object."""

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from netbuilder.convert.model_files.containers import numpy_yaml
from netbuilder.convert.model_files.limits import MAX_DEPTH, MAX_VALUES
from netbuilder.convert.model_files.model_file import ModelFile, of_topology
from netbuilder.convert.model_files.plain_data import bounded
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.source.scalars import TooLong, resolve
from netbuilder.vocabulary.base.decimals import shortest_decimal

_HEAD = re.compile(r"^(?:class_name|model_config):", re.MULTILINE)
_TUPLE = "tag:yaml.org,2002:python/tuple"
_LIST_WRAPPER = re.compile(r"tag:yaml\.org,2002:python/object/(?:apply|new):tensorflow\.[\w.]*\.ListWrapper\Z")
"""TensorFlow's own list, which to_yaml of 2.3 and 2.4 wrote as a call of its class."""
_TEXTS = ("tag:yaml.org,2002:python/unicode", "tag:yaml.org,2002:python/str", "tag:yaml.org,2002:str", "!")

_TOO_DEEP = _("the topology is nested more than {most} deep", most=MAX_DEPTH)

Parser: Any = yaml.SafeLoader
if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    Parser = CParser


def is_model(text: str) -> bool:
    """Whether a YAML text is a model of Keras and no config."""
    return _HEAD.search(text) is not None


def read(text: str) -> ModelFile:
    """The model of a YAML text.

    Raises:
        Refused: it cannot be read, or a tag in it names an object of Python.
    """
    try:
        data = bounded(_compose(text))
    except yaml.YAMLError as error:
        if "nesting depth" in str(getattr(error, "problem", "")):  # of libyaml itself, from 0.2.6 on
            raise Refused("over-limit", _TOO_DEEP) from None
        mark = getattr(error, "problem_mark", None)
        where = (
            _(" at line {line}, column {column}", line=mark.line + 1, column=mark.column + 1)
            if mark is not None
            else ""
        )
        raise Refused("unreadable", _("the YAML of the model breaks off{where}", where=where)) from None
    except TooLong:
        raise Refused("over-limit", _("a number of the file has too many digits")) from None
    data = numpy_yaml.as_text(data)
    return of_topology("YAML", data, data if isinstance(data, dict) else {})


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("anchor", "call", "is_mapping", "is_wrapper", "values")

    def __init__(self, is_mapping: bool, tag: str | None, anchor: str | None) -> None:
        self.is_mapping = is_mapping
        self.call = numpy_yaml.call_of(tag) if tag is not None else None
        self.is_wrapper = self.call is None and _is_wrapper(tag, is_mapping)
        self.anchor = anchor
        self.values: list[Any] = []

    def value(self) -> Any:
        value = self._plain()
        return value if self.call is None else numpy_yaml.value_of(self.call, value)

    def _plain(self) -> Any:
        if not self.is_mapping:
            # `!!python/object/apply:...ListWrapper [[1, 2]]`: the arguments of the call.
            wrapped = self.is_wrapper and len(self.values) == 1 and isinstance(self.values[0], list)
            return self.values[0] if wrapped else self.values
        keys = [key if isinstance(key, str) else str(key) for key in self.values[::2]]
        return dict(zip(keys, self.values[1::2], strict=True))


def _compose(text: str) -> Any:
    parser = Parser(text)
    stack: list[_Open] = []
    anchors: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    total = 0
    while True:
        event = parser.get_event()
        total += 1
        if total > MAX_VALUES:
            raise Refused("over-limit", _("the topology holds more than {most:,} values", most=MAX_VALUES))
        value: Any
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(stack) >= MAX_DEPTH:
                raise Refused("over-limit", _TOO_DEEP)
            is_mapping = isinstance(event, MappingStartEvent)
            stack.append(_Open(is_mapping, event.tag, event.anchor))
            if event.anchor is not None:
                sizes[event.anchor] = total
            continue
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            collection = stack.pop()
            value = collection.value()
            if collection.anchor is not None:
                anchors[collection.anchor] = value
                sizes[collection.anchor] = total - sizes[collection.anchor]
        elif isinstance(event, ScalarEvent):
            value = _scalar(event)
            if event.anchor is not None:
                anchors[event.anchor], sizes[event.anchor] = value, 1
        elif isinstance(event, AliasEvent):
            if event.anchor not in anchors:
                raise Refused(
                    "unreadable", _("the alias `*{anchor}` stands before what it repeats", anchor=event.anchor)
                )
            value = anchors[event.anchor]
            total += sizes[event.anchor]
        elif isinstance(event, DocumentEndEvent):
            return None
        else:
            continue
        if not stack:
            return value
        stack[-1].values.append(value)


def _is_wrapper(tag: str | None, is_mapping: bool) -> bool:
    """Whether a tag is that of TensorFlow's lists; raises Refused for every other tag of Python."""
    if tag is None or tag == _TUPLE or tag == "!" or not _is_python(tag):
        return False
    if not is_mapping and _LIST_WRAPPER.match(tag):
        return True
    raise _tagged(tag)


def _scalar(event: ScalarEvent) -> Any:
    if event.tag in _TEXTS:
        return event.value
    if event.tag == numpy_yaml.BINARY:
        return numpy_yaml.Bytes(event.value)
    if event.tag is not None and numpy_yaml.is_name(event.tag):
        return None
    if event.tag is not None and _is_python(event.tag):
        raise _tagged(event.tag)
    value = resolve(event.value) if not event.style else event.value
    return shortest_decimal(value) if isinstance(value, float) else value


def _is_python(tag: str) -> bool:
    return tag.startswith("tag:yaml.org,2002:python/") or not tag.startswith("tag:yaml.org,2002:")


def _tagged(tag: str) -> Refused:
    standard = "tag:yaml.org,2002:"
    written = f"!!{tag.removeprefix(standard)}" if tag.startswith(standard) else tag
    why = _("such a tag makes an object of Python, and nothing in a file is run")
    return Refused("unreadable", _("the file holds a `{tag}`", tag=written), why)
