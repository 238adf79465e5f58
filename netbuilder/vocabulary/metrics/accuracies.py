"""Accuracies: how often the prediction, or one of the k likeliest, is right."""

from typing import Annotated

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import Count, Flag, Number


class Accuracy(Metric, frozen=True):
    """How often a prediction equals its label exactly; for probabilities write the string `accuracy`."""

    family = "accuracy"
    outputs = "classes"
    labels = "exact"


class BinaryAccuracy(Metric, frozen=True):
    """How often an output is on its label's side of a threshold, labels 0 and 1."""

    threshold: Number = 0.5
    """Outputs above it count as 1."""

    identifiers = ("binary_accuracy",)
    family = "accuracy"
    labels = "zero_one"
    outputs = "fraction"
    cut = option_dependent(0.5, lambda self: self.threshold)


class CategoricalAccuracy(Metric, frozen=True):
    """How often the greatest output is the true class, labels one-hot."""

    identifiers = ("categorical_accuracy",)
    family = "accuracy"
    labels = "one_hot"
    takes_greatest = True
    least_outputs = 2


class SparseCategoricalAccuracy(Metric, frozen=True):
    """How often the greatest output is the true class, labels the classes' numbers."""

    identifiers = ("sparse_categorical_accuracy",)
    family = "accuracy"
    labels = "integer"
    takes_greatest = True
    least_outputs = 2


class TopKCategoricalAccuracy(Metric, frozen=True):
    """How often the true class is among the k greatest outputs, labels one-hot."""

    k: Count = 5
    """How many of the greatest outputs count."""

    identifiers = ("top_k_categorical_accuracy",)
    family = "accuracy"
    labels = "one_hot"
    is_top_k = True
    least_outputs = option_dependent(6, lambda self: self.k + 1)
    best_of = option_dependent(5, lambda self: self.k)


class SparseTopKCategoricalAccuracy(Metric, frozen=True):
    """How often the true class is among the k greatest outputs, labels the classes' numbers."""

    k: Count = 5
    """How many of the greatest outputs count."""
    from_sorted_ids: Annotated[Flag, Since("3.7")] = False
    """Whether outputs are already the classes' numbers, the likeliest first."""

    outputs = option_dependent("any", lambda self: "classes" if self.from_sorted_ids else "any")
    identifiers = ("sparse_top_k_categorical_accuracy",)
    family = "accuracy"
    labels = "integer"
    is_top_k = True
    least_outputs = option_dependent(6, lambda self: self.k + 1)
    best_of = option_dependent(5, lambda self: self.k)
