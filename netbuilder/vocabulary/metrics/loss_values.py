"""The losses of classifiers, shown as metrics."""

from typing import Annotated

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import Axis, Flag, OptionalInteger, Smoothing


class BinaryCrossentropy(Metric, frozen=True):
    """For every output by itself: how far a probability is from its 0 or 1."""

    from_logits: Flag = False
    """Whether outputs are raw numbers that sigmoid still has to be applied to."""
    label_smoothing: Smoothing = 0
    """How far labels are moved towards one half."""

    identifiers = ("binary_crossentropy", "bce", "BCE")
    family = "crossentropy"
    outputs = option_dependent("fraction", lambda self: "logits" if self.from_logits else "fraction")
    labels = "zero_one"


class CategoricalCrossentropy(Metric, frozen=True):
    """How improbable the true class is; labels are one-hot."""

    from_logits: Flag = False
    """Whether outputs are raw numbers that softmax still has to be applied to."""
    label_smoothing: Smoothing = 0
    """How much of the true class is spread over all classes."""
    axis: Axis = -1
    """The axis of the classes."""

    identifiers = ("categorical_crossentropy",)
    family = "crossentropy"
    outputs = option_dependent("distribution", lambda self: "logits" if self.from_logits else "distribution")
    labels = "one_hot"


class SparseCategoricalCrossentropy(Metric, frozen=True):
    """How improbable the true class is; labels are the classes' numbers."""

    from_logits: Flag = False
    """Whether outputs are raw numbers that softmax still has to be applied to."""
    ignore_class: Annotated[OptionalInteger, Since("3.14")] = None
    """A class whose samples do not count."""
    axis: Axis = -1
    """The axis of the classes."""

    identifiers = ("sparse_categorical_crossentropy",)
    family = "crossentropy"
    outputs = option_dependent("distribution", lambda self: "logits" if self.from_logits else "distribution")
    labels = "integer"


class KLDivergence(Metric, frozen=True):
    """How far predicted probabilities are from the true ones."""

    identifiers = ("kl_divergence",)
    outputs = "distribution"
    labels = "number"


class Poisson(Metric, frozen=True):
    """How improbable counts are under the predicted rates."""

    identifiers = ("poisson",)
    outputs = "positive"
    labels = "number"


class Hinge(Metric, frozen=True):
    """Mean of max(1 - label x output, 0), labels -1 and 1."""

    identifiers = ("hinge",)
    labels = "minus_one_one"


class SquaredHinge(Metric, frozen=True):
    """Mean of the square of hinge, labels -1 and 1."""

    identifiers = ("squared_hinge",)
    labels = "minus_one_one"


class CategoricalHinge(Metric, frozen=True):
    """By how much the true class fails to lead by 1; labels are one-hot."""

    identifiers = ("categorical_hinge",)
    labels = "one_hot"
