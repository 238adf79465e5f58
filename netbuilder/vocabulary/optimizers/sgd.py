"""SGD, gradient descent as it is written in the books."""

from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Flag, Real
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class SGD(_GradientOptimizer, frozen=True):
    """Gradient descent, with momentum if wanted."""

    learning_rate: LearningRate = 0.01
    """How far a step goes: a number or a schedule."""
    momentum: Real = 0.0
    """How much of the last step the next one keeps: 0 for none, 0.9 usually."""
    nesterov: Flag = False
    """Whether the gradient is taken ahead of the step."""

    counts_with = (*_GradientOptimizer.counts_with, CountsWith(("nesterov",), ("momentum",)))
    identifiers = ("sgd",)
    highest_rate = 0.5
    adaptive = False
    slots = 0

    def own_slots(self) -> int:
        return int(self.momentum != 0)

    @property
    def has_momentum(self) -> bool:
        return self.momentum != 0

    @property
    def carry(self) -> float:
        return 1 / (1 - self.momentum) if 0 < self.momentum < 1 else 1.0
