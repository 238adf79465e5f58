"""NB1001."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class LayoutPattern(LayoutRule):
    """A pattern of a layout that is no regular expression for paths

    ## What it does
    Reads every pattern of `runtime.distribution`, and finds those that are no regular expression, or that take ever
    longer the longer a path is.

    ## Why is this bad
    Keras keeps the pattern as it is and stops with `re.error` when the first weight is made, on every machine. What
    cannot be compared with a path in bounded time is refused: back references, looking ahead, flags.

    ## When it is fine
    Never. The path of a weight itself, without any pattern in it, always is.

    ## Example
    `{".*/dense/(kernel": [null, model]}`

    ## Use instead
    Letters, `.*`, `[0-9]+`, `(kernel|bias)`.
    """

    code = "NB1001"
    name = "layout-pattern"
    severity = ERROR
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
        ".*/dense/(kernel": [null, model]  # NB1001
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
        ".*/dense(_[0-9]+)?/kernel": [null, model]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        for named in layout.named:
            if named.problem:
                message = _("`{pattern}` is no pattern for the paths of weights", pattern=named.pattern)
                fix = _("write it as in `.*/dense/kernel`")
                yield self.at_pattern(graph, named, message, why=named.problem, fix=fix)
