"""Weights, and what they are drawn from and held by: initializers, regularizers, constraints."""

import math
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from netbuilder.vocabulary.base.node import Named
from netbuilder.vocabulary.base.shapes import Fans


class Weight(NamedTuple):
    """One variable of a layer."""

    name: str
    """Keras' own name of the variable, as `kernel`."""
    shape: tuple[int, ...]
    role: str
    """kernel, recurrent, bias, gain (gamma), shift (beta), embedding, state (never trained) or other."""
    initializer: str = ""
    """The option that says what it is drawn from, as `kernel_initializer`; empty where there is none."""
    trainable: bool = True
    fans: Fans | None = None
    """The true fans of a kernel, which differ from Keras' own for depthwise and transposed convolutions."""

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)


class Initializer(Named, frozen=True):
    """What the first values of a weight are drawn from."""

    kind = "initializer"
    keras_module = "initializers"

    if TYPE_CHECKING:
        seed: int | None = None

    family: ClassVar[str] = "other"
    """he, glorot, lecun, constant, random, scaling, orthogonal, identity, stft or other."""
    stops_under: ClassVar[frozenset[str]] = frozenset()
    """The dtypes of a weight that Keras cannot draw."""
    takes_seed: ClassVar[bool] = False
    """Whether it draws, and so can be given a seed."""
    axes: ClassVar[tuple[int, int]] = (0, 9)
    """The fewest and the most axes of a weight that it fills; Keras stops at others while it builds."""

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float | None:
        """The standard deviation of what it draws for a weight with these fans; `keras` are the fans Keras counts.

        `shape` is the weight's own: an orthogonal convolution kernel and `input_axes` need it, for a matrix the fans
        are enough. None where it is unknown; 0.0 where every value is the same.
        """
        return None

    def counted(self, keras: Fans, shape: tuple[int, ...]) -> Fans | None:
        """The fans that it scales by: those Keras counts off the shape, unless options name the axes."""
        return keras

    @property
    def fixed_seed(self) -> int | None:
        """The seed that the author wrote."""
        return self.seed if self.takes_seed else None

    def sibling(self, family: str) -> str:
        """The same distribution in another family, spelt as this one was: glorot_uniform -> he_uniform."""
        kind = "Uniform" if type(self).__name__.endswith("Uniform") else "Normal"
        if self.identifier is not None and self.identifier.islower():
            return f"{family}_{kind.lower()}"
        return family.capitalize() + kind

    def center(self) -> float:
        """The mean of what it draws."""
        return 0.0


class Regularizer(Named, frozen=True):
    """A penalty on a weight or an output that is added to the loss."""

    kind = "regularizer"
    keras_module = "regularizers"

    needs_matrix: ClassVar[bool] = False
    """Whether it compares rows or columns, and so takes only what has two axes."""
    stops_on: ClassVar[frozenset[str]] = frozenset()
    """The dtypes of an output, of those that are no floats, that it cannot sum up."""

    @property
    def compared_axis(self) -> int:
        """The axis of a matrix whose vectors it compares."""
        return 0

    def strengths(self) -> dict[str, float]:
        """The option names that say how strong it is, with their values."""
        return {}


class Constraint(Named, frozen=True):
    """A condition that a weight is brought back to after every update."""

    kind = "constraint"
    keras_module = "constraints"

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes of the weight along which it takes lengths."""
        return ()
