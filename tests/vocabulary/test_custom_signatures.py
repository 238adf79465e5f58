"""What a class of the caller's becomes: a class of the vocabulary with the options that its constructor takes.

Keras' classes stand here as what is asked of them, a name, a module and a constructor, so that every form of a
signature can be looked at without Keras; `test_custom_classes.py` has the real ones.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

import netbuilder as nb
from netbuilder.vocabulary.base.custom_scope import custom_names, is_active, lookup, open_scope, python_object
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.fields import Field
from netbuilder.vocabulary.base.registry import KINDS, find
from netbuilder.vocabulary.base.shapes import UnknownShape
from netbuilder.vocabulary.base.validation_errors import problems_in
from netbuilder.vocabulary.custom_class import custom_objects, make_class, registered_with_keras
from tests.golden import Golden
from tests.vocabulary.node_facts import written
from tests.vocabulary.test_fields_written_down import problem

FILE = Path(__file__).with_name("custom.txt")


class Layer:
    def __init__(self, *, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **kwargs):  # type: ignore[no-untyped-def]
        """As Keras' own."""


class Dense(Layer):
    def __init__(self, units, activation=None, use_bias=True, lora_rank=None, new_option=3, **kwargs):  # type: ignore[no-untyped-def]
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]


class Exact(Layer):
    """Takes nothing more."""

    def __init__(self, units: int) -> None: ...


class Initializer: ...


class RandomInitializer(Initializer):
    def __init__(self, seed=None): ...  # type: ignore[no-untyped-def]


class Regularizer: ...


class Constraint: ...


class BaseOptimizer:
    def __init__(self, learning_rate, weight_decay=None, name="optimizer", **kwargs): ...  # type: ignore[no-untyped-def]


class LearningRateSchedule: ...


class Loss:
    def __init__(self, name=None, reduction="sum_over_batch_size", dtype=None): ...  # type: ignore[no-untyped-def]


class Metric:
    def __init__(self, dtype=None, name=None): ...  # type: ignore[no-untyped-def]


OF_KERAS: tuple[type, ...] = (
    Layer, Dense, Exact, Initializer, RandomInitializer, Regularizer, Constraint, BaseOptimizer, LearningRateSchedule,
    Loss, Metric,
)  # fmt: skip
for cls in OF_KERAS:
    cls.__module__ = f"keras.src.{cls.__name__.lower()}"


class Plain(Layer):
    """Says nothing of options."""


class Gained(Dense):
    """A Dense with more.

    And more to say.
    """

    def __init__(self, units, gain: float = 1.0, **kwargs): ...  # type: ignore[no-untyped-def]


class Given(Dense):
    def __init__(self, gain: "float", **kwargs): ...  # type: ignore[no-untyped-def]


class Renamed(Exact):
    def __init__(self, width: int = 3): ...


class Bare(Layer):
    def __init__(self, *, factor: float): ...


class Listed(Layer):
    def __init__(self, *sizes: int, **kwargs: Any): ...


class Annotated(Layer):
    def __init__(  # type: ignore[no-untyped-def]
        self, a: int, b: str, c: bool, d: list[int], e: "int", f, g=None, h: int | None = None, i: float = 2,
        j: str = "x", k: dict[str, int] | None = None, activation="relu", kernel_initializer="glorot_uniform",
        my_regularizer="l3", constraint=None, own_activation=3, initializer: str = "x", layer=None, layers=(),
        learning_rate=0.1, **kwargs,
    ): ...  # fmt: skip


class Needs(Layer):
    def __init__(self, activation, layer, learning_rate, kernel_constraint): ...  # type: ignore[no-untyped-def]


class Holding(Layer):
    def __init__(self, layer=None, layers=(), **kwargs): ...  # type: ignore[no-untyped-def]


class Draws(RandomInitializer):
    def __init__(self, scale=1.0, seed=None): ...  # type: ignore[no-untyped-def]


class Fixed(Initializer):
    def __init__(self, value: float): ...


class Slow(BaseOptimizer):
    def __init__(self, rho=0.9, **kwargs): ...  # type: ignore[no-untyped-def]


class Warm(LearningRateSchedule):
    def __init__(self, width: int): ...


class Odd(Loss):
    def __init__(self): ...  # type: ignore[no-untyped-def]


