"""elu, celu and selu: x above 0, a decaying exponential below."""

from netbuilder.vocabulary.activations.moments import exponential_power
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import NonNegative, Positive


class elu(Activation, frozen=True):
    """x above 0, alpha (e^x - 1) below."""

    alpha: NonNegative = 1.0
    """How far it goes below 0."""

    scale_band = "elu"
    family = "relu"
    as_layer = "ELU"
    power = option_dependent(0.64495, lambda self: 0.5 + self.alpha**2 * exponential_power(1.0))
    floor = option_dependent(-1.0, lambda self: -self.alpha)
    one_sided = True


class celu(Activation, frozen=True):
    """x above 0, alpha (e^(x / alpha) - 1) below: elu with a continuous slope."""

    alpha: Positive = 1.0
    """How far it goes below 0."""

    scale_band = "elu"
    family = "relu"
    power = option_dependent(0.64495, lambda self: 0.5 + exponential_power(self.alpha))
    floor = option_dependent(-1.0, lambda self: -self.alpha)
    one_sided = True


class selu(Activation, frozen=True):
    """A scaled elu that keeps the signal's mean and variance, together with LeCun initialization."""

    scale_band = "elu"
    family = "selu"
    power = 1.0
    floor = -1.7581
    one_sided = True
