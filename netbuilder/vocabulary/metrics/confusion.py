"""Counts of right and wrong positives and negatives, and the ratios made of them."""

from collections.abc import Sequence
from typing import Annotated, Any

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.comparison import OutputCount, class_index
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable, Refined
from netbuilder.vocabulary.base.number_fields import Either
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import FRACTION, OptionalCount, OptionalWhole

_MANY = ListOf(FRACTION, _("a list of numbers from 0 to 1"), least=1)
# Keras' own check takes a list and stops at a tuple.
_LIST = Refined(_MANY, list)
_THRESHOLDS = Nullable(Either(FRACTION, _LIST, _("a number from 0 to 1, or a list of them")))
Thresholds = Annotated[float | Sequence[float] | None, _THRESHOLDS]


def _threshold(metric: Any) -> float | None:
    """The one number that outputs are compared with; None where there are several, or the k greatest count."""
    if getattr(metric, "top_k", None) is not None:
        return None
    thresholds = 0.5 if metric.thresholds is None else metric.thresholds
    return thresholds if isinstance(thresholds, int | float) else None


def _best(top_k: int | None) -> tuple[OutputCount, ...]:
    """Of k outputs the k greatest are all: one more is needed."""
    return () if top_k is None else (OutputCount("top_k", top_k + 1, None),)


class TruePositives(Metric, frozen=True):
    """How many outputs above the threshold have the label 1."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("true_positives",)
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, _threshold)
    by_class = False


class TrueNegatives(Metric, frozen=True):
    """How many outputs below the threshold have the label 0."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("true_negatives",)
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, _threshold)
    by_class = False


class FalsePositives(Metric, frozen=True):
    """How many outputs above the threshold have the label 0."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("false_positives",)
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, _threshold)
    by_class = False


class FalseNegatives(Metric, frozen=True):
    """How many outputs below the threshold have the label 1."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("false_negatives",)
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, _threshold)
    by_class = False


class Precision(Metric, frozen=True):
    """Which fraction of what is found is right."""

    thresholds: Thresholds = None
    """Outputs above it count as found; left out, 0.5. A list gives a value for each."""
    top_k: OptionalCount = None
    """Counts the k greatest outputs of a sample as found."""
    class_id: OptionalWhole = None
    """Looks at one class only."""

    identifiers = ("precision",)
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, _threshold)
    by_class = option_dependent(False, lambda self: self.class_id is not None or self.top_k is not None)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return (*class_index(self.class_id), *_best(self.top_k))


class Recall(Metric, frozen=True):
    """Which fraction of what is there is found."""

    thresholds: Thresholds = None
    """Outputs above it count as found; left out, 0.5. A list gives a value for each."""
    top_k: OptionalCount = None
    """Counts the k greatest outputs of a sample as found."""
    class_id: OptionalWhole = None
    """Looks at one class only."""

    identifiers = ("recall",)
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, _threshold)
    by_class = option_dependent(False, lambda self: self.class_id is not None or self.top_k is not None)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return (*class_index(self.class_id), *_best(self.top_k))
