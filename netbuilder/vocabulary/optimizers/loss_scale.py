"""LossScaleOptimizer, which wraps another optimizer."""

from typing import cast

from netbuilder.vocabulary.base.node_fields import OptimizerLike
from netbuilder.vocabulary.base.training import Optimizer
from netbuilder.vocabulary.base.values import Count, Name, Positive


class LossScaleOptimizer(Optimizer, frozen=True):
    """Multiplies the loss by a factor that fits itself to float16, so that small gradients do not become 0."""

    inner_optimizer: OptimizerLike
    """The optimizer that makes the steps."""
    initial_scale: Positive = 32768.0
    """Factor of the loss at the start; it is halved whenever a gradient is not finite."""
    dynamic_growth_steps: Count = 2000
    """After how many good steps the factor doubles."""
    name: Name = None
    """Name of the optimizer; left out, Keras' own."""

    example = {"inner_optimizer": "adam"}
    identifiers = ("lossscaleoptimizer",)
    callable_bare = False

    @property
    def inner(self) -> Optimizer:
        return cast("Optimizer", self.inner_optimizer).inner

    @property
    def slot_count(self) -> int:
        return self.inner.slot_count

    def slots_of(self, shape: tuple[int, ...], path: str) -> int:
        return self.inner.slots_of(shape, path)

    def factors_of(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        return self.inner.factors_of(shape)

    def peak(self) -> float:
        return self.inner.peak()
