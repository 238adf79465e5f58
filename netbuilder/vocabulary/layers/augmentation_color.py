"""Augmentation that changes colours and values. In training only, and afresh for every batch."""

from typing import Annotated, ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import HALVES, WHOLE, WHOLE_AND_BOOL, on_others
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable, Refined
from netbuilder.vocabulary.base.number_fields import Either, WholeField
from netbuilder.vocabulary.base.releases import MEASURED, Note, Since
from netbuilder.vocabulary.base.validation_errors import out_of_range
from netbuilder.vocabulary.base.values import NUMBER, DataFormat, Fraction, Seed
from netbuilder.vocabulary.families.images import (
    Bits,
    Factor,
    Image,
    OptionalFactor,
    OptionalSignedFactor,
    SignedFactor,
    ValueRange,
)

_FILL = Nullable(
    Either(NUMBER, ListOf(NUMBER, _("a number, or a list of three"), length=3), _("a number, or a list of three"))
)


def _odd(size: int) -> int:
    if size % 2 == 0:
        raise out_of_range(_ODD)
    return size


_ODD = _("an odd whole number, or a list of two")
# A list has no multiples: where the schema says both in one, `not` speaks of numbers only.
_ODD_SIZE = Refined(WholeField(_ODD, 1), _odd, **{"not": {"type": "integer", "multipleOf": 2}})
_WINDOW = Either(_ODD_SIZE, ListOf(_ODD_SIZE, _ODD, length=2), _ODD)


class RandomBrightness(Image, frozen=True):
    """Makes images brighter or darker at random."""

    factor: SignedFactor
    """How much, as a part of the range: 0.2 is up to 20 % both ways; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    seed: Seed = None
    """Makes the draws repeatable."""

    runs_elsewhere = on_others(frozenset({"bool"}))
    stops_training_under = frozenset({"bool"})
    example = {"factor": 0.2}
    data_format: ClassVar[None] = None  # type: ignore[misc]


class RandomContrast(Image, frozen=True):
    """Makes the contrast of images weaker or stronger at random."""

    factor: Factor
    """How much: 0.2 is a factor of 0.8 to 1.2; a list of two says from where to where."""
    value_range: Annotated[ValueRange, Since("3.8")] = (0, 255)
    """Smallest and largest value that pixels can have."""
    seed: Seed = None
    """Makes the draws repeatable."""

    notes = (Note(_("the same seed draws other changes in {name}"), MEASURED, until="3.8"),)
    stops_training_under = WHOLE_AND_BOOL
    example = {"factor": 0.2}
    data_format: ClassVar[None] = None  # type: ignore[misc]


class RandomColorDegeneration(Image, frozen=True):
    """Mixes images with their grey version at random."""

    factor: SignedFactor
    """How much: 0 leaves the colours, 1 leaves grey; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    since = "3.8"
    nearest = "RandomContrast"
    stops_training_under = frozenset({"bool"})
    colors = (3,)
    example = {"factor": 0.5}


class RandomColorJitter(Image, frozen=True):
    """Changes brightness, contrast, saturation and hue at random; what is left out stays."""

    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    brightness_factor: OptionalSignedFactor = None
    """As the factor of RandomBrightness."""
    contrast_factor: OptionalFactor = None
    """As the factor of RandomContrast."""
    saturation_factor: OptionalSignedFactor = None
    """As the factor of RandomSaturation."""
    hue_factor: OptionalFactor = None
    """As the factor of RandomHue."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(frozenset({"bool"}))
    since = "3.8"
    nearest = "RandomContrast"
    stops_training_under = frozenset({"bool"})
    passes_gradient = False
    passes_gradient_on = frozenset({"jax", "torch"})
    makes_inside = ("RandomBrightness", "RandomContrast", "RandomHue", "RandomSaturation")
    colors = option_dependent((), lambda layer: () if layer.saturation_factor is layer.hue_factor is None else (3,))
    example = {"brightness_factor": 0.2, "hue_factor": 0.1}


class RandomGrayscale(Image, frozen=True):
    """Turns images grey at random; the channels stay."""

    factor: Fraction = 0.5
    """How likely an image is turned grey."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    since = "3.8"
    notes = (
        Note(
            _("RandomGrayscale cannot run in a Sequential"),
            "KeyError at 3.8.0, inputs without a connection to outputs at 3.10.0; runs at 3.12.4",
            until="3.12",
            effect="stops",
        ),
    )
    colors = (1, 3)
    loses_seed = True


