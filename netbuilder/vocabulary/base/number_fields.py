"""Fields of numbers: whole ones, finite ones within bounds, one number or one an axis.

Numbers are strict: "64", 64.0 and true are no int. From Python anything with `__index__` is an int (numpy's
integers, for one), and anything with `__float__` that is no string is a float; a bool is neither.
"""

import math
from collections.abc import Callable
from operator import index
from typing import Any, SupportsFloat, SupportsIndex

from netbuilder.diagnostics.sentence import _, all_of, in_a_row
from netbuilder.vocabulary.base.fields import Field, Json, OneOf, Scalar, SchemaWriter
from netbuilder.vocabulary.base.validation_errors import out_of_range, wrong_type


def as_int(value: Any) -> int | None:
    """The value as an int, None where it is no whole number."""
    if type(value) is int:
        return value
    if isinstance(value, bool | type) or not isinstance(value, SupportsIndex):
        return None
    try:
        return index(value)
    except Exception:  # an array has the method and mostly no answer
        return None


def as_float(value: Any) -> float | None:
    """The value as a float, None where it is no number."""
    if type(value) is float:
        return value
    if type(value) is int:
        # Beyond 1e308 a Python int has no float; infinity, which no field takes, keeps the range check the only judge.
        return float(value) if value.bit_length() < 1000 else math.inf
    if isinstance(value, bool | str | bytes | list | tuple | dict | type) or not isinstance(value, SupportsFloat):
        return None
    try:
        return float(value)
    except Exception:
        return None


LARGEST = 3.4028234663852886e38
"""The largest number of float32, in which Keras keeps what an option says."""


def fits(number: float) -> bool:
    """Whether a number is one, and finite for Keras too."""
    return abs(number) <= LARGEST


class WholeField(Field):
    """A whole number between two bounds, both included."""

    __slots__ = ("expected", "high", "low")

    def __init__(self, expected: str, low: int | None = None, high: int | None = None) -> None:
        self.expected = expected
        self.low = low
        self.high = high

    def validate(self, value: Any) -> int:
        number = value if type(value) is int else as_int(value)
        if number is None:
            raise wrong_type(self.expected)
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise out_of_range(self.expected)
        return number

    def json_schema(self, writer: SchemaWriter) -> Json:
        bounds = {"minimum": self.low, "maximum": self.high}
        return {"type": "integer"} | {word: bound for word, bound in bounds.items() if bound is not None}

    def forms(self) -> list[str]:
        return [_("a whole number") + _bounds(self.low, self.high)]


MOST_LISTED = 1_000_000
"""Of what Keras lists in memory one by one no network has more: one number of a file must not fill the machine."""


def listed(expected: str, low: int) -> WholeField:
    """A whole number of things that Keras lists one by one."""
    return WholeField(
        _("{expected} from {low} to {most_listed}", expected=expected, low=low, most_listed=MOST_LISTED),
        low,
        MOST_LISTED,
    )


class NumberField(Field):
    """A finite number inside the given bounds; an int is kept as it was written."""

    __slots__ = ("above", "at_least", "at_most", "below", "expected", "why")

    def __init__(
        self,
        expected: str,
        *,
        at_least: float | None = None,
        above: float | None = None,
        at_most: float | None = None,
        below: float | None = None,
        why: str = "",
    ) -> None:
        self.expected = expected
        self.at_least = at_least
        self.above = above
        self.at_most = at_most
        self.below = below
        self.why = why

    def validate(self, value: Any) -> float:
        number = as_float(value)
        if number is None:
            raise wrong_type(self.expected)
        if (
            not fits(number)
            or (self.at_least is not None and number < self.at_least)
            or (self.above is not None and number <= self.above)
            or (self.at_most is not None and number > self.at_most)
            or (self.below is not None and number >= self.below)
        ):
            raise out_of_range(self.expected, why=self.why)
        return value if type(value) is int else number

    def json_schema(self, writer: SchemaWriter) -> Json:
        bounds = {
            "minimum": self.at_least,
            "exclusiveMinimum": self.above,
            "maximum": self.at_most,
            "exclusiveMaximum": self.below,
        }
        return {"type": "number"} | {word: bound for word, bound in bounds.items() if bound is not None}

    def forms(self) -> list[str]:
        return [_("a number") + _bounds(self.at_least, self.at_most, self.above, self.below)]


class RealField(NumberField):
    """The same that always gives a float, where Keras refuses an int or computes with whole numbers."""

    __slots__ = ()

    def validate(self, value: Any) -> float:
        return float(super().validate(value))


def _bounds(low: float | None, high: float | None, above: float | None = None, below: float | None = None) -> str:
    if low is not None and high is not None:
        return _(" from {low} to {high}", low=low, high=high)
    words = [
        *([_("of at least {bound}", bound=low)] if low is not None else []),
        *([_("above {bound}", bound=above)] if above is not None else []),
        *([_("of at most {bound}", bound=high)] if high is not None else []),
        *([_("below {bound}", bound=below)] if below is not None else []),
    ]
    return in_a_row(" ", all_of(words)) if words else ""


COUNT = WholeField(_("a whole number of at least 1"), 1)


class CountOrMinusOne(OneOf):
    """A whole number of at least 1, or -1, which stands for something else; one function reads both."""

    __slots__ = ("read",)

    def __init__(self, read: Callable[[Any], int]) -> None:
        super().__init__(COUNT, Scalar(read, {"const": -1}, "`-1`"))
        self.read = read

    def validate(self, value: Any) -> int:
        return self.read(value)


class Either(OneOf):
    """One value, or a list where the value differs by axis."""

    __slots__ = ("expected",)

    def __init__(self, single: Field, several: Field, expected: str) -> None:
        super().__init__(single, several)
        self.expected = expected

    def validate(self, value: Any) -> Any:
        single, several = self.branches
        if isinstance(value, list | tuple):
            return several.validate(value)
        if as_float(value) is None:
            raise wrong_type(self.expected)
        return single.validate(value)
