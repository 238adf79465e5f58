"""L1, L2 and the other penalties on weights."""

from typing import Annotated, Literal

from netbuilder.vocabulary.base.dtypes import NARROW, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.fields import Choice
from netbuilder.vocabulary.base.values import NonNegative, NonNegativeReal
from netbuilder.vocabulary.base.weights import Regularizer

Vectors = Annotated[Literal["rows", "columns"], Choice("rows", "columns")]


class L1(Regularizer, frozen=True):
    """Adds a multiple of the sum of absolute values to the loss: weights become exactly 0."""

    l1: NonNegative = 0.01
    """How strong the penalty is."""

    identifiers = ("l1",)
    stops_on = NARROW

    def strengths(self) -> dict[str, float]:
        return {"l1": self.l1}


class L2(Regularizer, frozen=True):
    """Adds a multiple of the sum of squares to the loss: weights stay small."""

    l2: NonNegative = 0.01
    """How strong the penalty is."""

    identifiers = ("l2",)
    stops_on = NARROW

    def strengths(self) -> dict[str, float]:
        return {"l2": self.l2}


class L1L2(Regularizer, frozen=True):
    """L1 and L2 together; both are 0 unless written."""

    l1: NonNegative = 0.0
    """How strong the penalty on absolute values is."""
    l2: NonNegative = 0.0
    """How strong the penalty on squares is."""

    example = {"l1": 0.001, "l2": 0.001}
    identifiers = ("l1l2",)
    stops_on = NARROW | {"bool"}

    def strengths(self) -> dict[str, float]:
        return {"l1": self.l1, "l2": self.l2}


class OrthogonalRegularizer(Regularizer, frozen=True):
    """Penalty on rows or columns of a matrix that point the same way."""

    factor: NonNegativeReal = 0.01  # Keras makes whole numbers of an int, and stops
    """How strong the penalty is."""
    mode: Vectors = "rows"
    """Which vectors of the matrix should become orthogonal."""

    identifiers = ("orthogonal_regularizer",)
    needs_matrix = True
    stops_on = NARROW | WHOLE_AND_BOOL

    @property
    def compared_axis(self) -> int:
        return 0 if self.mode == "rows" else 1
