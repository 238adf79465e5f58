"""Layers that apply another one: Bidirectional, TimeDistributed, SpectralNormalization."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.fields import Choice
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_fields import LayerField, inner_weights
from netbuilder.vocabulary.base.layer_roles import Kernel, Recurrent, Wrapper
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, sample, wrong_rank
from netbuilder.vocabulary.base.validation_errors import clash, out_of_range
from netbuilder.vocabulary.base.values import Count
from netbuilder.vocabulary.base.weights import Weight

if TYPE_CHECKING:
    _LayerLike = Layer | str | Mapping[str, Any]
else:
    _LayerLike = Any


def _recurrent_only(layer: Layer) -> tuple[str, str] | None:
    if isinstance(layer, Recurrent):
        return None
    return (_("a recurrent layer"), _("only a recurrent layer has a direction to run in"))


def _per_step(layer: Layer) -> tuple[str, str] | None:
    if layer.hides_shape:
        return (
            _("a layer whose output shape Keras knows"),
            _("Keras does not know that of {layer}", layer=type(layer).__name__),
        )
    return None


def _with_kernel(layer: Layer) -> tuple[str, str] | None:
    expected = _("Dense, EinsumDense or a convolution")
    if not isinstance(layer, Kernel):
        return (expected, _("it divides one kernel by its largest singular value"))
    if len(layer.kernel_options) > 1:
        return (expected, _("this layer has two kernels, and it divides one"))
    if dict(layer).get("lora_rank") is not None:
        return (
            _("a layer without `lora_rank`"),
            _("Keras stops in fit: a kernel with a low-rank update is no variable"),
        )
    return None


class _MergeModeField(Choice):
    """How two outputs become one."""

    __slots__ = ()

    def validate(self, value: Any) -> str | bool:
        if value is None:
            raise out_of_range(self.expected, why=_("null gives two tensors, and a Sequential passes on one"))
        return super().validate(value)


_MERGE_MODE = _MergeModeField("concat", "sum", "ave", "mul")


class Bidirectional(Wrapper, frozen=True):
    """Runs a recurrent layer over the steps in both directions and merges what comes out."""

    layer: Annotated[_LayerLike, LayerField(_recurrent_only)]
    """The recurrent layer that runs from the first step to the last."""
    merge_mode: Annotated[Literal["concat", "sum", "ave", "mul"], _MERGE_MODE] = "concat"
    """How both outputs become one: side by side, as a sum, a mean or a product."""
    backward_layer: Annotated[_LayerLike | None, LayerField(_recurrent_only, null=True)] = None
    """Another layer for the way back, with `go_backwards: true`; left out, a copy of `layer`."""

    runs_both_ways = True
    mixes_positions = True
    uses_mask = True
    example = {"layer": {"LSTM": {"units": 4}}}
    example_input = (5, 3)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        forward, backward = self.layer, self.backward_layer
        if not isinstance(forward, Recurrent):
            return self
        if backward is None and forward.go_backwards:
            why = _("the copy for the way back runs backwards too, and both would be the same")
            raise clash("layer", forward, _("a layer with `go_backwards: false`"), why=why)
        if isinstance(backward, Recurrent):
            _match(forward, backward)
        return self

    @property
    def inner(self) -> Layer:
        return cast(Layer, self.layer)

    @property
    def way_back(self) -> Layer | None:
        return cast("Layer | None", self.backward_layer)

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        return self.inner.accepts(dtype, training=training)

    def runs_on(self, backend: str, dtype: str) -> bool:
        return self.inner.runs_on(backend, dtype)

    def output_shape(self, shape: Shape) -> Shape:
        out, backward = self.inner.output_shape(shape), cast("Layer | None", self.backward_layer)
        if backward is not None and (back := backward.output_shape(shape)) != out:
            message = _(
                "Bidirectional cannot merge {out} with {back} of the way back", out=sample(out), back=sample(back)
            )
            raise ShapeError("reshape", message, field="backward_layer")
        if self.merge_mode == "concat" and out[-1] is not None:
            return (*out[:-1], 2 * out[-1])
        return out

    def weights(self, shape: Shape) -> list[Weight]:
        forward = inner_weights(self.inner, self.inner.weights(shape))
        backward = cast("Layer | None", self.backward_layer)
        if backward is None:
            return [*forward, *forward]
        return [*forward, *inner_weights(backward, backward.weights(shape))]


def _match(forward: Recurrent, backward: Recurrent) -> None:
    """Refuse two directions that cannot be merged."""
    if forward.go_backwards == backward.go_backwards:
        opposite = str(not forward.go_backwards).lower()
        raise clash("backward_layer", backward, _("a layer with `go_backwards: {opposite}`", opposite=opposite))
    for option, ours, theirs in (
        ("return_sequences", forward.return_sequences, backward.return_sequences),
        ("stateful", forward.stateful, backward.stateful),
    ):
        if ours != theirs:
            raise clash(
                "backward_layer",
                backward,
                _("a layer with `{option}: {lower}`, like `layer`", option=option, lower=str(ours).lower()),
            )
    if forward.width != backward.width:
        raise clash("backward_layer", backward, _("a layer as wide as `layer`, {width}", width=forward.width))


class TimeDistributed(Wrapper, frozen=True):
    """Applies a layer to every step by itself, with the same weights: (steps, ...) becomes (steps, ...)."""

    layer: Annotated[_LayerLike, LayerField(_per_step)]
    """The layer that is applied to every step."""

    is_per_step = True
    example = {"layer": {"Dense": {"units": 4}}}
    example_input = (5, 3)

    @property
    def inner(self) -> Layer:
        return cast(Layer, self.layer)

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        return self.inner.accepts(dtype, training=training)

    def runs_on(self, backend: str, dtype: str) -> bool:
        return self.inner.runs_on(backend, dtype)

    def output_dtype(self, dtype: str, precision: str) -> str | None:
        return self.inner.output_dtype(dtype, precision)

    def output_ids(self, ids: Ids | None) -> Ids | None:
        return self.inner.output_ids(ids)

    def output_shape(self, shape: Shape) -> Shape:
        out = self.inner.output_shape(self._step(shape))
        return (out[0], shape[1], *out[1:])

    def predicted_shape(self, shape: Shape) -> Shape:
        out = self.inner.predicted_shape(self._step(shape))
        return (out[0], shape[1], *out[1:])

    def foretold_shape(self, shape: Shape) -> Shape:
        out = self.inner.foretold_shape(self._step(shape))
        return (out[0], shape[1], *out[1:])

    def weights(self, shape: Shape) -> list[Weight]:
        return inner_weights(self.inner, self.inner.weights(self._step(shape)))

    def _step(self, shape: Shape) -> Shape:
        if len(shape) < 3:
            why = _("one vector has no steps that a layer could be applied to")
            raise wrong_rank(
                "TimeDistributed", "(steps, ...)", shape, why=why, fix=_("the layer itself, without the wrapper")
            )
        return (shape[0], *shape[2:])


class SpectralNormalization(Wrapper, frozen=True):
    """Divides the kernel of a layer by its largest singular value at every training step, as GANs want it."""

    layer: Annotated[_LayerLike, LayerField(_with_kernel)]
    """The layer whose kernel is held in bounds."""
    power_iterations: Count = 1
    """How many rounds estimate the singular value at every step."""

    keeps_dtype = True
    example = {"layer": {"Dense": {"units": 4}}}

    @property
    def inner(self) -> Layer:
        return cast(Layer, self.layer)

    def accepts(self, dtype: str, *, training: bool = False) -> bool:
        return self.inner.accepts(dtype, training=training)

    def runs_on(self, backend: str, dtype: str) -> bool:
        return self.inner.runs_on(backend, dtype)

    def output_shape(self, shape: Shape) -> Shape:
        return self.inner.output_shape(shape)

    def foretold_shape(self, shape: Shape) -> Shape:
        return self.inner.foretold_shape(shape)

    @property
    def unseeded(self) -> Mapping[str, Any]:
        return {"vector_u": {"TruncatedNormal": {"stddev": 0.02}}}

    def weights(self, shape: Shape) -> list[Weight]:
        kernel, *others = inner_weights(self.inner, self.inner.weights(shape))
        return [kernel, Weight("vector_u", (1, kernel.shape[-1]), "state", trainable=False), *others]
