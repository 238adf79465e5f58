"""Adam and AdamW."""

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Flag, NonNegative, Number
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class Adam(_GradientOptimizer, frozen=True):
    """Steps scaled by running averages of the gradient and of its square."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    beta_1: Number = 0.9
    """How slowly the average of the gradient moves."""
    beta_2: Number = 0.999
    """How slowly the average of its square moves."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""
    amsgrad: Flag = False
    """Whether the greatest average of the square so far is used."""

    identifiers = ("adam",)

    def own_slots(self) -> int:
        return 2 + self.amsgrad


class AdamW(_GradientOptimizer, frozen=True):
    """Adam with weight decay apart from the gradient."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    weight_decay: NonNegative = 0.004
    """Fraction of every weight that a step takes away, times the learning rate."""
    beta_1: Number = 0.9
    """How slowly the average of the gradient moves."""
    beta_2: Number = 0.999
    """How slowly the average of its square moves."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""
    amsgrad: Flag = False
    """Whether the greatest average of the square so far is used."""

    identifiers = ("adamw",)

    def own_slots(self) -> int:
        return 2 + self.amsgrad
