"""Upsampling: positions are repeated, or filled in between."""

from typing import Annotated, ClassVar, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import ANYTHING, FLOATS_AND_WHOLE, LARGE_UNSIGNED
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import Choice
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import Count, DataFormat, Size2, Size3, per_axis
from netbuilder.vocabulary.families.spatial import Spatial

_WORD = Choice(
    *("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"),
    expected=_("a way such as `bilinear`"),
    is_lowered=True,
    fix=_("`nearest`, `bilinear`, `bicubic`, `lanczos3`, `lanczos5` or `area`"),
)
Interpolation = Annotated[Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"], _WORD]


class _UpSampling(Spatial, frozen=True):
    """What the three upsamplings share."""

    passes_signal = True
    keeps_values = True
    mixes_positions = True
    drops_mask = True
    accepted = ANYTHING
    keeps_dtype = True
    keeps_ids = True

    def grown(self, shape: Shape, size: int | list[int] | tuple[int, ...]) -> Shape:
        """The shape with every axis of the positions multiplied."""
        factors = per_axis(size, self.rank)
        sizes = [
            None if position is None else position * factors[axis]
            for axis, position in enumerate(self.positions(shape))
        ]
        return self.placed(shape, sizes, self.channels(shape))


class UpSampling1D(_UpSampling, frozen=True):
    """Repeats every step: (steps, channels) becomes (steps x size, channels)."""

    size: Count = 2
    """How many times."""

    data_format: ClassVar[None] = None  # type: ignore[misc]  # the one layer of its family without it
    example_input = (4, 3)

    def output_shape(self, shape: Shape) -> Shape:
        return self.grown(shape, self.size)


class UpSampling2D(_UpSampling, frozen=True):
    """Enlarges a map: (height, width, channels) becomes (height x size, width x size, channels)."""

    size: Size2 = (2, 2)
    """Factors of height and width; one number for both."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    interpolation: Interpolation = "nearest"
    """How new values are found: `nearest` repeats, the others compute between neighbours."""

    accepted = option_dependent(
        ANYTHING, lambda layer: ANYTHING if layer.interpolation == "nearest" else FLOATS_AND_WHOLE
    )
    stops_on = option_dependent(
        frozenset(), lambda layer: frozenset() if layer.interpolation == "nearest" else LARGE_UNSIGNED
    )
    rank: ClassVar[int] = 2
    example_input = (4, 4, 3)

    def output_shape(self, shape: Shape) -> Shape:
        return self.grown(shape, self.size)


class UpSampling3D(_UpSampling, frozen=True):
    """Repeats every position of a volume: (depth, height, width, channels) grows by `size` along every axis."""

    size: Size3 = (2, 2, 2)
    """Factors of depth, height and width; one number for all."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    rank: ClassVar[int] = 3
    example_input = (3, 3, 3, 2)

    def output_shape(self, shape: Shape) -> Shape:
        return self.grown(shape, self.size)
