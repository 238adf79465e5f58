"""The optimizer that makes the steps, taken out of the one that wraps it, and where it is written."""

from typing import NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.vocabulary.training import Optimizer


class InnerOptimizer(NamedTuple):
    """An optimizer, and where its options stand."""

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
