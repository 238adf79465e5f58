"""NB1003."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class LayoutOverlap(LayoutRule):
    """Two patterns of a layout that name one weight

    ## What it does
    Finds weights whose path two patterns match. The path itself as a key goes before every pattern, and is no mistake.

    ## Why is this bad
    Keras stops when it makes the weight: "Path 'net/dense/kernel' matches multiple layout specification keys".

    ## When it is fine
    Never.

    ## Example
    `{".*/dense/kernel": [null, model], ".*kernel": [model]}`

    ## Use instead
    Patterns that exclude each other, or the whole path for the exception.
    """

    code = "NB1003"
    name = "layout-overlap"
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
        ".*/dense/kernel": [null, model]
        ".*/dense.*/kernel": [model, null]  # NB1003
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
        net/dense/kernel: [null, model]
        ".*/dense.*/kernel": [model, null]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        spoken: set[tuple[str, str]] = set()
        for path, (_target, patterns) in layout.by_path().items():
            if len(patterns) < 2 or any(named.pattern == path for named in patterns):
                continue
            first, second = patterns[:2]
            if (first.pattern, second.pattern) in spoken:
                continue
            spoken.add((first.pattern, second.pattern))
            before = graph.draft.address(first.path, "key")
            yield self.at_pattern(
                graph,
                second,
                _("two patterns name `{path}`", path=path),
                why=_("`{pattern}` names it too, and Keras stops when it makes the weight", pattern=first.pattern),
                fix=_("`{path}` as a key goes before patterns", path=path),
                related=(Related(before, _("the other one")),),
            )
