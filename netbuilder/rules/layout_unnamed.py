"""NB1009."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import WARN, LayoutRule
from netbuilder.vocabulary.base.layer_names import automatic_name

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class LayoutUnnamed(LayoutRule):
    """A layout that relies on the name of a model without one

    ## What it does
    Finds patterns that begin with `sequential` in a network without `name`.

    ## Why is this bad
    Keras counts models: the second one of a process is `sequential_1`, the pattern names none of its weights, and
    every device holds all of them. Keras says nothing.

    ## When it is fine
    In a process that builds one model.

    ## Example
    `{"sequential/dense/kernel": [null, model]}`

    ## Use instead
    `{".*/dense/kernel": [null, model]}`, or `name: net` and `net/dense/kernel`.
    """

    code = "NB1009"
    name = "layout-unnamed"
    severity = WARN
    bad = [
        """\
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
        sequential/dense/kernel: [null, model]  # NB1009
""",
    ]
    good = [
        """\
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
        net/dense/kernel: [null, model]
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        if graph.draft.name is not None:
            return
        model = f"{automatic_name('Sequential')}/"
        for named in layout.named:
            if not named.pattern.startswith(model) or not named.targets:
                continue
            wider = f".*/{named.pattern.removeprefix(model)}"
            message = _("`{pattern}` needs the model to be called `{model}`", pattern=named.pattern, model=model[:-1])
            why = _("it has no name, and Keras calls a second model of the process `sequential_1`")
            fix = did_you_mean(named.path, "key", wider)
            yield self.at_pattern(graph, named, message, why=why, fix=fix)
