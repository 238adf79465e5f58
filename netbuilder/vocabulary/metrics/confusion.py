"""Counts of right and wrong positives and negatives, and the ratios made of them."""

from collections.abc import Sequence
from typing import Annotated

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable, Refined
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import FRACTION, Either, OptionalCount, OptionalWhole

_MANY = ListOf(FRACTION, "a list of numbers from 0 to 1", least=1)
# Keras' own check takes a list and stops at a tuple.
_LIST = Refined(_MANY, list)
_THRESHOLDS = Nullable(Either(FRACTION, _LIST, "a number from 0 to 1, or a list of them"))
Thresholds = Annotated[float | Sequence[float] | None, _THRESHOLDS]


class TruePositives(Metric, frozen=True):
    """How many outputs above the threshold have the label 1."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("true_positives",)
    family = "binary"
    takes_class_numbers = False
    by_class = False


class TrueNegatives(Metric, frozen=True):
    """How many outputs below the threshold have the label 0."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("true_negatives",)
    family = "binary"
    takes_class_numbers = False
    by_class = False


class FalsePositives(Metric, frozen=True):
    """How many outputs above the threshold have the label 0."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("false_positives",)
    family = "binary"
    takes_class_numbers = False
    by_class = False


class FalseNegatives(Metric, frozen=True):
    """How many outputs below the threshold have the label 1."""

    thresholds: Thresholds = None
    """Outputs above it count as 1; left out, 0.5. A list gives a count for each."""

    identifiers = ("false_negatives",)
    family = "binary"
    takes_class_numbers = False
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
    takes_class_numbers = False
    by_class = option_dependent(False, lambda self: self.class_id is not None or self.top_k is not None)


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
    takes_class_numbers = False
    by_class = option_dependent(False, lambda self: self.class_id is not None or self.top_k is not None)
