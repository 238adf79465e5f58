"""NB1004."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic, advice
from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, INFO, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import Named, ResolvedLayout, Target


class LayoutAxes(LayoutRule):
    """A layout whose axes do not fit the mesh or the weight

    ## What it does
    Compares what stands behind a pattern with the mesh and with the weights that it names: an axis that the mesh does
    not have, one that stands twice, more entries than the weight has axes. Fewer entries are information: they are for
    the first axes, and the others are not spread.

    ## Why is this bad
    Keras stops, for too many entries with a bare `IndexError: list index out of range`. Of fewer it says nothing:
    `[model]` behind a kernel of (16, 32) spreads the 16.

    ## When it is fine
    Fewer entries are, where the first axis is the one that is meant.

    ## Example
    `mesh: {batch: 1, model: 2}` with `{".*/dense/bias": [null, model]}`

    ## Use instead
    `{".*/dense/bias": [model]}`
    """

    code = "NB1004"
    name = "layout-axes"
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
        ".*/dense/kernel": [null, modle]  # NB1004
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
        ".*/dense/bias": [null, model]  # NB1004
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
        ".*/dense/kernel": [model, model]  # NB1004
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
        ".*/dense/kernel": [null, model]
        ".*/dense/bias": [model]
        ".*/dense_1/kernel": [model, batch]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        ranked: dict[str, Target] = {}
        short: dict[str, Target] = {}
        for named, target in layout.applied():
            if target.rank is not None and len(named.axes) > target.rank:
                ranked.setdefault(named.pattern, target)
            elif target.weight is not None and len(named.axes) < len(target.shape or ()):
                short.setdefault(named.pattern, target)
        for named in layout.named:
            yield from self._against_mesh(graph, layout, named)
            if named.pattern in ranked:
                yield self._too_long(graph, layout, named, ranked[named.pattern])
            elif any(named.axes) and named.pattern in short:
                yield self._short(graph, layout, named, short[named.pattern])

    def _against_mesh(self, graph: LayerGraph, layout: "ResolvedLayout", named: "Named") -> Iterator[Diagnostic]:
        mesh = layout.mesh or {}
        for at, axis in enumerate(named.axes):
            if axis is None:
                continue
            path = (*named.path, at)
            if axis not in mesh:
                near = closest(axis, mesh)
                names = ", ".join(f"`{name}`" for name in mesh)
                fix = (
                    did_you_mean(path, "value", near)
                    if near
                    else advice(_("an axis of the mesh: {names}", names=names))
                )
                yield self.about(
                    graph,
                    path,
                    _("the mesh has no axis `{axis}`", axis=axis),
                    why=_("its axes are {names}", names=names),
                    fix=fix,
                )
            elif axis in named.axes[:at]:
                message, why = (
                    _("the axis `{axis}` stands twice", axis=axis),
                    _("an axis of the mesh spreads one axis of a weight"),
                )
                yield self.about(graph, path, message, why=why, fix=_("null in one of both places"))

    def _too_long(self, graph: LayerGraph, layout: "ResolvedLayout", named: "Named", target: "Target") -> Diagnostic:
        rank = target.rank or 0
        message = _("{count} axes for `{path}`, which has {rank}", count=len(named.axes), path=target.path, rank=rank)
        why = _("Keras stops with `IndexError: list index out of range`")
        fix = _("list at most {rank}", rank=rank) if rank else _("an empty list, or a narrower pattern")
        return self.at_axes(graph, named, message, why=why, fix=fix)

    def _short(self, graph: LayerGraph, layout: "ResolvedLayout", named: "Named", target: "Target") -> Diagnostic:
        at, axis = next((at, axis) for at, axis in enumerate(named.axes) if axis is not None)
        shape = ", ".join(map(str, target.shape or ()))
        message = _("`{axis}` spreads axis {at} of `{path}`", axis=axis, at=at, path=target.path)
        why = _("its shape is ({shape}); entries are for the first axes", shape=shape)
        entries = ", ".join([*(each or "null" for each in named.axes), "null"][: target.rank])
        last = ", ".join([*["null"] * ((target.rank or 1) - 1), axis])
        fix = _("`[{entries}]` says so, `[{last}]` spreads the last one", entries=entries, last=last)
        return self.at_axes(graph, named, message, why=why, fix=fix, severity=INFO)
