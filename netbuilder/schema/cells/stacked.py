"""StackedRNNCells."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

from netbuilder.schema.cell import Cell, stacked_weights
from netbuilder.schema.facts import depends
from netbuilder.schema.slots import slots
from netbuilder.schema.weights import Weight

if TYPE_CHECKING:
    from netbuilder.schema.activation import Activation
    from netbuilder.schema.layer import Layer

    _CellLike = Cell | str | Mapping[str, Any]
else:
    _CellLike = Any


class StackedRNNCells(Cell, frozen=True):
    """Cells on top of each other as one: each takes what the one before it gives."""

    cells: Annotated[Sequence[_CellLike], slots("cell", "a list of cells", least=1)]
    """The cells, the first one first."""

    is_gated = depends(False, lambda stack: stack.last.is_gated)
    example = {"cells": [{"LSTMCell": {"units": 4}}]}

    @property
    def last(self) -> Cell:
        return cast(Cell, self.cells[-1]).last

    @property
    def nonlinearity(self) -> "Activation | Layer":
        return self.last.nonlinearity

    @property
    def width(self) -> int:
        return self.last.width

    def weights(self, features: int) -> list[Weight]:
        return stacked_weights(cast("Sequence[Cell]", self.cells), features)
