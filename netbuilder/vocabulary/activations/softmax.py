"""Activations that weigh the values along an axis against each other: softmax, log_softmax, sparsemax.

They have no `power`: it depends on how many values there are.
"""

from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.dtypes import HALVES, WHOLE, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.values import Axis


class softmax(Activation, frozen=True):
    """Positive numbers that sum to 1 along an axis: class probabilities."""

    axis: Axis = -1
    """The axis along which they sum to 1."""

    runs_elsewhere = {"jax": WHOLE}
    family = "softmax"
    as_layer = "Softmax"
    floor = 0.0
    ceiling = 1.0
    along = option_dependent(-1, lambda self: self.axis)
    keeps_logits = True
    bounded = True


class log_softmax(Activation, frozen=True):
    """The logarithm of softmax."""

    axis: Axis = -1
    """The axis along which the probabilities sum to 1."""

    runs_elsewhere = {"jax": WHOLE}
    ceiling = 0.0
    unstable = True
    along = option_dependent(-1, lambda self: self.axis)


class sparsemax(Activation, frozen=True):
    """Like softmax, with exact zeros for what is unlikely."""

    axis: Axis = -1
    """The axis along which they sum to 1."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL | HALVES, "torch": WHOLE | HALVES}
    since = "3.8"
    nearest = "softmax"
    stops_under = frozenset({"float16", "mixed_float16"})
    family = "softmax"
    floor = 0.0
    ceiling = 1.0
    along = option_dependent(-1, lambda self: self.axis)
    bounded = True
