"""accuracy, the string: the commonest metric, so it stands alone."""

from netbuilder.vocabulary.base.training import Metric


class accuracy(Metric, frozen=True):
    """The string that becomes binary, categorical or sparse categorical accuracy, by output and labels."""

    # In `compile`, "Accuracy" is this string as well; the class is `{Accuracy: {}}`.
    identifiers = ("acc", "Accuracy")
    only_bare = True
    family = "accuracy"
    labels = "any"
    cut = 0.5
