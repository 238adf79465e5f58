"""Constraints on the length or the sign of weights."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Axes, Fraction, NonNegative, Positive
from netbuilder.vocabulary.base.weights import Constraint


class _Norm(Constraint, frozen=True):
    """What all constraints on lengths share."""

    if TYPE_CHECKING:
        axis: int | Sequence[int] = 0

    @property
    def axes(self) -> tuple[int, ...]:
        return (self.axis,) if isinstance(self.axis, int) else tuple(self.axis)


class MaxNorm(_Norm, frozen=True):
    """Shortens weight vectors that are longer than a maximum."""

    max_value: Positive = 2
    """The greatest length."""
    axis: Axes = 0
    """Axis along which lengths are taken: 0 for Dense, [0, 1, 2] for Conv2D."""

    identifiers = ("max_norm",)


class MinMaxNorm(_Norm, frozen=True):
    """Brings the length of weight vectors between two bounds."""

    min_value: NonNegative = 0.0
    """The smallest length."""
    max_value: Positive = 1.0
    """The greatest length."""
    rate: Fraction = 1.0
    """How far an update goes: 1 all the way, 0 not at all."""
    axis: Axes = 0
    """Axis along which lengths are taken: 0 for Dense, [0, 1, 2] for Conv2D."""

    identifiers = ("min_max_norm",)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_value > self.max_value:
            if "max_value" not in self.written:
                raise clash(
                    "min_value",
                    self.min_value,
                    _("a number of at most `max_value`, {max_value}", max_value=self.max_value),
                )
            raise clash(
                "max_value",
                self.max_value,
                _("a number of at least `min_value`, {min_value}", min_value=self.min_value),
            )
        return self


class UnitNorm(_Norm, frozen=True):
    """Brings every weight vector to length 1."""

    axis: Axes = 0
    """Axis along which lengths are taken: 0 for Dense, [0, 1, 2] for Conv2D."""

    identifiers = ("unit_norm",)


class NonNeg(Constraint, frozen=True):
    """Sets negative weights to 0."""

    identifiers = ("non_neg",)
