"""LecunNormal and LecunUniform: a variance of 1 / fan-in, for selu."""

from netbuilder.vocabulary.initializers.fans import _ScaledByFans


class LecunNormal(_ScaledByFans, frozen=True):
    """Draws with a variance of 1 / fan-in, from a truncated normal distribution."""

    identifiers = ("lecun_normal",)
    family = "lecun"
    fixed = (1.0, "fan_in")


class LecunUniform(_ScaledByFans, frozen=True):
    """Draws with a variance of 1 / fan-in, from a uniform distribution."""

    identifiers = ("lecun_uniform",)
    family = "lecun"
    fixed = (1.0, "fan_in")
