"""Initializers that give a kernel a structure: one that keeps lengths, or one that computes a spectrogram."""

from math import prod, sqrt
from typing import Annotated, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.releases import Note
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.values import Flag, Number, Seed
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
    axes = (2, 9)
    takes_seed = True

    def spread(self, fans: Fans, keras: Fans, shape: tuple[int, ...] = ()) -> float:
        # The shorter side is filled with unit vectors of the longer side's length.
        rows, columns = (prod(shape[:-1]), shape[-1]) if shape else keras
        return abs(self.gain) / sqrt(max(rows, columns, 1))


class Identity(Initializer, frozen=True):
    """Ones on the diagonal, zeros elsewhere; for matrices only."""

    gain: Number = 1.0
    """Factor of the matrix."""

    strings_since = {"identity": "3.2.1", "IdentityInitializer": "3.7"}
    notes = (
        Note(
            _("a file with {name} does not open again"),
            "saved and opened at 3.5.0 and 3.8.0; the name that is written is known to Keras since 3.7",
            until="3.7",
            effect="stops",
            why=_("Keras writes it as `IdentityInitializer`, a name that it does not know there"),
        ),
    )
    identifiers = ("identity", "IdentityInitializer")
    family = "identity"
    axes = (2, 2)


Side = Annotated[Literal["real", "imag"], Choice("real", "imag")]
Scaling = Annotated[Literal["density", "spectrum"] | None, Nullable(Choice("density", "spectrum"))]
WINDOWS = (
    *("barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "cosine", "exponential", "flattop"),
    *("hamming", "hann", "lanczos", "nuttall", "parzen", "taylor", "triang", "tukey"),
)
Window = Annotated[str | None, Nullable(Choice(*WINDOWS, expected=_("a window such as `hann` or `hamming`")))]


class STFT(Initializer, frozen=True):
    """The fixed kernel of a short-time Fourier transform, of shape (frame, 1, frequencies)."""

    side: Side = "real"
    """Which part of the transform it computes."""
    window: Window = "hann"
    """Window that every frame is weighed with; null for none."""
    scaling: Scaling = "density"
    """What the window is divided by: null for nothing."""
    periodic: Flag = False
    """Whether the window is periodic instead of symmetric."""

    since = "3.7"
    identifiers = ("stft", "STFTInitializer")
    family = "stft"
    axes = (3, 3)
