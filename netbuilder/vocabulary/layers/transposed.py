"""Transposed convolutions: every position becomes a window of the output, which so grows by the stride."""

from math import prod
from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS
from netbuilder.vocabulary.base.facts import BIAS
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node_fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    activated,
)
from netbuilder.vocabulary.base.releases import Note, Since
from netbuilder.vocabulary.base.shapes import Fans, Shape, known_size, transposed
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import (
    Count,
    DataFormat,
    Flag,
    OptionalWholes1,
    OptionalWholes2,
    OptionalWholes3,
    Padding,
    Size1,
    Size2,
    Size3,
    per_axis,
)
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.spatial import Spatial, above_one

_ZERO = Since("3.11", values=(0,))


class _ConvTranspose(Kernel, Spatial, frozen=True):
    """What the three transposed convolutions share; Conv1DTranspose is one as it stands."""

    filters: Count
    """How many channels come out."""
    kernel_size: Size1
    """Length of the window."""
    strides: Size1 = 1
    """By how much the positions grow."""
    padding: Padding = "valid"
    """`same` multiplies the size by the stride, `valid` adds what the window reaches further."""
    output_padding: Annotated[OptionalWholes1, _ZERO] = None
    """What is added at the end of the output, below the stride; left out, Keras' own choice."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    dilation_rate: Size1 = 1
    """Distance between the positions in a window; above 1 only at stride 1, and only on a GPU."""
    activation: ActivationLike = None
    """Function of the output; left out, linear."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (window, filters, channels) kernel."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (filters,) bias."""
    kernel_regularizer: RegularizerLike = None
    """Penalty on the kernel."""
    bias_regularizer: RegularizerLike = None
    """Penalty on the bias."""
    kernel_constraint: ConstraintLike = None
    """Condition that the kernel is brought back to after every update."""
    bias_constraint: ConstraintLike = None
    """Condition that the bias is brought back to after every update."""

    notes = (
        Note(
            _("`output_padding` is lost where the model is saved"),
            "measured at 3.8.0, 3.14.1 and 3.15.1; `get_config` read in 3.3.3, 3.8.0, 3.12.4, 3.13.2 and 3.14.1",
            until="3.15",
            effect="loses",
            options=("output_padding",),
            when=lambda layer: layer.output_padding is not None,
            why=_("the file opens as a network with an output of another size"),
        ),
    )
    accepted = FLOATS
    counts_with = (BIAS,)
    mixes_positions = True
    drops_mask = True
    is_transposed = True

    def may_lack_cpu_kernel(self, precision: str, shape: Shape) -> bool:
        return super().may_lack_cpu_kernel(precision, shape) or above_one(self.dilation_rate)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if above_one(self.dilation_rate) and above_one(self.strides):
            raise clash("dilation_rate", self.dilation_rate, _("1 where `strides` is above 1"))
        if self.output_padding is not None:
            self._check_output_padding(self.output_padding)
        return self

    def _check_output_padding(self, padding: int | list[int] | tuple[int, ...]) -> None:
        rank = self.rank
        axes = zip(
            per_axis(padding, rank),
            per_axis(self.strides, rank),
            per_axis(self.kernel_size, rank),
            per_axis(self.dilation_rate, rank),
            strict=True,
        )
        for added, stride, extent, dilation in axes:
            if added >= stride:
                raise clash("output_padding", padding, _("a whole number below `strides`, {stride}", stride=stride))
            if self.padding == "same" and added == 0 and ((extent - 1) * dilation + 1) % 2 == 0:
                why = _("with `padding: same` TensorFlow otherwise stops when the layer runs")
                raise clash(
                    "output_padding", padding, _("at least 1 for an even window"), why=why, fix=_("leave it out")
                )

    @property
    def width(self) -> int:
        return self.filters

    def output_shape(self, shape: Shape) -> Shape:
        sizes, rank = self.positions(shape), self.rank
        window, strides = per_axis(self.kernel_size, rank), per_axis(self.strides, rank)
        dilations = per_axis(self.dilation_rate, rank)
        added = (None,) * rank if self.output_padding is None else per_axis(self.output_padding, rank)
        grown = [
            transposed(size, window[axis], strides[axis], self.padding, added[axis], dilations[axis])
            for axis, size in enumerate(sizes)
        ]
        return activated(self.activation, self.placed(shape, grown, self.filters))

    def weights(self, shape: Shape) -> list[Weight]:
        channels = known_size(self.channels(shape), _("how many channels come in"), type(self).__name__)
        window = per_axis(self.kernel_size, self.rank)
        reach = prod(window)
        # An output position is under a window of the input only at every stride-th offset.
        fans = Fans(reach * channels / prod(per_axis(self.strides, self.rank)), reach * self.filters)
        kernel = Weight("kernel", (*window, self.filters, channels), "kernel", "kernel_initializer", True, fans)
        return [kernel, Weight("bias", (self.filters,), "bias", "bias_initializer")] if self.use_bias else [kernel]


class Conv1DTranspose(_ConvTranspose, frozen=True):
    """Spreads every step over a window: (steps, channels) becomes (steps x stride, filters)."""

    example = {"filters": 4, "kernel_size": 3}
    example_input = (8, 3)


class Conv2DTranspose(_ConvTranspose, frozen=True):
    """Spreads every position over a window: (height, width, channels) grows to (height x stride, ..., filters)."""

    kernel_size: Size2
    """Height and width of the window; one number for both."""
    strides: Size2 = (1, 1)
    """By how much height and width grow."""
    output_padding: Annotated[OptionalWholes2, _ZERO] = None
    """What is added below and at the right of the output, below the stride; left out, Keras' own choice."""
    dilation_rate: Size2 = (1, 1)
    """Distance between the positions in a window; above 1 only at stride 1, and only on a GPU."""

    rank: ClassVar[int] = 2
    example = {"filters": 4, "kernel_size": 3}
    example_input = (8, 8, 3)


class Conv3DTranspose(_ConvTranspose, frozen=True):
    """Spreads every position over a window: (depth, height, width, channels) grows to (..., filters)."""

    kernel_size: Size3
    """Depth, height and width of the window; one number for all."""
    strides: Size3 = (1, 1, 1)
    """By how much the axes grow."""
    output_padding: Annotated[OptionalWholes3, _ZERO] = None
    """What is added at the end of every axis, below the stride; left out, Keras' own choice."""
    dilation_rate: Size3 = (1, 1, 1)
    """Distance between the positions in a window; above 1 only at stride 1, and only on a GPU."""

    rank: ClassVar[int] = 3
    example = {"filters": 4, "kernel_size": 3}
    example_input = (5, 5, 5, 3)
