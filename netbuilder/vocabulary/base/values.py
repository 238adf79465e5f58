"""Shared types for plain values: numbers, flags, words, sizes. Each is one field, which reads and describes them.

Numbers are strict: "64", 64.0 and true are no int. From Python anything with `__index__` is an int (numpy's
integers, for one), and anything with `__float__` that is no string is a float; a bool is neither.
"""

import math
import re
from collections.abc import Callable
from operator import index
from typing import Annotated, Any, Literal, SupportsFloat, SupportsIndex

from netbuilder.vocabulary.base.fields import Choice, Field, Json, ListOf, Nullable, OneOf, Scalar, SchemaWriter
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
        # Beyond 1e308 a Python int has no float; infinity keeps the range check the only judge.
        return float(value) if value.bit_length() < 1000 else math.inf if value > 0 else -math.inf
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
        return ["a whole number" + _bounds(self.low, self.high)]


MOST_LISTED = 1_000_000
"""Of what Keras lists in memory one by one no network has more: one number of a file must not fill the machine."""


def listed(expected: str, low: int) -> WholeField:
    """A whole number of things that Keras lists one by one."""
    return WholeField(f"{expected} from {low} to {MOST_LISTED}", low, MOST_LISTED)


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
        return ["a number" + _bounds(self.at_least, self.at_most, self.above, self.below)]


class RealField(NumberField):
    """The same that always gives a float, where Keras refuses an int or computes with whole numbers."""

    __slots__ = ()

    def validate(self, value: Any) -> float:
        return float(super().validate(value))


def _bounds(low: float | None, high: float | None, above: float | None = None, below: float | None = None) -> str:
    if low is not None and high is not None:
        return f" from {low} to {high}"
    bounds = {"of at least": low, "above": above, "of at most": high, "below": below}
    words = [f"{word} {bound}" for word, bound in bounds.items() if bound is not None]
    return " " + " and ".join(words) if words else ""


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


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise wrong_type("true or false")
    return value


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")


