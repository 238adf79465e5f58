"""F-scores: precision and recall in one number."""

from typing import Annotated, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.number_fields import RealField
from netbuilder.vocabulary.base.training import Metric

Average = Annotated[Literal["micro", "macro", "weighted"] | None, Nullable(Choice("micro", "macro", "weighted"))]
_THRESHOLD = RealField(_("a number above 0 and at most 1"), above=0, at_most=1)
Threshold = Annotated[float | None, Nullable(_THRESHOLD)]


class F1Score(Metric, frozen=True):
    """Harmonic mean of precision and recall, labels one-hot or 0 and 1."""

    average: Average = None
    """How the scores of the classes become one; left out, they are shown one by one."""
    threshold: Threshold = None
    """Outputs above it count as found; left out, the greatest one does."""

    identifiers = ("f1_score",)
    rank = 2
    outputs = option_dependent("any", lambda self: "any" if self.threshold is None else "fraction")
    labels = "zero_one"
    cut = option_dependent(None, lambda self: self.threshold)
    takes_greatest = option_dependent(True, lambda self: self.threshold is None)
    least_outputs = option_dependent(2, lambda self: 2 if self.threshold is None else 1)


class FBetaScore(Metric, frozen=True):
    """Mean of precision and recall in which recall counts beta times as much."""

    average: Average = None
    """How the scores of the classes become one; left out, they are shown one by one."""
    beta: Annotated[float, RealField(_("a number above 0"), above=0)] = 1.0
    """How many times as much recall counts as precision."""
    threshold: Threshold = None
    """Outputs above it count as found; left out, the greatest one does."""

    identifiers = ("f_beta_score",)
    rank = 2
    outputs = option_dependent("any", lambda self: "any" if self.threshold is None else "fraction")
    labels = "zero_one"
    cut = option_dependent(None, lambda self: self.threshold)
    takes_greatest = option_dependent(True, lambda self: self.threshold is None)
    least_outputs = option_dependent(2, lambda self: 2 if self.threshold is None else 1)
