"""Adafactor, which keeps the squares of a matrix by rows and columns."""

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Flag, Number, Positive
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class Adafactor(_GradientOptimizer, frozen=True):
    """Adam without momentum and with little memory, for very large models."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    beta_2_decay: Number = -0.8
    """Power of the step by which the averages slow down."""
    epsilon_1: Number = 1e-30
    """Added to the gradient's square."""
    epsilon_2: Number = 0.001
    """Least size of a weight that steps are scaled with."""
    clip_threshold: Positive = 1.0
    """Greatest size of a step before it is scaled."""
    relative_step: Flag = True
    """Whether a constant rate falls with the square root of the step."""

    identifiers = ("adafactor",)
    # Keras writes the product of rows and columns out: one number a weight, besides the two short vectors.
    slots = 1
