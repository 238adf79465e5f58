"""The equation of EinsumDense: which axes input, kernel and output have, as in `abc,cd->abd`."""

import re
from typing import Annotated, Any, NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Scalar
from netbuilder.vocabulary.base.validation_errors import out_of_range, wrong_type

_FORM = re.compile(r"(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?\Z")
_EXPECTED = _("axes as in `abc,cd->abd`")


class Axes(NamedTuple):
    """An equation taken apart: one letter an axis."""

    inputs: str
    kernel: str
    outputs: str
    rest: str
    """On which side `...` stands for any axes more: left, right, or empty."""


def taken_apart(equation: str) -> Axes | None:
    """The axes of an equation; None where it is none that Keras reads."""
    match = _FORM.match(equation)
    if match is None:
        return None
    left, inputs, right, kernel, also_left, outputs, also_right = match.groups()
    if (left, right) != (also_left, also_right) or (left and right) or (right and len(inputs) < 2):
        return None
    return Axes(inputs, kernel, outputs, "left" if left else "right" if right else "")


def _equation(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type(_EXPECTED)
    axes = taken_apart(value)
    if axes is None:
        plain = value.replace(" ", "")
        fix = f"`{plain}`" if taken_apart(plain) else _("letters for axes; `...x,xy->...y` leaves some open")
        raise out_of_range(_EXPECTED, fix=fix)
    for letter in axes.outputs:
        if letter not in axes.inputs and letter not in axes.kernel:
            raise out_of_range(_("output axes named on the left"), why=_("`{letter}` is not", letter=letter))
    for letter in axes.kernel:
        if letter not in axes.inputs and letter not in axes.outputs:
            raise out_of_range(_("kernel axes of input or output"), why=_("`{letter}` is in neither", letter=letter))
    return value


Equation = Annotated[
    str,
    Scalar(
        _equation,
        {"type": "string", "pattern": r"^(\.{3})?[a-zA-Z]+(\.{3})?,[a-zA-Z]+->(\.{3})?[a-zA-Z]+(\.{3})?$"},
        _("a text"),
    ),
]
