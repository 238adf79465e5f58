"""Convolutions: a window slides over the positions and weighs all channels in it."""

from math import prod
from typing import ClassVar, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS, UNCAST, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import BIAS, DILATION
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node_fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    activated,
)
from netbuilder.vocabulary.base.shapes import Fans, Shape, ShapeError, known_size
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import (
    CausalPadding,
    Count,
    DataFormat,
    Flag,
    Padding,
    Size1,
    Size2,
    Size3,
    per_axis,
)
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.spatial import Spatial, above_one


class _Conv(Kernel, Spatial, frozen=True):
    """What Conv1D, Conv2D and Conv3D share; Conv1D is one as it stands."""

    filters: Count
    """How many channels come out."""
    kernel_size: Size1
    """Length of the window."""
    strides: Size1 = 1
    """How far the window moves at each step."""
    padding: CausalPadding = "valid"
    """`valid` adds nothing, `same` keeps the size at stride 1, `causal` also hides what comes later."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    dilation_rate: Size1 = 1
    """Distance between the positions in a window; above 1 only at stride 1."""
    groups: Count = 1
    """Into how many parts the channels are split, each with its own filters."""
    activation: ActivationLike = None
    """Function of the output; left out, linear."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (window, channels / groups, filters) kernel."""
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

    runs_elsewhere = {"jax": WHOLE_AND_BOOL | {UNCAST}}
    accepted = FLOATS
    counts_with = (BIAS, DILATION)
    mixes_positions = True
    drops_mask = True

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.filters % self.groups:
            raise clash("filters", self.filters, _("a multiple of `groups`, {groups}", groups=self.groups))
        if above_one(self.dilation_rate) and above_one(self.strides):
            raise clash("dilation_rate", self.dilation_rate, _("1 where `strides` is above 1"))
        return self

    @property
    def width(self) -> int:
        return self.filters

    def output_shape(self, shape: Shape) -> Shape:
        sizes, rank = self.positions(shape), self.rank
        places = self.slid(
            "kernel_size",
            sizes,
            per_axis(self.kernel_size, rank),
            per_axis(self.strides, rank),
            self.padding,
            per_axis(self.dilation_rate, rank),
        )
        return activated(self.activation, self.placed(shape, places, self.filters))

    def weights(self, shape: Shape) -> list[Weight]:
        name = type(self).__name__
        channels, groups = known_size(self.channels(shape), _("how many channels come in"), name), self.groups
        if channels % groups:
            message = _(
                "{name} cannot split {channels} channels into {groups} groups",
                name=name,
                channels=channels,
                groups=groups,
            )
            raise ShapeError("reshape", message, field="groups")
        window = per_axis(self.kernel_size, self.rank)
        reach = prod(window)
        fans = Fans(reach * channels // groups, reach * self.filters // groups)
        kernel = Weight(
            "kernel", (*window, channels // groups, self.filters), "kernel", "kernel_initializer", True, fans
        )
        return [kernel, Weight("bias", (self.filters,), "bias", "bias_initializer")] if self.use_bias else [kernel]


class Conv1D(_Conv, frozen=True):
    """Slides a window along the steps: (steps, channels) becomes (new steps, filters)."""

    example = {"filters": 4, "kernel_size": 3}
    example_input = (8, 3)


class Conv2D(_Conv, frozen=True):
    """Slides a window over a map: (height, width, channels) becomes (new height, new width, filters)."""

    kernel_size: Size2
    """Height and width of the window; one number for both."""
    strides: Size2 = (1, 1)
    """How far the window moves at each step, down and across."""
    padding: Padding = "valid"
    """`valid` adds nothing, `same` keeps the size at stride 1."""
    dilation_rate: Size2 = (1, 1)
    """Distance between the positions in a window; above 1 only at stride 1."""

    rank: ClassVar[int] = 2
    example = {"filters": 4, "kernel_size": 3}
    example_input = (8, 8, 3)


class Conv3D(_Conv, frozen=True):
    """Slides a window through a volume: (depth, height, width, channels) becomes (..., filters)."""

    kernel_size: Size3
    """Depth, height and width of the window; one number for all."""
    strides: Size3 = (1, 1, 1)
    """How far the window moves at each step along every axis."""
    padding: Padding = "valid"
    """`valid` adds nothing, `same` keeps the size at stride 1."""
    dilation_rate: Size3 = (1, 1, 1)
    """Distance between the positions in a window; above 1 only at stride 1."""

    rank: ClassVar[int] = 3
    example = {"filters": 4, "kernel_size": 3}
    example_input = (5, 5, 5, 3)
