"""RMSprop and Adadelta, which divide by a running average of the gradient's square."""

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Flag, Number
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class RMSprop(_GradientOptimizer, frozen=True):
    """Steps divided by the recent size of the gradient."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    rho: Number = 0.9
    """How slowly the average of the gradient's square moves."""
    momentum: Number = 0.0
    """How much of the last step the next one keeps."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""
    centered: Flag = False
    """Whether the gradient's variance takes the place of its square, at some cost."""

    identifiers = ("rmsprop",)
    slots = 1

    def own_slots(self) -> int:
        return 1 + (self.momentum > 0) + self.centered


class Adadelta(_GradientOptimizer, frozen=True):
    """Steps of the size of recent steps, divided by the recent size of the gradient."""

    learning_rate: LearningRate = 0.001
    """Factor of every step; the paper has 1.0."""
    rho: Number = 0.95
    """How slowly the averages move."""
    epsilon: Number = 1e-07
    """Added to both averages, so that neither is 0."""

    paper_rate = 1.0
    identifiers = ("adadelta",)
    highest_rate = 10.0
