"""NB1008."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class LayoutState(LayoutRule):
    """A pattern of a layout that also names what Keras keeps while it trains

    ## What it does
    Compares every pattern with the paths of what is no weight: the learning rate, the counter of steps, the mean of the
    loss, the state of seeds, and what Adafactor keeps of rows and columns.

    ## Why is this bad
    Keras asks the layout about these too, and they have fewer axes: it stops with `IndexError: list index out of
    range` when it trains.

    ## When it is fine
    With as many entries as it has axes, and sizes that divide.

    ## Example
    `{".*": [model]}` also names `adam/learning_rate`

    ## Use instead
    `{".*/dense.*/kernel": [null, model]}`
    """

    code = "NB1008"
    name = "layout-state"
    severity = ERROR
    bad = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
compile: {optimizer: adafactor, loss: mse}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        ".*kernel": [null, model]  # NB1008
""",
    ]
    good = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
compile: {optimizer: adafactor, loss: mse}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        ".*/dense.*/kernel": [null, model]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        mesh = layout.mesh or {}
        spoken: set[str] = set()
        for named, state in layout.caught:
            fits = len(named.axes) <= len(state.shape) and all(
                size % mesh.get(axis or "", 1) == 0 for size, axis in zip(state.shape, named.axes, strict=False)
            )
            if fits or named.pattern in spoken:
                continue
            spoken.add(named.pattern)
            message = _("`{pattern}` also names `{path}`", pattern=named.pattern, path=state.path)
            count = {0: _("no axes"), 1: "1 axis"}.get(len(state.shape), _("{count} axes", count=len(state.shape)))
            why = _("{what}: it has {count}, and Keras asks the layout about it too", what=state.what, count=count)
            fix = _("a narrower pattern, such as `.*/dense.*/kernel`")
            yield self.at_pattern(graph, named, message, why=why, fix=fix)
