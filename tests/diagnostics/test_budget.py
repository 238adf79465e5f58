"""What is looked into for what was meant, at each bound and one beyond it."""

from typing import Any

import pytest

from netbuilder.suggest.budget import BUDGET, is_small
from netbuilder.suggest.coerce import product
from netbuilder.suggest.phrases import brief, typed
from netbuilder.suggest.python_calls import called


def within(times: int) -> Any:
    """A 1 in so many lists."""
    value: Any = 1
    for _ in range(times):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("small", "large"),
    [
        (within(BUDGET.depth), within(BUDGET.depth + 1)),
        ([1] * (BUDGET.parts - 1), [1] * BUDGET.parts),
        ([[1] * 98, [1] * 99], [[1] * 99, [1] * 99]),
        ({str(at): at for at in range(BUDGET.parts - 1)}, {str(at): at for at in range(BUDGET.parts)}),
        ("a" * BUDGET.text, "a" * (BUDGET.text + 1)),
        (["a" * BUDGET.text], ["a" * (BUDGET.text + 1)]),
        (2**200 - 1, 2**200),
        (-(2**200) + 1, -(2**200)),
        ((1, 2.5, None, True, "a", {}), (1, object())),
        ({"a": {"b": [1]}}, {1: 2}),
        ([], {1}),
        (False, b"a"),
        (float("nan"), 1j),
    ],
)  # fmt: skip
def test_the_bounds_of_data(small: Any, large: Any) -> None:
    assert is_small(small) is True
    assert is_small(large) is False
    assert typed(large) is None


def test_the_bounds_of_what_is_typed() -> None:
    assert typed("a" * BUDGET.typed) == "a" * BUDGET.typed
    assert typed(["a" * 499, "a" * 497]) is not None
    assert typed(["a" * 499, "a" * 498]) is None
    assert typed("") == '""'


def test_the_bounds_of_calls() -> None:
    assert called("Dense(" + " " * (BUDGET.text - 7) + ")") is not None
    assert called("Dense(" + " " * (BUDGET.text - 6) + ")") is None
    deep = "f(" * BUDGET.depth + ")" * BUDGET.depth
    assert called(deep) is not None
    assert called("f(" + deep + ")") is None
    assert called("f(a[0], b[1])(c(d))") is not None
    assert called("f(" + "[1], " * 20 + ")") is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2*3", 6), ("7/2", 3.5), ("1./255", 1 / 255), ("-2 * 3", -6), ("2*0", 0), ("0/2", 0.0), ("2/0", None),
        ("2/0.0", None), ("2", None), ("2*", None), ("2*x", None), ("2**3", None), ("1e3*2", 2000.0),
        ("1e300*1e300", None), ("2*3*4*5*6*7*8*9*10", 3628800),
        ("2*3*4*5*6*7*8*9*10*11", None), ("8/2/2", 2.0), ("6/2*3", 9.0),
    ],
)  # fmt: skip
def test_products_and_fractions(text: str, value: float | None) -> None:
    found = product(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"), (True, "true"), (False, "false"), (1.5, "1.5"), ("a", '"a"'), ("a\nb", '"a b"'), ([], "[]"),
        ([1, 2, 3, 4], "[1, 2, 3, 4]"), ((1, 2, 3, 4, 5), "[1, 2, 3, 4, ...]"), ({}, "{}"),
        ({"a": 1, "b": [2], "c": None, "d": 4}, "{a: 1, b: [2], c: null}"), ("a" * 28, f'"{"a" * 28}"'),
        ("a" * 29, f'"{"a" * 26}...'), (2**200 - 1, f"{str(2**200 - 1)[:27]}..."), (2**200, "a number of 60 digits"),
        (-(2**400), "a number of 121 digits"), (object(), "object"), (int, "the class int"),
    ],
)  # fmt: skip
def test_values_in_messages(value: Any, words: str) -> None:
    assert brief(value) == words
