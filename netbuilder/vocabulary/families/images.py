"""What layers on images share: the shape they take, and how strong the changes are that they draw."""

from typing import Annotated, ClassVar, Literal

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import Choice, ListOf, Nullable, Refined
from netbuilder.vocabulary.base.layer_roles import Preprocessing
from netbuilder.vocabulary.base.number_fields import Either, NumberField, WholeField
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, wrong_rank
from netbuilder.vocabulary.base.validation_errors import out_of_range
from netbuilder.vocabulary.base.values import NUMBER, Count
from netbuilder.vocabulary.families.spatial import Spatial, layout


class Image(Preprocessing, Spatial, frozen=True):
    """A layer that takes images, (height, width, channels), and gives images of the same size."""

    rank: ClassVar[int] = 2
    colors: ClassVar[tuple[int, ...]] = ()
    """How many channels an image may have; empty where it does not matter."""
    keeps_shape = True
    example_input = (8, 8, 3)

    def output_shape(self, shape: Shape) -> Shape:
        self.positions(shape)
        channels = self.channels(shape)
        if self.colors and channels is not None and channels not in self.colors:
            takes = "3 channels" if self.colors == (3,) else _("1 or 3 channels")
            message = _(
                "{self} takes images of {takes}, here they have {channels}",
                self=type(self).__name__,
                takes=takes,
                channels=channels,
            )
            raise ShapeError("reshape", message, why=_("it works on red, green and blue"))
        return shape

    def _wrong_rank(self, shape: Shape) -> ShapeError:
        if len(shape) != 5:
            return super()._wrong_rank(shape)
        name = type(self).__name__
        fix = f"`- TimeDistributed: {{layer: {{{name}: ...}}}}`"
        return wrong_rank(name, layout(2, self.data_format), shape, why=_("a video is many images"), fix=fix)


class SizedImage(Image, frozen=True):
    """A layer that gives images of a fixed size."""

    height: Count
    """Height of the images that come out."""
    width: Count
    """Width of the images that come out."""

    keeps_shape = False
    passes_signal = True
    keeps_values = True
    example = {"height": 4, "width": 6}

    def output_shape(self, shape: Shape) -> Shape:
        self.positions(shape)
        return self.placed(shape, (self.height, self.width), self.channels(shape))


class Moving(Image, frozen=True):
    """A layer that moves pixels: what comes out is what went in, elsewhere or interpolated."""

    passes_signal = True
    keeps_values = True


def factor(low: float, high: float, *, above: bool = False) -> Either:
    """A number between two bounds, or a list of two to draw between; `above` leaves the lower bound out."""
    bounds = f"{low:g} < number <= {high:g}" if above else _("a number from {low:g} to {high:g}", low=low, high=high)
    expected = _("{bounds}, or a list of two", bounds=bounds)
    least, over = (None, low) if above else (low, None)
    alone = NumberField(expected, at_least=least, above=over, at_most=high)
    bound = NumberField(bounds, at_least=least, above=over, at_most=high)
    return Either(alone, ListOf(bound, expected, length=2), expected)


def _value_range(pair: tuple[float, float]) -> tuple[float, float]:
    low, high = pair
    if low >= high:
        raise out_of_range(_RANGE)
    return pair


_RANGE = _("a range as `[0, 255]`")
_PAIR = ListOf(NUMBER, _RANGE, length=2)
_BITS = _("a whole number from 1 to 8, or a list of two")

Span = float | list[float] | tuple[float, ...]
Factor = Annotated[Span, factor(0, 1)]
OptionalFactor = Annotated[Span | None, Nullable(factor(0, 1))]
SignedFactor = Annotated[Span, factor(-1, 1)]
OptionalSignedFactor = Annotated[Span | None, Nullable(factor(-1, 1))]
ZoomFactor = Annotated[Span, factor(-1, 1, above=True)]
OptionalZoomFactor = Annotated[Span | None, Nullable(factor(-1, 1, above=True))]
Bits = Annotated[
    int | list[int] | tuple[int, ...],
    Either(WholeField(_BITS, 1, 8), ListOf(WholeField(_("a whole number from 1 to 8"), 1, 8), _BITS, length=2), _BITS),
]
ValueRange = Annotated[list[float] | tuple[float, ...], Refined(_PAIR, _value_range)]
Interpolation = Annotated[Literal["nearest", "bilinear"], Choice("nearest", "bilinear")]
FillMode = Annotated[
    Literal["reflect", "wrap", "constant", "nearest"], Choice("reflect", "wrap", "constant", "nearest")
]
