"""AUC, the area under a curve of ratios over all thresholds."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.comparison import OutputCount
from netbuilder.vocabulary.base.facts import CountsWith, option_dependent
from netbuilder.vocabulary.base.fields import Choice, ListOf, Nullable
from netbuilder.vocabulary.base.number_fields import listed
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import FRACTION, Flag, OptionalCount

Curve = Annotated[Literal["ROC", "PR", "PRGAIN"], Choice("ROC", "PR", "PRGAIN")]
Summation = Annotated[Literal["interpolation", "minoring", "majoring"], Choice("interpolation", "minoring", "majoring")]
Points = Annotated[int, listed(_("a whole number"), 2)]
_THRESHOLDS = Nullable(ListOf(FRACTION, _("a list of numbers from 0 to 1"), least=1))


class AUC(Metric, frozen=True):
    """Area under the curve: how probably a sample of class 1 gets a greater output than one of class 0."""

    num_thresholds: Points = 200
    """At how many points the curve is computed."""
    curve: Annotated[Curve, Since("3.11", values=("PRGAIN",))] = "ROC"
    """ROC: true over false positives; PR: precision over recall; PRGAIN: the same, scaled by chance."""
    summation_method: Summation = "interpolation"
    """How the area between two points is computed: between, from below or from above."""
    thresholds: Annotated[Sequence[float] | None, _THRESHOLDS] = None
    """The points themselves, in place of `num_thresholds`."""
    multi_label: Flag = False
    """Whether every output is a label of its own, whose areas are averaged."""
    num_labels: OptionalCount = None
    """How many labels there are, with `multi_label`."""
    from_logits: Flag = False
    """Whether outputs are raw numbers that sigmoid still has to be applied to."""

    counts_with = (CountsWith(("num_thresholds",), ("thresholds",), unless=True),)
    identifiers = ("auc",)
    family = "binary"
    rank = option_dependent(None, lambda self: 2 if self.multi_label else None)
    outputs = option_dependent("fraction", lambda self: "logits" if self.from_logits else "fraction")
    labels = "zero_one"
    by_class = option_dependent(False, lambda self: self.multi_label)

    def output_counts(self) -> tuple[OutputCount, ...]:
        return (OutputCount("num_labels", self.num_labels, self.num_labels),) if self.num_labels is not None else ()

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if self.num_labels is not None and not self.multi_label:
            raise clash("num_labels", self.num_labels, _("null unless `multi_label: true` is given"))
        if self.multi_label and self.thresholds is not None and not _even([0, *sorted(self.thresholds), 1]):
            why = _("Keras stops in fit at uneven thresholds of several labels")
            raise clash("thresholds", self.thresholds, _("evenly spaced numbers with `multi_label`"), why=why)
        return self


def _even(points: list[float]) -> bool:
    """Whether points from 0 to 1 stand at equal distances."""
    return all(abs(point - place / (len(points) - 1)) < 1e-6 for place, point in enumerate(points))