class RandomHue(Image, frozen=True):
    """Turns the hue of images at random."""

    factor: Factor
    """How far: 0 not at all, 1 anywhere on the colour wheel; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    since = "3.8"
    nearest = "RandomContrast"
    passes_gradient = False
    passes_gradient_on = frozenset({"jax", "torch"})
    colors = (3,)
    example = {"factor": 0.1}


class RandomSaturation(Image, frozen=True):
    """Makes the colours of images paler or stronger at random."""

    factor: SignedFactor
    """How strong, as a list of two: 0 is grey, 0.5 leaves the colours, 1 is as strong as can be."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    since = "3.8"
    nearest = "RandomContrast"
    stops_training_under = WHOLE_AND_BOOL
    passes_gradient = False
    passes_gradient_on = frozenset({"jax", "torch"})
    colors = (3,)
    example = {"factor": [0.4, 0.6]}


class RandomInvert(Image, frozen=True):
    """Turns images into their negatives at random."""

    factor: Factor = 1.0
    """How likely an image is inverted."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = {"jax": frozenset({"bool"})}
    since = "3.9"
    stops_training_under = frozenset({"bool"})


class RandomPosterization(Image, frozen=True):
    """Leaves fewer bits of every value at random."""

    factor: Bits
    """How many bits are left, from 1 to 8; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    since = "3.8"
    passes_gradient = False
    example = {"factor": 4}


class RandomSharpness(Image, frozen=True):
    """Makes images sharper or softer at random."""

    factor: Factor
    """How much; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    runs_elsewhere = on_others(WHOLE)
    since = "3.8"
    nearest = "RandomContrast"
    stops_training_under = WHOLE_AND_BOOL
    example = {"factor": 0.5}


class RandomGaussianBlur(Image, frozen=True):
    """Blurs images at random."""

    factor: Factor = 1.0
    """How likely an image is blurred."""
    kernel_size: Annotated[int | list[int] | tuple[int, ...], _WINDOW] = 3
    """Size of the window, odd; a list of two for height and width."""
    sigma: Factor = 1.0
    """How far it blurs, at most 1; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""
    runs_elsewhere = on_others(HALVES)
    since = "3.9"
    stops_training_under = WHOLE_AND_BOOL | {"float16", "mixed_float16"}


class RandomErasing(Image, frozen=True):
    """Covers a random rectangle of images."""

    factor: Factor = 1.0
    """How likely an image is changed."""
    scale: Factor = (0.02, 0.33)
    """How large the rectangle is, as a part of the image; a list of two says from where to where."""
    fill_value: Annotated[float | list[float] | tuple[float, ...] | None, _FILL] = None
    """What it is covered with, one number or one for each of three channels; left out, noise."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(HALVES)
    since = "3.9"
    stops_training_under = WHOLE_AND_BOOL | {"float16", "mixed_float16"}
    colors = option_dependent((), lambda layer: (3,) if isinstance(layer.fill_value, tuple) else ())


class Solarization(Image, frozen=True):
    """Inverts the values above a threshold, after adding something to all; both drawn at random."""

    addition_factor: Factor = 0.0
    """How much is added at most, as a part of the range; a list of two says from where to where."""
    threshold_factor: Factor = 0.0
    """How high the threshold is at most, as a part of the range; a list of two says from where to where."""
    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    seed: Seed = None
    """Makes the draws repeatable."""

    since = "3.6"
    stops_training_under = WHOLE_AND_BOOL
    example = {"threshold_factor": 0.5}
    data_format: ClassVar[None] = None  # type: ignore[misc]
