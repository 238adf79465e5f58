"""CTC, the loss of speech and handwriting."""

from netbuilder.vocabulary.base.training import Loss


class CTC(Loss, frozen=True):
    """How improbable a sequence of labels is, wherever along the steps they stand; class 0 is the blank."""

    identifiers = ("ctc",)
    rank = 3
    outputs = "logits"
    labels = "sequence"
    aim = "sequence"
    least_outputs = 2
