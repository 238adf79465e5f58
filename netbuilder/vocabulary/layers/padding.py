"""Zero padding and cropping: rows and columns are added around the positions, or taken away."""

from typing import Annotated, Any, ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import ANYTHING
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.number_fields import Either
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Shape, ShapeError
from netbuilder.vocabulary.base.values import WHOLE, DataFormat
from netbuilder.vocabulary.families.spatial import NAMES, Spatial

Margin = int | list[Any] | tuple[Any, ...]
"""A width for every side, one an axis, or `[before, after]` for every axis."""


def _margins(rank: int) -> Either:
    pair = ListOf(WHOLE, _("a list of before and after"), length=2)
    if rank == 1:
        return Either(WHOLE, pair, _("a whole number of at least 0, or a list of before and after"))
    expected = _("a whole number of at least 0, or a list of {rank}: a number or `[before, after]`", rank=rank)
    axis = Either(WHOLE, pair, _("a whole number of at least 0, or a list of before and after"))
    return Either(WHOLE, ListOf(axis, expected, length=rank), expected)


Margins1 = Annotated[Margin, _margins(1)]
Margins2 = Annotated[Margin, _margins(2)]
Margins3 = Annotated[Margin, _margins(3)]


class _Margin(Spatial, frozen=True):
    """What padding and cropping share."""

    drops_mask = True

    passes_signal = True
    keeps_values = True
    accepted = ANYTHING
    keeps_dtype = True
    keeps_ids = True
    example_input: ClassVar[tuple[int | None, ...]] = (6, 3)

    def sides(self, margin: Margin) -> list[tuple[int, int]]:
        """Before and after, for every axis of the positions."""
        if isinstance(margin, int):
            return [(margin, margin)] * self.rank
        if self.rank == 1:
            return [(margin[0], margin[1])]
        return [(side, side) if isinstance(side, int) else (side[0], side[1]) for side in margin]


class _ZeroPadding(_Margin, frozen=True):
    """What the three paddings share; ZeroPadding1D is one as it stands."""

    padding: Margins1 = 1
    """How many steps are added: a number, or `[before, after]`."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    def output_shape(self, shape: Shape) -> Shape:
        sides = self.sides(self.padding)
        grown = [None if size is None else size + sum(sides[axis]) for axis, size in enumerate(self.positions(shape))]
        return self.placed(shape, grown, self.channels(shape))


class ZeroPadding1D(_ZeroPadding, frozen=True):
    """Adds zeros before and after: (steps, channels) becomes (steps + 2, channels)."""

    data_format: Annotated[DataFormat, Since("3.5")] = None
    """Where the channels stand; left out, `channels_last`."""


class ZeroPadding2D(_ZeroPadding, frozen=True):
    """Adds zeros around a map: (height, width, channels) becomes (height + 2, width + 2, channels)."""

    padding: Margins2 = (1, 1)
    """How many are added: a number, one for height and width, or `[[top, bottom], [left, right]]`."""

    rank: ClassVar[int] = 2
    example_input = (6, 6, 3)


class ZeroPadding3D(_ZeroPadding, frozen=True):
    """Adds zeros around a volume: (depth, height, width, channels) grows by 2 along every axis."""

    padding: Margins3 = ((1, 1), (1, 1), (1, 1))
    """How many are added: a number, one an axis, or `[before, after]` for every axis."""

    rank: ClassVar[int] = 3
    example_input = (4, 4, 4, 3)


class _Cropping(_Margin, frozen=True):
    """What the three croppings share."""

    cropping: Margins1 = (1, 1)
    """How many steps are taken away: a number, or `[before, after]`."""

    def output_shape(self, shape: Shape) -> Shape:
        left: list[int | None] = []
        sides = self.sides(self.cropping)
        for axis, size in enumerate(self.positions(shape)):
            taken = sum(sides[axis])
            rest = None if size is None else size - taken
            if rest is not None and rest < 1:
                message = _(
                    "{self} takes {sum} away, {names} is {size} here",
                    self=type(self).__name__,
                    sum=taken,
                    names=NAMES[self.rank][axis],
                    size=size,
                )
                raise ShapeError("window", message, field="cropping")
            left.append(rest)
        return self.placed(shape, left, self.channels(shape))


class Cropping1D(_Cropping, frozen=True):
    """Takes steps away at both ends: (steps, channels) becomes (steps - 2, channels)."""

    data_format: ClassVar[None] = None  # type: ignore[misc]  # the one layer of its family without it


class Cropping2D(_Cropping, frozen=True):
    """Takes rows and columns away: (height, width, channels) becomes (less height, less width, channels)."""

    cropping: Margins2 = ((0, 0), (0, 0))
    """How many are taken away: a number, one for height and width, or `[[top, bottom], [left, right]]`."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    rank: ClassVar[int] = 2
    example_input = (6, 6, 3)


class Cropping3D(_Cropping, frozen=True):
    """Takes slices away along every axis of a (depth, height, width, channels) volume."""

    cropping: Margins3 = ((1, 1), (1, 1), (1, 1))
    """How many are taken away: a number, one an axis, or `[before, after]` for every axis."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    rank: ClassVar[int] = 3
    example_input = (4, 4, 4, 3)
