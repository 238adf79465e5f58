"""Numbers as one number, a list, or a list of lists."""

import math
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from netbuilder.vocabulary.base.node import Check
from netbuilder.vocabulary.base.validation_errors import out_of_range, wrong_type
from netbuilder.vocabulary.base.values import as_float, fits, optional

_DEEPEST = 5


def array_shape(value: Any) -> tuple[int, ...]:
    """How many numbers there are along every axis; () for one number or none."""
    sizes = []
    while isinstance(value, tuple):
        sizes.append(len(value))
        value = value[0]
    return tuple(sizes)


def numbers(expected: str, at_least: float = -math.inf) -> Check:
    """One number, or numbers in lists of equal length."""

    def refused(value: Any) -> PydanticCustomError:
        return wrong_type(expected) if as_float(value) is None else out_of_range(expected)

    def read(value: Any, depth: int) -> Any:
        if isinstance(value, list | tuple):
            if not value or depth == _DEEPEST:
                raise out_of_range(expected)
            rows = tuple([read(one, depth + 1) for one in value])
            if any(array_shape(row) != array_shape(rows[0]) for row in rows):
                raise out_of_range(expected, why="the lists inside have different lengths")
            return rows
        given = as_float(value)
        if given is None or not fits(given) or given < at_least:
            raise refused(value)
        return value if type(value) is int else given

    one: dict[str, Any] = {"type": "number"} | ({"minimum": at_least} if math.isfinite(at_least) else {})
    return Check(lambda value: read(value, 0), {"anyOf": [one, {"type": "array", "minItems": 1}]})


_Numbers = float | list[Any] | tuple[Any, ...]
Numbers = Annotated[_Numbers, numbers("a number, or a list of numbers")]
OptionalNumbers = Annotated[_Numbers | None, optional(numbers("a number, or a list of numbers"))]
OptionalNonNegatives = Annotated[_Numbers | None, optional(numbers("numbers of at least 0", 0))]
