"""NB309."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_value
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import accuracies, display_name, gives_back_its_input, one_vector
from netbuilder.rules.base import WARN, HeadRule, network_with, set_loss
from netbuilder.vocabulary.base.training import Loss


class RegressionLossWithAccuracy(HeadRule):
    """A classifier trained with a regression loss

    ## What it does
    Finds a sigmoid head with a loss for numbers (mse, mae, huber, ...) and a metric that counts right answers.

    ## Why is this bad
    The metric says that these are classes. Where sigmoid is sure of the wrong one its slope is all but 0, and a
    squared error gives no gradient to leave with. A cross-entropy undoes the slope.

    ## When it is fine
    Least-squares GANs and scaled targets, which have no accuracy. There the rule is silent.

    ## Example
    `Dense: {units: 1, activation: sigmoid}` with `loss: mse, metrics: [accuracy]`

    ## Use instead
    `loss: binary_crossentropy`; for numbers, a metric such as mae.

    ## References
    - Goodfellow, Bengio and Courville, *Deep Learning*
    """

    code = "NB309"
    name = "regression-loss-with-accuracy"
    severity = WARN
    loss_families = ("regression",)
    activation_families = ("sigmoid",)
    bad = [
        network_with("Dense: {units: 1, activation: sigmoid}", loss="mse  # NB309", metrics="[accuracy]"),
        """\
input: [784]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 784, activation: sigmoid}
compile:
  optimizer: adam
  loss: mse
  metrics: [accuracy]  # NB309
""",
    ]
    good = [
        network_with("Dense: {units: 1, activation: sigmoid}", loss="binary_crossentropy", metrics="[accuracy]"),
        """\
input: [784]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 784, activation: sigmoid}
compile: {optimizer: adam, loss: mse, metrics: [mae]}
""",
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        counted = accuracies(graph)
        if not counted:
            return
        first = counted[0]
        if gives_back_its_input(graph):
            yield self.at_metric(
                graph,
                first,
                _("{metric} is for classes, and the model gives back its input", metric=display_name(first.metric)),
                why=_("it counts how often a number meets its label, and numbers hardly ever do"),
                fix=set_value(first.path, "mae", _(" in its place, or none: the loss says it")),
            )
            return
        direct = one_vector(graph, head) and loss.identifier is not None
        yield self.at_loss(
            graph,
            _("{loss} is for numbers, and this looks like a classifier", loss=display_name(loss)),
            why=_("a sigmoid that is sure and wrong has no slope, and only a cross-entropy makes up for it"),
            fix=set_loss("binary_crossentropy", _("; for numbers a metric such as `mae`")).edited_if(direct),
            related=(
                Related(graph.draft.address(first.path), _("counts right answers")),
                Related(graph.address(head.call, "activation"), _("the head")),
            ),
        )
