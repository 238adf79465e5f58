"""Initializers that draw with a spread that is written, whatever the kernel's size."""

from math import sqrt
from typing import Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import NonNegative, Number, Seed
from netbuilder.vocabulary.base.weights import Initializer

TRUNCATED = 0.87962566103423978
"""The standard deviation of a standard normal that is redrawn beyond two."""


class RandomNormal(Initializer, frozen=True):
    """Draws from a normal distribution."""

    mean: Number = 0.0
    """Mean of what is drawn."""
    stddev: NonNegative = 0.05
    """Standard deviation of what is drawn."""
    seed: Seed = None
    """Makes the draw reproducible; left out, it follows from the network's seed."""

    identifiers = ("random_normal", "normal")
    family = "random"
    takes_seed = True

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        return self.stddev

    def center(self) -> float:
        return self.mean


class TruncatedNormal(Initializer, frozen=True):
    """Draws from a normal distribution, again whatever is further than two standard deviations from the mean."""

    mean: Number = 0.0
    """Mean of what is drawn."""
    stddev: NonNegative = 0.05
    """Standard deviation before the ends are cut off; of what is drawn it is 0.88 times that."""
    seed: Seed = None
    """Makes the draw reproducible; left out, it follows from the network's seed."""

    identifiers = ("truncated_normal",)
    family = "random"
    takes_seed = True

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        return self.stddev * TRUNCATED

    def center(self) -> float:
        return self.mean


class RandomUniform(Initializer, frozen=True):
    """Draws evenly between two bounds."""

    minval: Number = -0.05
    """Lower bound."""
    maxval: Number = 0.05
    """Upper bound."""
    seed: Seed = None
    """Makes the draw reproducible; left out, it follows from the network's seed."""

    identifiers = ("random_uniform", "uniform")
    family = "random"
    takes_seed = True

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.minval > self.maxval:
            if "maxval" not in self.written:
                raise clash("minval", self.minval, _("a number of at most `maxval`, {maxval}", maxval=self.maxval))
            raise clash("maxval", self.maxval, _("a number of at least `minval`, {minval}", minval=self.minval))
        return self

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        return (self.maxval - self.minval) / sqrt(12)

    def center(self) -> float:
        return (self.minval + self.maxval) / 2
