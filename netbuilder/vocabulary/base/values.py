"""Shared types for plain values: numbers, flags, words, sizes. Each has one check and one JSON Schema.

Numbers are strict: "64", 64.0 and true are no int. From Python anything with `__index__` is an int (numpy's
integers, for one), and anything with `__float__` that is no string is a float; a bool is neither.
"""

import math
import re
from collections.abc import Callable
from operator import index
from typing import Annotated, Any, Literal, SupportsFloat, SupportsIndex

from pydantic_core import PydanticCustomError

from netbuilder.vocabulary.base.node import Check
from netbuilder.vocabulary.base.validation_errors import nested_items, out_of_range, wrong_type


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
        return float(value) if value.bit_length() < 1000 else math.copysign(math.inf, 1 if value > 0 else -1)
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


def whole(expected: str, low: int | None, high: int | None = None) -> Check:
    """A whole number between two bounds, both included."""

    def check(value: Any) -> int:
        number = value if type(value) is int else as_int(value)
        if number is None:
            raise wrong_type(expected)
        if (low is not None and number < low) or (high is not None and number > high):
            raise out_of_range(expected)
        return number

    schema: dict[str, Any] = {"type": "integer"}
    if low is not None:
        schema["minimum"] = low
    if high is not None:
        schema["maximum"] = high
    return Check(check, schema)


MOST_LISTED = 1_000_000
"""Of what Keras lists in memory one by one no network has more: one number of a file must not fill the machine."""


def listed(expected: str, low: int) -> Check:
    """A whole number of things that Keras lists one by one."""
    return whole(f"{expected} from {low} to {MOST_LISTED}", low, MOST_LISTED)


def number(
    expected: str,
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
    below: float | None = None,
    why: str = "",
) -> Check:
    """A finite number inside the given bounds; an int is kept as it was written."""

    def check(value: Any) -> float:
        given = as_float(value)
        if given is None:
            raise wrong_type(expected)
        if (
            not fits(given)
            or (at_least is not None and given < at_least)
            or (above is not None and given <= above)
            or (at_most is not None and given > at_most)
            or (below is not None and given >= below)
        ):
            raise out_of_range(expected, why=why)
        return value if type(value) is int else given

    bounds = {"minimum": at_least, "exclusiveMinimum": above, "maximum": at_most, "exclusiveMaximum": below}
    return Check(check, {"type": "number"} | {word: bound for word, bound in bounds.items() if bound is not None})


def real(check: Check) -> Check:
    """The same check that always gives a float, where Keras refuses an int or computes with whole numbers."""
    inner = check.function
    return Check(lambda value: float(inner(value)), check.json)


def word(*words: str, expected: str = "", fix: str = "") -> Check:
    """One of a few words."""
    allowed = frozenset(words)
    *first, last = [f"`{one}`" for one in words]
    expected = expected or (f"{', '.join(first)} or {last}" if first else last)

    def check(value: Any) -> str:
        if type(value) is not str:
            raise wrong_type(expected, fix=fix)
        if value not in allowed:
            raise out_of_range(expected, fix=fix)
        return value

    return Check(check, {"enum": list(words)})


def optional(check: Check) -> Check:
    """The same check that lets null through."""
    inner = check.function

    def checked(value: Any) -> Any:
        return None if value is None else inner(value)

    schema = check.json
    if "enum" in schema:
        return Check(checked, schema | {"enum": [*schema["enum"], None]})
    if isinstance(schema.get("type"), str):
        return Check(checked, schema | {"type": [schema["type"], "null"]})
    return Check(checked, {"anyOf": [schema, {"type": "null"}]})


