"""Losses of segmentation, which measure how far two masks overlap: Dice, Tversky."""

from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import NonNegative, OptionalAxes


class Dice(Loss, frozen=True):
    """1 - twice the overlap over the sum of both masks."""

    axis: OptionalAxes = None
    """Axes that are summed up; left out, all, the batch too."""

    identifiers = ("dice",)
    outputs = "fraction"
    labels = "zero_one"
    aim = "overlap"


class Tversky(Loss, frozen=True):
    """Dice with a weight for what is found wrongly and one for what is missed."""

    alpha: NonNegative = 0.5
    """Weight of what is found wrongly."""
    beta: NonNegative = 0.5
    """Weight of what is missed."""
    axis: OptionalAxes = None
    """Axes that are summed up; left out, all, the batch too."""

    identifiers = ("tversky",)
    outputs = "fraction"
    labels = "zero_one"
    aim = "overlap"
