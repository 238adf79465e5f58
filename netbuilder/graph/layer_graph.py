"""LayerGraph: the resolved network that rules judge, tables show and the builder builds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from netbuilder.diagnostics import Address, LayerRef, Path, Related, Span
from netbuilder.diagnostics.sentence import _
from netbuilder.graph.effective_activation import Effective, effective_activations
from netbuilder.graph.head import Head, find_head, output_layer
from netbuilder.graph.keras_needs import KerasFacts, keras_facts
from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.meant_keras import MeantKeras, meant_keras
from netbuilder.graph.shape_walk import Values, walk_shapes, walk_values
from netbuilder.graph.unroll import MOST_LAYERS, layer_count, unroll
from netbuilder.parse.draft import Draft
from netbuilder.system.caches import lazy
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Kernel, Normalizer, Recurrent
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, UnknownShape
from netbuilder.vocabulary.base.training import Loss, Metric, Optimizer

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout
    from netbuilder.vocabulary.base.distribution import Distribution


NEAR = 100
"""Layers to either side of one in which a rule looks for what goes with it."""


class PlacedMetric(NamedTuple):
    """A metric, and where it stands."""

    metric: Metric
    path: Path


class InnerOptimizer(NamedTuple):
    """The optimizer that makes the steps, taken out of the one that wraps it, and where its options stand."""

    optimizer: Optimizer
    path: Path

    @property
    def name(self) -> str:
        """Its class."""
        return type(self.optimizer).__name__


class LayerGraph:
    """A draft resolved: layers with shapes, effective activations, head, loss and metrics."""

    def __init__(self, draft: Draft, *, unwrapped: bool = False, keras: str | None = None) -> None:
        self.draft = draft
        self._keras = keras
        self.whole = self
        """The graph of the layers as they are written, where this one is inlined."""
        self.layer_count = layer_count(draft.layers)
        """How many layers the network has once repeats are unrolled."""
        self.calls: list[LayerCall] = unroll(draft, unwrapped=unwrapped)
        """The layers in order; cut off at the limit."""
        self.over_limit = self.layer_count > MOST_LAYERS
        self.shape_errors: list[tuple[LayerCall, ShapeError]] = walk_shapes(
            self.calls, draft.input.batched() if draft.input is not None else None
        )
        """The layer that cannot take its input, if there is one; behind it shapes are unknown."""

    @lazy
    def unwrapped(self) -> "LayerGraph":
        """The graph as rules judge it: what `TimeDistributed` applies is inlined, where it is a model of its own."""
        applied = any(call.per_step and call.layer is not None and call.layer.is_container for call in self.calls)
        if not applied:
            return self
        graph = LayerGraph(self.draft, unwrapped=True, keras=self._keras)
        graph.whole = self
        return graph

    @lazy
    def keras(self) -> MeantKeras:
        """The Keras that the network is for."""
        return meant_keras(self._keras or self.draft.keras)

    @lazy
    def keras_facts(self) -> KerasFacts:
        """What the network needs of Keras, and what some releases do otherwise about it."""
        return keras_facts(self.draft)

    @property
    def input_dtype(self) -> str | None:
        """The dtype of the samples; left out, what the first layer takes. None where nothing is known of either."""
        written = self.draft.input
        if written is None:
            return None
        if written.dtype is not None:
            return written.dtype
        if not self.calls:
            return "float32"
        first = self.calls[0].layer
        return first.input_dtype if first is not None else None

    @lazy
    def layout(self) -> "ResolvedLayout | None":
        """How the weights are spread over devices; None where they are not."""
        distribution = settled("distribution", self.draft.runtime.distribution)
        if distribution is None:
            return None
        from netbuilder.graph.layout import resolve_layout  # only for networks that are distributed

        spread = cast("Distribution", distribution)
        return resolve_layout(self.draft, self.whole.calls, spread, self.optimizer, self.loss is not None)

    @lazy
    def values(self) -> list[Values]:
        """Dtype and range of what goes into every layer, by index; the last entry is what the model gives back."""
        return walk_values(self.calls, self.input_dtype, self.draft.runtime.precision)

    @lazy
    def effective(self) -> dict[int, Effective]:
        """What stands behind every kernel, by index."""
        return effective_activations(self.calls)

    @lazy
    def output(self) -> LayerCall | None:
        """The output layer: the last kernel or recurrent layer."""
        return output_layer(self.calls)

    @lazy
    def head(self) -> Head | None:
        """What makes the model's output; None where that is unknown."""
        return find_head(self.calls)

    @lazy
    def kernels(self) -> list[LayerCall]:
        """The layers that are kernels, the output layer included."""
        return [call for call in self.calls if isinstance(call.layer, Kernel)]

    @lazy
    def hidden_kernels(self) -> list[LayerCall]:
        """The kernels before the output layer."""
        return [call for call in self.kernels if self.is_hidden(call)]

    def is_hidden(self, call: LayerCall) -> bool:
        """Whether a kernel or recurrent layer surely stands behind a layer, so that it is not the output layer."""
        return call.index < self._last_learner

    @lazy
    def _last_learner(self) -> int:
        for call in reversed(self.calls):
            cls = type(call.layer) if call.layer is not None else call.entry.cls
            if cls is not None and issubclass(cls, Kernel | Recurrent):
                return call.index
        return -1

    def behind(self, call: LayerCall) -> Sequence[LayerCall]:
        """The layers behind one, as far as a rule looks: a file of 20,000 layers asks for each of them."""
        return self.calls[call.index + 1 : call.index + 1 + NEAR]

    def before(self, call: LayerCall) -> Sequence[LayerCall]:
        """The layers before one, the nearest first, as far as a rule looks."""
        return self.calls[max(call.index - NEAR, 0) : call.index][::-1]

    @lazy
    def first_trained(self) -> int:
        """The index of the first layer that is trained; that behind the last where there is none."""
        return next((call.index for call in self.calls if call.trains), len(self.calls))

    @lazy
    def first_learner(self) -> int:
        """The index of the first layer with weights but normalization; that behind the last where there is none."""
        return next(
            (
                call.index
                for call in self.calls
                if isinstance(call.layer, Kernel | Recurrent)
                or (call.weights and not isinstance(call.layer, Normalizer))
            ),
            len(self.calls),
        )

    @lazy
    def learner_before(self) -> list[LayerCall | None]:
        """By index, the nearest kernel or recurrent layer before: looked for once, and not once a layer."""
        nearest: list[LayerCall | None] = [None]
        for call in self.calls:
            nearest.append(call if isinstance(call.layer, Kernel | Recurrent) else nearest[-1])
        return nearest

    @lazy
    def calls_by_entry(self) -> dict[int, list[LayerCall]]:
        """The layers that each entry of the file makes, by the entry's id."""
        by_entry: dict[int, list[LayerCall]] = {}
        for call in self.calls:
            by_entry.setdefault(id(call.entry), []).append(call)
        return by_entry

    def repetitions(self, call: LayerCall) -> list[LayerCall]:
        """All layers that the same entry of the file makes: inside `repeat` one for every time."""
        return self.calls_by_entry[id(call.entry)] if call.repeat_indices else [call]

    @lazy
    def recurrent(self) -> list[LayerCall]:
        """The layers that are recurrent layers."""
        return [call for call in self.calls if isinstance(call.layer, Recurrent)]

    @property
    def has_holes(self) -> bool:
        """Whether a layer could not be read or nothing is known of its class."""
        return any(call.layer is None for call in self.calls)

    @property
    def output_shape(self) -> tuple[int | None, ...] | None:
        """Shape of what the model gives back, batch axis first."""
        if self.calls:
            return self.calls[-1].output
        return self.draft.input.batched() if self.draft.input else None

    @property
    def predicted_shape(self) -> tuple[int | None, ...] | None:
        """The same in `predict`, where a random crop lets larger images through; None where that is unknown."""
        if self.draft.input is None or any(call.outer is None for call in self.calls):
            return None
        shape: Shape = self.draft.input.batched()
        try:
            for call in self.calls:
                shape = cast(Layer, call.outer).predicted_shape(shape)
        except (ShapeError, UnknownShape):
            return None
        return shape

    @lazy
    def loss(self) -> Loss | None:
        """The loss; None without `compile`, or where it is unknown."""
        return cast("Loss | None", settled("loss", self.draft.compile.loss)) if self.draft.compile else None

    @property
    def has_loss(self) -> bool:
        """Whether the model is one to train: a loss is written, even one that cannot be read."""
        return self.loss is not None or ("compile", "loss") in self.draft.invalid_paths

    @lazy
    def metrics(self) -> list[PlacedMetric]:
        """All metrics with their places, the weighted ones too."""
        compile_ = self.draft.compile
        if compile_ is None:
            return []
        placed = _placed("metrics", compile_.metrics)
        return placed + _placed("weighted_metrics", compile_.weighted_metrics) if compile_.weighted_metrics else placed

    @lazy
    def metric_names(self) -> frozenset[str]:
        """All that the metrics are called: their classes, and the strings that Keras takes for them."""
        metrics = (placed.metric for placed in self.metrics)
        return frozenset(name for metric in metrics for name in (type(metric).__name__, *metric.identifiers))

    @lazy
    def optimizer(self) -> Optimizer | None:
        """The optimizer; None without `compile`."""
        return cast("Optimizer", settled("optimizer", self.draft.compile.optimizer)) if self.draft.compile else None

    @lazy
    def inner_optimizer(self) -> InnerOptimizer | None:
        """The optimizer that makes the steps; None without `compile`."""
        written = self.optimizer
        if written is None:
            return None
        path: Path = ("compile", "optimizer", type(written).__name__)
        if written.inner is not written:
            path = (*path, "inner_optimizer", type(written.inner).__name__)
        return InnerOptimizer(written.inner, path)

    @lazy
    def parameters(self) -> int:
        """How many numbers all weights hold."""
        return sum(call.parameters for call in self.calls)

    def address(self, call: LayerCall, option: str = "") -> Address:
        """Where an option of a layer stands; the layer's name where the option is left out."""
        layer = call.layer
        if option and layer is not None and option in layer.written:
            return self.draft.address((*call.path, option))
        return self.draft.address(call.path, "name")

    def related(self, call: LayerCall, option: str = "") -> tuple[Related, ...]:
        """The anchor behind an aliased option, if it is one."""
        path: Path = (*call.path, option) if option else call.path
        return self.draft.related(path)

    def where(self, call: LayerCall) -> str:
        """Where a layer is written, as a sentence about another one says it: `line 8`, or `layers[3]` in Python."""
        address = self.address(call)
        return _("line {line}", line=address.line) if isinstance(address, Span) else f"`{address.path}`"

    def reference(self, call: LayerCall) -> LayerRef:
        """The layer's index and class, for a diagnostic."""
        return LayerRef(call.model_index, call.name)


def _placed(option: str, metrics: Sequence[Any]) -> list[PlacedMetric]:
    return [PlacedMetric(metric, ("compile", option, index)) for index, metric in enumerate(metrics)]


def resolve(draft: Draft, keras: str | None = None) -> LayerGraph:
    """The graph of a draft, for a release of Keras in place of the one that it names."""
    return LayerGraph(draft, keras=keras)
