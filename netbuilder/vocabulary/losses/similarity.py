"""Losses on the direction of vectors: CosineSimilarity, Circle."""

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import Axis, Flag, NonNegative, Number


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

    identifiers = ("circle",)
    rank = 2
    labels = "integer"
    aim = "embedding"
