"""MelSpectrogram and STFTSpectrogram: sound into frequencies over time."""

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS, on_others
from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.layer_roles import Preprocessing
from netbuilder.vocabulary.base.number_fields import WholeField
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, known_size, window, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import (
    Count,
    DataFormat,
    Flag,
    NonNegative,
    OptionalCount,
    OptionalPositive,
    Padding,
    Positive,
)
from netbuilder.vocabulary.base.weights import Weight

# The windows of scipy that need no numbers of their own.
WINDOWS = (
    "barthann",
    "bartlett",
    "blackman",
    "blackmanharris",
    "bohman",
    "boxcar",
    "cosine",
    "exponential",
    "flattop",
    "hamming",
    "hann",
    "lanczos",
    "nuttall",
    "parzen",
    "taylor",
    "triang",
    "tukey",
)
_MODES = ("log", "magnitude", "psd", "real", "imag", "angle", "stft")


class MelSpectrogram(Preprocessing, frozen=True):
    """Sound into a mel spectrogram, as the ear hears it: (samples,) becomes (num_mel_bins, frames)."""

    fft_length: Count = 2048
    """How many samples a Fourier transform looks at."""
    sequence_stride: Count = 512
    """How many samples there are from one frame to the next."""
    sequence_length: OptionalCount = None
    """How many samples of a frame are heard; left out, `fft_length`."""
    window: Annotated[Literal["hann", "hamming"] | None, Nullable(Choice("hann", "hamming"))] = "hann"
    """How a frame fades in and out; null for not at all."""
    sampling_rate: Count = 16000
    """How many samples make a second."""
    num_mel_bins: Count = 128
    """How many frequencies come out."""
    min_freq: NonNegative = 20.0
    """The lowest frequency, in hertz."""
    max_freq: OptionalPositive = None
    """The highest frequency, in hertz; left out, half of `sampling_rate`."""
    power_to_db: Flag = True
    """Whether power is given in decibels."""
    top_db: NonNegative = 80.0
    """How many decibels below the loudest everything else is cut off."""
    mag_exp: Positive = 2.0
    """The power that magnitudes are raised to: 1 for energy, 2 for power."""
    min_power: Positive = 1e-10
    """The smallest power that is told apart, where it is given in decibels."""
    ref_power: Positive = 1.0
    """The power that is 0 decibels."""

    runs_elsewhere = on_others(frozenset({"float64"}))
    since = "3.1"
    stops_under = frozenset({"float64"})
    counts_with = (CountsWith(("top_db", "min_power", "ref_power"), ("power_to_db",)),)
    mixes_positions = True
    example_input = (16000,)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.sequence_length is not None and self.sequence_length > self.fft_length:
            raise clash(
                "sequence_length",
                self.sequence_length,
                _("at most `fft_length`, {fft_length}", fft_length=self.fft_length),
            )
        highest = self.sampling_rate / 2 if self.max_freq is None else self.max_freq
        if self.min_freq >= highest:
            raise clash(
                "min_freq", self.min_freq, _("a number below the highest frequency, {highest:g}", highest=highest)
            )
        return self

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 2:
            fix = _("`- Flatten` before it, for one channel") if len(shape) == 3 and shape[2] == 1 else ""
            raise wrong_rank("MelSpectrogram", "(samples,)", shape, fix=fix)
        return (shape[0], self.num_mel_bins, self._frames(shape[1]))

    def _frames(self, samples: int | None) -> int | None:
        if samples is None:
            return None
        half, stride = self.fft_length // 2, self.sequence_stride
        if samples <= half:
            message = _(
                "a transform of {fft_length} samples needs more than {half}, here it gets {samples}",
                fft_length=self.fft_length,
                half=half,
                samples=samples,
            )
            raise ShapeError("window", message, field="fft_length", fix=_("a smaller `fft_length`, or longer sounds"))
        announced, real = (samples + stride + 1) // stride, (samples + 2 * half - self.fft_length) // stride + 1
        if announced != real:
            why = _(
                "Keras announces {announced} frames and gives {real}, so that a Dense behind a Flatten stops in fit",
                announced=announced,
                real=real,
            )
            message = _(
                "MelSpectrogram gives {real} frames of {samples} samples, and Keras says {announced}",
                real=real,
                samples=samples,
                announced=announced,
            )
            raise ShapeError("window", message, field="sequence_stride", why=why, fix=f"`input: [{samples + 1}]`")
        return real


