"""What all activations have in common, and the facts about them that rules ask for."""

from typing import ClassVar

from netbuilder.vocabulary.base.dtypes import FLOATS, Kind
from netbuilder.vocabulary.base.node import Named
from netbuilder.vocabulary.base.releases import Renamed


class Activation(Named, frozen=True):
    """A function applied to every value, or along one axis, of a layer's output."""

    kind = "activation"
    keras_module = "activations"

    stops_under: ClassVar[frozenset[str]] = frozenset()
    """The precisions that Keras stops under at the first batch."""

    family: ClassVar[str] = "other"
    """relu, tanh, sigmoid, softmax, selu, linear, exponential or other."""
    power: ClassVar[float | None] = None
    """E f(z)^2 for z ~ N(0, 1): how much of a unit signal's second moment comes out; None where no number fits."""
    scale_band: ClassVar[str] = "relu"
    """Which band of scales it trains in: relu, smooth (gelu, silu, mish), elu (selu too) or tanh; see NB205."""
    floor: ClassVar[float | None] = None
    """The value below which the function never goes; None where it is unbounded below."""
    ceiling: ClassVar[float | None] = None
    """The value above which the function never goes; None where it is unbounded above."""
    flat_below: ClassVar[bool] = False
    """Whether its gradient is 0 below 0: relu and relu6."""
    one_sided: ClassVar[bool] = False
    """Whether it cuts off or flattens one side: relu, elu, gelu and their like."""
    bounded: ClassVar[bool] = False
    """Whether it saturates on both sides."""
    unstable: ClassVar[bool] = False
    """Whether no scale of the weights keeps a signal's size through it: exponential, log_softmax, the shrinks."""
    accepted: ClassVar[frozenset[Kind]] = FLOATS
    """The kinds of values that Keras applies it to by itself; in a kernel it meets floats only."""
    keeps_dtype: ClassVar[bool] = False
    """Whether whole numbers come out as they came in."""
    along: ClassVar[int] = -1
    """The axis whose values it weighs against each other, softmax and its kin; or halves, glu."""
    as_layer: ClassVar[str] = ""
    """The Keras layer that stands for it where it has options; empty where an operation of Keras does."""
    operation_renamed: ClassVar[Renamed] = Renamed("3.0", {})
    """What that operation called its options in older releases of Keras."""
    keeps_logits: ClassVar[bool] = False
    """Whether Keras remembers what went in, so that a cross-entropy can be computed from that."""
    halves_channels: ClassVar[bool] = False
    """Whether it halves that axis, as `glu` does."""

    @property
    def stands_as(self) -> str:
        """The Keras layer for it where it is one of the model's own; empty where a Lambda with the function is."""
        return "" if self.as_layer == "Softmax" else self.as_layer  # which takes the mask of steps for one of values
