"""Activations as layers of their own: Activation, ReLU, LeakyReLU, PReLU, ELU, Softmax."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.activation import Activation as Function
from netbuilder.vocabulary.base.dtypes import FLOATS_AND_WHOLE, UNCAST, WHOLE, WHOLE_AND_BOOL, kind_of, on_others
from netbuilder.vocabulary.base.facts import option_dependent
from netbuilder.vocabulary.base.fields import ListOf, Nullable
from netbuilder.vocabulary.base.layer import MOST_SOFTMAX_AXES, Layer
from netbuilder.vocabulary.base.layer_fields import check_penalty_is_written
from netbuilder.vocabulary.base.layer_roles import ActivationLayer
from netbuilder.vocabulary.base.node_fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    activated,
    activation,
    initializer,
)
from netbuilder.vocabulary.base.number_fields import COUNT, Either
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, found_axis, known_size, sample
from netbuilder.vocabulary.base.values import Axes, FloatDtype, NonNegative, OptionalNonNegative
from netbuilder.vocabulary.base.weights import Weight

if TYPE_CHECKING:
    from netbuilder.vocabulary.activations.softmax import softmax
    from netbuilder.vocabulary.base.layer import Layer

_AXES = _("an axis, or a list of axes, from 1 up")
SharedAxes = Annotated[int | list[int] | tuple[int, ...] | None, Nullable(Either(COUNT, ListOf(COUNT, _AXES), _AXES))]


class Activation(ActivationLayer, frozen=True):
    """Applies a function to every value."""

    activation: ActivationLike
    """The function, as `relu`; null is `linear`."""

    keeps_shape = option_dependent(True, lambda self: not _halves(self.nonlinearity))
    example = {"activation": "relu"}

    @property
    def nonlinearity(self) -> "Function | Layer":
        return activation(self.activation)

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        function = self.nonlinearity
        return function.accepts(dtype) if isinstance(function, Layer) else kind_of(dtype) in function.accepted

    def runs_on(self, backend: str, dtype: str) -> bool:
        return self.nonlinearity.runs_on(backend, dtype)

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        function = self.nonlinearity
        return dtype if function.keeps_dtype and "float" not in dtype else super().output_dtype(dtype, precision)

    @property
    def softmax_axis(self) -> int:
        function = self.nonlinearity
        if isinstance(function, ActivationLayer):
            return function.softmax_axis
        if isinstance(function, Function) and function.family == "softmax":
            return cast("softmax", function).axis
        return -1

    def output_shape(self, shape: Shape) -> Shape:
        return activated(self.activation, shape)


@remembered
def _function(name: str, **options: float | None) -> "Function | Layer":
    """The function that a layer applies; rules ask for it again and again."""
    return activation({name: options})


def _halves(function: "Function | Layer") -> bool:
    return isinstance(function, Function) and function.halves_channels


class ReLU(ActivationLayer, frozen=True):
    """Keeps what is positive: max(x, 0), with a slope below 0, a ceiling and a threshold if wanted."""

    max_value: OptionalNonNegative = None
    """Ceiling of the output; left out, none."""
    negative_slope: NonNegative = 0.0
    """Slope for values below the threshold."""
    threshold: NonNegative = 0.0
    """Values below it are cut off."""

    runs_elsewhere = {"jax": frozenset({"bool"})}
    accepted = FLOATS_AND_WHOLE
    keeps_dtype = True

    @property
    def nonlinearity(self) -> "Function | Layer":
        return _function("relu", max_value=self.max_value, negative_slope=self.negative_slope, threshold=self.threshold)


class LeakyReLU(ActivationLayer, frozen=True):
    """x above 0, a fraction of x below."""

    negative_slope: NonNegative = 0.3
    """Slope below 0; the string `leaky_relu` has 0.2."""

    runs_elsewhere = {"jax": frozenset({"bool"})}
    accepted = FLOATS_AND_WHOLE

    @property
    def nonlinearity(self) -> "Function | Layer":
        return _function("leaky_relu", negative_slope=self.negative_slope)


class PReLU(ActivationLayer, frozen=True):
    """LeakyReLU with a slope below 0 that is trained, for every value or shared along some axes."""

    alpha_initializer: InitializerLike = "Zeros"
    """Draws the slopes, which have the shape of a sample."""
    alpha_regularizer: RegularizerLike = None
    """Penalty on the slopes."""
    alpha_constraint: ConstraintLike = None
    """Condition that the slopes are brought back to after every update."""
    shared_axes: SharedAxes = None
    """Axes along which one slope serves all, from 1: [1, 2] gives an image one a channel."""

    dtype: FloatDtype = None
    """Precision of the layer's weights and computation; left out, that of the whole network."""

    runs_elsewhere = on_others(WHOLE | {UNCAST})

    @property
    def nonlinearity(self) -> "Function | Layer":
        # What it is at the start, before its slopes are trained. The power of what comes out, by which kernels are
        # chosen, is the same for a slope and its negative; leaky_relu takes none below 0.
        return _function("leaky_relu", negative_slope=abs(initializer(self.alpha_initializer).center()))

    def output_shape(self, shape: Shape) -> Shape:
        for axis in self._shared():
            if axis >= len(shape):
                message = _(
                    "PReLU shares its slopes along axis {axis}, here it gets {shape}", axis=axis, shape=sample(shape)
                )
                why = _("axis 0 is the batch, so the first axis of a sample is 1")
                raise ShapeError("reshape", message, field="shared_axes", why=why)
        return shape

    def weights(self, shape: Shape) -> list[Weight]:
        shared = self._shared()
        sizes = [
            1
            if axis in shared
            else known_size(size, _("the size of axis {axis}", axis=axis), "PReLU", fix=f"`shared_axes: [{axis}]`")
            for axis, size in enumerate(shape)
            if axis
        ]
        return [Weight("alpha", tuple(sizes), "other", "alpha_initializer")]

    def _shared(self) -> Sequence[int]:
        shared = self.shared_axes
        return () if shared is None else (shared,) if isinstance(shared, int) else shared


class ELU(ActivationLayer, frozen=True):
    """x above 0, alpha (e^x - 1) below."""

    alpha: NonNegative = 1.0
    """How far it goes below 0."""

    runs_elsewhere = {"jax": WHOLE_AND_BOOL}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        check_penalty_is_written(self)
        return self

    @property
    def nonlinearity(self) -> "Function | Layer":
        return _function("elu", alpha=self.alpha)


class Softmax(ActivationLayer, frozen=True):
    """Positive numbers that sum to 1 along an axis: class probabilities."""

    axis: Axes = -1
    """The axis, or list of axes, along which they sum to 1."""

    runs_elsewhere = {"jax": WHOLE}
    stops_at_mask = True

    def may_lack_cpu_kernel(self, precision: str, shape: Shape) -> bool:
        return len(shape) > MOST_SOFTMAX_AXES

    @property
    def nonlinearity(self) -> "Function | Layer":
        return activation({"softmax": {"axis": self.softmax_axis}})

    @property
    def softmax_axis(self) -> int:
        if isinstance(self.axis, int):
            return self.axis
        # Over several axes no single size says how many there are; that of the batch is unknown.
        return self.axis[0] if len(self.axis) == 1 else 0

    def output_shape(self, shape: Shape) -> Shape:
        if isinstance(self.axis, int):
            found_axis("Softmax", self.axis, shape)
        else:
            axes = [found_axis("Softmax", axis, shape) for axis in self.axis]
            if len(set(axes)) < len(axes):
                raise ShapeError(
                    "reshape", _("Softmax names one axis twice in {axis}", axis=list(self.axis)), field="axis"
                )
        return shape
