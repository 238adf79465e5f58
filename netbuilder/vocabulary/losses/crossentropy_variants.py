"""Cross-entropies for hard cases: few of a class (focal), or labels of which some are wrong (generalized)."""

from collections.abc import Sequence
from typing import Annotated

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.comparison import OutputCount
from netbuilder.vocabulary.base.facts import CountsWith, option_dependent
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.number_fields import Either, NumberField
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import NONNEGATIVE, Axis, Flag, Fraction, NonNegative, Smoothing

_BY_CLASS = ListOf(NONNEGATIVE, _("a list of numbers of at least 0, one a class"), least=1)
ClassWeight = Annotated[
    float | Sequence[float], Either(NONNEGATIVE, _BY_CLASS, _("a number of at least 0, or a list with one a class"))
]


class BinaryFocalCrossentropy(Loss, frozen=True):
    """Binary cross-entropy in which what is already right counts less."""

    apply_class_balancing: Flag = False
    """Whether the two classes are weighed by `alpha`."""
    alpha: Fraction = 0.25
    """Weight of class 1; class 0 has the rest to 1."""
    gamma: NonNegative = 2.0
    """How much less the easy samples count: 0 is plain cross-entropy."""
    from_logits: Flag = False
    """Whether outputs are raw numbers that sigmoid still has to be applied to."""
    label_smoothing: Smoothing = 0.0
    """How far labels are moved towards one half."""
    axis: Axis = -1
    """The axis that is averaged over."""

    strings_since = {"binary_focal_crossentropy": "3.2"}
    counts_with = (CountsWith(("alpha",), ("apply_class_balancing",)),)
    identifiers = ("binary_focal_crossentropy",)
    family = "binary"
    outputs = option_dependent("fraction", lambda self: "logits" if self.from_logits else "fraction")
    labels = "zero_one"


class CategoricalFocalCrossentropy(Loss, frozen=True):
    """Categorical cross-entropy in which what is already right counts less; labels are one-hot."""

    alpha: ClassWeight = 0.25
    """Weight of all classes, or of each."""
    gamma: NonNegative = 2.0
    """How much less the easy samples count: 0 is plain cross-entropy."""
    from_logits: Flag = False
    """Whether outputs are raw numbers that softmax still has to be applied to."""
    label_smoothing: Smoothing = 0.0
    """How much of the true class is spread over all classes."""
    axis: Axis = -1
    """The axis of the classes."""

    strings_since = {"categorical_focal_crossentropy": "3.2"}

    def output_counts(self) -> tuple[OutputCount, ...]:
        # A list of one is a number for all.
        count = len(self.alpha) if isinstance(self.alpha, Sequence) else 1
        return (OutputCount("alpha", count, count),) if count > 1 else ()

    identifiers = ("categorical_focal_crossentropy",)
    family = "categorical"
    outputs = option_dependent("distribution", lambda self: "logits" if self.from_logits else "distribution")
    labels = "one_hot"


Between = Annotated[float, NumberField(_("a number above 0 and below 1"), above=0, below=1)]


class CategoricalGeneralizedCrossEntropy(Loss, frozen=True):
    """Between cross-entropy and mean absolute error, labels are the classes' numbers."""

    q: Between = 0.5
    """Near 0 it is cross-entropy, near 1 the absolute error."""

    since = "3.10"
    nearest = "SparseCategoricalCrossentropy"
    # Keras has no string for it; known here, so that the message can say how it is written.
    identifiers = ("categorical_generalized_cross_entropy",)
    callable_bare = False
    outputs = "distribution"
    labels = "integer"
    least_outputs = 2
