"""Adagrad and Ftrl, which divide by everything that the gradient has been."""

from typing import Annotated

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.number_fields import NumberField
from netbuilder.vocabulary.base.values import NonNegative, Number
from netbuilder.vocabulary.optimizers.gradient import _GradientOptimizer

NotPositive = Annotated[float, NumberField(_("a number of at most 0"), at_most=0)]


class Adagrad(_GradientOptimizer, frozen=True):
    """Steps that shrink for every weight by the squares of its gradients so far."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    initial_accumulator_value: NonNegative = 0.1
    """What the sum of squares begins with."""
    epsilon: Number = 1e-07
    """Added to the divisor, so that it is never 0."""

    identifiers = ("adagrad",)
    highest_rate = 1.0
    slots = 1


class Ftrl(_GradientOptimizer, frozen=True):
    """Follow the regularized leader: for wide linear models whose weights should mostly be 0."""

    learning_rate: LearningRate = 0.001
    """How far a step goes: a number or a schedule."""
    learning_rate_power: NotPositive = -0.5
    """How the rate falls: 0 keeps it as it is."""
    initial_accumulator_value: NonNegative = 0.1
    """What the sum of squares begins with."""
    l1_regularization_strength: NonNegative = 0.0
    """How strong the penalty on absolute values is."""
    l2_regularization_strength: NonNegative = 0.0
    """How strong the penalty on squares is."""
    l2_shrinkage_regularization_strength: NonNegative = 0.0
    """How strong the penalty on squares in the loss itself is."""
    beta: Number = 0.0
    """The beta of the paper."""

    identifiers = ("ftrl",)
    highest_rate = 1.0
