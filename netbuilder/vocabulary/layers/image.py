"""Layers that prepare images, in training and afterwards: size, contrast."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import LARGE_UNSIGNED, WHOLE, WHOLE_AND_BOOL, on_others
from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.fields import Choice, ListOf
from netbuilder.vocabulary.base.number_fields import WholeField
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Shape, ShapeError
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Count, DataFormat, Flag, Integer, NonNegative, Number
from netbuilder.vocabulary.families.images import Image, SizedImage, ValueRange
from netbuilder.vocabulary.families.spatial import NAMES

_METHODS = ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5")
_TILES = ListOf(WholeField(_("a whole number of at least 1"), 1), _("two whole numbers, down and across"), length=2)


class Resizing(SizedImage, frozen=True):
    """Resizes images: (height, width, channels) becomes (new height, new width, channels)."""

    interpolation: Annotated[
        Literal["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"],
        Choice(*_METHODS, expected=_("a method such as `bilinear` or `nearest`")),
    ] = "bilinear"
    """How pixels between pixels are found: bilinear, nearest, bicubic, area, lanczos3 or lanczos5."""
    crop_to_aspect_ratio: Flag = False
    """Whether images of another aspect ratio are cropped instead of distorted."""
    pad_to_aspect_ratio: Annotated[Flag, Since("3.3")] = False
    """Whether images of another aspect ratio are padded instead of distorted."""
    fill_mode: Annotated[Literal["constant"], Choice("constant"), Since("3.3")] = "constant"
    """What is padded with; Keras knows `constant` only."""
    fill_value: Annotated[Number, Since("3.3")] = 0.0
    """The value that is padded with."""
    antialias: Annotated[Flag, Since("3.9")] = False
    """Whether small details are smoothed before images are made smaller."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(LARGE_UNSIGNED | {"bool"})
    stops_under = frozenset({"uint32", "uint64", "bool"})
    counts_with = (CountsWith(("fill_value",), ("pad_to_aspect_ratio",)),)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.crop_to_aspect_ratio and self.pad_to_aspect_ratio:
            raise clash("pad_to_aspect_ratio", True, _("false where `crop_to_aspect_ratio` is true"))
        return self


class CenterCrop(SizedImage, frozen=True):
    """Cuts the middle out of images; one that is too small is enlarged first."""

    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""


class AutoContrast(Image, frozen=True):
    """Stretches the values of every channel to the whole range."""

    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""

    runs_elsewhere = on_others(WHOLE)
    since = "3.6"
    data_format: ClassVar[None] = None  # type: ignore[misc]

    stops_under = WHOLE_AND_BOOL


class ContrastLimitedAdaptiveHistogramEqualization(Image, frozen=True):
    """Evens out the histogram of every tile of an image, with a limit on the contrast: CLAHE."""

    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    clip_limit: NonNegative = 4.0
    """How high a bar of the histogram may be before it is cut; 0 for no limit."""
    tile_grid_size: Annotated[list[int] | tuple[int, ...], _TILES] = (8, 8)
    """How many tiles an image is cut into, down and across."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    since = "3.14"
    nearest = "AutoContrast"
    passes_gradient = False

    def output_shape(self, shape: Shape) -> Shape:
        super().output_shape(shape)
        for axis, size in enumerate(self.positions(shape)):
            tiles, what = self.tile_grid_size[axis], NAMES[2][axis]
            # Tiles of one size cover more than the image; the rest is mirrored, and a mirror has its limits.
            if size is not None and -(-size // tiles) * tiles - size > size:
                message = _("{tiles} tiles do not fit on images of {what} {size}", tiles=tiles, what=what, size=size)
                raise ShapeError("window", message, field="tile_grid_size", fix=_("fewer tiles"))
        return shape


class MaxNumBoundingBoxes(Image, frozen=True):
    """Pads or cuts the boxes that come with images to a fixed number; images alone pass through."""

    max_number: Count
    """How many boxes every image has afterwards."""
    fill_value: Integer = -1
    """The value of boxes that are added."""

    since = "3.7"
    passes_signal = True
    keeps_values = True
    example = {"max_number": 10}
    data_format: ClassVar[None] = None  # type: ignore[misc]
