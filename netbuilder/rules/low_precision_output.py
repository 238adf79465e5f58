"""NB706."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import WARN, Rule


class LowPrecisionOutput(Rule):
    """A mixed-precision model whose predictions are half precision

    ## What it does
    Finds `precision: mixed_float16` or `mixed_bfloat16` with a last layer that does not say `dtype: float32`.

    ## Why is this bad
    Under a mixed policy a layer's output is float16 or bfloat16. bfloat16 has 8 bits of precision and float16 ends at
    65504: a softmax or a loss computed from such numbers is coarse, and can overflow.

    ## When it is fine
    For a block that another model goes on from: without `compile` the rule is silent.

    ## Example
    `runtime: {precision: mixed_float16}` with `Dense: {units: 10, activation: softmax}` at the end

    ## Use instead
    `dtype: float32` in the last layer; the rest of the model stays fast.

    ## References
    - Micikevicius and others, *Mixed Precision Training*, 2018, arXiv:1710.03740
    """

    code = "NB706"
    name = "low-precision-output"
    severity = WARN
    applies_to = LayerGraph
    needs_model = True
    option_suffixes = ("precision",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 4, activation: softmax}  # NB706
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
runtime: {precision: mixed_float16}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 4}
  - Activation: {activation: softmax, dtype: float32}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
runtime: {precision: mixed_bfloat16}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
runtime: {precision: mixed_float16}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        precision = graph.draft.runtime.precision
        if not precision.startswith("mixed_") or not graph.calls:
            return
        last = graph.calls[-1]
        if last.outer is None or last.outer.dtype in ("float32", "float64"):
            return
        yield self.about(
            graph,
            last.entry.path,
            _(
                "under {precision} the predictions are {removeprefix}",
                precision=precision,
                removeprefix=precision.removeprefix("mixed_"),
            ),
            why=_("a softmax or a loss computed in half precision is coarse, and float16 ends at 65504"),
            fix=set_option(last.entry.path, "dtype", "float32", _(" in the last layer")).edited_if(
                len(graph.repetitions(last)) == 1
            ),
            part="name",
            call=last,
        )
