"""What `compile` says, each with the place where it is written: a metric, and the optimizer that makes the steps."""

from typing import NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.vocabulary.base.training import Metric, Optimizer


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


def inner_optimizer(written: Optimizer) -> InnerOptimizer:
    """What makes the steps of an optimizer as it is written."""
    path: Path = ("compile", "optimizer", type(written).__name__)
    if written.inner is not written:
        path = (*path, "inner_optimizer", type(written.inner).__name__)
    return InnerOptimizer(written.inner, path)
