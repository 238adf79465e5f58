"""CategoricalGeneralizedCrossEntropy, for labels of which some are wrong."""

from typing import Annotated

from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import NumberField

Between = Annotated[float, NumberField("a number above 0 and below 1", above=0, below=1)]


class CategoricalGeneralizedCrossEntropy(Loss, frozen=True):
    """Between cross-entropy and mean absolute error, labels are the classes' numbers."""

    q: Between = 0.5
    """Near 0 it is cross-entropy, near 1 the absolute error."""

    # Keras has no string for it; known here, so that the message can say how it is written.
    identifiers = ("categorical_generalized_cross_entropy",)
    callable_bare = False
    outputs = "distribution"
    labels = "integer"
    least_outputs = 2
