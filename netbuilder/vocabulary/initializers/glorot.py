"""GlorotNormal and GlorotUniform: a variance of 2 / (fan-in + fan-out), for tanh, sigmoid and outputs."""

from netbuilder.vocabulary.initializers.fans import _ScaledByFans


class GlorotNormal(_ScaledByFans, frozen=True):
    """Draws with a variance of 2 / (fan-in + fan-out), from a truncated normal distribution."""

    identifiers = ("glorot_normal",)
    family = "glorot"
    fixed = (1.0, "fan_avg")


class GlorotUniform(_ScaledByFans, frozen=True):
    """Draws with a variance of 2 / (fan-in + fan-out), from a uniform distribution."""

    identifiers = ("glorot_uniform",)
    family = "glorot"
    fixed = (1.0, "fan_avg")
