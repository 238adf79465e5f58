"""Pooling: a window slides over the positions and keeps its maximum or its mean, channel by channel."""

from typing import ClassVar

from netbuilder.vocabulary.base.dtypes import FLOATS, FLOATS_AND_WHOLE, LARGE_UNSIGNED, WHOLE, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.layer_roles import Pooling
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import (
    DataFormat,
    OptionalSize1,
    OptionalSize2,
    OptionalSize3,
    Padding,
    Size1,
    Size2,
    Size3,
    per_axis,
)
from netbuilder.vocabulary.families.spatial import Spatial


class _Pooling(Pooling, Spatial, frozen=True):
    """What all pooling with a window shares."""

    pool_size: Size1
    """Length of the window."""
    strides: OptionalSize1 = None
    """How far the window moves at each step; left out, its own size."""
    padding: Padding = "valid"
    """`valid` drops what fills no whole window, `same` keeps it."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = {"jax": WHOLE, "torch": frozenset({"uint16", "uint32", "uint64"})}
    accepted = FLOATS
    example_input: ClassVar[tuple[int | None, ...]] = (8, 3)

    def output_shape(self, shape: Shape) -> Shape:
        sizes, rank = self.positions(shape), self.rank
        window = per_axis(self.pool_size, rank)
        strides = window if self.strides is None else per_axis(self.strides, rank)
        places = self.slid("pool_size", sizes, window, strides, self.padding, (1, 1, 1))
        return self.placed(shape, places, self.channels(shape))


class _Pooling2D(_Pooling, frozen=True):
    pool_size: Size2
    """Height and width of the window; one number for both."""
    strides: OptionalSize2 = None
    """How far the window moves at each step, down and across; left out, its own size."""

    rank: ClassVar[int] = 2
    example_input = (8, 8, 3)


class _Pooling3D(_Pooling, frozen=True):
    pool_size: Size3
    """Depth, height and width of the window; one number for all."""
    strides: OptionalSize3 = None
    """How far the window moves at each step along every axis; left out, its own size."""

    rank: ClassVar[int] = 3
    example_input = (4, 4, 4, 3)


class MaxPooling1D(_Pooling, frozen=True):
    """Keeps the largest value of every window: (steps, channels) becomes (steps / 2, channels)."""

    pool_size: Size1 = 2
    """Length of the window."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    stops_on = LARGE_UNSIGNED
    takes_maximum = True
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True
    keeps_ids = True


class MaxPooling2D(_Pooling2D, frozen=True):
    """Keeps the largest value of every window: (height, width, channels) becomes (height / 2, width / 2, channels)."""

    pool_size: Size2 = (2, 2)
    """Height and width of the window; one number for both."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL, "torch": LARGE_UNSIGNED}
    stops_on = LARGE_UNSIGNED
    takes_maximum = True
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True
    keeps_ids = True


class MaxPooling3D(_Pooling3D, frozen=True):
    """Keeps the largest value of every window: (depth, height, width, channels) halves along every axis."""

    pool_size: Size3 = (2, 2, 2)
    """Depth, height and width of the window; one number for all."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL | {"float64"}, "torch": WHOLE | {"float64"}}
    stops_under = frozenset({"float64"})
    takes_maximum = True


class AveragePooling1D(_Pooling, frozen=True):
    """Keeps the mean of every window: (steps, channels) becomes (fewer steps, channels)."""

    keeps_values = True
    example = {"pool_size": 2}


class AveragePooling2D(_Pooling2D, frozen=True):
    """Keeps the mean of every window: (height, width, channels) becomes (smaller height, smaller width, channels)."""

    keeps_values = True
    example = {"pool_size": 2}


class AveragePooling3D(_Pooling3D, frozen=True):
    """Keeps the mean of every window: (depth, height, width, channels) shrinks along every axis."""

    keeps_values = True
    example = {"pool_size": 2}
