"""Activations that send what is near 0, or below a threshold, to a constant."""

from netbuilder.vocabulary.activations.moments import below, density, power_above
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import WHOLE, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.releases import Renamed
from netbuilder.vocabulary.base.values import NonNegative, Number


class soft_shrink(Activation, frozen=True):
    """x moved towards 0 by the threshold; 0 within it."""

    threshold: NonNegative = 0.5
    """How far values move."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    since = "3.7"

    def _power(self) -> float:
        t = self.threshold
        return 2 * ((1 + t**2) * (1 - below(t)) - t * density(t))

    unstable = True
    power = option_dependent(0.4193, _power)


class hard_shrink(Activation, frozen=True):
    """x outside the threshold; 0 within it."""

    threshold: NonNegative = 0.5
    """Values nearer to 0 than this become 0."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    since = "3.7"
    unstable = True
    power = option_dependent(0.9691, lambda self: 2 * power_above(self.threshold))


class threshold(Activation, frozen=True):
    """x above a threshold, a constant below."""

    threshold: Number
    """Values that are not above it are replaced."""
    default_value: Number
    """What they are replaced with."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL, "torch": WHOLE}
    since = "3.8"
    operation_renamed = Renamed("3.11", {"threshold": "threshold_value", "default_value": "value"})
    example = {"threshold": 0.5, "default_value": 0.0}
    callable_bare = False

    def _power(self) -> float | None:
        return power_above(self.threshold) + self.default_value**2 * below(self.threshold)

    def _floor(self) -> float | None:
        return min(self.threshold, self.default_value)

    power = option_dependent(None, _power)
    floor = option_dependent(None, _floor)
    one_sided = True
