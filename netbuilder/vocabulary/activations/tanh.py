"""tanh and its kin."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import NUMBERS, WHOLE, WHOLE_AND_BOOL


class tanh(Activation, frozen=True):
    """Hyperbolic tangent: between -1 and 1."""

    scale_band = "tanh"
    family = "tanh"
    accepted = NUMBERS
    power = 0.3943
    floor = -1.0
    ceiling = 1.0
    bounded = True


class hard_tanh(Activation, frozen=True):
    """x, clipped to between -1 and 1."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL, "torch": WHOLE - {"uint8"}}
    since = "3.7"
    nearest = "tanh"
    scale_band = "tanh"
    family = "tanh"
    power = 0.5161
    floor = -1.0
    ceiling = 1.0
    bounded = True


class softsign(Activation, frozen=True):
    """x / (1 + |x|): between -1 and 1, approached slowly."""

    scale_band = "tanh"
    runs_elsewhere = {"jax": WHOLE_AND_BOOL, "torch": WHOLE}
    family = "tanh"
    power = 0.183
    floor = -1.0
    ceiling = 1.0
    bounded = True


class tanh_shrink(Activation, frozen=True):
    """x - tanh(x): flat around 0."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL, "torch": WHOLE}
    since = "3.7"
    unstable = True
    power = 0.1829