def _name(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type("a name")
    if _NAME.match(value) is None:
        raise out_of_range(
            "letters, digits, `_`, `.` and `-`, a letter first",
            why="Keras builds a model with other names and then stops in fit",
        )
    return value


def _title(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type("a name")
    if not value or not value.isprintable():
        raise out_of_range("a name of characters that can be seen")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type("a text")
    return value


COUNT = WholeField("a whole number of at least 1", 1)
WHOLE = WholeField("a whole number of at least 0", 0)
INTEGER = WholeField("a whole number")
FLAG = Scalar(_flag, {"type": "boolean"}, "true or false")
NAME = Scalar(_name, {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9_.-]*$"}, "a text")
TITLE = Scalar(_title, {"type": "string", "minLength": 1}, "a text")
TEXT = Scalar(_text, {"type": "string"}, "a text")
NUMBER = NumberField("a number")
POSITIVE = NumberField("a number above 0", above=0)
NONNEGATIVE = NumberField("a number of at least 0", at_least=0)
FRACTION = NumberField("a number from 0 to 1", at_least=0, at_most=1)
REAL = RealField("a number")
NONNEGATIVE_REAL = RealField("a number of at least 0", at_least=0)
RATE = NumberField(
    "a number of at least 0 and below 1",
    at_least=0,
    below=1,
    why="the rate is the fraction of values set to zero, not a percentage",
)
SMOOTHING = NumberField(
    "a number of at least 0 and below 1",
    at_least=0,
    below=1,
    why="at 1 all labels are equal, and nothing can be learned",
)
INERTIA = NumberField(
    "a number of at least 0 and below 1", at_least=0, below=1, why="at 1 the running statistics stay those of nothing"
)
SEED = WholeField("a whole number from 0 to 4294967295", 0, 2**32 - 1)
PADDING = Choice("valid", "same", is_lowered=True)
CAUSAL_PADDING = Choice("valid", "same", "causal", is_lowered=True)
DATA_FORMAT = Choice("channels_last", "channels_first", is_lowered=True)
DTYPES = (
    "float32 float64 float16 bfloat16 mixed_float16 mixed_bfloat16 int8 int16 int32 int64 "
    "uint8 uint16 uint32 uint64 bool string"
).split()
DTYPE = Choice(*DTYPES, expected="a dtype such as `float32`")
# Keras takes `int8` for a way to quantize and stops; no layer computes with texts.
LAYER_DTYPE = Choice(*[name for name in DTYPES if name not in ("int8", "string")], expected="a dtype such as `float32`")
FLOAT_DTYPE = Choice(*DTYPES[: DTYPES.index("int8")], expected="a float dtype such as `float32`, as it has weights")

Count = Annotated[int, COUNT]
Whole = Annotated[int, WHOLE]
ListedCount = Annotated[int, listed("a whole number", 1)]
ListedWhole = Annotated[int, listed("a whole number", 0)]
Integer = Annotated[int, INTEGER]
OptionalCount = Annotated[int | None, Nullable(COUNT)]
OptionalWhole = Annotated[int | None, Nullable(WHOLE)]
OptionalInteger = Annotated[int | None, Nullable(INTEGER)]
Flag = Annotated[bool, FLAG]
Name = Annotated[str | None, Nullable(NAME)]
Title = Annotated[str | None, Nullable(TITLE)]
"""What is only shown, as a metric's name: Keras takes any there."""
Number = Annotated[float, NUMBER]
OptionalNumber = Annotated[float | None, Nullable(NUMBER)]
Real = Annotated[float, REAL]
Positive = Annotated[float, POSITIVE]
OptionalPositive = Annotated[float | None, Nullable(POSITIVE)]
NonNegative = Annotated[float, NONNEGATIVE]
NonNegativeReal = Annotated[float, NONNEGATIVE_REAL]
OptionalNonNegative = Annotated[float | None, Nullable(NONNEGATIVE)]
Fraction = Annotated[float, FRACTION]
Rate = Annotated[float, RATE]
Smoothing = Annotated[float, SMOOTHING]
Inertia = Annotated[float, INERTIA]
Seed = Annotated[int | None, Nullable(SEED)]
Dtype = Annotated[str | None, Nullable(DTYPE)]
LayerDtype = Annotated[str | None, Nullable(LAYER_DTYPE)]
FloatDtype = Annotated[str | None, Nullable(FLOAT_DTYPE)]
"""For what draws weights: integers have no random values, and no gradient."""
Padding = Annotated[Literal["valid", "same"], PADDING]
CausalPadding = Annotated[Literal["valid", "same", "causal"], CAUSAL_PADDING]
DataFormat = Annotated[Literal["channels_last", "channels_first"] | None, Nullable(DATA_FORMAT)]
Axis = Integer
AXES = Either(INTEGER, ListOf(INTEGER, "a list of axes", least=1), "an axis, or a list of axes")
Axes = Annotated[int | list[int] | tuple[int, ...], AXES]
OptionalAxes = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(AXES)]


def size(rank: int, item: Field = COUNT, expected: str = "") -> Either:
    """One whole number for all axes, or a list with one an axis."""
    many = "a list of 1 number" if rank == 1 else f"a list of {rank} numbers"
    return Either(item, ListOf(item, many, length=rank), expected or f"a whole number or {many}")


def wholes(rank: int) -> Either:
    """The same where 0 is allowed."""
    return size(rank, WHOLE)


Size1 = Annotated[int | list[int] | tuple[int, ...], size(1)]
Size2 = Annotated[int | list[int] | tuple[int, ...], size(2)]
Size3 = Annotated[int | list[int] | tuple[int, ...], size(3)]
OptionalSize1 = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(size(1))]
OptionalSize2 = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(size(2))]
OptionalSize3 = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(size(3))]
OptionalWholes1 = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(wholes(1))]
OptionalWholes2 = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(wholes(2))]
OptionalWholes3 = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(wholes(3))]
NoiseShape = Annotated[
    list[int | None] | tuple[int | None, ...] | None,
    Nullable(ListOf(Nullable(COUNT), "a list of whole numbers or nulls, one an axis")),
]


def per_axis(value: int | list[int] | tuple[int, ...], rank: int) -> tuple[int, ...]:
    """A size as a tuple with one number an axis."""
    return (value,) * rank if isinstance(value, int) else tuple(value)
