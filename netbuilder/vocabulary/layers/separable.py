"""Depthwise and separable convolutions: every channel has windows of its own; separable ones mix channels after."""

from math import prod
from typing import ClassVar, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS
from netbuilder.vocabulary.base.facts import BIAS, DILATION
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node_fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    activated,
)
from netbuilder.vocabulary.base.shapes import Fans, Shape, known_size
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Count, DataFormat, Flag, Padding, Size1, Size2, per_axis
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.spatial import Spatial, above_one


class _PerChannel(Kernel, Spatial, frozen=True):
    """What slides a window over every channel by itself."""

    accepted = FLOATS
    per_channel = True
    mixes_positions = True
    drops_mask = True
    kernel_options: ClassVar[tuple[str, ...]] = ("depthwise_initializer",)
    example_input: ClassVar[tuple[int | None, ...]] = (8, 3)

    def _check_strides(
        self, strides: int | list[int] | tuple[int, ...], dilation_rate: int | list[int] | tuple[int, ...]
    ) -> None:
        # With dilation Keras strides by itself; without, TensorFlow stops when the layer runs.
        if not isinstance(strides, int) and len(set(strides)) > 1 and not above_one(dilation_rate):
            raise clash("strides", strides, _("the same number down and across"))


class _DepthwiseConv(_PerChannel, frozen=True):
    """What both depthwise convolutions share; DepthwiseConv1D is one as it stands."""

    kernel_size: Size1
    """Length of the window."""
    strides: Size1 = 1
    """How far the window moves at each step."""
    padding: Padding = "valid"
    """`valid` adds nothing, `same` keeps the size at stride 1."""
    depth_multiplier: Count = 1
    """How many channels come out for every one that comes in."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    dilation_rate: Size1 = 1
    """Distance between the positions in a window."""
    activation: ActivationLike = None
    """Function of the output; left out, linear."""
    use_bias: Flag = True
    """Whether a bias is added."""
    depthwise_initializer: InitializerLike = "glorot_uniform"
    """Draws the (window, channels, depth_multiplier) kernel."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (channels x depth_multiplier,) bias."""
    depthwise_regularizer: RegularizerLike = None
    """Penalty on the kernel."""
    bias_regularizer: RegularizerLike = None
    """Penalty on the bias."""
    depthwise_constraint: ConstraintLike = None
    """Condition that the kernel is brought back to after every update."""
    bias_constraint: ConstraintLike = None
    """Condition that the bias is brought back to after every update."""

    counts_with = (BIAS, DILATION)
    example = {"kernel_size": 3}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        self._check_strides(self.strides, self.dilation_rate)
        return self

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
        channels = self.channels(shape)
        weights = None if channels is None else channels * self.depth_multiplier
        return activated(self.activation, self.placed(shape, places, weights))

    def weights(self, shape: Shape) -> list[Weight]:
        channels = known_size(self.channels(shape), _("how many channels come in"), type(self).__name__)
        window = per_axis(self.kernel_size, self.rank)
        reach = prod(window)
        fans = Fans(reach, reach * self.depth_multiplier)
        sizes = (*window, channels, self.depth_multiplier)
        kernel = Weight("kernel", sizes, "kernel", "depthwise_initializer", True, fans)
        if not self.use_bias:
            return [kernel]
        return [kernel, Weight("bias", (channels * self.depth_multiplier,), "bias", "bias_initializer")]


class DepthwiseConv1D(_DepthwiseConv, frozen=True):
    """Slides a window over every channel by itself: (steps, channels) becomes (new steps, channels x multiplier)."""


class DepthwiseConv2D(_DepthwiseConv, frozen=True):
    """Slides a window over every channel by itself: (height, width, channels) becomes (..., channels x multiplier)."""

    kernel_size: Size2
    """Height and width of the window; one number for both."""
    strides: Size2 = (1, 1)
    """How far the window moves at each step; the same down and across."""
    dilation_rate: Size2 = (1, 1)
    """Distance between the positions in a window."""

    rank: ClassVar[int] = 2
    example_input = (8, 8, 3)


class _SeparableConv(_PerChannel, frozen=True):
    """What both separable convolutions share; SeparableConv1D is one as it stands."""

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
    """Distance between the positions in a window."""
    depth_multiplier: Count = 1
    """How many channels every one that comes in is turned into before they are mixed."""
    activation: ActivationLike = None
    """Function of the output; left out, linear."""
    use_bias: Flag = True
    """Whether a bias is added."""
    depthwise_initializer: InitializerLike = "glorot_uniform"
    """Draws the (window, channels, depth_multiplier) kernel that slides."""
    pointwise_initializer: InitializerLike = "glorot_uniform"
    """Draws the (channels x depth_multiplier, filters) kernel that mixes."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (filters,) bias."""
    depthwise_regularizer: RegularizerLike = None
    """Penalty on the kernel that slides."""
    pointwise_regularizer: RegularizerLike = None
    """Penalty on the kernel that mixes."""
    bias_regularizer: RegularizerLike = None
    """Penalty on the bias."""
    depthwise_constraint: ConstraintLike = None
    """Condition that the kernel that slides is brought back to after every update."""
    pointwise_constraint: ConstraintLike = None
    """Condition that the kernel that mixes is brought back to after every update."""
    bias_constraint: ConstraintLike = None
    """Condition that the bias is brought back to after every update."""

    counts_with = (BIAS, DILATION)
    kernel_options = ("depthwise_initializer", "pointwise_initializer")
    example = {"filters": 4, "kernel_size": 3}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        self._check_strides(self.strides, self.dilation_rate)
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
        channels = known_size(self.channels(shape), _("how many channels come in"), type(self).__name__)
        window, multiplier = per_axis(self.kernel_size, self.rank), self.depth_multiplier
        reach, between = prod(window), channels * multiplier
        sliding = Fans(reach, reach * multiplier)
        mixing = Fans(between, self.filters)
        ones = (1,) * self.rank
        weights = [
            Weight(
                "depthwise_kernel", (*window, channels, multiplier), "kernel", "depthwise_initializer", True, sliding
            ),
            Weight("pointwise_kernel", (*ones, between, self.filters), "kernel", "pointwise_initializer", True, mixing),
        ]
        if self.use_bias:
            weights.append(Weight("bias", (self.filters,), "bias", "bias_initializer"))
        return weights


class SeparableConv1D(_SeparableConv, frozen=True):
    """Slides over every channel by itself, then mixes them: (steps, channels) becomes (new steps, filters)."""


class SeparableConv2D(_SeparableConv, frozen=True):
    """Slides over every channel by itself, then mixes them: (height, width, channels) becomes (..., filters)."""

    kernel_size: Size2
    """Height and width of the window; one number for both."""
    strides: Size2 = (1, 1)
    """How far the window moves at each step; the same down and across."""
    dilation_rate: Size2 = (1, 1)
    """Distance between the positions in a window."""

    rank: ClassVar[int] = 2
    example_input = (8, 8, 3)
