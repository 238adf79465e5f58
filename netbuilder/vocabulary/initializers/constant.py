"""Initializers that give every weight the same value."""

from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.values import Number
from netbuilder.vocabulary.base.weights import Initializer


class Zeros(Initializer, frozen=True):
    """Every value is 0."""

    identifiers = ("zeros", "zero")
    family = "constant"

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        return 0.0


class Ones(Initializer, frozen=True):
    """Every value is 1."""

    identifiers = ("ones", "one")
    family = "constant"

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        return 0.0

    def center(self) -> float:
        return 1.0


class Constant(Initializer, frozen=True):
    """Every value is the same number."""

    value: Number = 0.0
    """The number."""

    example = {"value": 0.1}
    identifiers = ("constant",)
    # Keras looks for the value in the options, which a string does not have, and stops with a KeyError.
    callable_bare = False
    family = "constant"

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        return 0.0

    def center(self) -> float:
        return self.value
