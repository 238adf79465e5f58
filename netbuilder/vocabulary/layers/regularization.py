"""Dropout and noise against overfitting, active in training only; and a penalty on what passes through."""

from typing import ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS, NARROW, UNCAST, WHOLE, WHOLE_AND_BOOL, on_others
from netbuilder.vocabulary.base.layer_roles import Dropping, Lacking
from netbuilder.vocabulary.base.releases import MEASURED, Note
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, sample
from netbuilder.vocabulary.base.values import DataFormat, Fraction, NoiseShape, NonNegative, Rate, Seed
from netbuilder.vocabulary.families.spatial import Spatial


class _NoisyShape(Dropping, frozen=True):
    """What both kinds of dropout with a `noise_shape` share."""

    rate: Rate
    """Fraction of the values that are dropped."""
    noise_shape: NoiseShape = None
    """Sizes of the mask, batch axis included: 1 drops along that axis together, null is the input's size."""
    seed: Seed = None
    """Makes the draws repeatable."""

    runs_elsewhere = {"torch": WHOLE_AND_BOOL}
    example = {"rate": 0.5}

    @property
    def strength(self) -> float:
        return self.rate

    def output_shape(self, shape: Shape) -> Shape:
        noise = self.noise_shape
        if noise is not None:
            self._check_noise(tuple(noise), shape)
        return shape

    def _check_noise(self, noise: Shape, shape: Shape) -> None:
        name = type(self).__name__
        if len(noise) > len(shape) or (len(noise) < len(shape) and None in noise):
            message = _(
                "{name} takes a mask with {count} axes here, `noise_shape` has {count2}",
                name=name,
                count=len(shape),
                count2=len(noise),
            )
            raise ShapeError("reshape", message, field="noise_shape", why=_("the batch axis is one of them"))
        if len(noise) == len(shape) and shape[0] is None and noise[0] not in (None, 1):
            message = _(
                "{name}: a mask for {noise} samples fits on batches of that size only", name=name, noise=noise[0]
            )
            fix = _("1 or null for the batch axis, or `batch_size: {noise}` in `input`", noise=noise[0])
            raise ShapeError("reshape", message, field="noise_shape", fix=fix)
        for size, whole in zip(reversed(noise), reversed(shape), strict=False):
            if size not in (None, 1, whole) and whole is not None:
                message = _(
                    "{name}: a mask of size {size} does not fit on {whole} in {shape}",
                    name=name,
                    size=size,
                    whole=whole,
                    shape=sample(shape),
                )
                raise ShapeError("reshape", message, field="noise_shape", fix=_("1 or null for that axis"))


class Dropout(_NoisyShape, frozen=True):
    """Sets a fraction of the values to zero in training, and scales the others up."""

    breaks_moments = True


class AlphaDropout(_NoisyShape, frozen=True):
    """Dropout for SELU: keeps mean and variance as they were."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL, "torch": WHOLE}
    since = "3.0.2"
    nearest = "Dropout"


class GaussianDropout(Dropping, frozen=True):
    """Multiplies the values by noise around 1 in training."""

    rate: Rate
    """How strong: the noise has a standard deviation of sqrt(rate / (1 - rate))."""
    seed: Seed = None
    """Makes the draws repeatable."""

    runs_elsewhere = on_others(WHOLE | {UNCAST})
    trained_on = FLOATS | {"bool"}
    stops_training_under = frozenset({"bool"})
    takes_sparse = True
    breaks_moments = True
    drops = False
    computes_uncast = False
    example = {"rate": 0.5}

    @property
    def strength(self) -> float:
        return self.rate


class GaussianNoise(Dropping, frozen=True):
    """Adds noise around 0 to the values in training."""

    stddev: Fraction
    """Standard deviation of the noise, at most 1."""
    seed: Seed = None
    """Makes the draws repeatable."""

    drops = False
    computes_uncast = False
    runs_elsewhere = on_others(WHOLE_AND_BOOL | {UNCAST})
    example = {"stddev": 0.1}

    @property
    def strength(self) -> float:
        return self.stddev


class _SpatialDropout(Dropping, Spatial, Lacking, frozen=True):
    """What the three spatial dropouts share."""

    rate: Rate
    """Fraction of the channels that are dropped."""

    breaks_moments = True
    lacks = ("trainable", "activity_regularizer", "autocast")
    runs_elsewhere = {"torch": WHOLE_AND_BOOL}
    example = {"rate": 0.5}

    @property
    def strength(self) -> float:
        return self.rate

    def output_shape(self, shape: Shape) -> Shape:
        self.positions(shape)
        return shape


class SpatialDropout1D(_SpatialDropout, frozen=True):
    """Drops whole channels of a (steps, channels) sequence in training."""

    seed: Seed = None
    """Makes the draws repeatable."""

    data_format: ClassVar[None] = None  # type: ignore[misc]  # the one layer of its family without it
    example_input = (8, 3)


class SpatialDropout2D(_SpatialDropout, frozen=True):
    """Drops whole channels of a (height, width, channels) map in training."""

    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    rank: ClassVar[int] = 2
    example_input = (8, 8, 3)


class SpatialDropout3D(_SpatialDropout, frozen=True):
    """Drops whole channels of a (depth, height, width, channels) volume in training."""

    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""
    seed: Seed = None
    """Makes the draws repeatable."""

    rank: ClassVar[int] = 3
    example_input = (4, 4, 4, 3)


class ActivityRegularization(Lacking, frozen=True):
    """Adds a penalty on the values that pass through to the loss."""

    l1: NonNegative = 0.0
    """Factor of the sum of absolute values."""
    l2: NonNegative = 0.0
    """Factor of the sum of squares."""

    notes = (
        Note(
            _("ActivityRegularization sums its penalty over the batch"),
            f"{MEASURED}; release found in the sources",
            until="3.14",
            why=_("from 3.14 on it is divided by the batch size: 32 times weaker at 32"),
        ),
    )
    lacks = ("activity_regularizer",)
    keeps_shape = True
    passes_signal = True
    keeps_values = True
    keeps_dtype = True
    keeps_ids = True

    @property
    def own_penalty_stops_on(self) -> frozenset[str]:
        return NARROW | {"bool"} if self.l1 or self.l2 else frozenset()
