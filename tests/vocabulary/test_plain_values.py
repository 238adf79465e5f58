"""What a program passes, as the plain value that a file would hold: of every type, by itself and in collections."""

import sys
from collections import UserDict, namedtuple
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
import pytest
from pydantic import create_model

import netbuilder as nb
from netbuilder.vocabulary.base.docs import class_doc, field_docs, summary
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.python_values import MOST_BITS, MOST_NESTED, BeyondFiles, as_written


class Word(str):
    def __str__(self) -> str:
        return "another"


class Float(float):
    def __pos__(self) -> float:
        return 7.0


class Whole:
    def __init__(self, value: Any) -> None:
        self.value = value

    def __index__(self) -> int:
        if self.value is None:
            raise ValueError("no number")
        return int(self.value)


class Array:
    def __init__(self, plain: Any) -> None:
        self.plain = plain

    def tolist(self) -> Any:
        if self.plain is None:
            raise ValueError("no list")
        return self if self.plain is ... else self.plain


class Color(Enum):
    RED = 1


class Level(IntEnum):
    HIGH = 3


Pair = namedtuple("Pair", "a b")
KEPT = object()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (1, 1),
        (True, True),
        (None, None),
        ("a", "a"),
        (Word("a"), "a"),
        (Float(1.5), 1.5),
        (np.float64(2.5), 2.5),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (np.array(2), 2),
        (Whole(4), 4),
        (Level.HIGH, 3),
        (Array([1, Whole(2)]), [1, 2]),
        (Decimal("0.3"), 0.3),
        (Decimal(3), 3),
        (Fraction(1, 2), 0.5),
        (Fraction(4, 2), 2),
        (Decimal(2**63 - 1025), 2**63 - 1025),
        (Decimal(2**63), 2.0**63),
        (Decimal(-(2**63)), -(2.0**63)),
        (Fraction(-3), -3),
        (Decimal("inf"), float("inf")),
        ([1, Whole(2)], [1, 2]),
        ((1, Whole(2)), (1, 2)),
        (Pair(1, 2), (1, 2)),
        ({"a": Whole(2), "b": 1}, {"a": 2, "b": 1}),
        (UserDict({"a": 1}), {"a": 1}),
        ({1: "a", 2.5: "b", None: "c"}, {"1": "a", "2.5": "b", "null": "c"}),
        ({None: 1, True: 2, False: 3}, {"null": 1, "true": 2, "false": 3}),
        ({Word("a"): 1}, {"a": 1}),
        ({(1, 2): 1}, {"tuple": 1}),
    ],
)
def test_it_is_the_value_of_a_file(value: Any, plain: Any) -> None:
    written = as_written(value)
    assert written == plain
    assert type(written) is type(plain)
    assert [type(item) for item in written] == [type(item) for item in plain] if isinstance(plain, list) else True
    assert as_written([value]) == [plain]
    assert as_written({"a": value}) == {"a": plain}


@pytest.mark.parametrize(
    "value",
    [
        KEPT,
        int,
        Color.RED,
        b"x",
        {1, 2},
        Whole(None),
        Array(None),
        Array(...),
        Decimal("sNaN"),
        1j,
        {1: "a", "1": "b"},
        2**MOST_BITS - 1,
        -(2**MOST_BITS) + 1,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_no_file_could_hold_or_is_plain_comes_back_as_it_is(value: Any) -> None:
    assert as_written(value) is value


def test_an_array_that_makes_another_of_its_kind_is_taken_as_that() -> None:
    class Twin:
        def tolist(self) -> "Twin":
            return Twin()

    twin = Twin()
    assert type(as_written(twin)) is Twin
    assert as_written(twin) is not twin


def nested(depth: int, kind: type) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {"a": value} if kind is dict else kind([value])
    return value


@pytest.mark.parametrize("kind", [list, tuple, dict])
def test_so_many_collections_within_each_other(kind: type) -> None:
    deepest = nested(MOST_NESTED, kind)
    assert as_written(deepest) == deepest
    with pytest.raises(BeyondFiles, match=f"at most {MOST_NESTED} collections") as error:
        as_written(nested(MOST_NESTED + 1, kind))
    assert error.value.received == [["..."]]


@pytest.mark.parametrize(("value", "received"), [(2**MOST_BITS, "about 10^309"), (-(10**400), "about 10^400")])
def test_a_number_of_too_many_digits(value: int, received: str) -> None:
    for place in (value, [value], {"a": value}, Whole(value), Array([value])):
        with pytest.raises(BeyondFiles, match="at most 309 digits") as error:
            as_written(place)
        assert error.value.received == received


def test_a_value_that_holds_itself() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(nb.ConfigError, match="Rescaling"):
        nb.Rescaling(scale=loop)


def test_what_is_said_under_a_class_and_its_options() -> None:
    assert summary(nb.Dense) == "Every unit weighs every feature: output = activation(input x kernel + bias)."
    docs = field_docs(nb.Conv1D)
    assert list(docs) == nb.Conv1D.option_names()
    assert docs["filters"] == "How many channels come out."
    assert docs["name"] == "Name of the layer; left out, Keras' own counter per class (`dense`, `dense_1`)."

    class Local(Node, frozen=True):
        """Nothing.

        More of it.
        """

        a: int = 1
        """The first, on
        two lines."""
        b: int = 2
        c: ClassVar[int] = 3
        """No option."""
        d: int = 4
        "The last."

    assert summary(Local) == "Nothing."
    assert class_doc(Local) == "Nothing.\n\nMore of it."
    assert field_docs(Local) == {"a": "The first, on two lines.", "d": "The last."}


@pytest.mark.parametrize("module", [None, ModuleType("without_a_file"), sys])
def test_a_class_whose_source_nobody_has(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Any = create_model("Made", __base__=Node, a=(int, 1), __module__="nowhere_at_all")
    if module is not None:
        monkeypatch.setitem(sys.modules, "nowhere_at_all", module)
    from netbuilder.vocabulary.base.docs import _docs_in

    _docs_in.cache_clear()
    assert field_docs(made) == {}
    assert class_doc(type("Bare", (), {})) == ""
