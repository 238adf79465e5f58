"""ConvLSTM1D, ConvLSTM2D and ConvLSTM3D: LSTMs whose kernels are convolutions over maps."""

from typing import ClassVar, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.cell import recurrent_weights
from netbuilder.vocabulary.base.dtypes import FLOATS, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import BIAS, DROPOUT_SEED, CountsWith, option_dependent
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node_fields import ActivationLike, ConstraintLike, InitializerLike, RegularizerLike
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, known_size, sample, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import (
    Count,
    DataFormat,
    Flag,
    Padding,
    Rate,
    Seed,
    Size1,
    Size2,
    Size3,
    per_axis,
)
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.recurrent import ReturnState, check_batch, check_state_activations
from netbuilder.vocabulary.families.spatial import Spatial, above_one, layout


class _ConvLSTM(Recurrent, Spatial, frozen=True):
    """What ConvLSTM1D, ConvLSTM2D and ConvLSTM3D share; ConvLSTM1D is one as it stands."""

    filters: Count
    """How many channels come out."""
    kernel_size: Size1
    """Length of the window."""
    strides: Size1 = 1
    """How far the window moves at each step."""
    padding: Padding = "valid"
    """`valid` adds nothing, `same` keeps the size at stride 1."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    dilation_rate: Size1 = 1
    """Distance between the positions in a window; above 1 only at stride 1."""
    activation: ActivationLike = "tanh"
    """Function of the new state and of the output."""
    recurrent_activation: ActivationLike = "sigmoid"
    """Function of the gates, which lie between 0 and 1."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (window, channels, 4 filters) kernel."""
    recurrent_initializer: InitializerLike = "orthogonal"
    """Draws the (window, filters, 4 filters) kernel of the state."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (4 filters,) bias."""
    unit_forget_bias: Flag = True
    """Whether the bias of the forget gate starts at 1, so that the state is kept at first."""
    kernel_regularizer: RegularizerLike = None
    """Penalty on the kernel."""
    recurrent_regularizer: RegularizerLike = None
    """Penalty on the kernel of the state."""
    bias_regularizer: RegularizerLike = None
    """Penalty on the bias."""
    kernel_constraint: ConstraintLike = None
    """Condition that the kernel is brought back to after every update."""
    recurrent_constraint: ConstraintLike = None
    """Condition that the kernel of the state is brought back to after every update."""
    bias_constraint: ConstraintLike = None
    """Condition that the bias is brought back to after every update."""
    dropout: Rate = 0.0
    """Fraction of the input that training sets to zero."""
    recurrent_dropout: Rate = 0.0
    """Fraction of the state that training sets to zero."""
    seed: Seed = None
    """Makes the dropout repeatable."""
    return_sequences: Flag = False
    """Whether every step comes out, and not only the last."""
    return_state: ReturnState = False
    """Always false: the states would be further tensors, and a Sequential passes on one."""
    go_backwards: Flag = False
    """Whether it runs from the last step to the first."""
    stateful: Flag = False
    """Whether a batch starts from the states that the one before it ended with; needs a fixed batch size."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    accepted = FLOATS
    counts_with = (BIAS, CountsWith(("unit_forget_bias",), ("use_bias",)), DROPOUT_SEED)
    # As in LSTM, what dropout drops is of the layer's own precision.
    computes_uncast = option_dependent(True, lambda layer: not layer.dropout)
    steps_with_relu = 10
    freezes_cell = False
    cell_name = "conv_lstm_cell"

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if above_one(self.dilation_rate) and above_one(self.strides):
            raise clash("dilation_rate", self.dilation_rate, _("1 where `strides` is above 1"))
        check_state_activations(self, ("activation", "recurrent_activation"), self.rank + 2)
        return self

    @property
    def width(self) -> int:
        return self.filters

    def output_shape(self, shape: Shape) -> Shape:
        name, rank = type(self).__name__, self.rank
        if len(shape) != rank + 3:
            takes = layout(rank, self.data_format).replace("(", "(steps, ")
            raise wrong_rank(name, takes.replace("steps, steps", "times, steps"), shape)
        step = (shape[0], *shape[2:])
        sizes = self.positions(step)
        if None in sizes:
            message = _("{name} needs maps of a known size, here it gets {shape}", name=name, shape=sample(shape))
            raise ShapeError("reshape", message, why=_("its state is a map of a fixed size"))
        known_size(self.channels(step), _("how many channels come in"), name)
        check_batch(self, shape)
        places = self.slid(
            "kernel_size",
            sizes,
            per_axis(self.kernel_size, rank),
            per_axis(self.strides, rank),
            self.padding,
            per_axis(self.dilation_rate, rank),
        )
        out = self.placed(step, places, self.filters)
        return (out[0], shape[1], *out[1:]) if self.return_sequences else out

    def weights(self, shape: Shape) -> list[Weight]:
        self.output_shape(shape)
        channels = cast(int, self.channels((shape[0], *shape[2:])))  # or `output_shape` raises
        bias = (4 * self.filters,) if self.use_bias else None
        return recurrent_weights(channels, self.filters, 4, bias, per_axis(self.kernel_size, self.rank))


class ConvLSTM1D(_ConvLSTM, frozen=True):
    """An LSTM over sequences: (times, steps, channels) becomes (new steps, filters)."""

    example = {"filters": 4, "kernel_size": 3}
    example_input = (3, 8, 2)


class ConvLSTM2D(_ConvLSTM, frozen=True):
    """An LSTM over maps, for video: (steps, height, width, channels) becomes (new height, new width, filters)."""

    kernel_size: Size2
    """Height and width of the window; one number for both."""
    strides: Size2 = 1
    """How far the window moves at each step, down and across."""
    dilation_rate: Size2 = 1
    """Distance between the positions in a window; above 1 only at stride 1."""

    rank: ClassVar[int] = 2
    example = {"filters": 4, "kernel_size": 3}
    example_input = (3, 8, 8, 2)


class ConvLSTM3D(_ConvLSTM, frozen=True):
    """An LSTM over volumes: (steps, depth, height, width, channels) becomes (..., filters)."""

    kernel_size: Size3
    """Depth, height and width of the window; one number for all."""
    strides: Size3 = 1
    """How far the window moves at each step along every axis."""
    dilation_rate: Size3 = 1
    """Distance between the positions in a window; above 1 only at stride 1."""

    rank: ClassVar[int] = 3
    example = {"filters": 4, "kernel_size": 2}
    example_input = (3, 4, 4, 4, 2)
