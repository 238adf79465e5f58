"""Cell, the base of what a recurrent layer runs at every step, and the weights that cells and layers share."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import TYPE_CHECKING, ClassVar

from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.node_fields import ActivationLike, InitializerLike, activation
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.values import Flag, FloatDtype, Name
from netbuilder.vocabulary.base.weights import Weight

if TYPE_CHECKING:
    from netbuilder.diagnostics import Path
    from netbuilder.vocabulary.base.activation import Activation
    from netbuilder.vocabulary.base.layer import Layer


class Cell(Item, frozen=True):
    """What a recurrent layer computes at one step."""

    kind = "cell"
    keras_module = "layers"

    name: Name = None
    """Name of the cell; left out, Keras' own."""
    trainable: Flag = True
    """Whether training changes the weights."""
    dtype: FloatDtype = None
    """Precision of the cell's weights and computation; left out, that of the whole network."""

    if TYPE_CHECKING:
        activation: ActivationLike = None
        recurrent_activation: ActivationLike = None
        recurrent_initializer: InitializerLike = "orthogonal"

    has_one_state: ClassVar[bool] = True
    """Whether one tensor is all that it hands on from step to step."""
    is_gated: ClassVar[bool] = True
    """Whether it has gates, and so a `recurrent_activation`."""
    steps_with_relu: ClassVar[float] = 0
    """Over how many steps its state stays small with relu, at a recurrent gain of 3: measured, see NB405."""

    @property
    def width(self) -> int:
        """How many values one step gives."""
        raise NotImplementedError(type(self).__name__)

    def states(self) -> "Iterator[tuple[Path, Cell]]":
        """Itself, or the cells that it is made of, each with its path from here."""
        yield (), self

    @property
    def last(self) -> "Cell":
        """The cell that makes the output: itself, or the last one of a stack."""
        return self

    @property
    def nonlinearity(self) -> "Activation | Layer":
        """The activation of its output."""
        return activation(self.activation)

    def weights(self, features: int) -> Sequence[Weight]:
        """The variables that it makes for so many features a step, in Keras' order."""
        raise NotImplementedError(type(self).__name__)

    def weights_for(self, features: int) -> list[Weight]:
        """The same, seen from the layer that runs it: none is trained where the cell is frozen."""
        return [weight if self.trainable else weight._replace(trainable=False) for weight in self.weights(features)]


def recurrent_weights(
    features: int, units: int, parts: int, bias: tuple[int, ...] | None, window: tuple[int, ...] = ()
) -> list[Weight]:
    """The weights of a recurrent layer whose kernels hold `parts` matrices side by side: 1, 3 in GRU, 4 in LSTM.

    `window` is the extent of the kernels where they are convolutions.
    """
    wide, reach = parts * units, prod(window)
    kernel, recurrent = Fans(reach * features, reach * wide), Fans(reach * units, reach * wide)
    weights = [
        Weight("kernel", (*window, features, wide), "kernel", "kernel_initializer", fans=kernel),
        Weight("recurrent_kernel", (*window, units, wide), "recurrent", "recurrent_initializer", fans=recurrent),
    ]
    if bias is not None:
        weights.append(Weight("bias", bias, "bias", "bias_initializer"))
    return weights


def gru_bias(units: int, reset_after: bool) -> tuple[int, ...]:
    """The shape of a GRU's bias: with `reset_after` the state has one of its own."""
    return (2, 3 * units) if reset_after else (3 * units,)


def stacked_weights(cells: Sequence[Cell], features: int) -> list[Weight]:
    """The weights of cells on top of each other."""
    weights: list[Weight] = []
    for cell in cells:
        weights += cell.weights_for(features)
        features = cell.width
    return weights
