"""Adaptive pooling: the windows are chosen so that a given number of them covers the positions."""

from typing import ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS, FLOATS_AND_WHOLE, LARGE_UNSIGNED, WHOLE, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.layer_roles import Pooling
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, sample
from netbuilder.vocabulary.base.values import DataFormat, Size1, Size2, Size3, per_axis
from netbuilder.vocabulary.families.spatial import Spatial


class _AdaptivePooling(Pooling, Spatial, frozen=True):
    """What all adaptive pooling shares."""

    output_size: Size1
    """How many steps are left."""
    data_format: DataFormat = None
    """Where the channels stand; left out, `channels_last`."""

    runs_elsewhere = {"jax": WHOLE}
    accepted = FLOATS
    example = {"output_size": 2}
    example_input: ClassVar[tuple[int | None, ...]] = (8, 3)

    def output_shape(self, shape: Shape) -> Shape:
        sizes = per_axis(self.output_size, self.rank)
        for axis, size in enumerate(self.positions(shape)):
            if sizes[axis] == 1:
                raise self._stops("`output_size: 1`", "output_size", is_global=set(sizes) == {1})
            if size == 1:
                raise self._stops(_("an axis of size 1, here it gets {shape}", shape=sample(shape)))
        return self.placed(shape, sizes, self.channels(shape))

    def _stops(self, at: str, field: str = "", is_global: bool = False) -> ShapeError:
        name = type(self).__name__
        way_out = (
            f"`{name.replace('Adaptive', 'Global')}: {{keepdims: true}}`" if is_global else _("sizes of at least 2")
        )
        why = _("Keras takes windows that are one larger than the axis, and stops at the first batch")
        return ShapeError("window", _("{name} stops at {at}", name=name, at=at), field=field, why=why, fix=way_out)


class _AdaptivePooling2D(_AdaptivePooling, frozen=True):
    output_size: Size2
    """Height and width that are left; one number for both."""

    rank: ClassVar[int] = 2
    example_input = (8, 8, 3)


class _AdaptivePooling3D(_AdaptivePooling, frozen=True):
    output_size: Size3
    """Depth, height and width that are left; one number for all."""

    rank: ClassVar[int] = 3
    example_input = (4, 4, 4, 3)


class AdaptiveMaxPooling1D(_AdaptivePooling, frozen=True):
    """Keeps the largest values of so many windows: (steps, channels) becomes (output_size, channels)."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    since = "3.13"
    nearest = "MaxPooling1D"
    stops_on = LARGE_UNSIGNED
    takes_maximum = True
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True
    keeps_ids = True


class AdaptiveMaxPooling2D(_AdaptivePooling2D, frozen=True):
    """Keeps the largest values of so many windows: (height, width, channels) becomes (output_size, channels)."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}
    since = "3.13"
    nearest = "MaxPooling2D"
    stops_on = LARGE_UNSIGNED
    takes_maximum = True
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True
    keeps_ids = True


class AdaptiveMaxPooling3D(_AdaptivePooling3D, frozen=True):
    """Keeps the largest values of so many windows: (depth, height, width, channels) becomes (output_size, channels)."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL | {"float64"}, "torch": frozenset({"float64"})}
    since = "3.13"
    nearest = "MaxPooling3D"
    stops_under = frozenset({"float64"})
    takes_maximum = True


class AdaptiveAveragePooling1D(_AdaptivePooling, frozen=True):
    """Keeps the means of so many windows: (steps, channels) becomes (output_size, channels)."""

    since = "3.13"
    nearest = "AveragePooling1D"
    keeps_values = True


class AdaptiveAveragePooling2D(_AdaptivePooling2D, frozen=True):
    """Keeps the means of so many windows: (height, width, channels) becomes (output_size, channels)."""

    since = "3.13"
    nearest = "AveragePooling2D"
    keeps_values = True


class AdaptiveAveragePooling3D(_AdaptivePooling3D, frozen=True):
    """Keeps the means of so many windows: (depth, height, width, channels) becomes (output_size, channels)."""

    since = "3.13"
    nearest = "AveragePooling3D"
    keeps_values = True