def sequence(item: Check, expected: str, *, length: int | None = None, least: int = 0) -> Check:
    """A list whose items all pass one check; kept as a tuple."""
    inner = item.function

    def check(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise wrong_type(expected)
        if (length is not None and len(value) != length) or len(value) < least:
            raise out_of_range(expected)
        try:
            return tuple([inner(one) for one in value])
        except PydanticCustomError:
            raise nested_items(inner, value) from None

    schema: dict[str, Any] = {"type": "array", "items": item.json}
    if length is not None or least:
        schema["minItems"] = length if length is not None else least
    if length is not None:
        schema["maxItems"] = length
    return Check(check, schema)


def either(plain: Check, many: Check, expected: str, *, is_many: Callable[[Any], bool] | None = None) -> Check:
    """One value, or a list where the value differs by axis."""
    one, several = plain.function, many.function

    def check(value: Any) -> Any:
        if isinstance(value, list | tuple) if is_many is None else is_many(value):
            return several(value)
        if as_float(value) is None and not isinstance(value, str):
            raise wrong_type(expected)
        return one(value)

    return Check(check, {"anyOf": [plain.json, many.json]})


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


COUNT = whole("a whole number of at least 1", 1)
WHOLE = whole("a whole number of at least 0", 0)
INTEGER = whole("a whole number", None)
FLAG = Check(_flag, {"type": "boolean"})
NAME = Check(_name, {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9_.-]*$"})
TITLE = Check(_title, {"type": "string", "minLength": 1})
TEXT = Check(_text, {"type": "string"})
NUMBER = number("a number")
POSITIVE = number("a number above 0", above=0)
NONNEGATIVE = number("a number of at least 0", at_least=0)
FRACTION = number("a number from 0 to 1", at_least=0, at_most=1)
REAL = real(NUMBER)
RATE = number(
    "a number of at least 0 and below 1",
    at_least=0,
    below=1,
    why="the rate is the fraction of values set to zero, not a percentage",
)
DECAY = number("a number of at least 0 and below 1", at_least=0, below=1)
SMOOTHING = number(
    "a number of at least 0 and below 1",
    at_least=0,
    below=1,
    why="at 1 all labels are equal, and nothing can be learned",
)
INERTIA = number(
    "a number of at least 0 and below 1", at_least=0, below=1, why="at 1 the running statistics stay those of nothing"
)
SEED = whole("a whole number from 0 to 4294967295", 0, 2**32 - 1)
PADDING = word("valid", "same")
CAUSAL_PADDING = word("valid", "same", "causal")
DATA_FORMAT = word("channels_last", "channels_first")
DTYPES = (
    "float32 float64 float16 bfloat16 mixed_float16 mixed_bfloat16 int8 int16 int32 int64 "
    "uint8 uint16 uint32 uint64 bool string"
).split()
DTYPE = word(*DTYPES, expected="a dtype such as `float32`")
# Keras takes `int8` for a way to quantize and stops; no layer computes with texts.
LAYER_DTYPE = word(*[one for one in DTYPES if one not in ("int8", "string")], expected="a dtype such as `float32`")
FLOAT_DTYPE = word(*DTYPES[: DTYPES.index("int8")], expected="a float dtype such as `float32`, as it has weights")

Count = Annotated[int, COUNT]
Whole = Annotated[int, WHOLE]
ListedCount = Annotated[int, listed("a whole number", 1)]
ListedWhole = Annotated[int, listed("a whole number", 0)]
Integer = Annotated[int, INTEGER]
OptionalCount = Annotated[int | None, optional(COUNT)]
OptionalWhole = Annotated[int | None, optional(WHOLE)]
OptionalInteger = Annotated[int | None, optional(INTEGER)]
Flag = Annotated[bool, FLAG]
Name = Annotated[str | None, optional(NAME)]
Title = Annotated[str | None, optional(TITLE)]
"""What is only shown, as a metric's name: Keras takes any there."""
TextValue = Annotated[str, TEXT]
Number = Annotated[float, NUMBER]
OptionalNumber = Annotated[float | None, optional(NUMBER)]
Real = Annotated[float, REAL]
Positive = Annotated[float, POSITIVE]
OptionalPositive = Annotated[float | None, optional(POSITIVE)]
NonNegative = Annotated[float, NONNEGATIVE]
OptionalNonNegative = Annotated[float | None, optional(NONNEGATIVE)]
Fraction = Annotated[float, FRACTION]
Rate = Annotated[float, RATE]
Decay = Annotated[float, DECAY]
Smoothing = Annotated[float, SMOOTHING]
Inertia = Annotated[float, INERTIA]
Seed = Annotated[int | None, optional(SEED)]
Dtype = Annotated[str | None, optional(DTYPE)]
LayerDtype = Annotated[str | None, optional(LAYER_DTYPE)]
FloatDtype = Annotated[str | None, optional(FLOAT_DTYPE)]
"""For what draws weights: integers have no random values, and no gradient."""
Padding = Annotated[Literal["valid", "same"], PADDING]
CausalPadding = Annotated[Literal["valid", "same", "causal"], CAUSAL_PADDING]
DataFormat = Annotated[Literal["channels_last", "channels_first"] | None, optional(DATA_FORMAT)]
Axis = Integer
AXES = either(INTEGER, sequence(INTEGER, "a list of axes", least=1), "an axis, or a list of axes")
Axes = Annotated[int | list[int] | tuple[int, ...], AXES]
OptionalAxes = Annotated[int | list[int] | tuple[int, ...] | None, optional(AXES)]


def size(rank: int, item: Check = COUNT, expected: str = "") -> Check:
    """One whole number for all axes, or a list with one an axis."""
    many = "a list of 1 number" if rank == 1 else f"a list of {rank} numbers"
    return either(item, sequence(item, many, length=rank), expected or f"a whole number or {many}")


def wholes(rank: int) -> Check:
    """The same where 0 is allowed."""
    return size(rank, WHOLE)


Size1 = Annotated[int | list[int] | tuple[int, ...], size(1)]
Size2 = Annotated[int | list[int] | tuple[int, ...], size(2)]
Size3 = Annotated[int | list[int] | tuple[int, ...], size(3)]
OptionalSize1 = Annotated[int | list[int] | tuple[int, ...] | None, optional(size(1))]
OptionalSize2 = Annotated[int | list[int] | tuple[int, ...] | None, optional(size(2))]
OptionalSize3 = Annotated[int | list[int] | tuple[int, ...] | None, optional(size(3))]
OptionalWholes1 = Annotated[int | list[int] | tuple[int, ...] | None, optional(wholes(1))]
OptionalWholes2 = Annotated[int | list[int] | tuple[int, ...] | None, optional(wholes(2))]
OptionalWholes3 = Annotated[int | list[int] | tuple[int, ...] | None, optional(wholes(3))]
NoiseShape = Annotated[
    list[int | None] | tuple[int | None, ...] | None,
    optional(sequence(optional(COUNT), "a list of whole numbers or nulls, one an axis")),
]


def per_axis(value: int | list[int] | tuple[int, ...], rank: int) -> tuple[int, ...]:
    """A size as a tuple with one number an axis."""
    return (value,) * rank if isinstance(value, int) else tuple(value)
