"""The hinge losses, shown as metrics."""

from netbuilder.vocabulary.base.training import Metric


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
