"""Numbers as one number, a list, or a list of lists."""

from typing import Annotated, Any

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Nullable, OneOf, Scalar
from netbuilder.vocabulary.base.number_fields import NumberField
from netbuilder.vocabulary.base.validation_errors import out_of_range

_DEEPEST = 5


def array_shape(value: Any) -> tuple[int, ...]:
    """How many numbers there are along every axis; () for one number or none."""
    sizes = []
    while isinstance(value, tuple):
        sizes.append(len(value))
        value = value[0]
    return tuple(sizes)


class NumbersField(OneOf):
    """One number, or numbers in lists of equal length."""

    __slots__ = ("number",)

    def __init__(self, expected: str, at_least: float | None = None) -> None:
        self.number = NumberField(expected, at_least=at_least)
        super().__init__(self.number, Scalar(self.validate, {"type": "array", "minItems": 1}, _("a list, each values")))

    def validate(self, value: Any, depth: int = 0) -> Any:
        if not isinstance(value, list | tuple):
            return self.number.validate(value)
        if not value or depth == _DEEPEST:
            raise out_of_range(self.number.expected)
        rows = tuple([self.validate(row, depth + 1) for row in value])
        if any(array_shape(row) != array_shape(rows[0]) for row in rows):
            raise out_of_range(self.number.expected, why=_("the lists inside have different lengths"))
        return rows


_Numbers = float | list[Any] | tuple[Any, ...]
Numbers = Annotated[_Numbers, NumbersField(_("a number, or a list of numbers"))]
OptionalNumbers = Annotated[_Numbers | None, Nullable(NumbersField(_("a number, or a list of numbers")))]
OptionalNonNegatives = Annotated[_Numbers | None, Nullable(NumbersField(_("numbers of at least 0"), 0))]
