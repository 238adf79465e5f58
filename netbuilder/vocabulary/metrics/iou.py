"""Intersection over union: how far predicted and true regions overlap."""

from collections.abc import Sequence
from typing import Annotated, Any, Self, TypeVar

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.comparison import OutputCount, Outputs
from netbuilder.vocabulary.base.facts import CountsWith, option_dependent
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.number_fields import WholeField
from netbuilder.vocabulary.base.releases import MEASURED, Note
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import WHOLE, Axis, Flag, Number, OptionalInteger

Classes = Annotated[Sequence[int], ListOf(WHOLE, _("a list of class numbers, as `[0, 1]`"), least=1)]
ClassCount = Annotated[int, WholeField(_("a whole number from 1 to 10000"), 1, 10_000)]
"""Keras keeps a table of classes by classes."""
_SIDES = ListOf(WholeField(_("0 or 1"), 0, 1), _("a list of 0, 1 or both"), least=1)


def _outputs(metric: Any) -> Outputs:
    return "classes" if metric.sparse_y_pred else "any"


def _least(metric: Any) -> int:
    """The greatest of one output is always that one."""
    return 1 if metric.sparse_y_pred else 2


def _counts(metric: Any) -> tuple[OutputCount, ...]:
    """As many outputs as classes, where the greatest output is the class."""
    return () if metric.sparse_y_pred else (OutputCount("num_classes", metric.num_classes, metric.num_classes),)


_NOTES = (
    Note(
        _("{name} cuts off the fractions of sample weights"),
        f"{MEASURED}; release found in the sources",
        since="3.8",
        weighted_only=True,
        why=_("it counts in int64: weights of 0.4 count as 0, and 1.5 as 1"),
    ),
)


class IoU(Metric, frozen=True):
    """Mean overlap of some classes, predictions and labels the classes' numbers."""

    num_classes: ClassCount
    """How many classes there are."""
    target_class_ids: Classes
    """The classes that are looked at."""
    ignore_class: OptionalInteger = None
    """A class whose places do not count."""
    sparse_y_true: Flag = True
    """Whether labels are the classes' numbers, not one-hot."""
    sparse_y_pred: Flag = True
    """Whether predictions are the classes' numbers, not one number for every class."""
    axis: Axis = -1
    """The axis of the classes."""

    counts_with = (CountsWith(("axis",), ("sparse_y_true", "sparse_y_pred"), values=(False,)),)
    example = {"num_classes": 2, "target_class_ids": [0]}
    notes = _NOTES
    identifiers = ("io_u",)
    callable_bare = False
    family = "segmentation"
    outputs = option_dependent("classes", _outputs)
    labels = option_dependent("integer", lambda self: "integer" if self.sparse_y_true else "one_hot")
    takes_greatest = option_dependent(False, lambda self: not self.sparse_y_pred)
    least_outputs = option_dependent(1, _least)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return _counts(self)

    @model_validator(mode="after")
    def _among(self) -> Self:
        return _existing(self)


class BinaryIoU(Metric, frozen=True):
    """Overlap of two classes that a threshold tells apart."""

    target_class_ids: Annotated[Sequence[int], _SIDES] = (0, 1)
    """Which of the two sides are looked at."""
    threshold: Number = 0.5
    """Outputs from it on count as 1."""

    notes = _NOTES
    identifiers = ("binary_io_u",)
    family = "segmentation"
    outputs = "fraction"
    labels = "zero_one"
    cut = option_dependent(0.5, lambda self: self.threshold)


class MeanIoU(Metric, frozen=True):
    """Mean overlap of all classes, predictions and labels the classes' numbers."""

    num_classes: ClassCount
    """How many classes there are."""
    ignore_class: OptionalInteger = None
    """A class whose places do not count."""
    sparse_y_true: Flag = True
    """Whether labels are the classes' numbers, not one-hot."""
    sparse_y_pred: Flag = True
    """Whether predictions are the classes' numbers, not one number for every class."""
    axis: Axis = -1
    """The axis of the classes."""

    counts_with = (CountsWith(("axis",), ("sparse_y_true", "sparse_y_pred"), values=(False,)),)
    example = {"num_classes": 2}
    notes = _NOTES
    identifiers = ("mean_io_u",)
    callable_bare = False
    family = "segmentation"
    outputs = option_dependent("classes", _outputs)
    labels = option_dependent("integer", lambda self: "integer" if self.sparse_y_true else "one_hot")
    takes_greatest = option_dependent(False, lambda self: not self.sparse_y_pred)
    least_outputs = option_dependent(1, _least)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return _counts(self)


class OneHotIoU(Metric, frozen=True):
    """Mean overlap of some classes, labels one-hot and one number for every class predicted."""

    num_classes: ClassCount
    """How many classes there are."""
    target_class_ids: Classes
    """The classes that are looked at."""
    ignore_class: OptionalInteger = None
    """A class whose places do not count."""
    sparse_y_pred: Flag = False
    """Whether predictions are the classes' numbers."""
    axis: Axis = -1
    """The axis of the classes."""

    example = {"num_classes": 2, "target_class_ids": [0]}
    notes = _NOTES
    identifiers = ("one_hot_io_u",)
    callable_bare = False
    family = "segmentation"
    outputs = option_dependent("any", _outputs)
    labels = "one_hot"
    takes_greatest = option_dependent(True, lambda self: not self.sparse_y_pred)
    least_outputs = option_dependent(2, _least)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return _counts(self)

    @model_validator(mode="after")
    def _among(self) -> Self:
        return _existing(self)


class OneHotMeanIoU(Metric, frozen=True):
    """Mean overlap of all classes, labels one-hot and one number for every class predicted."""

    num_classes: ClassCount
    """How many classes there are."""
    ignore_class: OptionalInteger = None
    """A class whose places do not count."""
    sparse_y_pred: Flag = False
    """Whether predictions are the classes' numbers."""
    axis: Axis = -1
    """The axis of the classes."""

    example = {"num_classes": 2}
    notes = _NOTES
    identifiers = ("one_hot_mean_io_u",)
    callable_bare = False
    family = "segmentation"
    outputs = option_dependent("any", _outputs)
    labels = "one_hot"
    takes_greatest = option_dependent(True, lambda self: not self.sparse_y_pred)
    least_outputs = option_dependent(2, _least)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return _counts(self)


_M = TypeVar("_M", bound="IoU | OneHotIoU")


def _existing(metric: _M) -> _M:
    """The metric, if the classes it looks at are there."""
    if max(metric.target_class_ids) >= metric.num_classes:
        classes = _("classes below `num_classes`, {num_classes}", num_classes=metric.num_classes)
        raise clash("target_class_ids", metric.target_class_ids, classes)
    return metric
