"""linear: no activation at all. Every network that leaves an activation out has it."""

from netbuilder.vocabulary.base.activation import Activation


class linear(Activation, frozen=True):
    """Gives back what comes in."""

    family = "linear"
    power = 1.0
