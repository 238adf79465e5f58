"""HeNormal and HeUniform: a variance of 2 / fan-in, for relu and its kin."""

from netbuilder.vocabulary.initializers.fans import _ScaledByFans


class HeNormal(_ScaledByFans, frozen=True):
    """Draws with a variance of 2 / fan-in, from a truncated normal distribution."""

    identifiers = ("he_normal",)
    family = "he"
    fixed = (2.0, "fan_in")


class HeUniform(_ScaledByFans, frozen=True):
    """Draws with a variance of 2 / fan-in, from a uniform distribution."""

    identifiers = ("he_uniform",)
    family = "he"
    fixed = (2.0, "fan_in")
