"""The roles of layers that rules ask about: kernel, recurrent, normalizer, dropping, pooling, wrapper, ..."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from pydantic import model_validator

from netbuilder.vocabulary.base.dtypes import ANYTHING, FLOATS
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import ActivationLike, InitializerLike, activation
from netbuilder.vocabulary.base.validation_errors import Problem, nested
from netbuilder.vocabulary.base.values import Flag, FloatDtype

if TYPE_CHECKING:
    from netbuilder.diagnostics import Path
    from netbuilder.vocabulary.base.activation import Activation
    from netbuilder.vocabulary.base.cell import Cell


class Kernel(Layer, frozen=True):
    """A layer that weighs its inputs with a kernel: Dense, EinsumDense, every convolution."""

    dtype: FloatDtype = None
    """Precision of the layer's weights and computation; left out, that of the whole network."""

    if TYPE_CHECKING:
        activation: ActivationLike = None
        use_bias: Flag = True

    kernel_options: ClassVar[tuple[str, ...]] = ("kernel_initializer",)
    """The options that initialize its kernels."""
    per_channel: ClassVar[bool] = False
    """Whether a kernel works on one channel at a time: depthwise and separable convolutions."""
    is_transposed: ClassVar[bool] = False
    """Whether it is a transposed convolution."""

    @property
    def nonlinearity(self) -> "Activation | Layer":
        """Its activation as a node; `linear` where it has none."""
        return activation(self.activation)

    @property
    def width(self) -> int | None:
        """How many units or filters it has; None where that follows from the input."""
        return None


class Recurrent(Layer, frozen=True):
    """A layer that runs over time steps and carries a state."""

    dtype: FloatDtype = None
    """Precision of the layer's weights and computation; left out, that of the whole network."""

    mixes_positions = True

    if TYPE_CHECKING:
        return_sequences: Flag = False
        go_backwards: Flag = False
        stateful: Flag = False
        activation: ActivationLike = None
        recurrent_activation: ActivationLike = None
        recurrent_initializer: InitializerLike = "orthogonal"

    is_gated: ClassVar[bool] = True
    """Whether it has gates, and so a `recurrent_activation`: LSTM, GRU and ConvLSTM, not SimpleRNN."""
    steps_with_relu: ClassVar[float] = 0
    """Over how many steps its state stays small with relu, at a recurrent gain of 3: measured, see NB405."""

    freezes_cell: ClassVar[bool] = True
    """Whether `trainable: false` reaches the cell inside it; where it does not, Keras trains that all the same."""
    cell_name: ClassVar[str] = ""
    """What Keras calls the cell inside it that has its weights; empty where cells are written."""

    def states(self) -> "Iterator[tuple[Path, Recurrent | Cell]]":
        """What carries its state from step to step, by the path from here: itself, or the cells that it runs."""
        yield (), self

    @property
    def nonlinearity(self) -> "Activation | Layer":
        """The activation of its output."""
        return activation(self.activation)

    @property
    def width(self) -> int | None:
        """How many units or filters it has."""
        return None


def trains_when_frozen(layer: Layer | None) -> bool:
    """Whether Keras trains a layer that says `trainable: false`: one whose cell does not hear of it."""
    return isinstance(layer, Recurrent) and not layer.freezes_cell


class ActivationLayer(Layer, frozen=True):
    """A layer that only applies an activation: Activation, ReLU, LeakyReLU, PReLU, ELU, Softmax."""

    accepted = FLOATS
    keeps_shape = True

    @property
    def nonlinearity(self) -> "Activation | Layer":
        """The function it applies, as an activation node with the same options."""
        return self

    @property
    def softmax_axis(self) -> int:
        """The axis that a softmax works on."""
        return -1


