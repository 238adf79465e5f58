"""STFT, which makes a convolution compute a spectrogram."""

from typing import Annotated, Literal

from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.values import Flag
from netbuilder.vocabulary.base.weights import Initializer

Side = Annotated[Literal["real", "imag"], Choice("real", "imag")]
Scaling = Annotated[Literal["density", "spectrum"] | None, Nullable(Choice("density", "spectrum"))]
WINDOWS = (
    *("barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "cosine", "exponential", "flattop"),
    *("hamming", "hann", "lanczos", "nuttall", "parzen", "taylor", "triang", "tukey"),
)
Window = Annotated[str | None, Nullable(Choice(*WINDOWS, expected="a window such as `hann` or `hamming`"))]


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

    identifiers = ("stft", "STFTInitializer")
    family = "stft"
