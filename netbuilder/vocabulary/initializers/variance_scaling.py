"""VarianceScaling, of which He, Glorot and LeCun are the well-known cases; LeCun is for selu."""

from typing import Annotated, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Choice
from netbuilder.vocabulary.base.values import Positive
from netbuilder.vocabulary.initializers.fans import _ScaledByFans

Mode = Annotated[Literal["fan_in", "fan_out", "fan_avg"], Choice("fan_in", "fan_out", "fan_avg")]
_DISTRIBUTIONS = ("truncated_normal", "untruncated_normal", "uniform", "normal")
Distribution = Annotated[str, Choice(*_DISTRIBUTIONS, expected=_("a distribution such as `uniform`"), is_lowered=True)]


class VarianceScaling(_ScaledByFans, frozen=True):
    """Draws with a variance of scale / fan."""

    scale: Positive = 1.0
    """Variance times fan: 2 is He, 1 is LeCun, or Glorot with `fan_avg`."""
    mode: Mode = "fan_in"
    """The fan that it is divided by: inputs, outputs or their average."""
    distribution: Distribution = "truncated_normal"
    """What it draws from; `normal` is the truncated one."""

    identifiers = ("variance_scaling",)
    family = "scaling"

    @property
    def scaling(self) -> tuple[float, str]:
        return (self.scale, self.mode)


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
