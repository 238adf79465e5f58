"""Variants of Adam: Adamax, Nadam, Lamb, and AdamW without a schedule."""

from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.values import Number, Whole
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer


class Adamax(_GradientOptimizer, frozen=True):
    """Adam that divides by the largest recent gradient instead of an average."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    beta_1: Number = 0.9
    """How slowly the average of the gradient moves."""
    beta_2: Number = 0.999
    """How slowly the largest gradient is forgotten."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""

    identifiers = ("adamax",)


class Nadam(_GradientOptimizer, frozen=True):
    """Adam with Nesterov's momentum."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    beta_1: Number = 0.9
    """How slowly the average of the gradient moves."""
    beta_2: Number = 0.999
    """How slowly the average of its square moves."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""

    identifiers = ("nadam",)


class Lamb(_GradientOptimizer, frozen=True):
    """Adam with every layer's step as long as its weights allow, for very large batches."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    beta_1: Number = 0.9
    """How slowly the average of the gradient moves."""
    beta_2: Number = 0.999
    """How slowly the average of its square moves."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""

    since = "3.5"
    nearest = "AdamW"
    # Keras has no string for it; known here, so that the message can say how it is written.
    identifiers = ("lamb",)
    callable_bare = False


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

    since = "3.14"
    nearest = "AdamW"
    identifiers = ("schedulefreeadamw",)
    # It works with rates up to ten times those of AdamW.
    highest_rate = 0.1
