"""Initializers that make a matrix which keeps lengths: Orthogonal and Identity."""

from math import prod, sqrt

from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.values import Number, Seed
from netbuilder.vocabulary.base.weights import Initializer


class Orthogonal(Initializer, frozen=True):
    """Draws a matrix with orthonormal rows or columns; a larger kernel is flattened to one, its last axis kept."""

    gain: Number = 1.0
    """Factor of the matrix."""
    seed: Seed = None
    """Makes the draw reproducible; left out, it follows from the network's seed."""

    stops_under = frozenset({"bfloat16"})
    identifiers = ("orthogonal", "OrthogonalInitializer")
    family = "orthogonal"
    takes_seed = True

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        # The shorter side is filled with unit vectors of the longer side's length.
        rows, columns = (prod(shape[:-1]), shape[-1]) if len(shape) > 1 else keras
        return abs(self.gain) / sqrt(max(rows, columns, 1))


class Identity(Initializer, frozen=True):
    """Ones on the diagonal, zeros elsewhere; for matrices only."""

    gain: Number = 1.0
    """Factor of the matrix."""

    identifiers = ("identity", "IdentityInitializer")
    family = "identity"
