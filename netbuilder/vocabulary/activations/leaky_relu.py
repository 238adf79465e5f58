"""leaky_relu and relu6: relu with a slope below 0, and with a ceiling."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import FLOATS_AND_WHOLE
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import Number


class relu6(Activation, frozen=True):
    """relu with a ceiling of 6."""

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

    negative_slope: Number = 0.2
    """Slope below 0; the layer LeakyReLU has 0.3."""

    family = "relu"
    accepted = FLOATS_AND_WHOLE
    as_layer = "LeakyReLU"
    power = option_dependent(0.52, lambda self: (1 + self.negative_slope**2) / 2)
