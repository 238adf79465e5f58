"""RMSprop, Adadelta and Adafactor, which divide by a running average of the gradient's square."""

from typing import Annotated

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.releases import Was
from netbuilder.vocabulary.base.values import Flag, Number, OptionalCount, Positive
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
    ema_overwrite_frequency: Annotated[OptionalCount, Was(100, "3.3")] = None
    """After how many steps the weights become their average; left out, at the end of training."""

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

    def factors_of(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        return (shape[:-1], (*shape[:-2], shape[-1])) if len(shape) >= 2 else ((), ())
