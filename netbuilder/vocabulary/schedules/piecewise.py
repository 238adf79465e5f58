"""PiecewiseConstantDecay, a schedule in steps."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.training import Schedule
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import REAL, WHOLE


class PiecewiseConstantDecay(Schedule, frozen=True):
    """Keeps one rate up to each boundary, and the last one after that."""

    boundaries: Annotated[Sequence[int], ListOf(WHOLE, _("a list of steps, as `[1000, 2000]`"), least=1)]
    """The last step of every rate but the last."""
    values: Annotated[Sequence[float], ListOf(REAL, _("a list of rates, one more than `boundaries`"), least=2)]
    """The rates, one more than there are boundaries."""

    example = {"boundaries": [1000], "values": [0.01, 0.001]}

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        if len(self.values) != len(self.boundaries) + 1:
            many = len(self.boundaries) + 1
            raise clash("values", self.values, _("{many} rates, one more than `boundaries`", many=many))
        if list(self.boundaries) != sorted(set(self.boundaries)):
            raise clash("boundaries", self.boundaries, _("steps that increase"))
        return self

    def at(self, step: int) -> float:
        for boundary, rate in zip(self.boundaries, self.values, strict=False):
            if step <= boundary:
                return rate
        return self.values[-1]

    def peak(self) -> float:
        return max(self.values)
