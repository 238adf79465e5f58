"""Metrics that compare directions and correlations."""

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import Axis


class CosineSimilarity(Metric, frozen=True):
    """Cosine between prediction and label: 1 where they point the same way."""

    axis: Axis = -1
    """The axis of the vectors."""

    identifiers = ("cosine_similarity",)
    family = "regression"
    labels = "number"
    least_outputs = option_dependent(2, lambda self: 2 if self.axis == -1 else 1)


class PearsonCorrelation(Metric, frozen=True):
    """Correlation between predictions and labels."""

    axis: Axis = -1
    """The axis along which it is computed."""

    since = "3.7"
    identifiers = ("pearson_correlation",)
    family = "regression"
    labels = "number"
    least_outputs = option_dependent(2, lambda self: 2 if self.axis == -1 else 1)


class ConcordanceCorrelation(Metric, frozen=True):
    """Correlation that also asks for the same mean and spread."""

    axis: Axis = -1
    """The axis along which it is computed."""

    since = "3.7"
    identifiers = ("concordance_correlation",)
    family = "regression"
    labels = "number"
    least_outputs = option_dependent(2, lambda self: 2 if self.axis == -1 else 1)
