"""ScheduleFreeAdamW, which needs no schedule."""

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Number, Whole
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class ScheduleFreeAdamW(_GradientOptimizer, frozen=True):
    """AdamW that averages its weights as it goes, in place of a learning rate that falls."""

    learning_rate: LearningRate = 0.0025
    """How far a step goes: a number or a schedule."""
    beta_1: Number = 0.9
    """How much of the average the weights are during training."""
    beta_2: Number = 0.999
    """How slowly the average of the gradient's square moves."""
    epsilon: Number = 1e-08
    """Added to the divisor, so that it is never 0."""
    warmup_steps: Whole = 0
    """Over how many steps the rate rises from 0."""

    identifiers = ("schedulefreeadamw",)
    # It works with rates up to ten times those of AdamW.
    highest_rate = 0.1
