"""Accuracies that ask whether the true class is among the k greatest outputs."""

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import Count, Flag


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
    from_sorted_ids: Flag = False
    """Whether outputs are already the classes' numbers, the likeliest first."""

    outputs = option_dependent("any", lambda self: "classes" if self.from_sorted_ids else "any")
    identifiers = ("sparse_top_k_categorical_accuracy",)
    family = "accuracy"
    labels = "integer"
    is_top_k = True
    least_outputs = option_dependent(6, lambda self: self.k + 1)
    best_of = option_dependent(5, lambda self: self.k)