class Normalizer(Layer, frozen=True):
    """A layer that makes the scale of what goes in irrelevant: Batch, Layer, Group and RMS normalization."""

    passes_signal = True
    keeps_shape = True
    computes_uncast = True

    keeps_statistics: ClassVar[bool] = False
    """Whether it learns a running mean and variance, as BatchNormalization does."""
    wants_channels: ClassVar[bool] = False
    """Whether its `axis` is the channel axis: Batch and Group normalization."""
    has_shift: ClassVar[bool]
    """Whether it adds an offset of its own, so that a bias just before it is lost."""
    rounds_whole: ClassVar[bool] = False
    """Whether Keras makes whole numbers again of what it has normalized, where whole numbers come in."""
    centers: ClassVar[bool] = True
    """Whether it takes the mean away, so that of a single value nothing is left."""

    if TYPE_CHECKING:
        axis: int | Sequence[int] = -1


class Dropping(Layer, frozen=True):
    """Dropout and noise: active in training only."""

    accepted = ANYTHING
    trained_on = FLOATS
    keeps_dtype = True
    keeps_ids = True
    keeps_shape = True
    passes_signal = True
    keeps_values = True

    breaks_moments: ClassVar[bool] = False
    """Whether it changes mean and variance in training, as plain dropout does and AlphaDropout does not."""
    drops: ClassVar[bool] = True
    """Whether it sets values to zero; noise does not."""

    @property
    def strength(self) -> float:
        """The rate of a dropout, the standard deviation of a noise."""
        raise NotImplementedError(type(self).__name__)


class Pooling(Layer, frozen=True):
    """A layer that summarizes windows, or all, of the positions."""

    passes_signal = True
    mixes_positions = True
    drops_mask = True

    takes_maximum: ClassVar[bool] = False
    """Whether it is max pooling, a nonlinearity of its own; average pooling keeps values."""


class Preprocessing(Layer, frozen=True):
    """A layer that makes data fit for a network."""


class Adaptable(Preprocessing, frozen=True):
    """Preprocessing with a state that `adapt` takes from data, where the options do not say it."""

    stops_unadapted: ClassVar[bool] = True
    """Whether Keras stops at the first batch without it; else what comes in comes out."""

    @property
    def is_adapted(self) -> bool:
        """Whether its options hold the state already."""
        raise NotImplementedError(type(self).__name__)


class Wrapper(Layer, frozen=True):
    """A layer that applies another one."""

    is_per_step: ClassVar[bool] = False
    """Whether it applies it to every time step by itself, as TimeDistributed does."""
    runs_both_ways: ClassVar[bool] = False
    """Whether it applies it twice, the second time to the steps in reverse."""

    @property
    def inner(self) -> Layer:
        """The layer it applies."""
        raise NotImplementedError(type(self).__name__)

    @property
    def way_back(self) -> Layer | None:
        """Another layer that it applies to the steps in reverse."""
        return None


_N = TypeVar("_N", bound=Node)


def refuse_what_it_lacks(node: _N) -> _N:
    """The node, if no option is given that its class names in `lacks`."""
    refused = [option for option in node.lacks if option in node.model_fields_set]
    if refused:
        raise nested([Problem("unknown-option", (option,), None, getattr(node, option)) for option in refused])
    return node


class Lacking(Layer, frozen=True):
    """A layer without the options that it names in `lacks`."""

    @model_validator(mode="after")
    def _refuse_what_it_lacks(self) -> Self:
        return refuse_what_it_lacks(self)


def accepted_in_turn(layers: Iterable[Layer], dtype: str, training: bool) -> bool:
    """Whether Keras runs layers, one after the other, on values of that dtype; True where nothing is known of one."""
    value: str | None = dtype
    for layer in layers:
        if value is None:
            return True
        if not layer.accepts(value, training=training):
            return False
        value = layer.output_dtype(value, "float32")
    return True


def dtype_in_turn(layers: Iterable[Layer], dtype: str, precision: str) -> str | None:
    """The dtype that comes out of layers, one after the other; None where it is unknown."""
    value: str | None = dtype
    for layer in layers:
        value = layer.output_dtype(value, precision) if value is not None else None
    return value


class TableLookup(Layer, frozen=True):
    """A layer that looks up a trained vector for every whole number that comes in: Embedding and its kin."""

    takes_sparse = True
    passes_gradient = False
    example = {"input_dim": 10, "output_dim": 4}
    example_input = (6,)
    input_dtype = "int32"
