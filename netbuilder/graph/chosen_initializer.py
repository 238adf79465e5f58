"""Which family a kernel's initializer is of where it is left out: He for the ReLU family, LeCun for SELU, else Glorot.

The choice follows a kernel's effective activation, behind normalization too: there the scale hardly matters, and one
answer an activation is easier to remember than two. Builder and rules ask here, so that NB205 judges what is built.
"""

from typing import NamedTuple

from netbuilder.graph.scale import keras_fans
from netbuilder.vocabulary.base.weights import Weight


class Family(NamedTuple):
    """A family of initializers, as the class that Keras has and as the VarianceScaling that it stands for."""

    name: str
    cls: str
    scale: float
    mode: str
    distribution: str
    code: str
    """The code of the rule that asks for it; `keras` for Keras' own default."""


HE = Family("He", "HeNormal", 2.0, "fan_in", "truncated_normal", "NB201")
LECUN = Family("LeCun", "LecunNormal", 1.0, "fan_in", "truncated_normal", "NB204")
GLOROT = Family("Glorot", "GlorotUniform", 1.0, "fan_avg", "uniform", "keras")


def chosen_family(activation: str) -> Family:
    """The family for a kernel that meets an activation of that family; `unknown` keeps Keras' default."""
    return {"relu": HE, "selu": LECUN}.get(activation, GLOROT)


def chosen_s2(weight: Weight, activation: str, *, auto: bool) -> float | None:
    """The s2 of a kernel whose initializer is left out; without `auto` it is Keras' default, by Keras' own fans."""
    if weight.fans is None:
        return None
    family = chosen_family(activation) if auto else GLOROT
    if family.mode == "fan_in":
        return family.scale
    fans = weight.fans if auto else keras_fans(weight.shape)
    return 2 * family.scale * weight.fans.inputs / (fans.inputs + fans.outputs)
