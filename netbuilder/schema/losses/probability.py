"""Losses between distributions: Poisson, KLDivergence."""

from netbuilder.schema.training import Loss


class Poisson(Loss, frozen=True):
    """How improbable counts are under the predicted rates."""

    identifiers = ("poisson",)
    labels = "number"
    one_sided = True


class KLDivergence(Loss, frozen=True):
    """How far predicted probabilities are from the true ones."""

    identifiers = ("kl_divergence", "kld", "KLD")
    one_sided = True
