"""NB503."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import advice
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Dropping


class DropoutOnOutput(Rule):
    """Dropout on the model's output

    ## What it does
    Finds dropout with a rate above 0 after the output layer, before or after its activation.

    ## Why is this bad
    Predictions themselves are set to zero at random in training. The loss is then about the dropout and not about the
    network, and classes that were dropped can never be learnt in that step: 0.78 instead of 0.94 with a rate of 0.5
    behind softmax. Between the last kernel and its softmax it does less harm.

    ## When it is fine
    At the end of a block that is no whole model: without a known loss the rule is silent.

    ## Example
    `Dense: {units: 10, activation: softmax}`, then `Dropout: {rate: 0.5}`

    ## Use instead
    Dropout before the output layer.
    """

    code = "NB503"
    name = "dropout-on-output"
    severity = WARN
    applies_to = Dropping
    needs_model = True
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 4}
  - Dropout: {rate: 0.5}  # NB503
  - Softmax
compile: {optimizer: adam, loss: categorical_crossentropy}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.5}
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.5}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Dropping)
        output = graph.output
        if output is None or subject.index < output.index or not (layer.drops and layer.strength) or graph.head is None:
            return
        fix = advice(_("move it in front of {output}, {where}", output=output.name, where=graph.where(output)))
        yield self.at(
            graph,
            subject,
            "",
            _("{subject} drops the predictions themselves", subject=subject.name),
            why=_("the loss then measures the dropout and not the network"),
            fix=fix,
        )
