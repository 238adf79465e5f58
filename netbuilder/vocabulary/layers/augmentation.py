"""Augmentation put together from many kinds: AugMix and RandAugment."""

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import NO_SLOPE, WHOLE_AND_BOOL, on_others
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.releases import MEASURED, Note
from netbuilder.vocabulary.base.values import Count, DataFormat, Flag, Positive, Seed
from netbuilder.vocabulary.families.images import Factor, Image, Interpolation, ValueRange

_CHANGES = (
    *("RandomShear", "RandomTranslation", "RandomRotation", "Solarization", "RandomPosterization", "AutoContrast"),
    *("Equalization", "RandomBrightness", "RandomColorDegeneration", "RandomContrast", "RandomSharpness"),
)


class AugMix(Image, frozen=True):
    """Mixes every image with a few changed versions of itself."""

    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    num_chains: Count = 3
    """How many changed versions are mixed."""
    chain_depth: Count = 3
    """How many changes make one version."""
    factor: Factor = 0.3
    """How strong the changes are; a list of two says from where to where."""
    alpha: Positive = 1.0
    """How even the mixture is: the larger, the more alike are the shares."""
    all_ops: Flag = True
    """Whether brightness, contrast, colour and sharpness are changed too."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(NO_SLOPE)
    since = "3.9"
    nearest = "RandAugment"
    stops_gradient_under = NO_SLOPE
    stops_training_under = WHOLE_AND_BOOL
    makes_inside = _CHANGES
    colors = option_dependent((1, 3), lambda layer: (1, 3) if layer.all_ops else ())


class RandAugment(Image, frozen=True):
    """Applies a few changes, drawn anew for every batch, to images."""

    value_range: ValueRange = (0, 255)
    """Smallest and largest value that pixels can have."""
    num_ops: Count = 2
    """How many changes are applied one after the other."""
    factor: Factor = 0.5
    """How strong the changes are; a list of two says from where to where."""
    interpolation: Interpolation = "bilinear"
    """How pixels between pixels are found."""
    seed: Seed = None
    """Makes the draws repeatable."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = on_others(NO_SLOPE)
    since = "3.8"
    nearest = "RandomContrast"
    notes = (Note(_("the same seed draws other changes in {name}"), MEASURED, until="3.12"),)
    stops_gradient_under = NO_SLOPE
    stops_training_under = WHOLE_AND_BOOL
    makes_inside = _CHANGES
    colors = (1, 3)
