"""StackedRNNCells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.cell import Cell, stacked_weights
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.node_fields import NodeField
from netbuilder.vocabulary.base.weights import Weight

if TYPE_CHECKING:
    from netbuilder.diagnostics import Path
    from netbuilder.vocabulary.base.activation import Activation
    from netbuilder.vocabulary.base.layer import Layer

    _CellLike = Cell | str | Mapping[str, Any]
else:
    _CellLike = Any


class StackedRNNCells(Cell, frozen=True):
    """Cells on top of each other as one: each takes what the one before it gives."""

    cells: Annotated[Sequence[_CellLike], ListOf(NodeField("cell"), _("a list of cells"), least=1)]
    """The cells, the first one first."""

    has_one_state = False
    is_gated = option_dependent(False, lambda stack: stack.last.is_gated)
    example = {"cells": [{"LSTMCell": {"units": 4}}]}

    def states(self) -> "Iterator[tuple[Path, Cell]]":
        for at, cell in enumerate(cast("Sequence[Cell]", self.cells)):
            for path, state in cell.states():
                yield ("cells", at, type(cell).__name__, *path), state

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