class Seen(Metric):
    def __init__(self, of: int, **kwargs): ...  # type: ignore[no-untyped-def]


class Small(Regularizer):
    pass


class Big(Constraint):
    def __init__(self, by=2.0): ...  # type: ignore[no-untyped-def]


class Stranger:
    def __init__(self, units: int): ...


class Impostor(type("Layer", (), {})):  # type: ignore[misc]
    """Of a `Layer` that is not Keras'."""


def function(x: Any) -> Any:
    return x


OBJECTS = {
    **{cls.__name__: cls for cls in (
        Plain, Gained, Given, Renamed, Bare, Listed, Annotated, Needs, Draws, Fixed, Slow, Warm, Odd, Seen, Small, Big,
        Stranger, Impostor,
    )},
    "function": function, "three": 3,
}  # fmt: skip


def lines() -> Iterator[str]:
    for name, custom in OBJECTS.items():
        yield name
        for kind in KINDS:
            made: Any = make_class(kind, name, custom)
            if made is None:
                continue
            base = next(base.__name__ for base in made.__mro__[1:])
            seed = f" seed {made.takes_seed}" if kind == "initializer" else ""
            yield f"  {kind} {made.__name__}({base}) of {made.__module__}: {made.__doc__!r} lacks {made.lacks}{seed}"
            for option in made.option_names():
                info = made.model_fields[option]
                default = "needed" if info.is_required() else repr(info.default)
                field = made.field_of(option)
                below = [
                    f", {step} {child.describe()}" for step in (0, "a") if (child := field.child(step)) is not None
                ]
                yield f"    {option}={default}: {field.describe()}{''.join(below)}"


def test_a_class_is_what_its_constructor_says(golden: Golden) -> None:
    golden(FILE, "\n".join([*lines(), ""]))


def made(kind: str, name: str, options: Any) -> str:
    cls: Any = find(kind, name)
    try:
        return written(cls.model_validate(options))
    except ValueError as error:
        return " ".join(line["type"] for line in error.errors())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "name", "options", "answer"),
    [
        ("layer", "Plain", {"name": "a", "trainable": False}, "Plain{name: 'a', trainable: False}"),
        ("layer", "Plain", {"units": 3}, "extra_forbidden"),
        ("layer", "Gained", {}, "missing"),
        ("layer", "Gained", {"units": 3, "gain": 2, "activation": "relu", "dtype": "float64"},
         "Gained{units: 3, gain: 2, activation: relu, dtype: 'float64'}"),
        ("layer", "Given", {"gain": 1, "units": 0}, "out-of-range"),
        ("layer", "Bare", {"factor": 2.0}, "Bare{factor: 2}"),
        ("layer", "Bare", {"factor": 2.0, "name": "a"}, "nested"),
        ("layer", "Bare", {"factor": "a"}, "wrong-type"),
        ("layer", "Listed", {"name": "a"}, "Listed{name: 'a'}"),
        ("layer", "Renamed", {}, "Renamed"),
        ("layer", "Renamed", {"units": 3}, "extra_forbidden"),
        ("layer", "Needs", {"activation": "relu", "layer": "Flatten", "learning_rate": 1, "kernel_constraint": None},
         "Needs{activation: relu, layer: Flatten, learning_rate: 1, kernel_constraint: None}"),
        ("initializer", "Draws", {"seed": 3}, "Draws{seed: 3}"),
        ("optimizer", "Slow", {"learning_rate": {"Warm": {"width": 3}}, "name": "a"},
         "Slow{learning_rate: Warm{width: 3}, name: 'a'}"),
        ("loss", "Odd", {"name": "a"}, "nested"),
        ("metric", "Seen", {"of": 3, "name": "a"}, "Seen{of: 3, name: 'a'}"),
        ("activation", "function", {}, "function"),
        ("activation", "function", {"a": 1}, "extra_forbidden"),
    ],
)  # fmt: skip
def test_options_are_held_against_the_constructor(kind: str, name: str, options: Any, answer: str) -> None:
    with custom_objects(OBJECTS):
        assert made(kind, name, options) == answer


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("Flatten", "Flatten"),
        ({"Dense": {"units": 3}}, "Dense{units: 3}"),
        ({"Dense": {"unit": 3}}, "missing-option, Dense.units; unknown-option, Dense.unit"),
        (["Flatten", {"Dense": {"units": 3}}], "[Flatten, Dense{units: 3}]"),
        (["Flatten", 3], "['Flatten', 3]"),
        ([], "[]"),
        ([{"a": [1]}], "[{a: [1]}]"),
        (None, "None"),
        ({"a": {"b": (1, 2)}}, "{a: {b: [1, 2]}}"),
        ({"class_name": "X"}, "wrong-type, plain data, objects are not made from a dictionary that names their class"),
        (
            [{"registered_name": 1}],
            "wrong-type, plain data, objects are not made from a dictionary that names their class",
        ),
    ],
)
def test_what_may_be_layers_or_plain_data(value: Any, answer: str) -> None:
    cls: Any = make_class("layer", "Annotated", Annotated)
    assert {taken(cls.field_of(option), value) for option in ("layer", "layers")} == {answer}


