"""Augmentation that moves pixels: flips, rotations, crops. In training only, and afresh for every batch."""

from typing import Annotated, Any, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import HALVES, NO_IMAGE, NO_SLOPE, WHOLE_AND_BOOL, on_others
from netbuilder.vocabulary.base.facts import FILL, option_dependent
from netbuilder.vocabulary.base.fields import Choice, OneOf, Scalar
from netbuilder.vocabulary.base.layer import TRAINING
from netbuilder.vocabulary.base.releases import MEASURED, Note, Since
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.validation_errors import out_of_range
from netbuilder.vocabulary.base.values import DataFormat, Fraction, Number, Seed
from netbuilder.vocabulary.families.images import (
    Factor,
    FillMode,
    Interpolation,
    Moving,
    OptionalZoomFactor,
    SignedFactor,
    SizedImage,
    Span,
    ValueRange,
    ZoomFactor,
    factor,
)

_MODES = ("horizontal", "vertical", "horizontal_and_vertical")
_EDGES = ("reflect", "wrap", "constant", "nearest", "mirror")


class _ShearField(OneOf):
    """0, or a list of two factors."""

    __slots__ = ()

    def validate(self, value: Any) -> Any:
        shear = _FACTOR.validate(value)
        if shear and not isinstance(shear, tuple):
            why = _("Keras shears both ways with a single number, and cannot open the saved model again")
            raise out_of_range(_("0, or a list of two numbers from 0 to 1"), why=why, repair=[0, value])
        return shear


_FACTOR = factor(0, 1)
_NO_SHEAR = Scalar(_FACTOR.validate, {"const": 0}, "`0`")
ShearFactor = Annotated[Span, _ShearField(_NO_SHEAR, _FACTOR.branches[1])]


class RandomFlip(Moving, frozen=True):
    """Flips images at random."""

    mode: Annotated[
        Literal["horizontal", "vertical", "horizontal_and_vertical"],
        Choice(*_MODES, expected=_("horizontal, vertical or horizontal_and_vertical")),
    ] = "horizontal_and_vertical"
    """In which directions: horizontal (left and right change places), vertical, or both."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: Annotated[DataFormat, Since("3.6")] = None
    """Where the channels stand; left out, `channels_last`."""

    notes = (Note(_("the same seed draws other changes in {name}"), MEASURED, until="3.8"),)


class RandomRotation(Moving, frozen=True):
    """Rotates images at random."""

    factor: SignedFactor
    """How far, in full turns: 0.1 is up to 36 degrees both ways; a list of two says from where to where."""
    fill_mode: FillMode = "reflect"
    """What comes in at the edges: the image reflected or repeated, its edge, or `fill_value`."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    seed: Seed = None
    """Makes the draws repeatable."""
    fill_value: Number = 0.0
    """The value at the edges where `fill_mode` is constant."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(NO_IMAGE | NO_SLOPE)
    stops_gradient_under = NO_SLOPE
    stops_training_under = NO_IMAGE
    counts_with = (FILL,)
    example = {"factor": 0.1}


class RandomTranslation(Moving, frozen=True):
    """Shifts images at random."""

    height_factor: SignedFactor
    """How far down, as a part of the height: 0.2 is up to 20 % both ways; a list of two says from where to where."""
    width_factor: SignedFactor
    """How far to the right, as a part of the width."""
    fill_mode: FillMode = "reflect"
    """What comes in at the edges: the image reflected or repeated, its edge, or `fill_value`."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    seed: Seed = None
    """Makes the draws repeatable."""
    fill_value: Number = 0.0
    """The value at the edges where `fill_mode` is constant."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(NO_IMAGE | NO_SLOPE)
    stops_gradient_under = NO_SLOPE
    stops_training_under = NO_IMAGE
    counts_with = (FILL,)
    example = {"height_factor": 0.2, "width_factor": 0.2}


class RandomZoom(Moving, frozen=True):
    """Zooms in or out at random."""

    height_factor: ZoomFactor
    """How far, as a part of the height: below 0 in, above 0 out; one number for both ways."""
    width_factor: OptionalZoomFactor = None
    """The same of the width; left out, the aspect ratio is kept."""
    fill_mode: FillMode = "reflect"
    """What comes in at the edges: the image reflected or repeated, its edge, or `fill_value`."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    seed: Seed = None
    """Makes the draws repeatable."""
    fill_value: Number = 0.0
    """The value at the edges where `fill_mode` is constant."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(NO_IMAGE | NO_SLOPE)
    stops_gradient_under = NO_SLOPE
    stops_training_under = NO_IMAGE
    counts_with = (FILL,)
    example = {"height_factor": 0.2}


class RandomShear(Moving, frozen=True):
    """Shears images at random: rows or columns are shifted the further, the further they are from the middle."""

    x_factor: ShearFactor = 0.0
    """How far rows are shifted, as a part of the width: a list of two, from where to where; 0 for not at all."""
    y_factor: ShearFactor = 0.0
    """How far columns are shifted, as a part of the height."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    fill_mode: FillMode = "reflect"
    """What comes in at the edges: the image reflected or repeated, its edge, or `fill_value`."""
    fill_value: Number = 0.0
    """The value at the edges where `fill_mode` is constant."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    runs_elsewhere = on_others(NO_SLOPE)
    since = "3.8"
    nearest = "RandomRotation"
    stops_gradient_under = NO_SLOPE
    stops_training_under = WHOLE_AND_BOOL
    counts_with = (FILL,)
    example = {"x_factor": [0.0, 0.2]}


class RandomPerspective(Moving, frozen=True):
    """Tilts images at random, as if seen from the side."""

    factor: Factor = 1.0
    """How likely an image is changed."""
    scale: Fraction = 1.0
    """How far the corners move, as a part of the image's size."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    fill_value: Number = 0.0
    """The value at the edges."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(NO_SLOPE)
    since = "3.9"
    nearest = "RandomShear"
    stops_gradient_under = NO_SLOPE
    stops_training_under = WHOLE_AND_BOOL


class RandomElasticTransform(Moving, frozen=True):
    """Distorts images at random, as if printed on rubber."""

    factor: Factor = 1.0
    """How likely an image is changed."""
    scale: Factor = 1.0
    """How strong the distortion is; a list of two says from where to where."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    fill_mode: Annotated[Literal["reflect", "wrap", "constant", "nearest", "mirror"], Choice(*_EDGES)] = "reflect"
    """What comes in at the edges: the image reflected, mirrored or repeated, its edge, or `fill_value`."""
    fill_value: Number = 0.0
    """The value at the edges where `fill_mode` is constant."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    runs_elsewhere = on_others(HALVES)
    since = "3.10"
    nearest = "RandomShear"
    stops_training_under = WHOLE_AND_BOOL | {"float16", "mixed_float16"}
    # TensorFlow's own transform knows no `mirror`, though Keras' layer takes the word.
    stops_on_backend = option_dependent(
        {"jax": TRAINING},
        lambda self: {"jax": TRAINING, **({"tensorflow": TRAINING} if self.fill_mode == "mirror" else {})},
    )

    counts_with = (FILL,)


class RandomCrop(SizedImage, frozen=True):
    """Cuts a random part out of images in training; afterwards Keras lets whole images pass, of any size."""

    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    stops_training_under = frozenset({"bool", "uint32", "uint64"})
    notes = (Note(_("RandomCrop resizes whole images in `predict`"), MEASURED, until="3.8"),)

    def predicted_shape(self, shape: Shape) -> Shape:
        return shape
