"""Shared types for plain values: numbers, flags, words, sizes. Each is one field, which reads and describes them."""

import re
from typing import Annotated, Any, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Choice, Field, ListOf, Nullable, Scalar
from netbuilder.vocabulary.base.number_fields import COUNT, Either, NumberField, RealField, WholeField, listed
from netbuilder.vocabulary.base.validation_errors import out_of_range, wrong_type


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise wrong_type(_("true or false"))
    return value


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")


def _name(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type(_("a name"))
    if _NAME.match(value) is None:
        raise out_of_range(
            _("letters, digits, `_`, `.` and `-`, a letter first"),
            why=_("Keras builds a model with other names and then stops in fit"),
        )
    return value


def _title(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type(_("a name"))
    if not value or not value.isprintable():
        raise out_of_range(_("a name of characters that can be seen"))
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type(_("a text"))
    return value


WHOLE = WholeField(_("a whole number of at least 0"), 0)
INTEGER = WholeField(_("a whole number"))
FLAG = Scalar(_flag, {"type": "boolean"}, _("true or false"))
NAME = Scalar(_name, {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9_.-]*$"}, _("a text"))
TITLE = Scalar(_title, {"type": "string", "minLength": 1}, _("a text"))
TEXT = Scalar(_text, {"type": "string"}, _("a text"))
NUMBER = NumberField(_("a number"))
POSITIVE = NumberField(_("a number above 0"), above=0)
NONNEGATIVE = NumberField(_("a number of at least 0"), at_least=0)
FRACTION = NumberField(_("a number from 0 to 1"), at_least=0, at_most=1)
REAL = RealField(_("a number"))
NONNEGATIVE_REAL = RealField(_("a number of at least 0"), at_least=0)
RATE = NumberField(
    _("a number of at least 0 and below 1"),
    at_least=0,
    below=1,
    why=_("the rate is the fraction of values set to zero, not a percentage"),
)
SMOOTHING = NumberField(
    _("a number of at least 0 and below 1"),
    at_least=0,
    below=1,
    why=_("at 1 all labels are equal, and nothing can be learned"),
)
INERTIA = NumberField(
    _("a number of at least 0 and below 1"),
    at_least=0,
    below=1,
    why=_("at 1 the running statistics stay those of nothing"),
)
SEED = WholeField(_("a whole number from 0 to 4294967295"), 0, 2**32 - 1)
PADDING = Choice("valid", "same", is_lowered=True)
CAUSAL_PADDING = Choice("valid", "same", "causal", is_lowered=True)
DATA_FORMAT = Choice("channels_last", "channels_first", is_lowered=True)
DTYPES = (
    "float32 float64 float16 bfloat16 mixed_float16 mixed_bfloat16 int8 int16 int32 int64 "
    "uint8 uint16 uint32 uint64 bool string"
).split()
DTYPE = Choice(*DTYPES, expected=_("a dtype such as `float32`"))
# Keras takes `int8` for a way to quantize and stops; no layer computes with texts.
LAYER_DTYPE = Choice(
    *[name for name in DTYPES if name not in ("int8", "string")], expected=_("a dtype such as `float32`")
)
FLOAT_DTYPE = Choice(*DTYPES[: DTYPES.index("int8")], expected=_("a float dtype such as `float32`, as it has weights"))

Count = Annotated[int, COUNT]
Whole = Annotated[int, WHOLE]
ListedCount = Annotated[int, listed(_("a whole number"), 1)]
ListedWhole = Annotated[int, listed(_("a whole number"), 0)]
Integer = Annotated[int, INTEGER]
OptionalCount = Annotated[int | None, Nullable(COUNT)]
OptionalWhole = Annotated[int | None, Nullable(WHOLE)]
OptionalInteger = Annotated[int | None, Nullable(INTEGER)]
Flag = Annotated[bool, FLAG]
Name = Annotated[str | None, Nullable(NAME)]
OptionalText = Annotated[str | None, Nullable(TEXT)]
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
AXES = Either(INTEGER, ListOf(INTEGER, _("a list of axes"), least=1), _("an axis, or a list of axes"))
Axes = Annotated[int | list[int] | tuple[int, ...], AXES]
OptionalAxes = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(AXES)]


def size(rank: int, item: Field = COUNT, expected: str = "") -> Either:
    """One whole number for all axes, or a list with one an axis."""
    many = _("a list of 1 number") if rank == 1 else _("a list of {rank} numbers", rank=rank)
    return Either(item, ListOf(item, many, length=rank), expected or _("a whole number or {many}", many=many))


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
    Nullable(ListOf(Nullable(COUNT), _("a list of whole numbers or nulls, one an axis"))),
]


def per_axis(value: int | list[int] | tuple[int, ...], rank: int) -> tuple[int, ...]:
    """A size as a tuple with one number an axis."""
    return (value,) * rank if isinstance(value, int) else tuple(value)