def taken(field: Field, value: Any) -> str:
    try:
        return written(field.validate(value))
    except PydanticCustomError as error:
        return "; ".join(map(problem, problems_in(error, value)))


def test_nothing_is_known_of_what_it_does() -> None:
    layer, loss, optimizer, schedule = (
        node_of(kind, name, options)
        for kind, name, options in (
            ("layer", "Plain", {}),
            ("loss", "Odd", {}),
            ("optimizer", "Slow", {"learning_rate": 0.1}),
            ("schedule", "Warm", {"width": 3}),
        )
    )
    assert layer.output_dtype("float32", "float32") is None
    assert [layer.accepts(dtype) for dtype in ("string", "bool", "int8")] == [True] * 3
    with pytest.raises(UnknownShape, match="Plain"):
        layer.output_shape((2, 3))
    assert layer.output_ids(Ids(3, True)) is None
    assert loss.family == "custom"
    assert [str(rate) for rate in (optimizer.peak(), schedule.peak(), schedule.at(3))] == ["nan"] * 3
    assert optimizer.slots_of((3, 4), "a") == 0


def node_of(kind: str, name: str, options: dict[str, Any]) -> Any:
    cls: Any = make_class(kind, name, OBJECTS[name])
    return cls.model_validate(options)


def test_names_mean_something_inside_their_scope_alone() -> None:
    assert (is_active(), lookup("layer", "Plain"), custom_names("layer")) == (False, None, [])
    with custom_objects({"Plain": Plain, "function": function}):
        cls = find("layer", "Plain")
        assert cls is not None
        assert (is_active(), python_object(cls), find("layer", "Plain") is cls) == (True, Plain, True)
        assert custom_names("layer") == ["Plain"]
        assert custom_names("loss") == ["function"]
        assert find("loss", "Plain") is find("cell", "function") is None
        with custom_objects({"Bare": Bare, "Plain": Gained}):
            assert [python_object(find("layer", name)) for name in ("Bare", "Plain")] == [Bare, Gained]  # type: ignore[arg-type]
            assert custom_names("activation") == ["function"]
        assert python_object(find("layer", "Plain")) is Plain  # type: ignore[arg-type]
    assert (is_active(), find("layer", "Plain"), python_object(nb.Dense)) == (False, None, None)
    with pytest.raises(KeyError), open_scope({"Plain": Plain}, make_class):
        raise KeyError
    assert not is_active()


@pytest.mark.parametrize(
    ("objects", "names"),
    [
        ({}, {}),
        ({"mine>A": 1, "B": 2}, {"A": 1, "mine>A": 1, "B": 2}),
        ({"mine>A": 1, "other>A": 2}, {"mine>A": 1, "other>A": 2}),
        ({"mine>A": 1, "A": 2}, {"mine>A": 1, "A": 2}),
        ({"x>y>A": 1}, {"A": 1, "x>y>A": 1}),
    ],
)
def test_what_is_registered_goes_by_its_short_name_where_one_has_it(
    objects: dict[str, Any], names: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        sys.modules, "keras", SimpleNamespace(saving=SimpleNamespace(get_custom_objects=lambda: objects))
    )
    assert registered_with_keras() == names
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace())
    assert registered_with_keras() == {}
    monkeypatch.delitem(sys.modules, "keras")
    assert registered_with_keras() == {}
