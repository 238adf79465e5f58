"""Hinge losses: right by a margin is right enough."""

from netbuilder.vocabulary.base.training import Loss


class Hinge(Loss, frozen=True):
    """max(1 - label x output, 0), labels -1 and 1."""

    identifiers = ("hinge",)
    labels = "minus_one_one"
    aim = "margin"


class SquaredHinge(Loss, frozen=True):
    """The square of hinge, labels -1 and 1."""

    identifiers = ("squared_hinge",)
    labels = "minus_one_one"
    aim = "margin"


class CategoricalHinge(Loss, frozen=True):
    """The true class should lead by 1; labels are one-hot."""

    identifiers = ("categorical_hinge",)
    labels = "one_hot"
    aim = "margin"
