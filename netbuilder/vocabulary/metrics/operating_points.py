"""One ratio at the threshold where another one reaches a given value."""

from netbuilder.vocabulary.base.comparison import OutputCount, class_index
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import Fraction, ListedCount, OptionalWhole


class SensitivityAtSpecificity(Metric, frozen=True):
    """Best sensitivity among the thresholds that reach a specificity."""

    specificity: Fraction
    """The specificity to reach."""
    num_thresholds: ListedCount = 200
    """How many thresholds are tried."""
    class_id: OptionalWhole = None
    """Looks at one class only."""

    example = {"specificity": 0.5}
    identifiers = ("sensitivity_at_specificity",)
    callable_bare = False
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    by_class = option_dependent(False, lambda self: self.class_id is not None)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return class_index(self.class_id)


class SpecificityAtSensitivity(Metric, frozen=True):
    """Best specificity among the thresholds that reach a sensitivity."""

    sensitivity: Fraction
    """The sensitivity to reach."""
    num_thresholds: ListedCount = 200
    """How many thresholds are tried."""
    class_id: OptionalWhole = None
    """Looks at one class only."""

    example = {"sensitivity": 0.5}
    identifiers = ("specificity_at_sensitivity",)
    callable_bare = False
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    by_class = option_dependent(False, lambda self: self.class_id is not None)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return class_index(self.class_id)


class PrecisionAtRecall(Metric, frozen=True):
    """Best precision among the thresholds that reach a recall."""

    recall: Fraction
    """The recall to reach."""
    num_thresholds: ListedCount = 200
    """How many thresholds are tried."""
    class_id: OptionalWhole = None
    """Looks at one class only."""

    example = {"recall": 0.5}
    identifiers = ("precision_at_recall",)
    callable_bare = False
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    by_class = option_dependent(False, lambda self: self.class_id is not None)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return class_index(self.class_id)


class RecallAtPrecision(Metric, frozen=True):
    """Best recall among the thresholds that reach a precision."""

    precision: Fraction
    """The precision to reach."""
    num_thresholds: ListedCount = 200
    """How many thresholds are tried."""
    class_id: OptionalWhole = None
    """Looks at one class only."""

    example = {"precision": 0.5}
    identifiers = ("recall_at_precision",)
    callable_bare = False
    family = "binary"
    outputs = "fraction"
    labels = "zero_one"
    by_class = option_dependent(False, lambda self: self.class_id is not None)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return class_index(self.class_id)
