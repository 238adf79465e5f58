"""x times a gate of x: gelu, silu, mish; and glu, whose gate is the other half of the channels."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import Axis, Flag


class gelu(Activation, frozen=True):
    """x times the probability that a standard normal is below x."""

    approximate: Flag = False
    """Whether the probability is approximated with tanh, which is faster."""

    scale_band = "smooth"
    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    family = "relu"
    power = 0.4252
    floor = option_dependent(-0.17, lambda self: -0.1701 if self.approximate else -0.17)
    one_sided = True


class silu(Activation, frozen=True):
    """x sigmoid(x); also called swish."""

    identifiers = ("swish",)
    scale_band = "smooth"
    family = "relu"
    power = 0.3558
    floor = -0.2785
    one_sided = True


class hard_silu(Activation, frozen=True):
    """silu with straight lines: x hard_sigmoid(x); also called hard_swish."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    since = "3.0.1"
    nearest = "silu"
    identifiers = ("hard_swish",)
    scale_band = "smooth"
    family = "relu"
    power = 0.3316
    floor = -0.375
    one_sided = True


class mish(Activation, frozen=True):
    """x tanh(softplus(x))."""

    scale_band = "smooth"
    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    family = "relu"
    power = 0.4523
    floor = -0.3089
    one_sided = True


class glu(Activation, frozen=True):
    """The first half of the channels times the sigmoid of the second half."""

    axis: Axis = -1
    """The axis that is halved."""

    since = "3.7"
    power = 0.2934
    along = option_dependent(-1, lambda self: self.axis)
    halves_channels = True
