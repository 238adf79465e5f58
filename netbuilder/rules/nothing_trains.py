"""NB705."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import WARN, Rule


class NothingTrains(Rule):
    """A compiled model in which nothing is trainable

    ## What it does
    Finds a model with a loss whose weights are all frozen, or that has none.

    ## Why is this bad
    `fit` runs through its epochs and changes nothing; Keras gives one warning at the start.

    ## When it is fine
    Without `compile`, as a feature extractor; there the rule is silent. A frozen network is compiled to be evaluated,
    too, so this is a warning and the model is built.

    ## Example
    `trainable: false` on every layer

    ## Use instead
    Leave the output layer trainable.
    """

    code = "NB705"
    name = "nothing-trains"
    severity = WARN
    applies_to = LayerGraph
    needs_model = True
    bad = [
        """\
input: [20]
layers:  # NB705
  - Dense: {units: 4, trainable: false}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 4, trainable: false}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu, trainable: false}
  - Dense: {units: 4}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        # Nearly always the first layer settles it.
        if any(call.trains for call in graph.calls) or not graph.calls:
            return
        if graph.has_holes or any(call.output is None for call in graph.calls):
            return
        yield self.finding(
            graph.draft.address(("layers",), "key"),
            _("this model has a loss and nothing to train"),
            why=_("every layer is frozen or has no weights"),
            fix=_("remove `trainable: false` from one layer; to evaluate only, it is right as it is"),
        )
