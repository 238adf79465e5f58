"""Normalization: values are brought to a size of 1 over some axes, then scaled and shifted as training finds best."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import FLOATS, WHOLE_AND_BOOL
from netbuilder.vocabulary.base.facts import GAIN, SHIFT, CountsWith, option_dependent
from netbuilder.vocabulary.base.fields import Field, Json, Nullable, SchemaWriter, Step
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Normalizer
from netbuilder.vocabulary.base.node_fields import ConstraintLike, InitializerLike, RegularizerLike
from netbuilder.vocabulary.base.number_fields import CountOrMinusOne, as_int
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, elements, found_axis, known_size
from netbuilder.vocabulary.base.validation_errors import out_of_range, wrong_type
from netbuilder.vocabulary.base.values import NONNEGATIVE, Axes, Axis, Flag, Inertia, Positive
from netbuilder.vocabulary.base.weights import Weight

_CLIPS = "`rmax`, `rmin`, `dmax`"
_CLIPS_FIX = _("`{rmax: 3, rmin: 0.3, dmax: 5}`, say")
_GROUPS = _("a whole number, at least 1 or -1")


class _ClippingField(Field):
    """Bounds by name, between which a correction stays."""

    __slots__ = ()

    def validate(self, value: Any) -> dict[str, float]:
        if not isinstance(value, Mapping):
            raise wrong_type(_CLIPS, fix=_CLIPS_FIX)
        if not value.keys() <= {"rmax", "rmin", "dmax"}:
            raise out_of_range(_CLIPS, fix=_CLIPS_FIX)
        clips = {name: NONNEGATIVE.validate(limit) for name, limit in value.items()}
        if clips.get("rmin", 0) > clips.get("rmax", float("inf")):
            raise out_of_range("rmin <= rmax")
        return clips

    def json_schema(self, writer: SchemaWriter) -> Json:
        properties = {name: NONNEGATIVE.json_schema(writer) for name in ("rmax", "rmin", "dmax")}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def forms(self) -> list[str]:
        return [_("a mapping")]

    def child(self, step: Step) -> Field:
        return NONNEGATIVE


def _groups(value: Any) -> int:
    number = as_int(value)
    if number is None:
        raise wrong_type(_GROUPS)
    if number < 1 and number != -1:
        raise out_of_range(_GROUPS)
    return number


Clipping = Annotated[dict[str, float] | None, Nullable(_ClippingField())]
Groups = Annotated[int, CountOrMinusOne(_groups)]


class BatchNormalization(Normalizer, frozen=True):
    """Brings every channel to mean 0 and variance 1 over the batch; keeps running statistics for prediction."""

    axis: Axis = -1
    """The axis of the channels, batch axis included."""
    momentum: Inertia = 0.99
    """How much of the running statistics stays at every step."""
    epsilon: Positive = 0.001
    """Added to the variance, so that it is never 0."""
    center: Flag = True
    """Whether a trained `beta` is added."""
    scale: Flag = True
    """Whether the result is multiplied by a trained `gamma`."""
    beta_initializer: InitializerLike = "zeros"
    """Draws the (channels,) shift."""
    gamma_initializer: InitializerLike = "ones"
    """Draws the (channels,) gain."""
    moving_mean_initializer: InitializerLike = "zeros"
    """Draws the running mean."""
    moving_variance_initializer: InitializerLike = "ones"
    """Draws the running variance."""
    beta_regularizer: RegularizerLike = None
    """Penalty on the shift."""
    gamma_regularizer: RegularizerLike = None
    """Penalty on the gain."""
    beta_constraint: ConstraintLike = None
    """Condition that the shift is brought back to after every update."""
    gamma_constraint: ConstraintLike = None
    """Condition that the gain is brought back to after every update."""
    renorm: Annotated[Flag, Since("3.14")] = False
    """Whether training uses the running statistics too, for small batches."""
    renorm_clipping: Annotated[Clipping, Since("3.14")] = None
    """Limits of the correction that `renorm` makes: `rmax`, `rmin`, `dmax`."""
    renorm_momentum: Annotated[Inertia, Since("3.14")] = 0.99
    """How much of the statistics for `renorm` stays at every step."""
    synchronized: Flag = False
    """Whether the statistics are taken over all devices."""

    counts_with = (
        SHIFT,
        GAIN,
        CountsWith(("renorm_clipping", "renorm_momentum"), ("renorm",)),
        CountsWith(("momentum",), ("trainable",)),
    )
    keeps_statistics = True
    wants_channels = True
    has_shift = option_dependent(True, lambda self: self.center)

    def values_a_group(self, shape: Shape) -> int | None:
        channels = found_axis("BatchNormalization", self.axis, shape)
        return elements(tuple(size for axis, size in enumerate(shape) if axis != channels))

    def output_shape(self, shape: Shape) -> Shape:
        found_axis("BatchNormalization", self.axis, shape)
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        sizes = _sizes(self, (self.axis,), shape)
        weights = _gain_and_shift(self, sizes)
        weights.append(Weight("moving_mean", sizes, "state", "moving_mean_initializer", False))
        weights.append(Weight("moving_variance", sizes, "state", "moving_variance_initializer", False))
        if self.renorm:
            weights.append(Weight("moving_stddev", sizes, "state", "moving_variance_initializer", False))
            weights.append(Weight("renorm_mean", sizes, "state", "moving_mean_initializer", False))
            weights.append(Weight("renorm_stddev", sizes, "state", "moving_variance_initializer", False))
        return weights


class LayerNormalization(Normalizer, frozen=True):
    """Brings the features of every sample and position to mean 0 and variance 1."""

    axis: Axes = -1
    """The axis, or list of axes, to take the statistics over."""
    epsilon: Positive = 0.001
    """Added to the variance, so that it is never 0."""
    center: Flag = True
    """Whether a trained `beta` is added."""
    scale: Flag = True
    """Whether the result is multiplied by a trained `gamma`."""
    beta_initializer: InitializerLike = "zeros"
    """Draws the shift, which has the sizes of the axes."""
    gamma_initializer: InitializerLike = "ones"
    """Draws the gain, which has the sizes of the axes."""
    beta_regularizer: RegularizerLike = None
    """Penalty on the shift."""
    gamma_regularizer: RegularizerLike = None
    """Penalty on the gain."""
    beta_constraint: ConstraintLike = None
    """Condition that the shift is brought back to after every update."""
    gamma_constraint: ConstraintLike = None
    """Condition that the gain is brought back to after every update."""

    rounds_whole = True
    counts_with = (SHIFT, GAIN)
    has_shift = option_dependent(True, lambda self: self.center)

    def values_a_group(self, shape: Shape) -> int | None:
        return elements(tuple(shape[axis] for axis in _found_axes("LayerNormalization", self.axis, shape)))

    def output_shape(self, shape: Shape) -> Shape:
        _found_axes("LayerNormalization", self.axis, shape)
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        return _gain_and_shift(self, _sizes(self, _sorted(self.axis), shape))


class GroupNormalization(Normalizer, frozen=True):
    """Brings every group of channels of a sample to mean 0 and variance 1."""

    groups: Groups = 32
    """Into how many groups the channels are split; -1 makes one of every channel, 1 one of all."""
    axis: Axis = -1
    """The axis of the channels, batch axis included."""
    epsilon: Positive = 0.001
    """Added to the variance, so that it is never 0."""
    center: Flag = True
    """Whether a trained `beta` is added."""
    scale: Flag = True
    """Whether the result is multiplied by a trained `gamma`."""
    beta_initializer: InitializerLike = "zeros"
    """Draws the (channels,) shift."""
    gamma_initializer: InitializerLike = "ones"
    """Draws the (channels,) gain."""
    beta_regularizer: RegularizerLike = None
    """Penalty on the shift."""
    gamma_regularizer: RegularizerLike = None
    """Penalty on the gain."""
    beta_constraint: ConstraintLike = None
    """Condition that the shift is brought back to after every update."""
    gamma_constraint: ConstraintLike = None
    """Condition that the gain is brought back to after every update."""

    rounds_whole = True
    counts_with = (SHIFT, GAIN)
    wants_channels = True
    has_shift = option_dependent(True, lambda self: self.center)
    example = {"groups": 2}

    def values_a_group(self, shape: Shape) -> int | None:
        count = elements(shape[1:])
        channels = shape[found_axis("GroupNormalization", self.axis, shape)]
        groups = channels if self.groups == -1 else self.groups
        return count // groups if count is not None and groups else None

    def output_shape(self, shape: Shape) -> Shape:
        channels = shape[found_axis("GroupNormalization", self.axis, shape)]
        if channels is not None and channels % self.groups:
            message = _(
                "GroupNormalization cannot split {channels} channels into {groups} groups",
                channels=channels,
                groups=self.groups,
            )
            raise ShapeError("reshape", message, field="groups", fix=f"`groups: {_divisor(channels, self.groups)}`")
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        # Without gain and shift Keras needs the number of channels all the same.
        return _gain_and_shift(self, _sizes(self, (self.axis,), shape))


class RMSNormalization(Normalizer, frozen=True):
    """Divides the features of every sample and position by their root mean square."""

    axis: Axes = -1
    """The axis, or list of axes, to take the mean over: the last ones."""
    epsilon: Positive = 1e-06
    """Added to the mean square, so that it is never 0."""

    since = "3.9"
    nearest = "LayerNormalization"
    rounds_whole = True
    has_shift = False
    centers = False
    keeps_dtype = True
    drops_mask = True

    def values_a_group(self, shape: Shape) -> int | None:
        return elements(tuple(shape[axis] for axis in _found_axes("RMSNormalization", self.axis, shape)))

    def output_shape(self, shape: Shape) -> Shape:
        axes, rank = _found_axes("RMSNormalization", self.axis, shape), len(shape)
        # Keras lays the trained scale on the last axes, whichever ones were meant.
        if axes != list(range(rank - len(axes), rank)):
            message = _(
                "RMSNormalization works on the last axes, here `axis` is {written}", written=_written(self.axis)
            )
            raise ShapeError("reshape", message, field="axis", fix=_("a Permute before it, or LayerNormalization"))
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        return [Weight("scale", _sizes(self, _sorted(self.axis), shape), "gain")]


class UnitNormalization(Layer, frozen=True):
    """Divides the features of every sample and position by their length, which so becomes 1."""

    axis: Axes = -1
    """The axis, or list of axes, to take the length over."""

    runs_elsewhere = {"torch": WHOLE_AND_BOOL}
    accepted = FLOATS
    keeps_shape = True

    def values_a_group(self, shape: Shape) -> int | None:
        return elements(tuple(shape[axis] for axis in _found_axes("UnitNormalization", self.axis, shape)))

    def output_shape(self, shape: Shape) -> Shape:
        _found_axes("UnitNormalization", self.axis, shape)
        return shape


def _sorted(axis: int | Sequence[int]) -> tuple[int, ...]:
    return (axis,) if isinstance(axis, int) else tuple(sorted(axis))


def _written(axis: int | Sequence[int]) -> str:
    return str(axis if isinstance(axis, int) else list(axis))


def _found_axes(layer: str, axis: int | Sequence[int], shape: Shape) -> list[int]:
    axes = [found_axis(layer, position, shape) for position in _sorted(axis)]
    if len(set(axes)) < len(axes):
        raise ShapeError(
            "reshape", _("{layer} names one axis twice in {written}", layer=layer, written=_written(axis)), field="axis"
        )
    return axes


def _sizes(layer: Layer, axes: Sequence[int], shape: Shape) -> tuple[int, ...]:
    name = type(layer).__name__
    sizes = []
    for axis in axes:
        place = found_axis(name, axis, shape)
        if place == 0 and shape[0] is None:
            raise ShapeError(
                "reshape", _("{name} works on axis 0, which is the batch", name=name), field="axis", fix="`axis: -1`"
            )
        sizes.append(known_size(shape[place], _("the size of axis {axis}", axis=axis), name, field="axis"))
    return tuple(sizes)


def _gain_and_shift(
    layer: BatchNormalization | LayerNormalization | GroupNormalization, sizes: tuple[int, ...]
) -> list[Weight]:
    weights = []
    if layer.scale:
        weights.append(Weight("gamma", sizes, "gain", "gamma_initializer"))
    if layer.center:
        weights.append(Weight("beta", sizes, "shift", "beta_initializer"))
    return weights


def _divisor(channels: int, groups: int) -> int:
    """The number of groups nearest below the one wanted that divides the channels."""
    return next(count for count in range(min(groups, channels), 0, -1) if channels % count == 0)
