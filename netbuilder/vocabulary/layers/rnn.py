"""RNN: a recurrent layer put together from cells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.cell import Cell, stacked_weights
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf, OneOf
from netbuilder.vocabulary.base.node_fields import NodeField
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Flag
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.cells.stacked import StackedRNNCells
from netbuilder.vocabulary.families.recurrent import OverSteps, ReturnState

if TYPE_CHECKING:
    from netbuilder.diagnostics import Path
    from netbuilder.vocabulary.base.activation import Activation
    from netbuilder.vocabulary.base.layer import Layer

    _CellLike = Cell | str | Mapping[str, Any]
else:
    _CellLike = Any


class _CellsField(OneOf):
    """A cell, or a list of them."""

    __slots__ = ()

    def validate(self, value: Any) -> Any:
        single, several = self.branches
        return (several if isinstance(value, list | tuple) else single).validate(value)


_CELL = NodeField("cell")
_CELLS = _CellsField(_CELL, ListOf(_CELL, _("a cell, or a list of cells"), least=1))
CellOrCells = Annotated[_CellLike | Sequence[_CellLike], _CELLS]


class RNN(OverSteps, frozen=True):
    """Runs cells over the steps; a list of cells is a stack, each taking what the one before it gives."""

    cell: CellOrCells
    """What is computed at every step: one cell, or a list of them."""
    return_sequences: Flag = False
    """Whether every step comes out, (steps, units), and not only the last."""
    return_state: ReturnState = False
    """Always false: the states would be further tensors, and a Sequential passes on one."""
    go_backwards: Flag = False
    """Whether it runs from the last step to the first."""
    stateful: Flag = False
    """Whether a batch starts from the states that the one before it ended with; needs a fixed batch size."""
    unroll: Flag = False
    """Whether the steps are written out in the graph: faster on short sequences, and takes more memory."""
    zero_output_for_mask: Flag = False
    """Whether masked steps give zeros and not the output of the step before."""

    is_gated = option_dependent(False, lambda layer: layer.last_cell.is_gated)
    # Keras loses how the states of such a stack are nested.
    stops_at_mask = option_dependent(False, lambda layer: not layer.unroll and layer.stacks_one)
    computes_uncast = True
    example = {"cell": {"LSTMCell": {"units": 4}}}
    example_input = (5, 3)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        cells = _stacked(self.cell)
        if self.unroll and self.stacks_one and (len(cells) > 1 or not cells[0].has_one_state):
            why = _("Keras loses the states of a stack of one cell there, and stops at the first batch")
            raise clash("unroll", True, _("false beside a stack of one cell"), why=why)
        return self

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, the first one first."""
        return self.cell if isinstance(self.cell, tuple) else (self.cell,)

    def states(self) -> "Iterator[tuple[Path, Cell]]":
        for at, cell in enumerate(self.cells):
            where = ("cell", at) if isinstance(self.cell, tuple) else ("cell",)
            for path, state in cell.states():
                yield (*where, type(cell).__name__, *path), state

    @property
    def stacks_one(self) -> bool:
        """Whether a stack of cells, at any depth, holds a single one."""
        return isinstance(self.cell, tuple | StackedRNNCells) and _has_stack_of_one(_stacked(self.cell))

    @property
    def last_cell(self) -> Cell:
        """The cell that makes the output."""
        return self.cells[-1].last

    @property
    def nonlinearity(self) -> "Activation | Layer":
        return self.last_cell.nonlinearity

    @property
    def width(self) -> int:
        return self.cells[-1].width

    def step_weights(self, features: int) -> list[Weight]:
        return stacked_weights(self.cells, features)


def _stacked(cell: Any) -> Sequence[Cell]:
    return cast("Sequence[Cell]", cell.cells if isinstance(cell, StackedRNNCells) else cell)


def _has_stack_of_one(cells: Sequence[Cell]) -> bool:
    return len(cells) == 1 or any(
        _has_stack_of_one(_stacked(cell)) for cell in cells if isinstance(cell, StackedRNNCells)
    )
