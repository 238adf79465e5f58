"""Chain: the resolved network that rules judge, tables show and the builder builds."""

from typing import NamedTuple, cast

from netbuilder.chain.effective import Effective, effective_activations
from netbuilder.chain.head import Head, find_head, output_step
from netbuilder.chain.lazy import lazy
from netbuilder.chain.step import Step
from netbuilder.chain.stepping import Stepping, stepping
from netbuilder.chain.unroll import MOST_LAYERS, count, unroll, walk_shapes
from netbuilder.diagnostics import Address, LayerRef, Path, Related
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.layer import Kernel, Recurrent
from netbuilder.vocabulary.node_fields import settled
from netbuilder.vocabulary.shapes import ShapeError
from netbuilder.vocabulary.training import Loss, Metric, Optimizer


class Placed(NamedTuple):
    """A metric, and where it stands."""

    metric: Metric
    path: Path


class Chain:
    """A draft resolved: steps with shapes, effective activations, head, loss and metrics."""

    def __init__(self, draft: Draft, *, opened: bool = False) -> None:
        self.draft = draft
        self.layer_count = count(draft.layers)
        """How many layers the network has once repeats are unrolled."""
        self.steps: list[Step] = unroll(draft, opened=opened)
        """The layers in order; cut off at the limit."""
        self.over_limit = self.layer_count > MOST_LAYERS
        self.shape_errors: list[tuple[Step, ShapeError]] = walk_shapes(
            self.steps, draft.input.batched() if draft.input is not None else None
        )
        """The layer that cannot take its input, if there is one; behind it shapes are unknown."""

    @lazy
    def opened(self) -> "Chain":
        """The chain as rules judge it: what `TimeDistributed` applies is opened, where it is a model of its own."""
        applied = any(step.per_step and step.layer is not None and step.layer.is_container for step in self.steps)
        return Chain(self.draft, opened=True) if applied else self

    @lazy
    def effective(self) -> dict[int, Effective]:
        """What stands behind every kernel, by step index."""
        return effective_activations(self.steps)

    @lazy
    def output(self) -> Step | None:
        """The output layer: the last kernel or recurrent layer."""
        return output_step(self.steps)

    @lazy
    def head(self) -> Head | None:
        """What makes the model's output; None where that is unknown."""
        return find_head(self.steps)

    @lazy
    def kernels(self) -> list[Step]:
        """The steps that are kernels, the output layer included."""
        return [step for step in self.steps if isinstance(step.layer, Kernel)]

    @lazy
    def hidden_kernels(self) -> list[Step]:
        """The kernels before the output layer."""
        return [step for step in self.kernels if self.is_hidden(step)]

    def is_hidden(self, step: Step) -> bool:
        """Whether a kernel or recurrent layer surely stands behind a step, so that it is not the output layer."""
        return step.index < self._last_learner

    @lazy
    def _last_learner(self) -> int:
        for step in reversed(self.steps):
            cls = type(step.layer) if step.layer is not None else step.entry.cls
            if cls is not None and issubclass(cls, Kernel | Recurrent):
                return step.index
        return -1

    def rounds(self, step: Step) -> list[Step]:
        """All steps that the same entry of the file makes: inside `repeat` one a round."""
        return self._rounds[id(step.entry)] if step.rounds else [step]

    @lazy
    def _rounds(self) -> dict[int, list[Step]]:
        made: dict[int, list[Step]] = {}
        for step in self.steps:
            if step.rounds:
                made.setdefault(id(step.entry), []).append(step)
        return made

    @lazy
    def recurrent(self) -> list[Step]:
        """The steps that are recurrent layers."""
        return [step for step in self.steps if isinstance(step.layer, Recurrent)]

    @property
    def has_holes(self) -> bool:
        """Whether a layer could not be read or nothing is known of its class."""
        return any(step.layer is None for step in self.steps)

    @property
    def output_shape(self) -> tuple[int | None, ...] | None:
        """Shape of what the model gives back, batch axis first."""
        if self.steps:
            return self.steps[-1].output
        return self.draft.input.batched() if self.draft.input else None

    @lazy
    def loss(self) -> Loss | None:
        """The loss; None without `compile`, or where it is unknown."""
        return cast("Loss | None", settled("loss", self.draft.compile.loss)) if self.draft.compile else None

    @lazy
    def metrics(self) -> list[Placed]:
        """All metrics with their places, the weighted ones too."""
        compile_ = self.draft.compile
        if compile_ is None:
            return []
        plain, weighted = compile_.metrics, compile_.weighted_metrics
        return [Placed(cast("Metric", one), ("compile", "metrics", at)) for at, one in enumerate(plain)] + [
            Placed(cast("Metric", one), ("compile", "weighted_metrics", at)) for at, one in enumerate(weighted)
        ]

    @lazy
    def optimizer(self) -> Optimizer | None:
        """The optimizer; None without `compile`."""
        return cast("Optimizer", settled("optimizer", self.draft.compile.optimizer)) if self.draft.compile else None

    @lazy
    def stepping(self) -> Stepping | None:
        """The optimizer that makes the steps; None without `compile`."""
        return stepping(self.optimizer) if self.optimizer is not None else None

    @lazy
    def parameters(self) -> int:
        """How many numbers all weights hold."""
        return sum(step.parameters for step in self.steps)

    def address(self, step: Step, option: str = "") -> Address:
        """Where an option of a step stands; the layer's name where the option is left out."""
        layer = step.layer
        if option and layer is not None and option in layer.written:
            return self.draft.address((*step.path, option))
        return self.draft.address(step.path, "name")

    def related(self, step: Step, option: str = "") -> tuple[Related, ...]:
        """The anchor behind an aliased option, if it is one."""
        path: Path = (*step.path, option) if option else step.path
        return self.draft.related(path)

    def reference(self, step: Step) -> LayerRef:
        """The layer's index and class, for a diagnostic."""
        return LayerRef(step.place, step.name)


def resolve(draft: Draft) -> Chain:
    """The chain of a draft."""
    return Chain(draft)