class STFTSpectrogram(Preprocessing, frozen=True):
    """Sound into its frequencies over time: (samples, channels) becomes (frames, frequencies x channels)."""

    mode: Annotated[
        Literal["log", "magnitude", "psd", "real", "imag", "angle", "stft"],
        Choice(*_MODES, expected=_("a mode such as `log` or `magnitude`")),
    ] = "log"
    """What comes out: log, magnitude, psd, real, imag, angle, or stft for real and imag side by side."""
    frame_length: Annotated[int, WholeField(_("a whole number of at least 2"), 2)] = 256
    """How many samples a frame has."""
    frame_step: OptionalCount = None
    """How many samples there are from one frame to the next; left out, half a frame."""
    fft_length: OptionalCount = None
    """How many samples a Fourier transform looks at; left out, the next power of two."""
    window: Annotated[str | None, Nullable(Choice(*WINDOWS, expected=_("a window such as `hann` or `hamming`")))] = (
        "hann"
    )
    """How a frame fades in and out, by its name in scipy; null for not at all."""
    periodic: Flag = False
    """Whether the window is periodic instead of symmetric."""
    scaling: Annotated[Literal["density", "spectrum"] | None, Nullable(Choice("density", "spectrum"))] = "density"
    """Whether it is scaled as a power density or a power spectrum; null for not at all."""
    padding: Padding = "valid"
    """`valid` adds nothing, `same` adds silence at both ends."""
    expand_dims: Flag = False
    """Whether channels keep an axis of their own: (frames, frequencies, channels)."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    since = "3.7"
    nearest = "MelSpectrogram"
    stops_under = frozenset({"bfloat16", "mixed_bfloat16"})
    mixes_positions = True
    accepted = FLOATS
    computes_uncast = True
    example_input = (600, 1)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        if self.frame_step is not None and self.frame_step > self.frame_length:
            raise clash(
                "frame_step",
                self.frame_step,
                _("at most `frame_length`, {frame_length}", frame_length=self.frame_length),
            )
        if self.fft_length is not None and self.fft_length < self.frame_length:
            raise clash(
                "fft_length",
                self.fft_length,
                _("at least `frame_length`, {frame_length}", frame_length=self.frame_length),
            )
        return self

    @property
    def channels_first(self) -> bool:
        return self.data_format == "channels_first"

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 3:
            takes = _("(channels, samples)") if self.channels_first else _("(samples, channels)")
            raise wrong_rank("STFTSpectrogram", takes, shape, fix=self._fix(shape))
        samples, incoming = (shape[2], shape[1]) if self.channels_first else (shape[1], shape[2])
        channels = known_size(incoming, _("how many channels come in"), "STFTSpectrogram")
        frames = self._frames(samples)
        frequencies = self._frequencies() * (2 if self.mode == "stft" else 1)
        if self.expand_dims:
            return (
                shape[0],
                *((channels, frames, frequencies) if self.channels_first else (frames, frequencies, channels)),
            )
        both = frequencies * channels
        return (shape[0], both, frames) if self.channels_first else (shape[0], frames, both)

    def weights(self, shape: Shape) -> list[Weight]:
        sizes = (self.frame_length, 1, self._frequencies())
        names = {"real": ("real_kernel",), "imag": ("imag_kernel",)}.get(self.mode, ("real_kernel", "imag_kernel"))
        return [Weight(name, sizes, "other") for name in names]

    def _frames(self, samples: int | None) -> int | None:
        if samples is None:
            return None
        frames = window(samples, self.frame_length, self.frame_step or self.frame_length // 2, self.padding)
        if frames < 1:
            message = _(
                "a frame of {frame_length} does not fit into {samples} samples",
                frame_length=self.frame_length,
                samples=samples,
            )
            fix = _("a smaller `frame_length`, or longer sounds")
            raise ShapeError("window", message, field="frame_length", fix=fix)
        return frames

    def _frequencies(self) -> int:
        return (self.fft_length or 1 << (self.frame_length - 1).bit_length()) // 2 + 1

    def _fix(self, shape: Shape) -> str:
        sizes: list[Any] = [-1 if size is None else size for size in shape[1:]]
        if len(sizes) != 1:
            return ""
        return _(
            "`- Reshape: {{target_shape: {part}}}` before it", part=[1, *sizes] if self.channels_first else [*sizes, 1]
        )
