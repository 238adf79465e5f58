"""NB1010."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule
from netbuilder.vocabulary.network import BACKEND_LABELS

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class DistributionBackend(LayoutRule):
    """A distribution on a backend that ignores it

    ## What it does
    Finds `runtime.distribution` without `backend: jax`.

    ## Why is this bad
    Keras takes a distribution on TensorFlow and PyTorch, and leaves all work on one device without a word.

    ## When it is fine
    Never.

    ## Example
    `runtime: {distribution: DataParallel}`

    ## Use instead
    `runtime: {backend: jax, distribution: DataParallel}`, or on TensorFlow `strategy: mirrored` for the GPUs of one
    machine.

    ## References
    Tried on all three in tests/rules/test_proofs_distribution.py.
    """

    code = "NB1010"
    name = "distribution-backend"
    severity = ERROR
    bad = [
        """\
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  distribution: DataParallel  # NB1010
""",
        """\
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: torch
  distribution: DataParallel  # NB1010
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
  distribution: DataParallel
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        runtime = graph.draft.runtime
        if runtime.backend == "jax":
            return
        message = _("Keras spreads no model on {label}", label=BACKEND_LABELS[runtime.backend])
        why = _("the distribution is ignored, and all work stays on one device, without a word")
        fix = set_option(("runtime",), "backend", "jax")
        is_safe = "backend" not in runtime.written
        yield self.about(graph, ("runtime", "distribution"), message, part="key", why=why, fix=fix, safe=is_safe)
