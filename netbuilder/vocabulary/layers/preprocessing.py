"""Rescaling, Normalization and Pipeline."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import Ids, on_others
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_fields import LayerField, inner_weights
from netbuilder.vocabulary.base.layer_roles import Adaptable, Lacking, Preprocessing, accepted_in_turn, dtype_in_turn
from netbuilder.vocabulary.base.releases import Number
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, found_axis, known_size, sample
from netbuilder.vocabulary.base.validation_errors import Problem, clash, nested
from netbuilder.vocabulary.base.values import Flag, OptionalAxes
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.arrays import Numbers, OptionalNonNegatives, OptionalNumbers, array_shape

if TYPE_CHECKING:
    _LayerLike = Layer | str | Mapping[str, Any]
else:
    _LayerLike = Any


class Rescaling(Preprocessing, frozen=True):
    """Multiplies every value and adds something: output = input x scale + offset."""

    scale: Numbers
    """What values are multiplied with, as 0.00392 for 1/255; a list has a number for every channel."""
    offset: Numbers = 0.0
    """What is added afterwards; a list has a number for every channel."""

    runs_elsewhere = on_others(frozenset({"bool"}))
    keeps_shape = True
    stops_under = frozenset({"bool"})
    example = {"scale": 0.00392}

    def output_shape(self, shape: Shape) -> Shape:
        for option, value in (("scale", self.scale), ("offset", self.offset)):
            _check_spread("Rescaling", option, array_shape(value), shape)
        return shape


def _check_spread(name: str, option: str, sizes: tuple[int, ...], shape: Shape) -> None:
    """Refuse numbers that are not one, or one for every channel."""
    for count, size in zip(reversed(sizes), (*reversed(shape[1:]), *[1] * len(sizes)), strict=False):
        if count != 1 and size is not None and count != size:
            message = _(
                "{name} has {count} numbers in `{option}`, here it gets {shape}",
                name=name,
                count=count,
                option=option,
                shape=sample(shape),
            )
            raise ShapeError("reshape", message, field=option, fix=_("one number, or one for every channel"))


class Normalization(Adaptable, frozen=True):
    """Shifts and scales values to mean 0 and variance 1: output = (input - mean) / sqrt(variance)."""

    axis: OptionalAxes = -1
    """The axes that have a mean of their own at every place, batch axis 0; null for one mean of all values."""
    mean: OptionalNumbers = None
    """The mean, a number or a list; left out, `adapt` takes it from data, and until then it is 0."""
    variance: OptionalNonNegatives = None
    """The variance, a number or a list; left out, `adapt` takes it from data, and until then it is 1."""
    invert: Flag = False
    """Whether it goes the other way, from mean 0 and variance 1 back to the data's."""

    keeps_shape = True
    stops_under = frozenset({"bool"})
    example = {"mean": 0.5, "variance": 0.1}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        axes = self._axes()
        if len(set(axes)) < len(axes):
            raise clash("axis", self.axis, _("every axis once"))
        if (self.mean is None) != (self.variance is None):
            missing = "mean" if self.mean is None else "variance"
            why = _("mean and variance are both written, or both left to `adapt`")
            raise nested([Problem("missing-option", (missing,), None, None, why=why)])
        sizes = array_shape(self.mean)
        if sizes != array_shape(self.variance):
            raise clash("variance", self.variance, _("as many numbers as `mean` has"))
        if len(sizes) > len(axes):
            raise clash(
                "mean",
                self.mean,
                _("one number") if not axes else _("a list as deep as `axis` is long, {count}", count=len(axes)),
            )
        return self

    stops_unadapted = False

    @property
    def is_adapted(self) -> bool:
        return self.mean is not None

    def output_shape(self, shape: Shape) -> Shape:
        sizes = self.kept_sizes(shape)
        for count, size in zip(reversed(array_shape(self.mean)), reversed(sizes), strict=False):
            if count not in (1, size):
                message = _(
                    "Normalization has {count} numbers in `mean`, where the axis has {size}", count=count, size=size
                )
                raise ShapeError("reshape", message, field="mean")
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        if self.is_adapted:
            return []
        state = [("mean", self.kept_sizes(shape)), ("variance", self.kept_sizes(shape)), ("count", ())]
        return [Weight(name, sizes, "state", trainable=False) for name, sizes in state]

    def _axes(self) -> tuple[int, ...]:
        if self.axis is None:
            return ()
        return (self.axis,) if isinstance(self.axis, int) else tuple(self.axis)

    def respelled(self, release: Number, shape: Shape) -> Mapping[str, Any]:
        """One number a feature: before 3.8 Keras stops at one for several."""
        if release >= (3, 8, 0):
            return {}
        sizes = self.kept_sizes(shape)
        values = {"mean": self.mean, "variance": self.variance}
        return {option: _full(sizes, value) for option, value in values.items() if isinstance(value, int | float)}

    def kept_sizes(self, shape: Shape) -> tuple[int, ...]:
        """The sizes of the axes that have means of their own."""
        axes = sorted(found_axis("Normalization", axis, shape) for axis in self._axes())
        if len(set(axes)) < len(axes):
            raise ShapeError(
                "reshape",
                _("Normalization names an axis twice, here it gets {shape}", shape=sample(shape)),
                field="axis",
            )
        return tuple(known_size(shape[axis], _("the size of axis {axis}", axis=axis), "Normalization") for axis in axes)


def _full(sizes: Sequence[int], value: float) -> Any:
    """Lists in lists of these sizes that hold one value."""
    return [_full(sizes[1:], value) for _ in range(sizes[0])] if sizes else value


def _in_a_pipeline(layer: Layer) -> tuple[str, str] | None:
    if not isinstance(layer, Preprocessing):
        return (_("preprocessing layers"), _("Pipeline is for data; put the others into the network itself"))
    if isinstance(layer, Normalization):
        return (_("preprocessing layers except Normalization"), _("Keras stops when it runs: what it built is lost"))
    return None


_LAYERS = ListOf(LayerField(_in_a_pipeline), _("a list of preprocessing layers"), least=1)


class Pipeline(Preprocessing, Lacking, frozen=True):
    """Applies preprocessing layers one after the other, as one layer."""

    layers: Annotated[Sequence[_LayerLike], _LAYERS]
    """The layers, the first one first."""

    since = "3.6"
    nearest = "Sequential"
    hides_shape = True
    lacks = ("trainable", "dtype", "activity_regularizer", "autocast")
    input_dtype = option_dependent("float32", lambda layer: layer.layers[0].input_dtype)
    example = {"layers": [{"Rescaling": {"scale": 0.00392}}, "RandomFlip"]}
    example_input = (8, 8, 3)

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        return accepted_in_turn(cast("Sequence[Layer]", self.layers), dtype, training)

    def runs_on(self, backend: str, dtype: str) -> bool:
        return any(layer.runs_on(backend, dtype) for layer in cast("Sequence[Layer]", self.layers))

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        return dtype_in_turn(cast("Sequence[Layer]", self.layers), dtype, precision)

    def output_ids(self, ids: Ids | None) -> Ids | None:
        for layer in cast("Sequence[Layer]", self.layers):
            ids = layer.output_ids(ids)
        return ids

    def output_shape(self, shape: Shape) -> Shape:
        for layer in cast("Sequence[Layer]", self.layers):
            shape = layer.output_shape(shape)
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        weights: list[Weight] = []
        for layer in cast("Sequence[Layer]", self.layers):
            weights += inner_weights(layer, layer.weights(shape))
            shape = layer.output_shape(shape)
        return weights
