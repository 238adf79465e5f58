"""Fields: what each reads, says of itself in words and in JSON Schema, and has below a step of a path."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from netbuilder.vocabulary.base.fields import (
    ANYTHING,
    Choice,
    Field,
    Json,
    ListOf,
    Nullable,
    Refined,
    Scalar,
    literal,
)
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import LEARNING_RATE, NodeField, Section
from netbuilder.vocabulary.base.number_fields import COUNT, Either, NumberField, RealField
from netbuilder.vocabulary.base.registry import KINDS, every
from netbuilder.vocabulary.base.validation_errors import problems_in
from netbuilder.vocabulary.base.values import FLAG, FRACTION, NUMBER, TEXT
from netbuilder.vocabulary.network import Compile, Input, Limits, Network, Runtime, Task

SECTIONS: tuple[type[Node], ...] = (Network, Input, Compile, Runtime, Task, Limits)


class Writer:
    """Writes what goes beyond plain JSON Schema in the simplest way."""

    def nodes(self, kinds: tuple[str, ...], null: bool) -> Json:
        return {"node": kinds, "null": null}

    def section(self, cls: type[Node]) -> Json:
        return {"section": cls.__name__}

    def alternatives(self, branches: list[Json]) -> Json:
        return {"anyOf": branches}

    def nullable(self, schema: Json) -> Json:
        return {"or null": schema}

    def rules(self) -> Mapping[str, str]:
        return {"NB201": "not-he-for-relu"}


PAIR = ListOf(COUNT, "a list of 2 numbers", length=2)
SIZE = Either(COUNT, PAIR, "a whole number or a list of 2 numbers")


@pytest.mark.parametrize(
    ("field", "words", "schema"),
    [
        (COUNT, "a whole number of at least 1", {"type": "integer", "minimum": 1}),
        (NUMBER, "a number", {"type": "number"}),
        (FRACTION, "a number from 0 to 1", {"type": "number", "minimum": 0, "maximum": 1}),
        (
            NumberField("x", above=0, below=0.5),
            "a number above 0 and below 0.5",
            {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5},
        ),
        (FLAG, "true or false", {"type": "boolean"}),
        (Choice("auto", True, False), "`auto`, `true` or `false`", {"enum": ["auto", True, False]}),
        (Nullable(COUNT), "a whole number of at least 1 or null", {"or null": {"type": "integer", "minimum": 1}}),
        (
            PAIR,
            "a list of 2, each a whole number of at least 1",
            {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2},
        ),
        (
            ListOf(TEXT, "a list", least=1),
            "a list, each a text",
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ),
        (
            SIZE,
            "a whole number of at least 1 or a list of 2 of them",
            {
                "anyOf": [
                    {"type": "integer", "minimum": 1},
                    {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2},
                ]
            },
        ),
        (
            Refined(COUNT, abs, multipleOf=2),
            "a whole number of at least 1",
            {"type": "integer", "minimum": 1, "multipleOf": 2},
        ),
        (ANYTHING, "anything", {}),
        (
            NodeField("activation", "layer", null=True),
            "an activation, a layer or null",
            {"node": ("activation", "layer"), "null": True},
        ),
        (Section(Task), "options as below `netbuilder explain task`", {"section": "Task"}),
        (
            LEARNING_RATE,
            "a number or a schedule",
            {"anyOf": [{"type": "number"}, {"node": ("schedule",), "null": False}]},
        ),
    ],
)
def test_a_field_says_what_it_takes(field: Field, words: str, schema: Json) -> None:
    assert field.describe() == words
    assert field.json_schema(Writer()) == schema


def test_null_may_go_without_saying() -> None:
    assert Nullable(Choice("a", "b")).describe(null=False) == "`a` or `b`"
    assert NodeField("loss", null=True).describe(null=False) == "a loss"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (COUNT, 3, 3),
        (SIZE, [1, 2], (1, 2)),
        (Nullable(SIZE), None, None),
        (RealField("a number"), 1, 1.0),
        (Refined(COUNT, lambda number: number * 2), 3, 6),
        (Choice("auto", True), True, True),
        (Scalar(str, {}, "anything"), 1, "1"),
    ],
)
def test_a_value_that_fits(field: Field, value: Any, expected: Any) -> None:
    result = field.validate(value)
    assert (result, type(result)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("field", "value", "kind", "paths"),
    [
        (COUNT, "3", "wrong-type", [()]),
        (COUNT, True, "wrong-type", [()]),
        (COUNT, 0, "out-of-range", [()]),
        (NUMBER, 10**400, "out-of-range", [()]),
        (NUMBER, -(10**400), "out-of-range", [()]),
        (Choice("auto", True), 1, "wrong-type", [()]),
        (Choice("auto", True), False, "out-of-range", [()]),
        (PAIR, [1], "out-of-range", [()]),
        (PAIR, [0, "x"], "out-of-range", [(0,), (1,)]),
        (SIZE, None, "wrong-type", [()]),
    ],
)
def test_a_value_that_does_not_fit(field: Field, value: Any, kind: str, paths: list[Any]) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        field.validate(value)
    problems = problems_in(caught.value, value)
    assert [problem.path for problem in problems] == paths
    assert problems[0].kind == kind


def test_the_field_below_a_step() -> None:
    field: Field | None = Section(Network)
    for step in ("layers", 2, "Conv2D", "kernel_size"):
        assert field is not None
        field = field.child(step)
    assert field is not None
    assert field.describe() == "a whole number of at least 1 or a list of 2 of them"
    assert field.child(0) is COUNT
    assert COUNT.child("any") is None
    assert Section(Network).child("no_such_option") is None
    assert NodeField("layer").child("NoSuchLayer") is None
    assert Section(Compile).child("optimizer") is not None


def test_an_option_has_in_a_path_the_name_that_it_has_in_a_file() -> None:
    section = NodeField("layer").child("EinsumDense")
    assert section is not None
    assert section.child("output_shape") is not None
    assert section.child("sizes") is None


def test_the_form_of_a_value() -> None:
    network = Section(Network)
    assert network.child("input") is not None
    shape, section = (network.child("input") or ANYTHING).branch([8]), (network.child("input") or ANYTHING).branch({})
    assert isinstance(shape, ListOf)
    assert isinstance(section, Section)
    assert isinstance((network.child("compile") or ANYTHING).branch(None), Section)
    assert isinstance(LEARNING_RATE.branch(0.1), NodeField), "what has something below it is what a path means"


def test_every_option_says_what_it_takes() -> None:
    for cls in (*SECTIONS, *(cls for kind in KINDS for cls in every(kind))):
        for option in cls.option_names():
            field = cls.field_of(option)
            words = field.describe()
            assert words, f"{cls.__name__}.{option}"
            assert not words.startswith("anything"), f"{cls.__name__}.{option}"
            assert isinstance(field.json_schema(Writer()), dict)


def test_literals_are_those_of_a_file() -> None:
    assert [literal(value) for value in (True, None, "relu", 3, 0.5)] == ["true", "null", "relu", "3", "0.5"]
