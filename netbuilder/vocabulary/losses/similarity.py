"""Losses on how alike two masks or vectors are: Dice, Tversky, CosineSimilarity, Circle."""

from typing import Annotated

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import Axis, Flag, NonNegative, Number, OptionalAxes


class Dice(Loss, frozen=True):
    """1 - twice the overlap over the sum of both masks."""

    axis: Annotated[OptionalAxes, Since("3.4")] = None
    """Axes that are summed up; left out, all, the batch too."""

    since = "3.2"
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
    axis: Annotated[OptionalAxes, Since("3.8")] = None
    """Axes that are summed up; left out, all, the batch too."""

    since = "3.3"
    nearest = "Dice"
    identifiers = ("tversky",)
    outputs = "fraction"
    labels = "zero_one"
    aim = "overlap"


class CosineSimilarity(Loss, frozen=True):
    """Minus the cosine between two vectors: -1 where they point the same way."""

    axis: Axis = -1
    """The axis of the vectors."""

    identifiers = ("cosine_similarity",)
    labels = "number"
    aim = "direction"
    least_outputs = option_dependent(2, lambda self: 2 if self.axis == -1 else 1)


class Circle(Loss, frozen=True):
    """Pulls embeddings of one class together and those of others apart; labels are the classes' numbers."""

    gamma: NonNegative = 80.0
    """How hard it pulls."""
    margin: Number = 0.4
    """How near is near enough."""
    remove_diagonal: Flag = True
    """Whether an embedding is not compared with itself."""

    since = "3.7"
    identifiers = ("circle",)
    rank = 2
    labels = "integer"
    aim = "embedding"
