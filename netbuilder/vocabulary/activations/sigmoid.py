"""sigmoid and its kin."""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import WHOLE, WHOLE_AND_BOOL, on_others


class sigmoid(Activation, frozen=True):
    """1 / (1 + e^-x): between 0 and 1."""

    runs_elsewhere = {"torch": WHOLE_AND_BOOL}
    family = "sigmoid"
    power = 0.2934
    floor = 0.0
    ceiling = 1.0
    keeps_logits = True
    bounded = True


class hard_sigmoid(Activation, frozen=True):
    """x / 6 + 0.5, clipped to between 0 and 1."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    family = "sigmoid"
    power = 0.2776
    floor = 0.0
    ceiling = 1.0
    bounded = True


class sparse_sigmoid(Activation, frozen=True):
    """(x + 1) / 2, clipped to between 0 and 1."""

    runs_elsewhere = on_others(WHOLE_AND_BOOL)
    since = "3.10"
    nearest = "hard_sigmoid"
    family = "sigmoid"
    power = 0.379
    floor = 0.0
    ceiling = 1.0
    bounded = True


class log_sigmoid(Activation, frozen=True):
    """log(sigmoid(x)): never above 0."""

    runs_elsewhere = {"jax": WHOLE}
    since = "3.7"
    power = 0.9213
    ceiling = 0.0
    one_sided = True
