"""relu with another slope or curve below 0, or with a ceiling."""

from netbuilder.vocabulary.activations.moments import exponential_power
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import FLOATS_AND_WHOLE, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import NonNegative, Positive


class relu6(Activation, frozen=True):
    """relu with a ceiling of 6."""

    runs_elsewhere = {"jax": frozenset({"bool"})}
    family = "relu"
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True
    power = 0.5
    floor = 0.0
    ceiling = 6.0
    flat_below = True
    one_sided = True
    bounded = True


class leaky_relu(Activation, frozen=True):
    """x above 0, a fraction of x below."""

    negative_slope: NonNegative = 0.2
    """Slope below 0; the layer LeakyReLU has 0.3."""

    runs_elsewhere = {"jax": frozenset({"bool"})}
    family = "relu"
    accepted = FLOATS_AND_WHOLE
    as_layer = "LeakyReLU"
    power = option_dependent(0.52, lambda self: (1 + self.negative_slope**2) / 2)


class elu(Activation, frozen=True):
    """x above 0, alpha (e^x - 1) below."""

    alpha: NonNegative = 1.0
    """How far it goes below 0."""

    scale_band = "elu"
    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    family = "relu"
    as_layer = "ELU"
    power = option_dependent(0.64495, lambda self: 0.5 + self.alpha**2 * exponential_power(1.0))
    floor = option_dependent(-1.0, lambda self: -self.alpha)
    one_sided = True


class celu(Activation, frozen=True):
    """x above 0, alpha (e^(x / alpha) - 1) below: elu with a continuous slope."""

    alpha: Positive = 1.0
    """How far it goes below 0."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    since = "3.7"
    nearest = "elu"
    scale_band = "elu"
    family = "relu"
    power = option_dependent(0.64495, lambda self: 0.5 + exponential_power(self.alpha))
    floor = option_dependent(-1.0, lambda self: -self.alpha)
    one_sided = True


class selu(Activation, frozen=True):
    """A scaled elu that keeps the signal's mean and variance, together with LeCun initialization."""

    scale_band = "elu"
    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    family = "selu"
    power = 1.0
    floor = -1.7581
    one_sided = True
