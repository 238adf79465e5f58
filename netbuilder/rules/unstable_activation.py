"""NB407."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class UnstableActivation(Rule):
    """An activation that no initializer makes stable

    ## What it does
    Finds exponential, log_softmax, tanh_shrink, soft_shrink and hard_shrink as the effective activation of a hidden
    kernel.

    ## Why is this bad
    exponential overflows within three layers with He and with Glorot, and log_softmax multiplies the signal's power by
    5 to 10 a layer. The shrinking functions have no slope at 0: with Glorot, the signal of tanh_shrink and
    soft_shrink was at exactly 0 after ten layers; with He, hard_shrink doubles the power in every layer.

    ## When it is fine
    exponential as the output of a Poisson regression, log_softmax as an output.

    ## Example
    `Dense: {units: 64, activation: exponential}` before another `Dense`

    ## Use instead
    `activation: relu`, or `gelu`, `silu`, `elu` where it should be smooth.
    """

    code = "NB407"
    name = "unstable-activation"
    severity = WARN
    applies_to = Kernel
    activation_families = ("exponential", "other")
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: exponential}  # NB407
  - Dense: {units: 64, activation: hard_shrink}  # NB407
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: gelu}
  - Dense: {units: 1, activation: exponential}
compile: {loss: poisson, optimizer: adam}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        behind = graph.effective[subject.index]
        if not graph.is_hidden(subject) or behind.activation is None or not behind.activation.unstable:
            return
        where = behind.at if behind.at is not None else subject
        last = graph.repetitions(where)[-1]
        yield self.at(
            graph,
            where,
            "activation",
            _(
                "{activation} in a hidden layer lets the signal explode or vanish",
                activation=type(behind.activation).__name__,
            ),
            why=_("no scale of the weights keeps the signal's size through it"),
            # The last round of a repeat may be the output.
            fix=set_option(where.path, "activation", "relu").edited_if(graph.is_hidden(last)),
        )
