"""Hypothesis strategies for anything that the vocabulary can say, made from what its options say of themselves."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from netbuilder.vocabulary.base.fields import Json
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import every

DEPTH = 2
"""How deep layers hold layers."""

few_or_many = pytest.mark.parametrize("count", [30, pytest.param(600, marks=pytest.mark.slow)], ids=["few", "many"])
"""How many examples are drawn: some every time, many among the slow tests."""


def each(strategy: st.SearchStrategy[Any], count: int, check: Callable[[Any], None]) -> None:
    """Check so many examples."""

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def one(drawn: Any) -> None:
        check(drawn)

    one()


@st.composite
def nodes(draw: st.DrawFn, cls: type[Node], depth: int = DEPTH) -> Node:
    """A node of a class: its example and some other options that it takes."""
    options = {name: value for name, value in cls.example.items() if draw(st.booleans()) or _required(cls, name)}
    names = [name for name in cls.option_names() if name not in ("layer", "layers", "cell", "cells")]
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []:
        written = cls.written_name(name)
        before = dict(options)
        options[written] = draw(option_values(cls, name, depth))
        try:
            cls.model_validate(options)
        except ValidationError:
            options = before  # what this option takes is more than its JSON Schema can say
    try:
        return cls.model_validate(options)
    except ValidationError:
        assume(False)
        raise


def items(kind: str, depth: int = DEPTH) -> st.SearchStrategy[Any]:
    """Something of a kind, as a string or as a node."""
    classes = [cls for cls in every(kind) if depth > 0 or not _holds_layers(cls)]
    found: list[st.SearchStrategy[Any]] = [
        st.sampled_from([cls for cls in classes if not cls.only_bare]).flatmap(lambda cls: nodes(cls, depth - 1))
    ]
    strings = [word for cls in classes if issubclass(cls, Named) and cls.callable_bare for word in cls.identifiers]
    if strings:
        found.append(st.sampled_from(strings))
    return st.one_of(found)


class Markers:
    """Marks what goes beyond plain JSON Schema, for `values` to draw."""

    def nodes(self, kinds: tuple[str, ...], null: bool) -> Json:
        return {"nodes": kinds, "null": null}

    def section(self, cls: type[Node]) -> Json:
        return {"section": cls}

    def alternatives(self, branches: list[Json]) -> Json:
        return {"anyOf": branches}

    def nullable(self, schema: Json) -> Json:
        return {"anyOf": [schema, {"type": "null"}]}

    def rules(self) -> Mapping[str, str]:
        return {"NB201": "", "NB301": ""}


def option_values(cls: type[Node], name: str, depth: int = DEPTH) -> st.SearchStrategy[Any]:
    """A value that an option says it takes."""
    return values(cls.field_of(name).json_schema(Markers()), depth)


def values(json: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    """A value that the JSON Schema of an option lets through."""
    if "nodes" in json:
        null = [st.none()] if json["null"] else []
        kind = json["nodes"][0]
        return st.one_of([*null, *([items(kind, depth - 1)] if kind != "layer" or depth > 0 else [])] or [st.none()])
    if "section" in json:
        return nodes(json["section"], depth)
    if "anyOf" in json:
        return st.one_of([values(branch, depth) for branch in json["anyOf"]])
    if "enum" in json:
        return st.sampled_from(json["enum"])
    if "const" in json:
        return st.just(json["const"])
    types = json.get("type", "string")
    return st.one_of([_typed(json, one, depth) for one in ([types] if isinstance(types, str) else types)])


def _typed(json: dict[str, Any], name: str, depth: int) -> st.SearchStrategy[Any]:
    low, high = json.get("minimum"), json.get("maximum")
    if name == "integer":
        return st.integers(low if low is not None else -5, high if high is not None else 10**12)
    if name == "number":
        low = json.get("exclusiveMinimum", low)
        high = json.get("exclusiveMaximum", high)
        floats = st.floats(low, high, allow_nan=False, allow_infinity=False)
        inside = floats.filter(lambda one: one not in (json.get("exclusiveMinimum"), json.get("exclusiveMaximum")))
        whole = st.integers(math.ceil(low) if low is not None else -3, math.floor(high) if high is not None else 9)
        return st.one_of(inside, whole) if low is None or high is None else inside
    if name == "array":
        least, most = json.get("minItems", 0), json.get("maxItems", 4)
        return st.lists(values(json.get("items", {}), depth), min_size=least, max_size=max(least, most))
    if name == "object":
        named = {key: values(option, depth) for key, option in json.get("properties", {}).items()}
        return st.fixed_dictionaries({}, optional=named)
    if name == "string":
        return st.from_regex(json["pattern"], fullmatch=True) if "pattern" in json else texts()
    return {"boolean": st.booleans(), "null": st.none()}[name]


def texts() -> st.SearchStrategy[str]:
    """Any text, and those that YAML takes for something else."""
    awkward = [
        "null",
        "~",
        "true",
        "No",
        "1e3",
        "0x1F",
        "010",
        "1:30",
        "- a",
        "a: b",
        "#",
        "",
        " ",
        "é",
        "\x85",
        "a\nb",
    ]
    any_text = st.text(st.characters(codec="utf-8"), max_size=12)
    return st.one_of(st.sampled_from(awkward), any_text)


def _required(cls: type[Node], written: str) -> bool:
    return any(cls.written_name(name) == written and field.is_required() for name, field in cls.model_fields.items())


def _holds_layers(cls: type[Item]) -> bool:
    return any(name in cls.model_fields for name in ("layer", "layers", "cell"))
