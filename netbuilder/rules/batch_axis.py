"""NB1007."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class BatchAxis(LayoutRule):
    """A batch that the devices cannot share out evenly

    ## What it does
    Divides `batch_size` by the size of the axis that batches are spread over.

    ## Why is this bad
    Keras stops at the first batch, in `fit`, `evaluate` and `predict` alike. The last batch of an epoch has to divide
    as well: `session.shard` drops or fills up what is left.

    ## When it is fine
    Never.

    ## Example
    `input: {shape: [16], batch_size: 10}` over `batch: 4`

    ## Use instead
    `batch_size: 12`
    """

    code = "NB1007"
    name = "batch-axis"
    severity = ERROR
    bad = [
        """\
name: net
input: {shape: [16], batch_size: 10}  # NB1007
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 4, model: 2}
      layout: {".*/dense/kernel": [null, model]}
""",
        """\
name: net
input: {shape: [16], batch_size: 10}  # NB1007
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime: {backend: jax, devices: 4, distribution: DataParallel}
""",
    ]
    good = [
        """\
name: net
input: {shape: [16], batch_size: 12}
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime: {backend: jax, devices: 4, distribution: DataParallel}
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        written, axis = graph.draft.input, layout.distribution.batch_axis
        parts = (layout.mesh or {}).get(axis, 1)
        if written is None or written.batch_size is None or written.batch_size % parts == 0:
            return
        size = written.batch_size
        larger = size + parts - size % parts
        message = _(
            "a batch of {size} does not divide by {parts}, the size of the axis `{axis}`",
            size=size,
            parts=parts,
            axis=axis,
        )
        why = _("every device computes an equal part of each batch")
        fix = set_option(("input",), "batch_size", str(larger))
        yield self.about(graph, ("input", "batch_size"), message, why=why, fix=fix)
