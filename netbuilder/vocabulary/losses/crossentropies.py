"""The cross-entropies, and the string that becomes one of them."""

from typing import Annotated

from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import Axis, Flag, OptionalInteger, Smoothing


class BinaryCrossentropy(Loss, frozen=True):
    """For every output by itself: how far a probability is from its 0 or 1."""

    from_logits: Flag = False
    """Whether outputs are raw numbers that sigmoid still has to be applied to."""
    label_smoothing: Smoothing = 0.0
    """How far labels are moved towards one half."""
    axis: Axis = -1
    """The axis that is averaged over."""

    identifiers = ("binary_crossentropy", "bce", "BCE")
    family = "binary"
    outputs = option_dependent("fraction", lambda self: "logits" if self.from_logits else "fraction")
    labels = "zero_one"


class CategoricalCrossentropy(Loss, frozen=True):
    """How improbable the true class is; labels are one-hot."""

    from_logits: Flag = False
    """Whether outputs are raw numbers that softmax still has to be applied to."""
    label_smoothing: Smoothing = 0.0
    """How much of the true class is spread over all classes."""
    axis: Axis = -1
    """The axis of the classes."""

    identifiers = ("categorical_crossentropy",)
    family = "categorical"
    outputs = option_dependent("distribution", lambda self: "logits" if self.from_logits else "distribution")
    labels = "one_hot"


class SparseCategoricalCrossentropy(Loss, frozen=True):
    """How improbable the true class is; labels are the classes' numbers."""

    from_logits: Flag = False
    """Whether outputs are raw numbers that softmax still has to be applied to."""
    ignore_class: OptionalInteger = None
    """A class whose samples do not count, as -1 for unlabelled pixels."""
    axis: Annotated[Axis, Since("3.10")] = -1
    """The axis of the classes."""

    identifiers = ("sparse_categorical_crossentropy",)
    family = "categorical"
    outputs = option_dependent("distribution", lambda self: "logits" if self.from_logits else "distribution")
    labels = "integer"


class crossentropy(Loss, frozen=True):
    """The string that becomes binary, categorical or sparse categorical cross-entropy, by output and labels."""

    identifiers = ("ce",)
    only_bare = True
    family = "crossentropy"

    def family_for(self, units: int | None) -> str:
        return "binary" if units == 1 else "categorical"
