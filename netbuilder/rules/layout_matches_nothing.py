"""NB1002."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import WARN, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class LayoutMatchesNothing(LayoutRule):
    """A pattern of a layout that names no weight

    ## What it does
    Compares every pattern with the paths of all weights, which are `model/layer/weight`, and those of all layers'
    outputs, as Keras does: with the whole path.

    ## Why is this bad
    Keras says nothing, and every device holds the whole weight. `dense.*kernel` names nothing, as every path begins
    with the name of the model.

    ## When it is fine
    In a layout that several networks share.

    ## Example
    `{"dense.*kernel": [null, model]}`

    ## Use instead
    `{".*/dense.*kernel": [null, model]}`
    """

    code = "NB1002"
    name = "layout-matches-nothing"
    severity = WARN
    bad = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        "dense.*kernel": [null, model]  # NB1002
""",
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        ".*/dense/kernel": [null, model]
        ".*/dense/bais": [model]  # NB1002
""",
    ]
    good = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        ".*/dense.*kernel": [null, model]
        ".*/dense/output": [batch, null]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        if not layout.is_complete:
            return  # of a custom layer's weights nothing is known
        from netbuilder.graph.meant_pattern import meant_pattern  # only for networks that are distributed

        for named in layout.named:
            if named.targets or named.problem:
                continue
            message = _("`{pattern}` names no weight: it is compared with whole paths", pattern=named.pattern)
            example = (
                _("the first path is `{path}`", path=layout.weights[0].path)
                if layout.weights
                else _("the model has no weights")
            )
            yield self.at_pattern(graph, named, message, why=example, fix=meant_pattern(layout, named))
