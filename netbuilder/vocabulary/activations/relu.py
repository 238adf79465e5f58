"""relu, the commonest activation."""

from netbuilder.vocabulary.activations.moments import below, power_between
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import FLOATS_AND_WHOLE
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import NonNegative, OptionalNonNegative


class relu(Activation, frozen=True):
    """max(x, 0), with a slope below 0, a ceiling and a threshold if wanted."""

    negative_slope: NonNegative = 0.0
    """Slope for values below the threshold."""
    max_value: OptionalNonNegative = None
    """Ceiling of the output; left out, none."""
    threshold: NonNegative = 0.0
    """Values below it are cut off."""

    def _power(self) -> float | None:
        if self.threshold:
            return None
        top = 0.5 if self.max_value is None else _power_to(self.max_value)
        return top + self.negative_slope**2 / 2

    def _floor(self) -> float | None:
        return None if self.negative_slope else 0.0

    runs_elsewhere = {"jax": frozenset({"bool"})}
    family = "relu"
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True
    as_layer = "ReLU"
    power = option_dependent(0.5, _power)
    floor = option_dependent(0.0, _floor)
    ceiling = option_dependent(None, lambda self: self.max_value)
    flat_below = option_dependent(True, lambda self: not self.negative_slope)
    one_sided = option_dependent(True, lambda self: not self.negative_slope)
    bounded = option_dependent(False, lambda self: self.max_value is not None and not self.negative_slope)


def _power_to(top: float) -> float:
    """E min(max(z, 0), top)^2."""
    return power_between(0, top) + top**2 * (1 - below(top))
