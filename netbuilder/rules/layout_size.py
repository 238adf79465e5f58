"""NB1005."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class LayoutSize(LayoutRule):
    """A weight that a layout cannot cut into equal parts

    ## What it does
    Divides the size of every axis that is spread by the size of the mesh's axis.

    ## Why is this bad
    Parts of different sizes do not exist: Keras stops when it makes the weight, on every machine, and names no layer.

    ## When it is fine
    Never.

    ## Example
    `Dense: {units: 33}` spread over `model: 2`

    ## Use instead
    `Dense: {units: 32}`, or another axis.
    """

    code = "NB1005"
    name = "layout-size"
    severity = ERROR
    bad = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 33, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        ".*/dense/kernel": [null, model]  # NB1005
""",
    ]
    good = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 33, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  distribution:
    ModelParallel:
      mesh: {batch: 1, model: 2}
      layout:
        ".*/dense/kernel": [model, null]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        mesh = layout.mesh or {}
        spoken: set[str] = set()
        for named, target in layout.applied():
            if target.shape is None or named.pattern in spoken or len(named.axes) > len(target.shape):
                continue
            for at, axis in enumerate(named.axes):
                size, parts = target.shape[at], mesh.get(axis or "", 1)
                if size is None or size % parts == 0:
                    continue
                spoken.add(named.pattern)
                lower = size - size % parts
                instead = _("{lower} or {lower2}", lower=lower, lower2=lower + parts) if lower else str(parts)
                call = target.weight.call if target.weight is not None else None
                yield self.at_axes(
                    graph,
                    named,
                    _(
                        "`{axis}` cuts {size} into {parts}: axis {at} of `{path}`",
                        axis=axis,
                        size=size,
                        parts=parts,
                        at=at,
                        path=target.path,
                    ),
                    why=_("all parts have one size, and Keras stops when it makes the weight"),
                    fix=_("a size of {instead}, or null for that axis", instead=instead),
                    call=call,
                )
                break
