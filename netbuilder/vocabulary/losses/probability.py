"""Losses of distributions and sequences: Poisson, KLDivergence, CTC."""

from netbuilder.vocabulary.base.training import Loss


class Poisson(Loss, frozen=True):
    """How improbable counts are under the predicted rates."""

    identifiers = ("poisson",)
    outputs = "positive"
    labels = "number"
    aim = "counts"
    one_sided = True


class KLDivergence(Loss, frozen=True):
    """How far predicted probabilities are from the true ones."""

    identifiers = ("kl_divergence", "kld", "KLD")
    outputs = "distribution"
    labels = "number"
    aim = "distribution"
    one_sided = True


class CTC(Loss, frozen=True):
    """How improbable a sequence of labels is, wherever along the steps they stand; class 0 is the blank."""

    since = "3.0.2"
    strings_since = {"ctc": "3.4"}
    identifiers = ("ctc",)
    rank = 3
    outputs = "logits"
    labels = "sequence"
    aim = "sequence"
    least_outputs = 2
