"""Lion, which looks at the gradient's sign only."""

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Number, Positive
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class Lion(_GradientOptimizer, frozen=True):
    """Steps of one size for every weight, in the direction of the gradient's running average."""

    learning_rate: LearningRate = 0.001
    """How far a step goes, 3 to 10 times less than with Adam: a number or a schedule."""
    beta_1: Positive = 0.9
    """How much of the running average a step takes; the rest is the newest gradient."""
    beta_2: Number = 0.99
    """How slowly the running average moves."""

    identifiers = ("lion",)
    highest_rate = 0.001
    slots = 1
