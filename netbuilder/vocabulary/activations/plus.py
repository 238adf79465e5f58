"""Activations that are positive everywhere: softplus, squareplus, sparse_plus, exponential."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import NUMBERS, WHOLE_AND_BOOL, on_others
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import NonNegative


class softplus(Activation, frozen=True):
    """log(1 + e^x): a smooth relu."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    family = "relu"
    power = 0.9213
    floor = 0.0
    one_sided = True


class squareplus(Activation, frozen=True):
    """(x + sqrt(x^2 + b)) / 2: a smooth relu without exponentials."""

    b: NonNegative = 4
    """How smooth it is; 0 is relu."""

    runs_elsewhere = on_others(WHOLE_AND_BOOL)
    since = "3.7"
    nearest = "softplus"
    power = option_dependent(1.5, lambda self: (2 + self.b) / 4 if self.b else 0.5)
    floor = 0.0
    one_sided = True


class sparse_plus(Activation, frozen=True):
    """0 below -1, x above 1, a parabola between."""

    runs_elsewhere = on_others(WHOLE_AND_BOOL)
    since = "3.8"
    nearest = "softplus"
    power = 0.5248
    floor = 0.0
    one_sided = True


class exponential(Activation, frozen=True):
    """e^x."""

    unstable = True
    family = "exponential"
    accepted = NUMBERS
    power = 7.3891
    floor = 0.0
    one_sided = True
