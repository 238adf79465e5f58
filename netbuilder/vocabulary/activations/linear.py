"""linear: no activation at all. Every network that leaves an activation out has it."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import ANYTHING


class linear(Activation, frozen=True):
    """Gives back what comes in."""

    family = "linear"
    accepted = ANYTHING
    keeps_dtype = True
    power = 1.0
