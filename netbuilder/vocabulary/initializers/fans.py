"""Initializers that scale with a kernel's fans: Glorot for tanh, sigmoid and outputs, He for relu and its kin."""

from math import prod, sqrt
from typing import Annotated, ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.values import INTEGER, Seed
from netbuilder.vocabulary.base.weights import Initializer

_AXES = ListOf(INTEGER, _("a list of axes of the kernel"), least=1)
KernelAxes = Annotated[list[int] | tuple[int, ...] | None, Nullable(_AXES)]


class _ScaledByFans(Initializer, frozen=True):
    """Draws with a variance of scale / fan, whatever the distribution."""

    seed: Seed = None
    """Makes the draw reproducible; left out, it follows from the network's seed."""
    input_axes: Annotated[KernelAxes, Since("3.15")] = None
    """Axes of the kernel that make up the fan-in; left out, Keras' own count."""
    output_axes: Annotated[KernelAxes, Since("3.15")] = None
    """Axes of the kernel that make up the fan-out; left out, Keras' own count."""

    takes_seed = True
    axes = option_dependent((0, 9), lambda self: (self._fewest_axes(), 9))

    fixed: ClassVar[tuple[float, str]] = (1.0, "fan_in")
    """Scale and the fan it is divided by."""

    @property
    def scaling(self) -> tuple[float, str]:
        """Scale and the fan it is divided by: fan_in, fan_out or fan_avg."""
        return self.fixed

    def _fewest_axes(self) -> int:
        if self.input_axes is None or self.output_axes is None:
            return 0
        named = (*self.input_axes, *self.output_axes)
        return max(int(max(-axis, axis + 1)) for axis in named)

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float | None:
        counted = self.counted(keras, shape)
        if counted is None:
            return None
        scale, mode = self.scaling
        fan = {"fan_in": counted.inputs, "fan_out": counted.outputs}.get(mode, (counted.inputs + counted.outputs) / 2)
        return sqrt(scale / max(1.0, fan))

    def counted(self, keras: Fans, shape: tuple[int, ...]) -> Fans | None:
        # None where the axes do not fit the shape, or the shape is unknown.
        if self.input_axes is None or self.output_axes is None:
            return keras
        if any(not -len(shape) <= axis < len(shape) for axis in (*self.input_axes, *self.output_axes)):
            return None
        return Fans(prod(shape[axis] for axis in self.input_axes), prod(shape[axis] for axis in self.output_axes))


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
